"""All live sound meters of one format, fed together and read together."""

from __future__ import annotations

from dataclasses import dataclass

from meters.audio.ballistics import BALLISTICS, PeakHold
from meters.audio.clipping import ClipMeter
from meters.audio.integrity import UsedBitsMeter
from meters.audio.loudness import Loudness, LoudnessMeter
from meters.audio.samples import Samples, to_float
from meters.audio.silence import SilenceMeter
from meters.rate import RateMeter
from studio_tui.capture.sound import SoundBlock, SoundFormat
from studio_tui.config import AlarmSettings, MeterSettings
from studio_tui.station.messages import ChannelState

_PEAK_S = 0.04  # as long as a snapshot, so that no peak falls between two
_BITS_WINDOW_S = 10.0


@dataclass(frozen=True)
class SoundReading:
    """What the meters show."""

    channels: tuple[ChannelState, ...]
    loudness: Loudness
    used_bits: int | None
    rate_hz: float | None


class SoundMeters:
    """Not safe for threads; whoever owns it keeps them apart."""

    def __init__(self, fmt: SoundFormat, meters: MeterSettings, alarms: AlarmSettings) -> None:
        rate_hz, channels = fmt.rate_hz, fmt.channels
        self.format = fmt
        self._peak = PeakHold(rate_hz, channels, _PEAK_S)
        self._level = BALLISTICS[meters.ballistics].make(rate_hz, channels)
        self._hold = PeakHold(rate_hz, channels, meters.hold_s)
        self._clips = ClipMeter(channels, fmt.bits)
        self._silence = SilenceMeter(rate_hz, channels, alarms.silence_dbfs, alarms.silence_s)
        self._loudness = LoudnessMeter(rate_hz, channels)
        self._bits = _SlidingBits(fmt)
        self._rate = RateMeter()

    def feed(self, block: SoundBlock) -> None:
        """Measure the next block."""
        floats = to_float(block.samples)
        self._peak.feed(floats)
        self._level.feed(floats)
        self._hold.feed(floats)
        self._loudness.feed(floats)
        self._clips.feed(block.samples)
        self._silence.feed(block.samples)
        self._bits.feed(block.samples)
        self._rate.feed(block.index, block.at_s)

    def read(self) -> SoundReading:
        """Everything as it is now."""
        columns = zip(
            self._peak.read(),
            self._level.read(),
            self._hold.read(),
            self._clips.read().runs,
            self._silence.read().silent_for_s,
            strict=True,
        )
        channels = tuple(
            ChannelState(peak_dbfs=peak, level_dbfs=level, hold_dbfs=hold, clips=clips, silent_s=silent_s)
            for peak, level, hold, clips, silent_s in columns
        )
        return SoundReading(channels, self._loudness.read(), self._bits.read(), self._rate.read())

    def restart_programme(self) -> None:
        """Begin integrated loudness anew, at the roll."""
        self._loudness.restart()

    def acknowledge_clips(self) -> None:
        """Count clips from zero."""
        self._clips.reset()


class _SlidingBits:
    """Used bits of the last seconds, so that a change of the interface shows, either way."""

    def __init__(self, fmt: SoundFormat) -> None:
        self._window_frames = round(_BITS_WINDOW_S * fmt.rate_hz)
        self._meter = UsedBitsMeter(fmt.channels)
        self._frames = 0
        self._last: int | None = None

    def feed(self, samples: Samples) -> None:
        self._meter.feed(samples)
        self._frames += len(samples)
        if self._frames >= self._window_frames:
            self._last = self._now()
            self._meter.reset()
            self._frames = 0

    def read(self) -> int | None:
        now = self._now()
        return self._last if now is None else now

    def _now(self) -> int | None:
        told = [bits for bits in self._meter.read() if bits is not None]
        return max(told) if told else None
