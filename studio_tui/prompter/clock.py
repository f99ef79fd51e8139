"""Where the prompter is: a function of the monotonic clock, so that no tick can be lost.

A position is *script time*: seconds of the schedule at ``REFERENCE_WPM``. Reading at another rate only changes how
fast script time runs, never the place that belongs to it.
"""

from __future__ import annotations

import msgspec

REFERENCE_WPM = 150.0
MIN_WPM, MAX_WPM = 40.0, 300.0


class PrompterClock(msgspec.Struct, frozen=True, kw_only=True):
    """A straight line through time: at ``anchor_s`` the reader was at ``position_s``.

    An anchor that lies ahead counts in: the text stands until then.

    Attributes:
        position_s: script time at the anchor, 0 to ``length_s``.
        anchor_s: ``time.monotonic()`` of the anchor; one clock for all processes of a machine.
        wpm: words per minute, asked for or found from ``target_s``.
        running: whether script time passes, or will after the count-in.
        length_s: script time of the last word's end; the prompter stops there.
        target_s: how long the reading shall take from its beginning, holds and all; None when ``wpm`` is asked for.
        begun_s: monotonic time at which the reading began; None before that and after a rewind.
    """

    position_s: float = 0.0
    anchor_s: float = 0.0
    wpm: float = 150.0
    running: bool = False
    length_s: float = 0.0
    target_s: float | None = None
    begun_s: float | None = None

    def at(self, now_s: float) -> float:
        """Script time at a monotonic time, within the script."""
        position = self.position_s
        if self.running:
            position += max(0.0, now_s - self.anchor_s) * self.wpm / REFERENCE_WPM
        return min(max(position, 0.0), self.length_s)

    def count_in_s(self, now_s: float) -> float:
        """Seconds until the text begins to move; 0 while it moves or stands."""
        return max(0.0, self.anchor_s - now_s) if self.running else 0.0

    def elapsed_s(self, now_s: float) -> float:
        """Seconds since the reading began, holds and all; 0 before that."""
        return 0.0 if self.begun_s is None else max(0.0, now_s - self.begun_s)

    def started(self, now_s: float, count_in_s: float = 0.0) -> PrompterClock:
        """Running from where it is, after a count-in. A clock that runs already goes on as it does."""
        if self.running:
            return _aimed(self, now_s)
        begins_s = now_s + count_in_s
        begun_s = begins_s if self.begun_s is None else self.begun_s
        started = msgspec.structs.replace(
            self.moved_to_now(now_s), anchor_s=begins_s, running=True, begun_s=begun_s
        )
        return _aimed(started, now_s)

    def held(self, now_s: float) -> PrompterClock:
        """Standing where it is."""
        held = msgspec.structs.replace(self.moved_to_now(now_s), running=False, anchor_s=now_s)
        # Whoever holds during the first count-in has not begun to read.
        not_begun = self.begun_s is not None and self.begun_s > now_s
        return msgspec.structs.replace(held, begun_s=None) if not_begun else held

    def settled(self, now_s: float) -> PrompterClock:
        """The same, but standing once the script has run out."""
        return self.held(now_s) if self.running and self.at(now_s) >= self.length_s else self

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
        return _aimed(msgspec.structs.replace(self.moved_to_now(now_s), position_s=position_s), now_s)

    def rewound(self, now_s: float) -> PrompterClock:
        """At the beginning of the script, of the reading, and of the time that a target is counted by."""
        anchored = self.moved_to_now(now_s)
        begun_s = anchored.anchor_s if self.running else None
        return _aimed(msgspec.structs.replace(anchored, position_s=0.0, begun_s=begun_s), now_s)

    def fitted(self, now_s: float, position_s: float, length_s: float) -> PrompterClock:
        """The same reading of a script whose times have changed: the place in it, and its new length."""
        return msgspec.structs.replace(self, length_s=length_s).moved(now_s, position_s)

    def remaining_s(self, now_s: float) -> float:
        """Seconds of reading left at the present rate, the count-in with them."""
        return (self.length_s - self.at(now_s)) * REFERENCE_WPM / self.wpm + self.count_in_s(now_s)

    def moved_to_now(self, now_s: float) -> PrompterClock:
        """The same line, told from this moment on; one that counts in keeps its anchor ahead."""
        anchor_s = max(now_s, self.anchor_s) if self.running else now_s
        return msgspec.structs.replace(self, position_s=self.at(now_s), anchor_s=anchor_s)


def _aimed(clock: PrompterClock, now_s: float) -> PrompterClock:
    """At the rate that meets the target from here."""
    if clock.target_s is None:
        return clock
    anchored = clock.moved_to_now(now_s)
    left_s = clock.target_s - anchored.elapsed_s(anchored.anchor_s)
    script_s = clock.length_s - anchored.position_s
    if script_s <= 0:
        return anchored
    wpm = script_s * REFERENCE_WPM / left_s if left_s > 0 else MAX_WPM
    return msgspec.structs.replace(anchored, wpm=_within_limits(wpm))


def _within_limits(wpm: float) -> float:
    return min(max(wpm, MIN_WPM), MAX_WPM)
