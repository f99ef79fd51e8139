"""Holds claims and measurements against a preset: one finding a rule."""

from __future__ import annotations

import msgspec

from studio_tui.checking import words
from studio_tui.checking.claims import Claims
from studio_tui.checking.doubts import doubt_sentence
from studio_tui.checking.findings import Finding, Relation, Status, Value
from studio_tui.checking.measurements import MAX_SPANS, Measurements, Spans
from studio_tui.checking.words import WORDS
from studio_tui.presets import Preset, Rule
from studio_tui.text import Text

RATE_TOLERANCE = 3e-4
"""Relative. Crystals are off by up to 1e-4, time stamps in milliseconds add to it; 24000/1001 is 1e-3 below 24."""

_NTSC = 1000 / 1001


def evaluate(preset: Preset, claims: Claims, measured: Measurements) -> tuple[Finding, ...]:
    """A finding for every rule, in the preset's order."""
    return tuple(_evaluate_rule(rule, preset, claims, measured) for rule in preset.rule)


def _evaluate_rule(asked: Rule, preset: Preset, claims: Claims, measured: Measurements) -> Finding:
    rule = _with_band(asked, preset, measured)
    told = measured.value(rule.measure)
    value = _in_unit(rule, told)
    claimed = claims.value(rule.claim) if rule.claim else None
    status, message = _judge(rule, preset, claimed, value, measured)
    required = _required(rule, preset)
    return Finding(
        rule=rule.id,
        title=words.WORDS[rule.measure].name,
        status=status,
        claimed=_rounded(claimed),
        measured=_rounded(value),
        required=required,
        relation=_relation(rule),
        unit=rule.unit,
        at_s=_places(rule, measured) if status in {"fail", "warn"} else (),
        message=_filled(message, claimed=claimed, measured=told, required=required),
        source=rule.source,
    )


def _in_unit(rule: Rule, told: Value) -> Value:
    """A measured value in the unit of the rule: a share may be judged in percent; its sentence takes the share."""
    return 100.0 * told if rule.unit == "%" and isinstance(told, float) else told


def _with_band(rule: Rule, preset: Preset, measured: Measurements) -> Rule:
    """A rule with the limits of the script's language, if it asks for those."""
    language = measured.pace.script_language
    if not rule.band or language is None:
        return rule
    band = preset.pace.band(language)
    return msgspec.structs.replace(rule, at_least=band.low_wpm, at_most=band.high_wpm)


def _relation(rule: Rule) -> Relation:
    if _is_around_zero(rule):
        return "within"
    if rule.at_least is not None and rule.at_most is not None:
        return ""
    return "at_least" if rule.at_least is not None else "at_most" if rule.at_most is not None else ""


def _is_around_zero(rule: Rule) -> bool:
    """Whether the limits are one distance from zero, on both sides."""
    return rule.at_most is not None and rule.at_least == -rule.at_most


def _places(rule: Rule, measured: Measurements) -> Spans:
    """Where to look: for a pace the stages that are out of the band."""
    if rule.band:
        return measured.pace.places_outside(rule.at_least, rule.at_most)[:MAX_SPANS]
    return measured.places(rule.measure)


def _judge(rule: Rule, preset: Preset, claimed: Value, value: Value, measured: Measurements) -> tuple[Status, Text]:
    """The rule's status and its sentence, still with its ``{names}``."""
    claim_fails = rule.claim_must_hold and claimed is not None and not _meets(rule, claimed)
    if value is None:
        return (rule.severity, words.CLAIM_FAILED) if claim_fails else _unknown(rule, measured)
    if rule.measure == "frame_rate_hz" and rule.at_least is not None and isinstance(value, float):
        return _judge_rate(rule, value, rule.at_least, measured, allow_ntsc_rates=preset.preset.allow_ntsc_rates)
    if not rule.has_limit:
        return "info", words.TOLD
    if str(value) in rule.with_note:
        return "warn", words.WITH_NOTE
    if claim_fails or not _meets(rule, value):
        return rule.severity, (WORDS[rule.measure].failed if not _meets(rule, value) else words.CLAIM_FAILED)
    return "pass", words.MET


def _unknown(rule: Rule, measured: Measurements) -> tuple[Status, Text]:
    """Could not tell is never a pass: it leaves a rule that must hold undecided and otherwise warns."""
    track = WORDS[rule.measure].track
    status: Status = "undecided" if rule.severity == "fail" else rule.severity
    if rule.unknown == "info":
        status = "info"
    if track == "picture" and measured.picture is None:
        return status, words.NO_PICTURE
    if track in {"sound", "speech"} and measured.sound is None:
        return status, words.NO_SOUND
    doubt = measured.doubts.get(rule.measure)
    if doubt == "lossy":
        return ("info" if rule.lossy == "info" else status), words.LOSSY
    if doubt is not None:
        return status, doubt_sentence(doubt)
    return status, WORDS[rule.measure].unknown or words.UNKNOWN


def _judge_rate(
    rule: Rule, rate_hz: float, at_least: float, measured: Measurements, *, allow_ntsc_rates: bool
) -> tuple[Status, Text]:
    """The frame rate, with the tolerance of clocks and the two readings of 23.976."""
    error = (measured.picture.frame_rate_error_hz or 0.0) if measured.picture else 0.0
    floor = at_least * _NTSC if allow_ntsc_rates else at_least
    if error > floor * RATE_TOLERANCE and abs(rate_hz - floor) <= error:
        return ("undecided" if rule.severity == "fail" else rule.severity), words.RATE_UNSURE
    if rate_hz >= floor * (1 - RATE_TOLERANCE) and (rule.at_most is None or rate_hz <= rule.at_most):
        ntsc_needed = rate_hz < at_least * (1 - RATE_TOLERANCE)
        return "pass", (words.NTSC_COUNTS if ntsc_needed else words.MET)
    is_ntsc = abs(rate_hz - at_least * _NTSC) <= at_least * RATE_TOLERANCE
    return rule.severity, (words.NTSC_FAILED if is_ntsc else WORDS[rule.measure].failed)


def _meets(rule: Rule, value: Value) -> bool:
    if rule.one_of:
        return str(value) in rule.one_of
    if rule.equals is not None:
        return value == rule.equals
    if isinstance(value, str) or value is None:
        return False
    return (rule.at_least is None or value >= rule.at_least) and (rule.at_most is None or value <= rule.at_most)


def _required(rule: Rule, preset: Preset) -> Value:
    """What the rule asks, as one value; for the frame rate the reading that applied."""
    if rule.required_as:
        return rule.required_as
    if rule.one_of:
        return ", ".join(rule.one_of)
    if rule.equals is not None:
        return _plain(rule.equals)
    low, high = rule.at_least, rule.at_most
    if _is_around_zero(rule):
        return high if high is None else _plain(high)
    if low is not None and rule.measure == "frame_rate_hz" and preset.preset.allow_ntsc_rates:
        low = round(low * _NTSC, 3)
    if low is not None and high is not None:
        return f"{low:g}-{high:g}"
    limit = low if low is not None else high
    return None if limit is None else _plain(limit)


def _plain(value: Value) -> Value:
    """Whole numbers without a fraction."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _rounded(value: Value) -> Value:
    """Six decimals: finer than anything measured here."""
    return round(value, 6) if isinstance(value, float) else value


def _filled(message: Text, **values: Value) -> Text:
    given = {name: value for name, value in values.items() if value is not None}
    used = {name: value for name, value in given.items() if "{" + name in message.msgid}
    return msgspec.structs.replace(message, args=used) if used else message
