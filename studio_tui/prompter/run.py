"""What the prompter did while a take rolled: the clocks it ran by, and from them when each word was read.

Pace and captions of a take are made of this, so it is kept beside the take.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from studio_tui.course.script import Script
from studio_tui.prompter.clock import REFERENCE_WPM, PrompterClock
from studio_tui.prompter.schedule import Schedule, make_schedule

MAX_CLOCKS = 20_000
"""Changes of the clock that one take keeps: three a second for two hours."""


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
    for clock, from_s, until_s in stretches(reading):
        for index, start_s, end_s in _passed(clock, from_s, until_s, schedule):
            found.append(Passage(word=index, start_s=start_s, end_s=end_s))
    return tuple(found)


def stretches(reading: Reading) -> Iterator[tuple[PrompterClock, float, float]]:
    """Each clock that ran during the take, with the time from which and until which it did, in seconds."""
    ends_s = [max(0.0, clock.anchor_s) for clock in reading.clocks[1:]] + [reading.end_s]
    for clock, end_s in zip(reading.clocks, ends_s, strict=True):
        from_s = max(0.0, clock.anchor_s)
        until_s = min(end_s, reading.end_s, clock.anchor_s + clock.remaining_s(clock.anchor_s))
        if clock.running and until_s > from_s:
            yield clock, from_s, until_s


def _passed(
    clock: PrompterClock, from_s: float, until_s: float, schedule: Schedule
) -> Iterator[tuple[int, float, float]]:
    """Index, beginning and end of the words whose beginning a clock passes."""
    seconds_a_script_second = REFERENCE_WPM / clock.wpm
    first_s, last_s = clock.at(from_s), clock.at(until_s)
    for index, word in enumerate(schedule.words):
        if word.start_s >= last_s:
            return
        if word.start_s >= first_s and word.spoken:
            start_s = from_s + (word.start_s - first_s) * seconds_a_script_second
            yield index, start_s, start_s + (word.end_s - word.start_s) * seconds_a_script_second
