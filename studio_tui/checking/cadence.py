"""The pace of the pictures, from their time stamps: rate, evenness, gaps."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from studio_tui.checking.measurements import MAX_SPANS, Span, Spans

_MAX_KINDS = 5_000
"""Distinct gaps kept exactly; an even file has two or three. Further ones are rounded to 1 %."""
_KEPT_BITS = 7
_MAX_LONG_GAPS = 20_000
_FIRST_GAPS = 16
"""While fewer gaps were seen, each is kept as possibly long: the usual one may not have been among them."""
_EVEN = 0.05
"""How far, in parts of the usual gap, a gap may be off and still count as even."""
_EVEN_SHARE = 0.99


@dataclass(frozen=True)
class Pace:
    """What the time stamps tell; rates in hertz, None with fewer than two pictures."""

    rate_hz: float | None
    rate_error_hz: float | None
    constant: bool | None
    gap_min_ms: float | None
    gap_max_ms: float | None
    lost: int
    lost_at_s: Spans
    start_s: float | None
    end_s: float | None


class Cadence:
    """Takes the time stamps of pictures in the order they are shown. Memory does not grow with the file."""

    def __init__(self, tick_s: float) -> None:
        """``tick_s`` is the resolution of the time stamps, seconds."""
        self._tick_s = tick_s
        self._first: int | None = None
        self._last: int | None = None
        self._last_duration = 0
        self._gaps: Counter[int] = Counter()
        self._seen = 0
        self._shortest = 0
        self._long_gaps: list[tuple[int, int]] = []

    def feed(self, stamp: int, duration: int) -> None:
        """Take the next picture's time stamp and stated duration (0 if unknown), in ticks."""
        if self._last is None:
            self._first = stamp
        else:
            gap = stamp - self._last
            if gap <= 0:  # a repeated or backward stamp tells nothing about the pace
                return
            self._count(gap)
        self._last = stamp
        self._last_duration = duration

    def read(self) -> Pace:
        """The pace so far."""
        first, last = self._first, self._last
        if first is None or last is None:
            return Pace(None, None, None, None, None, 0, (), None, None)
        start_s = first * self._tick_s
        gaps = sum(self._gaps.values())
        if not gaps:
            return Pace(None, None, None, None, None, 0, (), start_s, (last + self._last_duration) * self._tick_s)
        usual = self._usual_gap()
        span_s = (last - first) * self._tick_s
        rate_hz = gaps / span_s
        lost = sum(count * (round(gap / usual) - 1) for gap, count in self._gaps.items() if gap > 1.5 * usual)
        return Pace(
            # Lost pictures make the file worse, not the camera slower.
            rate_hz=(gaps + lost) / span_s,
            rate_error_hz=rate_hz * self._tick_s / span_s,
            constant=self._is_even(usual),
            gap_min_ms=min(self._gaps) * self._tick_s * 1e3,
            gap_max_ms=max(self._gaps) * self._tick_s * 1e3,
            lost=lost,
            lost_at_s=tuple(self._places(usual)),
            start_s=start_s,
            end_s=(last + (self._last_duration or usual)) * self._tick_s,
        )

    def _count(self, gap: int) -> None:
        last = self._last or 0
        self._seen += 1
        self._shortest = min(self._shortest or gap, gap)
        is_long = gap > 1.5 * self._shortest or self._seen <= _FIRST_GAPS
        if is_long and len(self._long_gaps) < _MAX_LONG_GAPS:
            self._long_gaps.append((last, last + gap))
        if gap not in self._gaps and len(self._gaps) >= _MAX_KINDS:
            step = 1 << max(0, gap.bit_length() - _KEPT_BITS)
            gap = max(1, gap // step * step)
        self._gaps[gap] += 1

    def _usual_gap(self) -> int:
        """The median."""
        half = sum(self._gaps.values()) / 2
        seen = 0
        for gap in sorted(self._gaps):
            seen += self._gaps[gap]
            if seen >= half:
                return gap
        return 1

    def _is_even(self, usual: int) -> bool:
        # One tick is the rounding of the stamps; a whole multiple is a lost picture, counted elsewhere.
        allowed = max(1.0, usual * _EVEN)
        even = sum(
            count
            for gap, count in self._gaps.items()
            if abs(gap - max(1, round(gap / usual)) * usual) <= allowed * max(1, round(gap / usual))
        )
        return even >= _EVEN_SHARE * sum(self._gaps.values())

    def _places(self, usual: int) -> list[Span]:
        return [
            (start * self._tick_s, end * self._tick_s)
            for start, end in self._long_gaps
            if end - start > 1.5 * usual
        ][:MAX_SPANS]
