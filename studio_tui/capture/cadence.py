"""Tells from the clock what a device lost: numbers pictures on a grid of time, and finds sound that is missing.

Plain arithmetic on the stamps of what came, without threads or clocks of its own. A driver rarely says what it
dropped (OpenCV hides V4L2's sequence number, PulseAudio never reports an overflow), but time passes evenly: whoever
stays behind it has lost something, and whoever is only late catches up.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from itertools import pairwise
from statistics import median

from studio_tui.capture.picture import Frame, PictureFormat
from studio_tui.capture.sound import SoundBlock, SoundFormat

_SETTLE_FRAMES = 8
"""Pictures from which the interval is first measured; a card's very first ones are often irregular."""
_AT_ONCE = 1.6
"""Lateness in intervals from which frames are lost without waiting for more evidence."""
_BEHIND = 0.6
"""Lateness in intervals that is a loss when it stays, and too much to be taken for drift."""
_WITNESSES = 5
"""Frames in a row that must be behind before one is called lost."""
_MEMORY_FRAMES = 250
"""How far back the grid remembers, 10 s at 25 a second: it follows a drifting clock but not a late frame."""
_PACE_FRAMES = 25
_OTHER_PACE = 0.1
"""A typical interval that differs by this share is another frame rate, not a run of lost frames."""
_HOLE_S = 0.25
"""A pause of this length counts as loss even before the interval is known."""
_STEP_S = 1e-6


class FrameCadence:
    """Gives each picture its place on the card's grid of time.

    The interval is measured, because a card that claims 25 may give 24.98 or 30. The grid follows the card's clock
    with the memory of `_MEMORY_FRAMES` (an alpha-beta filter whose gains begin as those of a straight line fitted
    to all stamps so far), so that neither jitter nor a drift of some hundred ppm is taken for loss.

    Frames are lost at once when one comes more than 1.6 intervals late; one that is less late may still be followed
    by others that catch up, so the smallest lateness of five frames decides. A number is never given twice: when
    stamps have misled, the numbers run ahead of the clock until it has caught up.
    """

    def __init__(self) -> None:
        self._delivered = 0
        self._lost = 0
        self._index = -1
        self._claimed_s = 0.04
        self._interval_s: float | None = None  # None until the first frames have settled
        self._line_s = 0.0  # the grid's time of the last index
        self._weight = 0  # frames that the grid remembers
        self._last_stamp_s: float | None = None
        self._last_out_s = float("-inf")
        self._settling: list[float] = []
        self._lateness: deque[float] = deque(maxlen=_WITNESSES)
        self._steps_s: deque[float] = deque(maxlen=_PACE_FRAMES)
        self._early = 0

    @property
    def delivered(self) -> int:
        """Frames that came."""
        return self._delivered

    @property
    def lost(self) -> int:
        """Frames that did not come, between the first and the last that did."""
        return self._lost

    @property
    def measured_rate_hz(self) -> float | None:
        """Frames per second of the card's grid; None until enough have come."""
        return 1.0 / self._interval_s if self._interval_s else None

    def opened(self, agreed: PictureFormat) -> None:
        """The card was opened, for the first time or again: the next frame begins a new grid, numbers go on."""
        self._settling = []
        self._lateness.clear()
        self._steps_s.clear()
        if self._interval_s is not None:
            self._claimed_s = self._interval_s  # what the gap is measured in
            self._interval_s = None
        elif self._index < 0:
            self._claimed_s = 1.0 / agreed.frame_rate_hz

    def restamp(self, frame: Frame) -> Frame:
        """The frame with its place on the grid, and the grid's time where that is earlier than its own stamp."""
        at_s = frame.at_s
        self._delivered += 1
        if self._last_stamp_s is None:
            self._index, self._line_s = 0, at_s
            self._settling = [at_s]
        elif self._interval_s is None:
            self._settle(at_s, at_s - self._last_stamp_s)
        else:
            self._steps_s.append(at_s - self._last_stamp_s)
            self._follow(at_s, self._interval_s)
        self._last_stamp_s = at_s
        self._last_out_s = max(min(self._line_s, at_s), self._last_out_s + _STEP_S)
        return replace(frame, index=self._index, at_s=self._last_out_s)

    def _advance(self, missing: int) -> None:
        self._index += 1 + missing
        self._lost += missing

    def _settle(self, at_s: float, step_s: float) -> None:
        """Count one by one until the interval can be measured; only a hole is a loss."""
        if not self._settling or step_s > max(_HOLE_S, 3 * self._claimed_s):
            self._advance(max(0, round(step_s / self._claimed_s) - 1))
            self._settling = []
        else:
            self._advance(0)
        self._settling.append(at_s)
        self._line_s = at_s
        if len(self._settling) == _SETTLE_FRAMES:
            interval_s = median(later - earlier for earlier, later in pairwise(self._settling))
            if interval_s <= 0:
                self._settling = self._settling[-1:]
                return
            last = _SETTLE_FRAMES - 1
            line_s = median(stamp + (last - place) * interval_s for place, stamp in enumerate(self._settling))
            self._lock(line_s, interval_s)

    def _lock(self, line_s: float, interval_s: float) -> None:
        """Begin a grid through a point, with the weight of the few frames it comes from."""
        self._line_s, self._interval_s, self._weight = line_s, interval_s, _SETTLE_FRAMES
        self._lateness.clear()
        self._early = 0

    def _follow(self, at_s: float, interval_s: float) -> None:
        late = (at_s - self._line_s) / interval_s - 1
        missing = self._missing(late)
        self._advance(missing)
        late -= missing
        self._line_s += (1 + missing) * interval_s
        self._early = self._early + 1 if late < -_BEHIND else 0
        if abs(late) <= _BEHIND:
            self._adjust(late * interval_s, interval_s, 1 + missing)
        pace_s = median(self._steps_s)
        if len(self._steps_s) == _PACE_FRAMES and abs(pace_s / interval_s - 1) > _OTHER_PACE and pace_s > 0:
            self._lock(at_s, pace_s)
        elif self._early > 2 * _PACE_FRAMES:
            self._lock(at_s, interval_s)

    def _missing(self, late: float) -> int:
        """Frames lost before one that comes this late, in intervals."""
        if late > _AT_ONCE:
            self._lateness.clear()
            return round(late)
        self._lateness.append(late)
        least = min(self._lateness)
        if len(self._lateness) == _WITNESSES and least > _BEHIND:
            self._lateness.clear()
            return max(1, round(least))
        return 0

    def _adjust(self, error_s: float, interval_s: float, steps: int) -> None:
        """Move the grid towards a stamp: the gains of a growing line fit, then of a memory that fades."""
        self._weight = min(self._weight + 1, _MEMORY_FRAMES)
        spread = self._weight * (self._weight + 1)
        self._line_s += error_s * 2 * (2 * self._weight - 1) / spread
        self._interval_s = interval_s + error_s * 6 / spread / steps


