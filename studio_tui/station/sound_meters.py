"""All live sound meters of one format, fed together and read together."""

from __future__ import annotations

import msgspec
import numpy as np
from numpy.typing import NDArray

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
_TOGETHER_S = 0.08
"""Meters cost by the call, so sound waits until there is so much; EBU Tech 3341 wants live loudness brought up to
date ten times a second at least. Levels, which the eye follows, are measured whenever they are read."""
_SLOW_READS = 3  # of a window of 0.4 s and of what changes once a second, every third snapshot shows enough


class SoundMeters:
    """Not safe for threads; whoever owns it keeps them apart."""

    def __init__(self, fmt: SoundFormat, meters: MeterSettings, alarms: AlarmSettings) -> None:
        rate_hz, channels = fmt.rate_hz, fmt.channels
        self.format = fmt
        self._for_levels = _Waiting(round(_TOGETHER_S * rate_hz))
        self._for_the_rest = _Waiting(round(_TOGETHER_S * rate_hz))
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
        self._at_s = 0.0
        self._stereo_now = self._stereo.read()
        self._history: tuple[int, ...] = ()

    def feed(self, block: SoundBlock) -> None:
        """Take the next block."""
        self._rate.feed(block.index, block.at_s)
        self._at_s = block.at_s
        self._for_levels.add(block.samples)
        self._for_the_rest.add(block.samples)
        if self._for_the_rest.is_enough:
            self._measure_rest()
        if self._for_levels.is_enough:
            self._measure_levels()

    def read(self, state: SoundState, now_s: float) -> SoundState:
        """The state with everything that is measured as it is now."""
        self._measure_levels()
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
        self._measure_rest()
        self._loudness.restart()
        self._true_peak.reset()
        self._stereo.restart()

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
        self._true_peak.feed(floats)
        self._loudness.feed(floats)
        self._stereo.feed(floats)
        self._clips.feed(floats)
        self._silence.feed(floats)
        self._truth.feed(samples)
        self._room.feed(samples, self._at_s)

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


class _Waiting:
    """Blocks that are to be measured together."""

    def __init__(self, enough_frames: int) -> None:
        self._enough_frames = enough_frames
        self._blocks: list[NDArray[np.int32]] = []
        self._frames = 0

    @property
    def is_enough(self) -> bool:
        """Whether they should wait no longer."""
        return self._frames >= self._enough_frames

    def add(self, samples: NDArray[np.int32]) -> None:
        """One more, which nobody may change."""
        self._blocks.append(samples)
        self._frames += len(samples)

    def take(self) -> NDArray[np.int32] | None:
        """All of them in one; None when there are none."""
        if not self._blocks:
            return None
        joined = np.concatenate(self._blocks) if len(self._blocks) > 1 else self._blocks[0]
        self._blocks.clear()
        self._frames = 0
        return joined
