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

    Attributes:
        position_s: script time at the anchor, 0 to ``length_s``.
        anchor_s: ``time.monotonic()`` of the anchor; one clock for all processes of a machine.
        wpm: words per minute asked for.
        running: whether script time passes.
        length_s: script time of the last word's end; the prompter stops there.
    """

    position_s: float = 0.0
    anchor_s: float = 0.0
    wpm: float = 150.0
    running: bool = False
    length_s: float = 0.0

    def at(self, now_s: float) -> float:
        """Script time at a monotonic time, within the script."""
        position = self.position_s
        if self.running:
            position += max(0.0, now_s - self.anchor_s) * self.wpm / REFERENCE_WPM
        return min(max(position, 0.0), self.length_s)

    def _anchored(self, now_s: float) -> PrompterClock:
        return msgspec.structs.replace(self, position_s=self.at(now_s), anchor_s=now_s)

    def started(self, now_s: float) -> PrompterClock:
        """Running from where it is."""
        return msgspec.structs.replace(self._anchored(now_s), running=True)

    def held(self, now_s: float) -> PrompterClock:
        """Standing where it is."""
        return msgspec.structs.replace(self._anchored(now_s), running=False)

    def settled(self, now_s: float) -> PrompterClock:
        """The same, but standing once the script has run out."""
        return self.held(now_s) if self.running and self.at(now_s) >= self.length_s else self

    def paced(self, now_s: float, wpm: float) -> PrompterClock:
        """Same place, another rate, kept within the limits."""
        return msgspec.structs.replace(self._anchored(now_s), wpm=min(max(wpm, MIN_WPM), MAX_WPM))

    def moved(self, now_s: float, position_s: float) -> PrompterClock:
        """Same rate, another place, kept within the script."""
        return msgspec.structs.replace(self, position_s=min(max(position_s, 0.0), self.length_s), anchor_s=now_s)

    def remaining_s(self, now_s: float) -> float:
        """Seconds of reading left at the present rate."""
        return (self.length_s - self.at(now_s)) * REFERENCE_WPM / self.wpm
