"""Where in a file the sound meters found something: their times, turned into places of the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from meters.audio.clipping import Clip
from meters.audio.voice import Speech
from meters.interval import Interval
from studio_tui.checking.measurements import MAX_SPANS, Span, Spans

_TOUCHING_S = 0.25
"""A click between two stretches of silence does not make two places of them."""
_DECIMALS = 3


class Places:
    """Turns times of the meters into times of the file."""

    def __init__(self, rate_hz: int, start_s: float) -> None:
        self._rate_hz = rate_hz
        self._start_s = start_s

    def of_seconds(self, found: Iterable[Span]) -> Spans:
        """Spans of (start, duration)."""
        return tuple(
            (self._start_s + start_s, self._start_s + start_s + duration_s)
            for start_s, duration_s in islice(found, MAX_SPANS)
        )

    def of_clips(self, clips: Iterable[Clip]) -> Spans:
        """Where clips are."""
        return self.of_seconds((clip.start_frame / self._rate_hz, clip.frames / self._rate_hz) for clip in clips)

    def of_speech(self, speech: Speech) -> Spans:
        """Stretches of speech; what was too much to be kept is one stretch with the last of them."""
        spans = [
            (round(self._start_s + each.start_s, _DECIMALS), round(self._start_s + each.end_s, _DECIMALS))
            for each in speech.segments
        ]
        if len(spans) <= speech.pause_count:
            end_s = self._start_s + speech.duration_s - speech.silent_for_s
            spans[-1] = (spans[-1][0], round(end_s, _DECIMALS))
        return tuple(spans)

    def of_silence(self, channels: Iterable[Sequence[Interval]]) -> tuple[Spans, float]:
        """Places on any of these channels, and the longest of them in seconds."""
        found = sorted({
            (self._start_s + interval.start_s, self._start_s + interval.end_s)
            for intervals in channels
            for interval in intervals
        })  # fmt: skip
        return run_together(found)[:MAX_SPANS], max((end - start for start, end in found), default=0.0)


def run_together(spans: Iterable[Span]) -> Spans:
    """Spans by their start, those that overlap or all but touch made one: places to go to, not a count."""
    together: list[Span] = []
    for start_s, end_s in spans:
        if together and start_s - together[-1][1] <= _TOUCHING_S:
            together[-1] = (together[-1][0], max(together[-1][1], end_s))
        else:
            together.append((start_s, end_s))
    return tuple(together)
