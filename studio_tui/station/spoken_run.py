"""The prompter's run as the check wants it: how much of the script was read, and when each stage went by."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from studio_tui.checking.spoken_script import MAX_STAGES, SpokenScript, SpokenStage, read_as_a_whole
from studio_tui.course.script import Script
from studio_tui.course.words import syllables
from studio_tui.prompter.clock import REFERENCE_WPM
from studio_tui.prompter.run import Part, Passage, Run, read_parts


def spoken_script(run: Run) -> SpokenScript | None:
    """What was read by a run of the prompter; None when it had no script with words.

    When the text never moved the script was there to be read all the same, but nobody knows when.
    """
    if not run.readings:
        return None
    moved = [part for part in read_parts(run) if part.passed]
    if not moved:
        whole = read_as_a_whole(run.readings[-1].script)
        return whole if whole.words else None
    last = moved[-1]
    return _counted(moved, last.reading.script, _left_s(last))


def _counted(parts: list[Part], script: Script, left_s: float) -> SpokenScript:
    whole = read_as_a_whole(script)
    stages = tuple(stage for part in parts for stage in _stages(part))
    distinct = sum(
        len(part.schedule.words[index].spoken.split())
        for part in parts
        for index in {passage.word for passage in part.passed}
    )
    return msgspec.structs.replace(
        whole,
        stages=stages[:MAX_STAGES],
        read_words=sum(stage.words for stage in stages),
        read_syllables=sum(stage.syllables for stage in stages),
        read_share=min(1.0, distinct / whole.words) if whole.words else 0.0,
        left_s=left_s,
    )


def _left_s(part: Part) -> float:
    """Reading time of what lies behind the furthest word, at the rate of the end."""
    words = part.schedule.words
    furthest_s = max(words[passage.word].end_s for passage in part.passed)
    return (part.schedule.length_s - furthest_s) * REFERENCE_WPM / part.reading.clocks[-1].wpm


def _stages(part: Part) -> Iterator[SpokenStage]:
    """Stages in order of time; a stage that was read again comes again."""
    words, script = part.schedule.words, part.reading.script
    for visit in _visits(part):
        said = [word for passage in visit for word in words[passage.word].spoken.split()]
        yield SpokenStage(
            stage=script.stages[words[visit[0].word].stage].stage,
            words=len(said),
            syllables=sum(syllables(word, script.language) for word in said),
            start_s=visit[0].start_s,
            end_s=visit[-1].end_s,
        )


def _visits(part: Part) -> Iterator[list[Passage]]:
    """Passages of one stage in one go."""
    visit: list[Passage] = []
    for passage in part.passed:
        goes_on = (
            visit
            and passage.word > visit[-1].word
            and part.schedule.words[passage.word].stage == part.schedule.words[visit[-1].word].stage
        )
        if visit and not goes_on:
            yield visit
            visit = []
        visit.append(passage)
    if visit:
        yield visit