_SETTLE_S = 1.0
"""Sound from which the clock's first offset is taken: streams begin with a burst or a pause."""
_BEHIND_S = 0.030
"""Lateness that jitter reaches only for moments; three times PulseAudio's usual p99 (audio.md: 15 ms a block)."""
_STAYS_S = 0.5
"""How long sound must be behind before some of it is called lost."""
_PACE_MARGIN = 0.4
_MOST_WITNESSES = 1000
_EARLY_GAIN = 0.1
_MAX_DRIFT = 0.001
"""Fastest clock drift that is followed; sound cards and NTP's slewing stay below 500 ppm each."""
_RATE_WINDOW_S = 10.0
_SHORTEST_RATE_S = 2.0


class SampleCadence:
    """Smooths the stamps of sound blocks and finds lost samples where the backend reports none.

    A block can be late for many reasons and early for none, so the line through time lies along the earliest
    blocks. It moves to earlier ones quickly and to later ones by at most 1000 ppm. When every block for half a
    second is more than 30 ms behind that line, the smallest lateness is sound that never came. Losses shorter than
    that are seen only once they add up.
    """

    def __init__(self) -> None:
        self._delivered = 0
        self._lost = 0
        self._rate_hz = 48_000
        self._next_index = 0  # of what goes out
        self._next_source_index: int | None = None  # None: the next block is the first of an opening
        self._line_s = 0.0  # time of index 0
        self._began_s = 0.0  # this opening's first block
        self._settled = False
        self._least_of_settling: list[tuple[float, float]] = []  # (stamp, line that would go through it)
        # Stamp, lateness and frames of the blocks that are behind, since the last one that was not.
        self._behind: deque[tuple[float, float, int]] = deque(maxlen=_MOST_WITNESSES)
        self._second_began_s = 0.0
        self._least_of_second_s = float("inf")
        self._passed: deque[tuple[float, int]] = deque()  # (smoothed time, delivered), one a second
        self._last_out_s = float("-inf")

    @property
    def delivered(self) -> int:
        """Sound frames that came."""
        return self._delivered

    @property
    def lost(self) -> int:
        """Sound frames that did not come, reported by the backend or told by the clock."""
        return self._lost

    @property
    def measured_rate_hz(self) -> float | None:
        """Frames per second that came in the last ten seconds; None for the first two."""
        if len(self._passed) < 2:
            return None
        (first_s, first), (last_s, last) = self._passed[0], self._passed[-1]
        return (last - first) / (last_s - first_s) if last_s - first_s >= _SHORTEST_RATE_S else None

    def opened(self, agreed: SoundFormat) -> None:
        """The device was opened, for the first time or again: the clock is learned anew, numbers go on."""
        if agreed.rate_hz != self._rate_hz:
            # Numbers go on at another rate: keep the time at which the next one is due.
            self._line_s += self._next_index / self._rate_hz - self._next_index / agreed.rate_hz
            self._rate_hz = agreed.rate_hz
        self._next_source_index = None
        self._passed.clear()

    def restamp(self, block: SoundBlock) -> SoundBlock:
        """The block numbered with what was lost before it, and with its smoothed time."""
        if self._next_source_index is None:
            self._begin(block)
        else:
            self._miss(max(0, block.index - self._next_source_index))
        self._next_source_index = block.index + block.frames
        offset_s = block.at_s - self._next_index / self._rate_hz
        if self._settled:
            self._follow(block, offset_s - self._line_s)
        else:
            self._settle(block.at_s, offset_s)
        index = self._next_index
        at_s = max(self._line_s + index / self._rate_hz, self._last_out_s)
        self._last_out_s = at_s
        self._note_rate(at_s)
        self._next_index += block.frames
        self._delivered += block.frames
        return replace(block, index=index, at_s=at_s)

    def _miss(self, frames: int) -> None:
        self._next_index += frames
        self._lost += frames

    def _begin(self, block: SoundBlock) -> None:
        """The first block of an opening; what passed since the last one was lost."""
        if self._delivered:
            self._miss(max(0, round((block.at_s - self._line_s) * self._rate_hz) - self._next_index))
        self._began_s = self._second_began_s = block.at_s
        self._settled = False
        self._least_of_settling = []
        self._behind.clear()
        self._least_of_second_s = float("inf")

    def _settle(self, at_s: float, offset_s: float) -> None:
        """Lay the line along the earliest block so far, at the end along that of the last half second."""
        self._least_of_settling.append((at_s, offset_s))
        self._line_s = min(offset for _, offset in self._least_of_settling)
        if at_s - self._began_s >= _SETTLE_S:
            recent = [offset for stamp, offset in self._least_of_settling if stamp >= at_s - _SETTLE_S / 2]
            self._line_s = min(recent)
            self._settled = True
            self._least_of_settling = []
            self._second_began_s = at_s

    def _follow(self, block: SoundBlock, late_s: float) -> None:
        if late_s < 0:
            self._line_s += late_s * _EARLY_GAIN
        self._least_of_second_s = min(self._least_of_second_s, late_s)
        if late_s > _BEHIND_S:
            self._fall_behind(block, late_s)
        else:
            self._behind.clear()
        if block.at_s - self._second_began_s >= 1.0:
            # Once a second the line follows a slow clock; while sound is missing there is nothing to follow.
            if 0 < self._least_of_second_s <= _BEHIND_S:
                self._line_s += min(self._least_of_second_s / 2, _MAX_DRIFT)
            self._second_began_s = block.at_s
            self._least_of_second_s = float("inf")

    def _fall_behind(self, block: SoundBlock, late_s: float) -> None:
        self._behind.append((block.at_s, late_s, block.frames))
        if block.at_s - self._behind[0][0] < _STAYS_S:
            return
        # The run may begin with the end of a burst, less late than what was lost: its second half is judged, and
        # only if sound came at its usual pace meanwhile, neither after a pause nor in a burst that catches up.
        half_s = _STAYS_S / 2
        witnesses = [(late, frames) for at_s, late, frames in self._behind if at_s > block.at_s - half_s]
        pace = sum(frames for _, frames in witnesses) / self._rate_hz / half_s
        if 1 - _PACE_MARGIN <= pace <= 1 + _PACE_MARGIN:
            self._miss(round(min(late for late, _ in witnesses) * self._rate_hz))
            self._behind.clear()
            self._least_of_second_s = float("inf")

    def _note_rate(self, at_s: float) -> None:
        if not self._settled:
            return
        if not self._passed or at_s - self._passed[-1][0] >= 1.0:
            self._passed.append((at_s, self._delivered))
        while self._passed[-1][0] - self._passed[0][0] > _RATE_WINDOW_S:
            self._passed.popleft()
