"""From findings to a verdict, and to a proposal of scores."""

from __future__ import annotations

from studio_tui.checking.findings import Finding, Scores, Status
from studio_tui.checking.measurements import Measurements
from studio_tui.checking.words import WORDS, Track
from studio_tui.course.take import Verdict
from studio_tui.presets import Preset


def verdict_of(findings: tuple[Finding, ...]) -> Verdict:
    """Fail if any rule failed, else undecided if any could not be told, else pass. No findings prove nothing."""
    found = {finding.status for finding in findings}
    if "fail" in found:
        return "fail"
    return "undecided" if "undecided" in found or not found else "pass"


def propose_scores(preset: Preset, findings: tuple[Finding, ...], measured: Measurements) -> Scores:
    """Sound and picture on the client's scale (A, appendix 1); the producer has the last word.

    3: no technical problem; 2: some defects (warnings); 1: a rule failed; 0: there is none at all. None where
    something that matters could not be told.
    """
    tracks = {rule.id: WORDS[rule.measure].track for rule in preset.rule}

    def statuses(track: Track) -> set[Status]:
        return {finding.status for finding in findings if tracks.get(finding.rule) == track}

    no_sound = measured.sound is None or measured.sound.channels_with_signal == 0
    no_picture = measured.picture is None or measured.picture.frames == 0
    return Scores(
        sound=0 if no_sound else _score(statuses("sound")),
        picture=0 if no_picture else _score(statuses("picture")),
    )


def _score(statuses: set[Status]) -> int | None:
    if "fail" in statuses:
        return 1
    if "undecided" in statuses or not statuses:
        return None
    return 2 if "warn" in statuses else 3
