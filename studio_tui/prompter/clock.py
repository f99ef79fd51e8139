"""Where the prompter is: a function of the monotonic clock, so that no tick can be lost.

A position is *script time*: seconds of the schedule at ``REFERENCE_WPM``. Reading at another rate only changes how
fast script time runs, never the place that belongs to it.
"""

from __future__ import annotations

from math import inf

import msgspec

from studio_tui.limits import MAX_WPM, MIN_WPM

REFERENCE_WPM = 150.0

_MET_S = 1.0
"""A target is met where the reading ends nearer to it than this."""


class PrompterClock(msgspec.Struct, frozen=True, kw_only=True):
    """A straight line through time: at ``anchor_s`` the reader was at ``position_s``.

    An anchor that lies ahead counts in: the text stands until then.

    Attributes:
        position_s: script time at the anchor, 0 to ``length_s``.
        anchor_s: ``time.monotonic()`` of the anchor; one clock for all processes of a machine.
        wpm: words per minute, asked for or found from ``target_s``.
        running: whether script time passes, or will after the count-in.
        length_s: script time of the last word's end; the prompter stops there.
        target_s: how long reading the whole script shall take, holds and all; None when ``wpm`` is asked for.
        begun_s: monotonic time from which the reading is counted; None until it begins.
        begun_share: share of the script, 0 to 1, that lay behind the reader then. A retake has the time of what is
            still to be read, no more and no less.
    """

    position_s: float = 0.0
    anchor_s: float = 0.0
    wpm: float = 150.0
    running: bool = False
    length_s: float = 0.0
    target_s: float | None = None
    begun_s: float | None = None
    begun_share: float = 0.0

    def at(self, now_s: float) -> float:
        """Script time at a monotonic time, within the script."""
        position = self.position_s
        if self.running:
            position += max(0.0, now_s - self.anchor_s) * self.wpm / REFERENCE_WPM
        return min(max(position, 0.0), self.length_s)

    def count_in_s(self, now_s: float) -> float:
        """Seconds until the text begins to move; 0 while it moves or stands."""
        return max(0.0, self.anchor_s - now_s) if self.running else 0.0

    @property
    def ends_s(self) -> float:
        """Monotonic time at which the script is at its end by this clock; infinite while it stands before it."""
        if not self.running:
            return self.anchor_s if self.position_s >= self.length_s else inf
        return self.anchor_s + max(0.0, self.length_s - self.position_s) * REFERENCE_WPM / self.wpm

    def elapsed_s(self, now_s: float) -> float:
        """Seconds since the reading began, holds and all; 0 before that. At the script's end it stops."""
        return 0.0 if self.begun_s is None else max(0.0, min(now_s, self.ends_s) - self.begun_s)

    @property
    def budget_s(self) -> float | None:
        """Seconds that the reading shall take from where it began, or would begin; None without a target."""
        return None if self.target_s is None else self.target_s * (1.0 - self._share_behind)

    def beyond_target_s(self, now_s: float) -> float:
        """By how much the reading will end behind its target (below 0: before it), though the rate is at a limit.

        0 where the target can be met, or there is none.
        """
        aimed = _aimed(self.moved_to_now(now_s), now_s)
        if aimed.budget_s is None or aimed.position_s >= self.length_s:
            return 0.0
        left_s = aimed.budget_s - aimed.elapsed_s(aimed.anchor_s)
        beyond_s = (self.length_s - aimed.position_s) * REFERENCE_WPM / aimed.wpm - left_s
        return beyond_s if abs(beyond_s) >= _MET_S else 0.0

    def started(self, now_s: float, count_in_s: float = 0.0) -> PrompterClock:
        """Running from where it is, after a count-in. A clock that runs already goes on as it does."""
        if self.running:
            return _aimed(self, now_s)
        begins_s = now_s + count_in_s
        begun_s = begins_s if self.begun_s is None else self.begun_s
        started = msgspec.structs.replace(
            self.moved_to_now(now_s),
            anchor_s=begins_s,
            running=True,
            begun_s=begun_s,
            begun_share=self._share_behind,
        )
        return _aimed(started, now_s)

    def held(self, now_s: float) -> PrompterClock:
        """Standing where it is."""
        anchored = self.moved_to_now(now_s)
        held = msgspec.structs.replace(anchored, running=False, anchor_s=min(now_s, anchored.ends_s))
        # Whoever holds during the first count-in has not begun to read.
        not_begun = self.begun_s is not None and self.begun_s > now_s
        return msgspec.structs.replace(held, begun_s=None) if not_begun else held

    def settled(self, now_s: float) -> PrompterClock:
        """The same, but standing once the script has run out, since the moment at which it did."""
        if not self.running or self.at(now_s) < self.length_s:
            return self
        return msgspec.structs.replace(self, position_s=self.length_s, anchor_s=self.ends_s, running=False)

    def paced(self, now_s: float, wpm: float) -> PrompterClock:
        """Same place, another rate, kept within the limits; a target it was to meet is given up."""
        return msgspec.structs.replace(self.moved_to_now(now_s), wpm=_within_limits(wpm), target_s=None)

    def aimed(self, now_s: float, target_s: float | None) -> PrompterClock:
        """Same place, at the rate that ends the reading ``target_s`` after its beginning, within the limits.

        None keeps the present rate from now on.
        """
        return _aimed(msgspec.structs.replace(self.moved_to_now(now_s), target_s=target_s), now_s)

    def moved(self, now_s: float, position_s: float) -> PrompterClock:
        """Same rate or target, another place, kept within the script."""
        position_s = min(max(position_s, 0.0), self.length_s)
        anchored = self.moved_to_now(now_s)
        if position_s != anchored.position_s:
            anchor_s = max(now_s, self.anchor_s) if self.running else now_s
            anchored = msgspec.structs.replace(anchored, position_s=position_s, anchor_s=anchor_s)
        return _aimed(anchored, now_s)

    def retaken(self, now_s: float, position_s: float) -> PrompterClock:
        """Another place, from which the reading and the time that a target is counted by begin anew."""
        moved = self.moved(now_s, position_s)
        begun_s = moved.anchor_s if self.running else None
        begun_share = moved.position_s / moved.length_s if moved.length_s else 0.0
        return _aimed(msgspec.structs.replace(moved, begun_s=begun_s, begun_share=begun_share), now_s)

    def rewound(self, now_s: float) -> PrompterClock:
        """At the beginning of the script, and of the reading."""
        return self.retaken(now_s, 0.0)

    def fitted(self, now_s: float, position_s: float, length_s: float) -> PrompterClock:
        """The same reading of a script whose times have changed: the place in it, and its new length."""
        return msgspec.structs.replace(self, length_s=length_s).moved(now_s, position_s)

    def remaining_s(self, now_s: float) -> float:
        """Seconds of reading left at the present rate, the count-in with them."""
        return (self.length_s - self.at(now_s)) * REFERENCE_WPM / self.wpm + self.count_in_s(now_s)

    def moved_to_now(self, now_s: float) -> PrompterClock:
        """The same line, told from this moment on; one that counts in keeps its anchor ahead.

        One that is at the script's end keeps the moment at which it came there.
        """
        anchor_s = min(now_s, self.ends_s)
        if self.running:
            anchor_s = max(anchor_s, self.anchor_s)
        return msgspec.structs.replace(self, position_s=self.at(now_s), anchor_s=anchor_s)

    @property
    def _share_behind(self) -> float:
        """Share of the script that lies behind where the reading is counted from."""
        if self.begun_s is not None:
            return self.begun_share
        return min(self.position_s / self.length_s, 1.0) if self.length_s else 0.0


def _aimed(clock: PrompterClock, now_s: float) -> PrompterClock:
    """At the rate that meets the target from here."""
    anchored = clock.moved_to_now(now_s)
    script_s = clock.length_s - anchored.position_s
    if anchored.budget_s is None or script_s <= 0:
        return anchored
    left_s = anchored.budget_s - anchored.elapsed_s(anchored.anchor_s)
    wpm = script_s * REFERENCE_WPM / left_s if left_s > 0 else MAX_WPM
    return msgspec.structs.replace(anchored, wpm=_within_limits(wpm))


def _within_limits(wpm: float) -> float:
    return min(max(wpm, MIN_WPM), MAX_WPM)
