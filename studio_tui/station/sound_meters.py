"""All live sound meters of one format, fed together and read together."""

from __future__ import annotations

import msgspec

from meters.audio.ballistics import BALLISTICS, PeakHold
from meters.audio.clipping import FULL_SCALE_BITS, ClipMeter
from meters.audio.samples import checked
from meters.audio.silence import SilenceMeter
from meters.rate import RateMeter
from studio_tui.capture.sound import SoundBlock, SoundFormat
from studio_tui.config import AlarmSettings, MeterSettings
from studio_tui.station.gathering import Waiting
from studio_tui.station.messages import ChannelState, SoundState
from studio_tui.station.programme_sound import ProgrammeSound
from studio_tui.station.recent_stereo import RecentStereoMeter
from studio_tui.station.room import Room
from studio_tui.station.signal_truth import SignalTruthMeter

_PEAK_S = 0.04  # as long as a snapshot, so that no peak falls between two
_RATE_SPAN_S = 4.0  # on a busy machine blocks come late by some milliseconds, which must be little against this
_LEVELS_S, _REST_S = 0.04, 0.08
"""So much sound is measured at once, because meters cost by the call: levels, which the eye follows, as often as
there are snapshots; the rest so often that live loudness is brought up to date ten times a second at least, as EBU
Tech 3341 wants."""
_SLOW_READS = 3  # of a window of 0.4 s and of what changes once a second, every third snapshot shows enough


class SoundMeters:
    """Not safe for threads; whoever owns it keeps them apart."""

    def __init__(self, fmt: SoundFormat, meters: MeterSettings, alarms: AlarmSettings) -> None:
        rate_hz, channels = fmt.rate_hz, fmt.channels
        self.format = fmt
        self._for_levels = Waiting(round(_LEVELS_S * rate_hz))
        self._for_the_rest = Waiting(round(_REST_S * rate_hz))
        self._settings = meters
        self._level = BALLISTICS[meters.ballistics].make(rate_hz, channels)
        self._hold = PeakHold(rate_hz, channels, max(meters.hold_s, _PEAK_S))
        self._clips = ClipMeter(channels, min(fmt.bits, FULL_SCALE_BITS))
        self._silence = SilenceMeter(rate_hz, channels, alarms.silence_dbfs, alarms.silence_s)
        self._programme = ProgrammeSound(rate_hz, channels)
        self._stereo = RecentStereoMeter(rate_hz, channels)
        self._truth = SignalTruthMeter(fmt)
        self._room = Room(fmt)
        self._rate = RateMeter(min_span_s=_RATE_SPAN_S)
        self._reads = 0
        self._at_s = 0.0
        self._stereo_now = self._stereo.read()
        self._history: tuple[int, ...] = ()

    def feed(self, block: SoundBlock) -> None:
        """Take the next block."""
        self._rate.feed(block.index, block.at_s)
        self._at_s = block.at_s
        if self._for_levels.add(block.samples):
            self._measure_levels()
        if self._for_the_rest.add(block.samples):
            self._measure_rest()

    def read(self, state: SoundState, now_s: float) -> SoundState:
        """The state with everything that is measured as it is now."""
        if self._reads % _SLOW_READS == 0:
            self._stereo_now = self._stereo.read()
            self._history = self._programme.history_lufs()
        self._reads += 1
        programme, stereo, truth = self._programme.read(), self._stereo_now, self._truth.read()
        loudness = programme.loudness
        return msgspec.structs.replace(
            state,
            ballistics=self._settings.ballistics,
            channels=self._channels(programme.true_peak_dbtp),
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
            true_peak_dbtp=max(programme.true_peak_dbtp),
            programme_is_over=programme.is_over,
            history_lufs=self._history,
            correlation=stereo.correlation,
            balance_db=stereo.balance_db,
            dual_mono=stereo.dual_mono,
            inverted=stereo.inverted,
            room_tone=self._room.state(now_s),
        )

    def begin_programme(self) -> None:
        """Begin what is said of a whole programme anew, at the roll."""
        self._measure_rest()
        self._programme.begin()

    def end_programme(self) -> None:
        """Let it stand, at the cut."""
        self._measure_rest()
        self._programme.end()

    def acknowledge_clips(self) -> None:
        """Count clips and holes from zero."""
        self._measure_rest()
        self._clips.reset()
        self._truth.acknowledge()

    def measure_room_tone(self) -> None:
        """Listen to the room from now on."""
        self._measure_rest()
        self._room.begin()

    def _measure_levels(self) -> None:
        """What moves before the eye, up to now."""
        if (samples := self._for_levels.take()) is not None:
            floats = checked(samples)
            self._level.feed(floats)
            self._hold.feed(floats)

    def _measure_rest(self) -> None:
        """All the others, up to now."""
        if (samples := self._for_the_rest.take()) is None:
            return
        floats = checked(samples)
        self._programme.feed(floats)
        self._stereo.feed(floats)
        self._clips.feed(floats)
        self._silence.feed(floats)
        self._truth.feed(samples)
        self._room.feed(samples, self._at_s)

    def _channels(self, true_peak_dbtp: tuple[float, ...]) -> tuple[ChannelState, ...]:
        columns = zip(
            self._hold.read_last(_PEAK_S),
            self._level.read(),
            self._hold.read(),
            true_peak_dbtp,
            self._clips.read().runs,
            self._silence.silent_for_s,
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
