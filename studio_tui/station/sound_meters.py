"""All live sound meters of one format, fed together and read together."""

from __future__ import annotations

import msgspec

from meters.audio.ballistics import BALLISTICS, PeakHold
from meters.audio.clipping import ClipMeter
from meters.audio.loudness_history import LoudnessHistory
from meters.audio.samples import checked
from meters.audio.silence import SilenceMeter
from meters.audio.stereo import StereoMeter
from meters.audio.true_peak import TruePeakMeter
from meters.rate import RateMeter
from studio_tui.capture.sound import SoundBlock, SoundFormat
from studio_tui.config import AlarmSettings, MeterSettings
from studio_tui.station.messages import NO_LOUDNESS, ChannelState, SoundState
from studio_tui.station.room import Room
from studio_tui.station.signal_truth import SignalTruthMeter

_PEAK_S = 0.04  # as long as a snapshot, so that no peak falls between two
_HISTORY_S = 180
_RATE_SPAN_S = 4.0  # on a busy machine blocks come late by some milliseconds, which must be little against this
_SLOW_READS = 3  # of a window of 0.4 s and of what changes once a second, every third snapshot shows enough


class SoundMeters:
    """Not safe for threads; whoever owns it keeps them apart."""

    def __init__(self, fmt: SoundFormat, meters: MeterSettings, alarms: AlarmSettings) -> None:
        rate_hz, channels = fmt.rate_hz, fmt.channels
        self.format = fmt
        self._settings = meters
        self._level = BALLISTICS[meters.ballistics].make(rate_hz, channels)
        self._hold = PeakHold(rate_hz, channels, max(meters.hold_s, _PEAK_S))
        self._true_peak = TruePeakMeter(rate_hz, channels)
        self._clips = ClipMeter(channels, fmt.bits)
        self._silence = SilenceMeter(rate_hz, channels, alarms.silence_dbfs, alarms.silence_s)
        self._loudness = LoudnessHistory(rate_hz, channels, max_seconds=_HISTORY_S)
        self._stereo = StereoMeter(rate_hz, channels)
        self._truth = SignalTruthMeter(fmt)
        self._room = Room(fmt)
        self._rate = RateMeter(min_span_s=_RATE_SPAN_S)
        self._reads = 0
        self._stereo_now = self._stereo.read()
        self._history: tuple[int, ...] = ()

    def feed(self, block: SoundBlock) -> None:
        """Measure the next block."""
        floats = checked(block.samples)
        self._level.feed(floats)
        self._hold.feed(floats)
        self._true_peak.feed(floats)
        self._loudness.feed(floats)
        self._stereo.feed(floats)
        self._clips.feed(floats)
        self._silence.feed(floats)
        self._truth.feed(block.samples)
        self._room.feed(block.samples, block.at_s)
        self._rate.feed(block.index, block.at_s)

    def read(self, state: SoundState, now_s: float) -> SoundState:
        """The state with everything that is measured as it is now."""
        if self._reads % _SLOW_READS == 0:
            self._stereo_now = self._stereo.read()
            self._history = tuple(
                NO_LOUDNESS if lufs is None else round(lufs * 10) for lufs in self._loudness.short_term_lufs
            )
        self._reads += 1
        loudness, stereo, truth = self._loudness.read(), self._stereo_now, self._truth.read()
        return msgspec.structs.replace(
            state,
            ballistics=self._settings.ballistics,
            channels=self._channels(),
            used_bits=truth.used_bits,
            real_bits=truth.real_bits,
            bandwidth_hz=truth.bandwidth_hz,
            source_rate_hz=truth.source_rate_hz,
            holes=truth.holes,
            flat_tops=truth.flat_tops,
            measured_rate_hz=self._rate.read(),
            momentary_lufs=loudness.momentary_lufs,
            short_term_lufs=loudness.short_term_lufs,
            integrated_lufs=loudness.integrated_lufs,
            loudness_range_lu=loudness.range_lu,
            momentary_max_lufs=loudness.momentary_max_lufs,
            short_term_max_lufs=loudness.short_term_max_lufs,
            true_peak_dbtp=max(self._true_peak.read()),
            history_lufs=self._history,
            correlation=stereo.correlation,
            balance_db=stereo.balance_db,
            dual_mono=stereo.dual_mono.value is True,
            inverted=stereo.inverted.value is True,
            room_tone=self._room.state(now_s),
        )

    def restart_programme(self) -> None:
        """Begin what is said of a whole programme anew, at the roll."""
        self._loudness.restart()
        self._true_peak.reset()
        self._stereo.restart()

    def acknowledge_clips(self) -> None:
        """Count clips and holes from zero."""
        self._clips.reset()
        self._truth.acknowledge()

    def measure_room_tone(self) -> None:
        """Listen to the room from now on."""
        self._room.begin()

    def _channels(self) -> tuple[ChannelState, ...]:
        columns = zip(
            self._hold.read_last(_PEAK_S),
            self._level.read(),
            self._hold.read(),
            self._true_peak.read(),
            self._clips.read().runs,
            self._silence.read().silent_for_s,
            strict=True,
        )
        return tuple(
            ChannelState(
                peak_dbfs=peak,
                level_dbfs=level,
                hold_dbfs=hold,
                true_peak_dbtp=true_peak,
                clips=clips,
                silent_s=silent_s,
            )
            for peak, level, hold, true_peak, clips, silent_s in columns
        )
