"""What hands do with the prompter: each action makes one clock of another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from studio_tui.course.script_copy import Marker
from studio_tui.prompter.clock import PrompterClock
from studio_tui.prompter.markers import marker_from
from studio_tui.prompter.run import MAX_NUDGE_S
from studio_tui.prompter.schedule import Schedule

Run = Literal["start", "hold", "toggle"]
Jump = Literal["jump", "line", "rewind", "again", "to_marker"]

MIN_TARGET_S, MAX_TARGET_S = 10.0, 7_200.0
JUST_BEGUN_S = 2.0
"""From further within a stage than this, back means to its own beginning; script time."""


def run_or_stand(
    clock: PrompterClock, action: Run, count_in_s: float, schedule: Schedule, now_s: float
) -> PrompterClock:
    """Start or hold.

    Args:
        clock: the clock until now.
        action: ``start`` counts in; ``toggle`` does so where a stage begins, elsewhere the reader is in the middle.
        count_in_s: how long the count-in is.
        schedule: the script in time.
        now_s: monotonic time.
    """
    if action == "hold" or (action == "toggle" and clock.running):
        return clock.held(now_s)
    counts_in = action == "start" or _begins_stage(clock.at(now_s), schedule)
    return clock.started(now_s, max(0.0, count_in_s) if counts_in else 0.0)


def jumped(
    clock: PrompterClock, action: Jump, amount: float, schedule: Schedule, markers: Sequence[Marker], now_s: float
) -> PrompterClock:
    """Go to another place; the text goes on or stands as it did, but for ``again``, which stands.

    Whoever goes back further than a nudge reads again, so the time that a target is counted by begins anew.
    """
    position_s = clock.at(now_s)
    if action == "rewind":
        return clock.rewound(now_s)
    if action == "again":
        start_s = schedule.stage_starts_s[schedule.stage_at(position_s)]
        return clock.held(now_s).retaken(now_s, start_s)
    if action == "line":
        place_s = position_s + amount
        return clock.retaken(now_s, place_s) if amount < -MAX_NUDGE_S else clock.moved(now_s, place_s)
    if action == "jump":
        place_s = _stage_start(position_s, round(amount), schedule)
    else:
        found_s = marker_from(schedule, markers, position_s, round(amount))
        place_s = position_s if found_s is None else found_s
    return clock.retaken(now_s, place_s) if place_s < position_s else clock.moved(now_s, place_s)


def target_of(amount: float) -> float | None:
    """A length that a reading can be asked to have, kept within the limits; None for none."""
    return min(max(amount, MIN_TARGET_S), MAX_TARGET_S) if amount > 0 else None


def _begins_stage(position_s: float, schedule: Schedule) -> bool:
    return position_s in schedule.stage_starts_s


def _stage_start(position_s: float, steps: int, schedule: Schedule) -> float:
    """The beginning of a stage, counted from the one being read; back from within it is to its own beginning."""
    stage = schedule.stage_at(position_s)
    if steps < 0 and position_s - schedule.stage_starts_s[stage] > JUST_BEGUN_S:
        steps += 1
    return schedule.stage_starts_s[min(max(stage + steps, 0), len(schedule.stage_starts_s) - 1)]
