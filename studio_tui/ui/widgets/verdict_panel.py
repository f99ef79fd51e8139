"""A take's verdict and the findings behind it: claimed, measured, required."""

from __future__ import annotations

import msgspec

from studio_tui.checking.findings import Finding, Status, Value
from studio_tui.course.take import Take
from studio_tui.text import N_, NN_, Text
from studio_tui.ui.code_words import code_words
from studio_tui.ui.widgets.rows import Ink, Part, Row, RowsWidget, fit, pad, spread
from studio_tui.ui.words import NO_VALUE, Words

VERDICTS: dict[str, tuple[str, Text, Ink]] = {
    "pass": ("✓", N_("PASS"), "plate-ok"),
    "fail": ("✗", N_("FAIL"), "plate-alarm"),
    "undecided": ("?", N_("UNDECIDED"), "plate-warning"),
    "unreadable": ("✗", N_("UNREADABLE"), "plate-alarm"),
}
STATUSES: dict[Status, tuple[str, Text, Ink]] = {
    "fail": ("✗", N_("fail"), "over"),
    "undecided": ("?", N_("unclear"), "hot"),
    "warn": ("▲", N_("warning"), "hot"),
    "pass": ("✓", N_("pass"), "ok"),
    "info": ("·", N_("note"), "quiet"),
}
_ORDER = {status: rank for rank, status in enumerate(STATUSES)}
_FINDINGS = msgspec.json.Decoder(tuple[Finding, ...])
_STATUS_CELLS = 11
_VALUE_CELLS = 13
_WIDE_CELLS = 84


def findings_of(take: Take) -> tuple[Finding, ...]:
    """The findings in a take of the log; none while it is not checked or when they cannot be read."""
    if not take.findings_json:
        return ()
    try:
        return _FINDINGS.decode(take.findings_json)
    except msgspec.DecodeError:
        return ()


def verdict_plate(widget: RowsWidget, take: Take) -> Part:
    """The verdict as a plate: glyph and word on its colour."""
    if take.verdict is None:
        return Part(f" {widget.say(N_('NOT CHECKED YET'))} ", "plate-quiet")
    glyph, word, ink = VERDICTS[take.verdict]
    return Part(f" {glyph} {widget.say(word)} ", ink)


def value_words(words: Words, value: Value, unit: str) -> str:
    """A value of a finding as people write it."""
    if value is None:
        return NO_VALUE
    if isinstance(value, bool):
        return words.say(N_("yes") if value else N_("no"))
    if isinstance(value, float):
        digits = 0 if value == round(value) else 2 if abs(value) < 100 else 1
        written = words.number(value, digits)
    else:
        written = str(value)
    return f"{written} {unit}" if unit else written


def place_words(words: Words, finding: Finding) -> str:
    """Where in the take: the first places, as minutes and seconds."""
    places = [f"{words.duration(start)}–{words.duration(end)}" for start, end in finding.at_s[:3]]
    if len(finding.at_s) > len(places):
        places.append("…")
    return ", ".join(places)


class VerdictPanel(RowsWidget):
    """The verdict of one take, its problems first."""

    def __init__(self, words: Words, title: Text, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id)
        self._title = title
        self._take: Take | None = None
        self._findings: tuple[Finding, ...] = ()

    def show(self, take: Take | None) -> None:
        """Show a take."""
        if take != self._take:
            self._take = take
            found = findings_of(take) if take else ()
            self._findings = tuple(sorted(found, key=lambda finding: _ORDER[finding.status]))
        self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        """Verdict, take, findings."""
        take = self._take
        title = Part(self.say(self._title), "strong")
        if take is None:
            return [(title,), (Part(self.say(N_("no take yet")), "quiet"),)]
        rows = [
            spread([title, Part("  "), Part(self._take_name(take))], [verdict_plate(self, take)], width),
            (Part(fit(self._facts(take), width), "quiet"),),
        ]
        if take.problem:
            rows.append((Part("▲ ", "hot"), Part(fit(self.say(Text(take.problem)), width - 2))))
        if take.note:
            rows.append((Part(fit(self.say(N_("Note: {note}", note=take.note)), width), "cue"),))
        wide = width >= _WIDE_CELLS
        if wide and self._findings:
            rows.append(self._header(width))
        for finding in self._findings:
            rows += self._finding(finding, width, wide=wide)
        if len(rows) > height >= 4:
            hidden = len(rows) - height + 1
            rows = [
                *rows[: height - 1],
                (Part(self.say(NN_("{count} more row", "{count} more rows", hidden)), "quiet"),),
            ]
        return rows

    def _take_name(self, take: Take) -> str:
        return f"{code_words(take.code)} T{take.number:02d}"

    def _facts(self, take: Take) -> str:
        facts = [self.words.duration(take.duration_s), f"{self.words.number(take.video_bitrate_mbps, 1)} Mbit/s"]
        if take.lost_frames or take.lost_samples:
            facts.append(
                self.say(
                    N_(
                        "lost: {frames} frames, {samples} samples",
                        frames=take.lost_frames,
                        samples=take.lost_samples,
                    )
                )
            )
        else:
            facts.append(self.say(N_("nothing lost")))
        if take.title:
            facts.append(take.title)
        return " · ".join(facts)

    def _header(self, width: int) -> Row:
        message_cells = width - _STATUS_CELLS - 3 * _VALUE_CELLS
        labels = (N_("claimed"), N_("measured"), N_("required"))
        return (
            Part(" " * (_STATUS_CELLS + message_cells)),
            *(Part(f"{fit(self.say(label), _VALUE_CELLS - 1):>{_VALUE_CELLS}}", "quiet") for label in labels),
        )

    def _finding(self, finding: Finding, width: int, *, wide: bool) -> list[Row]:
        glyph, word, ink = STATUSES[finding.status]
        status = Part(pad(f"{glyph} {self.say(word)}", _STATUS_CELLS), ink)
        message = self.say(finding.message)
        place = place_words(self.words, finding)
        if place:
            message = f"{message} ({place})"
        values = [
            value_words(self.words, value, "") for value in (finding.claimed, finding.measured, finding.required)
        ]
        if not wide:
            rows: list[Row] = [(status, Part(fit(message, width - _STATUS_CELLS)))]
            if finding.status in {"fail", "undecided", "warn"} and any(value != NO_VALUE for value in values):
                said = N_("claimed {claimed} · measured {measured} · required {required} {unit}")
                parts = dict(zip(("claimed", "measured", "required"), values, strict=True))
                detail = self.say(Text(said.msgid, {**parts, "unit": finding.unit}))
                rows.append((Part(" " * _STATUS_CELLS), Part(fit(detail, width - _STATUS_CELLS), "quiet")))
            return rows
        message_cells = width - _STATUS_CELLS - 3 * _VALUE_CELLS
        units = ("", "", f" {finding.unit}" if finding.unit else "")
        numbers = tuple(
            Part(f"{fit(value + unit, _VALUE_CELLS - 1):>{_VALUE_CELLS}}", "strong" if place == 1 else "text")
            for place, (value, unit) in enumerate(zip(values, units, strict=True))
        )
        return [(status, Part(pad(message, message_cells)), *numbers)]
