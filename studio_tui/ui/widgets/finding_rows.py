"""One finding as rows of text: what the rule is called, what was claimed, measured and required, what to do."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from rich.cells import cell_len

from studio_tui.checking.findings import RELATION_SIGNS, Finding, Status, Value
from studio_tui.text import N_, Text
from studio_tui.ui.widgets.rows import Ink, Part, Row, fit, pad, printable
from studio_tui.ui.words import NO_VALUE, Words
from studio_tui.units import unit_sign

STATUSES: dict[Status, tuple[str, Text, Ink]] = {
    "fail": ("✗", N_("fail"), "over"),
    "undecided": ("?", N_("unclear"), "hot"),
    "warn": ("▲", N_("warning"), "hot"),
    "pass": ("✓", N_("pass"), "ok"),
    "info": ("·", N_("note"), "quiet"),
}
"""Glyph, word and ink of each status, the gravest first."""

TABLE_CELLS = 92
"""From this width on, figures stand in columns."""

_STATUS_CELLS = 11
_RULE_CELLS = 22
_VALUE_CELLS = 13
_SHOWN_PLACES = 3


def header_row(words: Words, width: int) -> Row:
    """Names of the three columns of figures."""
    labels = (N_("claimed"), N_("measured"), N_("required"))
    columns = "".join(f"{fit(words.say(label), _VALUE_CELLS - 1):>{_VALUE_CELLS}}" for label in labels)
    return Part(" " * (width - cell_len(columns))), Part(columns, "quiet")


def finding_rows(words: Words, finding: Finding, width: int) -> list[Row]:
    """The rows of a finding at a width: columns where there is room, else one under the other."""
    glyph, word, ink = STATUSES[finding.status]
    status = Part(pad(f"{glyph} {words.say(word)}", _STATUS_CELLS), ink)
    rule = printable(words.say(finding.title) or finding.rule)
    return (_in_columns if width >= TABLE_CELLS else _stacked)(words, finding, status, rule, width)


def _in_columns(words: Words, finding: Finding, status: Part, rule: str, width: int) -> list[Row]:
    values = [value_words(words, value) for value in (finding.claimed, finding.measured, finding.required)]
    values[2] = RELATION_SIGNS[finding.relation] + values[2]
    if finding.unit and finding.required is not None:
        with_unit = f"{values[2]} {words.say(unit_sign(finding.unit))}"
        # A band of figures may leave no room for its unit, which the sentence names as well.
        values[2] = with_unit if cell_len(with_unit) < _VALUE_CELLS else values[2]
    claimed, measured, required = (f"{fit(value, _VALUE_CELLS - 1):>{_VALUE_CELLS}}" for value in values)
    figures = (Part(claimed), Part(measured, "strong"), Part(required))
    sentence = _sentence(words, finding)
    room = width - _STATUS_CELLS - _RULE_CELLS - 3 * _VALUE_CELLS
    if cell_len(rule) < _RULE_CELLS and cell_len(sentence) <= room:
        return [(status, Part(pad(rule, _RULE_CELLS)), Part(pad(sentence, room), "quiet"), *figures)]
    # A sentence that says what to do is never cut short: it gets rows of its own.
    return [(status, Part(pad(rule, _RULE_CELLS + room)), *figures), *_wrapped(sentence, width)]


def _stacked(words: Words, finding: Finding, status: Part, rule: str, width: int) -> list[Row]:
    room = width - _STATUS_CELLS
    limit = RELATION_SIGNS[finding.relation]
    named: list[tuple[Callable[[str], Text], Value]] = [
        (lambda value: N_("claimed {value}", value=value), finding.claimed),
        (lambda value: N_("measured {value}", value=value), finding.measured),
        (lambda value: N_("required {value}", value=limit + value), finding.required),
    ]
    said = [words.say(text(value_words(words, value))) for text, value in named if value is not None]
    figures = " · ".join(said)
    if finding.unit and said:
        figures += f" {words.say(unit_sign(finding.unit))}"
    beside = room - cell_len(rule) - 2
    head: Row = (status, Part(fit(rule, room)))
    sentence = _wrapped(_sentence(words, finding), width)
    if cell_len(figures) <= beside:
        return [(*head, Part(f"  {figures}", "quiet")), *sentence]
    if finding.status == "pass":
        return [head]
    return [head, *_wrapped(figures, width), *sentence]


def _sentence(words: Words, finding: Finding) -> str:
    """What is wrong, where, and what to do; nothing for what is as it should be."""
    sentence = "" if finding.status == "pass" else words.say(finding.message)
    places = place_words(words, finding)
    return printable(f"{sentence} ({places})".strip() if places else sentence)


def _wrapped(sentence: str, width: int) -> list[Row]:
    lines = textwrap.wrap(sentence, max(10, width - _STATUS_CELLS)) if sentence else []
    return [(Part(" " * _STATUS_CELLS), Part(line, "quiet")) for line in lines]


def value_words(words: Words, value: Value) -> str:
    """A value as people write it, without its unit."""
    if value is None:
        return NO_VALUE
    if isinstance(value, bool):
        return words.say(N_("yes") if value else N_("no"))
    if isinstance(value, float):
        return words.number(value, 0 if value == round(value) else 2 if abs(value) < 100 else 1)
    return printable(str(value))


def place_words(words: Words, finding: Finding) -> str:
    """Where in the take: the first places, as minutes and seconds."""
    places = [f"{words.duration(start)}–{words.duration(end)}" for start, end in finding.at_s[:_SHOWN_PLACES]]
    if len(finding.at_s) > _SHOWN_PLACES:
        places.append("…")
    return ", ".join(places)
