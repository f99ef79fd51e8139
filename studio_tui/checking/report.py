"""A judgement as lines of plain text for people: what was asked, claimed and measured, in aligned columns."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from studio_tui.checking.findings import RELATION_SIGNS, Finding, Judgement, Value
from studio_tui.checking.written import ABSENT, clock, written, written_places
from studio_tui.i18n import Translator
from studio_tui.text import N_, Text

STATUS_WORDS: dict[str, Text] = {
    "pass": N_("pass"),
    "fail": N_("FAIL"),
    "warn": N_("warning"),
    "undecided": N_("undecided"),
    "info": N_("note"),
    "unreadable": N_("UNREADABLE"),
}
HEADINGS: tuple[Text, ...] = (N_("Result"), N_("Rule"), N_("Claimed"), N_("Measured"), N_("Required"), N_("Places"))

_MAX_DECIMALS = 3


def report_lines(judgement: Judgement, translator: Translator) -> list[str]:
    """The report, line by line. Below a rule that is not met stands what to do."""
    verdict = translator.say(STATUS_WORDS[judgement.verdict])
    if judgement.verdict == "unreadable":
        return [f"{verdict}: {translator.say(finding.message)}" for finding in judgement.findings]
    rows = [tuple(translator.say(heading) for heading in HEADINGS)]
    rows += [_row(finding, translator) for finding in judgement.findings]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    lines = [f"{judgement.file}: {verdict}"]
    for row, finding in zip(rows, (None, *judgement.findings), strict=True):
        lines.append("  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        if finding is not None and finding.status not in {"pass", "info"}:
            lines.append(" " * (widths[0] + 4) + translator.say(finding.message))
    lines += [f"  {translator.say(stage)}" for stage in _stages(judgement)]
    lines.append("  " + translator.say(_scores(judgement)))
    return lines


def finding_as_json(finding: Finding, translator: Translator) -> dict[str, object]:
    """A finding as outside programs read it: its message is a sentence."""
    row: dict[str, object] = msgspec.to_builtins(finding)
    row["message"] = translator.say(finding.message)
    for shown_only in ("title", "relation"):  # the agreed keys are those that outside programs know
        del row[shown_only]
    return row


def _row(finding: Finding, translator: Translator) -> tuple[str, ...]:
    required = _value(finding.required, finding.unit, translator)
    return (
        translator.say(STATUS_WORDS[finding.status]),
        translator.say(finding.title),
        _value(finding.claimed, finding.unit, translator),
        _value(finding.measured, finding.unit, translator),
        required if finding.required is None else RELATION_SIGNS[finding.relation] + required,
        written_places(finding.at_s),
    )


def _value(value: Value, unit: str, translator: Translator) -> str:
    if value is None:
        return ABSENT
    rounded = round(value, _MAX_DECIMALS) if isinstance(value, float) else value
    return written(rounded, unit, "{value:g}", translator)


def _stages(judgement: Judgement) -> Iterator[Text]:
    """When each stage was read, and how fast."""
    stages = judgement.measurements.get("pace_stages")
    for stage in stages if isinstance(stages, list) else ():
        if not isinstance(stage, dict):
            continue
        pace = stage.get("pace_wpm")
        yield N_(
            "Stage {stage}: {start}–{end}, {words} words, {pace} words a minute",
            stage=str(stage.get("stage")),
            start=clock(float(stage.get("start_s") or 0)),
            end=clock(float(stage.get("end_s") or 0)),
            words=stage.get("words") or 0,
            pace=ABSENT if pace is None else round(float(pace)),
        )


def _scores(judgement: Judgement) -> Text:
    """The proposal on the client's scale of 0 to 3."""
    return N_(
        "Proposed scores of 3: sound {sound}, picture {picture}",
        sound=ABSENT if judgement.scores.sound is None else judgement.scores.sound,
        picture=ABSENT if judgement.scores.picture is None else judgement.scores.picture,
    )
