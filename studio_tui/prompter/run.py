"""What the prompter did while a take rolled: the clocks it ran by, and from them when each word was read.

Pace and captions of a take are made of this, so it is kept beside the take.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

import msgspec

from studio_tui.course.script import Script
from studio_tui.prompter.clock import REFERENCE_WPM, PrompterClock
from studio_tui.prompter.schedule import Schedule, ScheduledWord, make_schedule

MAX_CLOCKS = 20_000
"""Changes of the clock that one take keeps: three a second for two hours."""

MAX_NUDGE_S = 8.0
"""Script time, some two lines: who moves the text by no more is catching up with the speaker or waiting for him."""

_NO_TIME_S = 1e-6

TO_ITS_END_S = 3.0
"""A speaker is up to so far ahead of the prompter: a text with no more left is read to its end at the cut."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A script on the prompter during a take, or a part of it.

    Attributes:
        script: the script as it was then.
        stage_speeds: each stage's multiple of the common rate.
        clocks: in order of time; each is in force from its anchor, which counts in seconds from the roll, until the
            next one's. The first one's may lie before the roll.
        end_s: when another script came or the take was cut, seconds from the roll.
    """

    script: Script
    stage_speeds: tuple[float, ...] = ()
    clocks: tuple[PrompterClock, ...] = ()
    end_s: float = 0.0

    def schedule(self) -> Schedule:
        """The script in time."""
        return make_schedule(self.script, self.stage_speeds)


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """The prompter during one take: one reading, or several when the script was changed meanwhile."""

    readings: tuple[Reading, ...] = ()


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A word that went by, seconds from the roll. A word that is read again after a jump back goes by twice.

    Where the text was only nudged it is otherwise: what a nudge forward jumps over has been read, and what a nudge
    back shows again was not read yet. So a text that a hand moves line by line, without a clock, goes by as well.

    Attributes:
        word: index into the words of the reading's schedule; only spoken ones go by.
        start_s: when it became the word to be read.
        end_s: when it should have been said.
    """

    word: int
    start_s: float
    end_s: float


def passages(reading: Reading, schedule: Schedule) -> tuple[Passage, ...]:
    """The spoken words that went by, in order of time.

    A word is passed when its beginning is; what is held in the middle of it lengthens it.
    """
    found: list[Passage] = []
    before: _Stretch | None = None
    for stretch in _stretches(reading):
        if before is not None:
            _nudge(found, before, stretch, schedule)
        if stretch.clock.running:
            found += _passed(stretch, schedule)
        before = stretch
    return tuple(found)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One reading of a run, in time, with the words that were read in it."""

    reading: Reading
    schedule: Schedule
    passed: tuple[Passage, ...]


def read_parts(run: Run) -> tuple[Part, ...]:
    """The words that were read: those that went by, and the last few when hardly any were left at the cut.

    Only the last reading is completed: where a script was changed in the middle of it, the next one goes on.
    """
    parts: list[Part] = []
    for reading in run.readings:
        schedule = reading.schedule()
        parts.append(Part(reading=reading, schedule=schedule, passed=passages(reading, schedule)))
    if any(part.passed for part in parts):
        parts[-1] = _read_to_its_end(parts[-1])
    return tuple(parts)


def _read_to_its_end(part: Part) -> Part:
    reading, schedule, passed = part.reading, part.schedule, part.passed
    if not reading.clocks:
        return part
    if passed:
        place, furthest = max(enumerate(passed, 1), key=lambda each: each[1].word)
        first, at_s, from_s = furthest.word + 1, furthest.end_s, schedule.words[furthest.word].end_s
    else:
        # It was changed so late that nothing of it went by.
        place, at_s, from_s = 0, reading.end_s, reading.clocks[-1].at(reading.end_s)
        first = bisect_left(schedule.words, from_s, key=_start_s)
    if (schedule.length_s - from_s) * REFERENCE_WPM / reading.clocks[-1].wpm > TO_ITS_END_S:
        return part
    # The speaker was ahead, or the text stood still at its end: these are said right behind the rest.
    rest = tuple(
        Passage(word=index, start_s=at_s, end_s=at_s)
        for index in range(first, len(schedule.words))
        if schedule.words[index].spoken
    )
    return msgspec.structs.replace(part, passed=passed[:place] + rest + passed[place:])


class _Stretch(msgspec.Struct, frozen=True):
    """A clock and the time in which it was in force, seconds from the roll; at least none."""

    clock: PrompterClock
    from_s: float
    until_s: float

    @property
    def first_s(self) -> float:
        """Script time at its beginning."""
        return self.clock.at(self.from_s)

    @property
    def last_s(self) -> float:
        """Script time at its end."""
        return self.clock.at(self.until_s)


def _stretches(reading: Reading) -> Iterator[_Stretch]:
    ends_s = [clock.anchor_s for clock in reading.clocks[1:]] + [reading.end_s]
    for clock, end_s in zip(reading.clocks, ends_s, strict=False):  # a reading without clocks ends nowhere
        from_s = min(max(0.0, clock.anchor_s), reading.end_s)
        yield _Stretch(clock, from_s, max(from_s, min(end_s, reading.end_s)))


def _nudge(found: list[Passage], before: _Stretch, after: _Stretch, schedule: Schedule) -> None:
    """What a small move between two clocks says of the words it went over."""
    left_s, place_s = before.last_s, after.first_s
    if left_s < place_s <= left_s + MAX_NUDGE_S:
        # Of a text that stood they were read while it stood, of one that ran just now.
        from_s = before.until_s if before.clock.running else before.from_s
        found += _between(schedule, (left_s, place_s), (from_s, before.until_s))
    elif left_s - MAX_NUDGE_S <= place_s < left_s and place_s not in schedule.stage_starts_s:
        while found and schedule.words[found[-1].word].start_s >= place_s:
            found.pop()


def _passed(stretch: _Stretch, schedule: Schedule) -> list[Passage]:
    """The words whose beginning a running clock passes."""
    clock, first_s, last_s = stretch.clock, stretch.first_s, stretch.last_s
    until_s = stretch.from_s + (last_s - first_s) * REFERENCE_WPM / clock.wpm
    return _between(schedule, (first_s, last_s), (stretch.from_s, until_s))


def _between(schedule: Schedule, script: tuple[float, float], time: tuple[float, float]) -> list[Passage]:
    """The spoken words that begin in a stretch of script time, spread evenly over a stretch of time."""
    (first_s, last_s), (from_s, until_s) = script, time
    if last_s <= first_s:
        return []
    # What went by in no time at all began at once.
    scale = (until_s - from_s) / (last_s - first_s) if last_s - first_s > _NO_TIME_S else 0.0
    found = []
    for index in range(bisect_left(schedule.words, first_s, key=_start_s), len(schedule.words)):
        word = schedule.words[index]
        if word.start_s >= last_s:
            break
        if word.spoken:
            start_s = from_s + (word.start_s - first_s) * scale
            found.append(Passage(word=index, start_s=start_s, end_s=start_s + (word.end_s - word.start_s) * scale))
    return found


def _start_s(word: ScheduledWord) -> float:
    return word.start_s
