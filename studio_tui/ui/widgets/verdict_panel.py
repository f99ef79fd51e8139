"""A take's verdict and the findings behind it: claimed, measured, required."""

from __future__ import annotations

import msgspec

from studio_tui.checking.findings import Finding
from studio_tui.course.take import Take
from studio_tui.text import N_, NN_, Text
from studio_tui.ui.code_words import code_words
from studio_tui.ui.widgets.finding_rows import STATUSES, TABLE_CELLS, finding_rows, header_row
from studio_tui.ui.widgets.rows import Ink, Part, Row, RowsWidget, fit, spread
from studio_tui.ui.words import Words

VERDICTS: dict[str, tuple[str, Text, Ink]] = {
    "pass": ("✓", N_("PASS"), "plate-ok"),
    "fail": ("✗", N_("FAIL"), "plate-alarm"),
    "undecided": ("?", N_("UNDECIDED"), "plate-warning"),
    "unreadable": ("✗", N_("UNREADABLE"), "plate-alarm"),
}
_ORDER = {status: rank for rank, status in enumerate(STATUSES)}
_FINDINGS = msgspec.json.Decoder(tuple[Finding, ...])


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
        word = N_("NOT CHECKED YET")
        return Part(f" {widget.say(word)} ", "plate-quiet")
    glyph, word, ink = VERDICTS[take.verdict]
    return Part(f" {glyph} {widget.say(word)} ", ink)


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
        rows += self.finding_rows(width)
        if len(rows) > height >= 4:
            hidden = len(rows) - height + 1
            rows = [
                *rows[: height - 1],
                (Part(self.say(NN_("{count} more row", "{count} more rows", hidden)), "quiet"),),
            ]
        return rows

    def finding_rows(self, width: int) -> list[Row]:
        """All findings, the gravest first."""
        rows = [header_row(self.words, width)] if self._findings and width >= TABLE_CELLS else []
        for finding in self._findings:
            rows += finding_rows(self.words, finding, width)
        return rows

    def _take_name(self, take: Take) -> str:
        return f"{code_words(take.code)} T{take.number:02d}"

    def _facts(self, take: Take) -> str:
        rate = self.words.number(take.video_bitrate_mbps, 1)
        facts = [self.words.duration(take.duration_s), self.say(N_("{rate} Mbit/s", rate=rate))]
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
