"""The last take on the operator's screen: what is wrong with it in full, what is right with it in two lines."""

from __future__ import annotations

from studio_tui.checking.findings import Finding
from studio_tui.text import N_, NN_
from studio_tui.ui.widgets.finding_rows import TABLE_CELLS, finding_rows, header_row, value_words
from studio_tui.ui.widgets.rows import Part, Row, fit
from studio_tui.ui.widgets.verdict_panel import VerdictPanel
from studio_tui.units import unit_sign

_TOLD_RULES = ("audio_bits", "loudness", "pace")
"""Rules of the presets whose figures an operator wants of a good take as well; length and bitrate stand above."""


class LastTakePanel(VerdictPanel):
    """Leaves the rules that hold to the producer's screen."""

    def finding_rows(self, width: int) -> list[Row]:
        """Troubles, then how many rules hold, then figures of interest."""
        troubles = [finding for finding in self._findings if finding.status not in {"pass", "info"}]
        rows = [header_row(self.words, width)] if troubles and width >= TABLE_CELLS else []
        for finding in troubles:
            rows += finding_rows(self.words, finding, width)
        held = sum(finding.status == "pass" for finding in self._findings)
        if held:
            said = NN_("{count} rule holds", "{count} rules hold", held)
            if troubles:
                said = NN_("{count} other rule holds", "{count} other rules hold", held)
            rows.append((Part("✓ ", "ok"), Part(fit(self.say(said), width - 2))))
        figures = [self._figure(finding) for finding in self._findings if finding.rule in _TOLD_RULES]
        if figures and not troubles:
            rows.append((Part(fit(" · ".join(figures), width)),))
        return rows

    def _figure(self, finding: Finding) -> str:
        value = value_words(self.words, finding.measured)
        unit = self.say(unit_sign(finding.unit)) if finding.unit else ""
        return self.say(N_("{what}: {value}", what=finding.title, value=f"{value} {unit}".strip()))
