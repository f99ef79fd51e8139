"""Loudness and true peak of a programme: from the roll to the cut, or of whatever is heard while nothing rolls."""

from __future__ import annotations

from dataclasses import dataclass, replace

from meters.audio.loudness import Loudness
from meters.audio.loudness_history import LoudnessHistory
from meters.audio.samples import Samples
from meters.audio.true_peak import TruePeakMeter
from studio_tui.station.messages import NO_LOUDNESS

_HISTORY_S = 180


@dataclass(frozen=True)
class ProgrammeFigures:
    """What is known of the programme; ``is_over`` when it has ended and its figures stand still.

    Momentary and short-term loudness are those of now all the same.
    """

    loudness: Loudness
    true_peak_dbtp: tuple[float, ...]
    is_over: bool


class ProgrammeSound:
    """Begins and ends a programme; after the end its figures stay until the next begins.

    EBU Tech 3341 wants a live meter to have that: integrated loudness that is started, stopped and reset.
    """

    def __init__(self, rate_hz: int, channels: int) -> None:
        self._loudness = LoudnessHistory(rate_hz, channels, max_seconds=_HISTORY_S)
        self._true_peak = TruePeakMeter(rate_hz, channels)
        self._last: ProgrammeFigures | None = None

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""
        self._loudness.feed(samples)
        self._true_peak.feed(samples)

    def begin(self) -> None:
        """Forget what was."""
        self._loudness.restart()
        self._true_peak.reset()
        self._last = None

    def end(self) -> None:
        """What comes from now on is no part of it."""
        self._last = replace(self.read(), is_over=True)

    def read(self) -> ProgrammeFigures:
        """The programme so far, or the last one."""
        now = self._loudness.read()
        if self._last is None:
            return ProgrammeFigures(now, self._true_peak.read(), is_over=False)
        heard_now = replace(
            self._last.loudness, momentary_lufs=now.momentary_lufs, short_term_lufs=now.short_term_lufs
        )
        return replace(self._last, loudness=heard_now)

    def history_lufs(self) -> tuple[int, ...]:
        """Short-term loudness once a second since the beginning, at most three minutes, in tenths of LUFS."""
        return tuple(NO_LOUDNESS if lufs is None else round(lufs * 10) for lufs in self._loudness.short_term_lufs)
