"""What a speaker read in a take: a script in words and syllables, and when its stages went by if that is known."""

from __future__ import annotations

import msgspec

from studio_tui.course.script import Script, ScriptLanguage

MAX_STAGES = 2_000
"""Stages that are told of, a stage that was read again counted again."""


class SpokenStage(msgspec.Struct, frozen=True, kw_only=True):
    """A stage that was read, or a part of it.

    Attributes:
        stage: its number or name as written.
        words: words as spoken.
        syllables: of these words.
        start_s: when the prompter began it, seconds from the file's beginning; None without a prompter.
        end_s: when the prompter had passed its last word, likewise.
    """

    stage: str
    words: int
    syllables: int
    start_s: float | None = None
    end_s: float | None = None


class SpokenScript(msgspec.Struct, frozen=True, kw_only=True):
    """A script and how much of it was read.

    Attributes:
        language: of the script; it chooses the band of the pace.
        words: words of the whole script, as spoken.
        syllables: of the whole script.
        stages: what was read in order of time, at most `MAX_STAGES`; one that was read again stands there again.
        read_words: words that were read, those read again counted again. The whole script where no prompter ran.
        read_syllables: likewise.
        read_share: share of the script that went by on the prompter, 0 to 1; None where none ran.
        left_s: text that was still to come when the prompter was as far as it got, seconds; None where none ran.
    """

    language: ScriptLanguage
    words: int
    syllables: int
    stages: tuple[SpokenStage, ...] = ()
    read_words: int = 0
    read_syllables: int = 0
    read_share: float | None = None
    left_s: float | None = None


def read_as_a_whole(script: Script) -> SpokenScript:
    """A script that was read from beginning to end, nobody knows when."""
    stages = tuple(
        SpokenStage(stage=stage.stage, words=stage.spoken_words, syllables=stage.syllables)
        for stage in script.stages
        if stage.spoken_words
    )
    syllables = sum(stage.syllables for stage in script.stages)
    return SpokenScript(
        language=script.language,
        words=script.spoken_words,
        syllables=syllables,
        stages=stages[:MAX_STAGES],
        read_words=script.spoken_words,
        read_syllables=syllables,
    )
