"""How fast somebody spoke and how much of the script: a flat, frozen record whose names carry the units."""

from __future__ import annotations

import msgspec

from studio_tui.course.script import ScriptLanguage


class StagePace(msgspec.Struct, frozen=True, kw_only=True):
    """One stage, as it was read.

    Attributes:
        stage: its number or name as written.
        words: spoken words that were read in it.
        start_s: its first word, seconds from the file's beginning.
        end_s: its last word's end.
        pace_wpm: words a minute between the two; None where that is too little to tell.
    """

    stage: str
    words: int
    start_s: float
    end_s: float
    pace_wpm: float | None = None


class PaceMeasurements(msgspec.Struct, frozen=True, kw_only=True):
    """The pace of a take; None where it could not be told. Words are words as spoken: 1984 is four of them.

    Attributes:
        script_language: ``kk``, ``ru`` or ``en``.
        script_words: words of the whole script; ``script_syllables`` likewise.
        read_words: words that were read, those read again counted again.
        pace_wpm: words a minute from the first word to the last one, pauses in between and all.
        pace_overall_wpm: over the whole take.
        articulation_wpm: over the time in which there is a voice, without pauses.
        syllables_per_s: from the first word to the last one; by the script, or without one by ear.
        pause_share: share of pauses between the first word and the last one, 0 to 1.
        script_read_share: how much of the script was read, 0 to 1, by the prompter and by the syllables heard.
        script_left_s: text that the prompter had still to show when it was as far as it got.
        stages: the pace of each stage, where a prompter says when it was read.
        doubts: why a measure could not be told, by its name.
    """

    script_language: ScriptLanguage | None = None
    script_words: int | None = None
    script_syllables: int | None = None
    read_words: int | None = None
    pace_wpm: float | None = None
    pace_overall_wpm: float | None = None
    articulation_wpm: float | None = None
    syllables_per_s: float | None = None
    pause_share: float | None = None
    script_read_share: float | None = None
    script_left_s: float | None = None
    stages: tuple[StagePace, ...] = ()
    doubts: dict[str, str] = {}

    def places_outside(self, low_wpm: float | None, high_wpm: float | None) -> tuple[tuple[float, float], ...]:
        """Where the stages lie that were read slower or faster than asked for."""
        return tuple(
            (stage.start_s, stage.end_s)
            for stage in self.stages
            if stage.pace_wpm is not None
            and (
                (low_wpm is not None and stage.pace_wpm < low_wpm)
                or (high_wpm is not None and stage.pace_wpm > high_wpm)
            )
        )
