"""One sound track: its packets in, its measurements out."""

from __future__ import annotations

from typing import cast

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.packet import Packet
from av.stream import Stream
from numpy.typing import NDArray

from meters.audio.clipping import ClipMeter
from meters.audio.integrity import UsedBitsMeter
from meters.audio.levels import LevelMeter
from meters.audio.loudness import LoudnessMeter
from meters.audio.samples import to_float
from meters.audio.silence import Silence, SilenceMeter
from studio_tui.checking.claims import is_lossless
from studio_tui.checking.damage import Damage
from studio_tui.checking.measurements import MAX_SPANS, SoundMeasurements, Span, Spans
from studio_tui.presets import Measuring

Block = NDArray[np.int32] | NDArray[np.float32] | NDArray[np.float64]

_BLOCK_S = 0.5
"""Sound is measured in blocks of this length: filters cost most by the call."""
_CLIP_BITS = 16
"""The highest value of a 16-bit word counts as full scale in wider words too: padded sound clips there."""
_JUMP_S = 0.02
"""Time stamps in milliseconds round; a longer jump is missing sound."""
_MAX_FILL_S = 600.0
"""Longest gap that is measured as the silence it plays as."""
_SHORTEST_SILENCE_S = 0.5
_SHORTEST_DROPOUT_S = 0.1
_TOUCHING_S = 0.25
"""A click between two stretches of silence does not make two places of them."""
_MIN_RATE_HZ, _MAX_RATE_HZ, _MAX_CHANNELS = 8_000, 768_000, 64
_LARGEST_SAMPLE = 1_000.0
"""Float samples may pass full scale; what is 60 dB above it, infinite or no number at all is damage, not sound."""


class _Meters:
    """All meters of one track; made when its first frame shows what it is."""

    def __init__(self, rate_hz: int, channels: int, measuring: Measuring, *, lossless: bool) -> None:
        self.bits = UsedBitsMeter(channels) if lossless else None
        self.clips = ClipMeter(channels, _CLIP_BITS)
        self.levels = LevelMeter(channels)
        self.loudness = LoudnessMeter(rate_hz, channels)
        self.silence = SilenceMeter(rate_hz, channels, measuring.silence_dbfs, _SHORTEST_SILENCE_S)
        self.dropout = SilenceMeter(rate_hz, channels, measuring.dropout_dbfs, _SHORTEST_DROPOUT_S)

    def feed(self, block: Block) -> None:
        """Measure shape (frames, channels)."""
        if self.bits is not None:
            self.bits.feed(block)
        self.clips.feed(block)
        self.silence.feed(block)
        self.dropout.feed(block)
        floats = to_float(block)
        self.levels.feed(floats)
        self.loudness.feed(floats)


class SoundTrack:
    """Decodes one sound track and measures every sample."""

    def __init__(self, stream: AudioStream, measuring: Measuring, zero_s: float) -> None:
        """``zero_s`` is the time stamp at which the file begins."""
        self._stream = stream
        self._measuring = measuring
        self._zero_s = zero_s
        self._lossless = is_lossless(stream.codec_context.name)
        self._damage = Damage()
        self._meters: _Meters | None = None
        self._rate_hz = 0
        self._channels = 0
        self._pending: list[Block] = []
        self._pending_frames = 0
        self._bytes = 0
        self._decoded = 0
        self._start_s: float | None = None
        self._timeline = 0  # frames since the start, gaps filled
        self._lost = 0
        self._lost_at_s: list[Span] = []

    def feed(self, packet: Packet[Stream]) -> None:
        """Take the next packet; the empty one at the end brings out what the decoder still holds."""
        self._bytes += packet.size
        self._decode(packet)

    def break_off(self) -> None:
        """Say that the file ends here, damaged."""
        self._decode(None)
        self._damage.at(self.at_s)

    def finish(self) -> SoundMeasurements:
        """What was measured; call once, after the last packet."""
        self._flush()
        if self._meters is None:
            return SoundMeasurements(
                audio_lossless=self._lossless,
                sound_errors=self._damage.count,
                sound_errors_at_s=self._damage.places,
            )
        duration_s = self._timeline / self._rate_hz
        peaks = self._meters.levels.read().peak_dbfs
        loudness = self._meters.loudness.read()
        clips = self._meters.clips.read()
        silence, silent_s = self._spans(self._meters.silence.read())
        dropout, gone_s = self._spans(self._meters.dropout.read())
        return SoundMeasurements(
            sample_rate_hz=self._rate_hz,
            channels=self._channels,
            channels_with_signal=sum(peak > self._measuring.silence_dbfs for peak in peaks),
            samples=self._decoded,
            audio_start_s=self._start_s,
            audio_duration_s=duration_s,
            audio_bitrate_kbps=self._bytes * 8 / duration_s / 1e3 if duration_s else None,
            audio_lossless=self._lossless,
            used_bits=self._used_bits(peaks),
            silence_longest_s=silent_s,
            silence_at_s=silence,
            dropout_longest_s=gone_s,
            dropout_at_s=dropout,
            clipped_runs=sum(clips.runs),
            clipped_at_s=self._clips(self._meters.clips),
            lost_samples=self._lost,
            lost_samples_at_s=tuple(self._lost_at_s),
            sample_peak_dbfs=max(peaks),
            integrated_lufs=loudness.integrated_lufs,
            momentary_max_lufs=loudness.momentary_max_lufs,
            short_term_max_lufs=loudness.short_term_max_lufs,
            sound_errors=self._damage.count,
            sound_errors_at_s=self._damage.places,
        )

    @property
    def at_s(self) -> float:
        """Time of the last sample, seconds from the file's beginning."""
        return (self._start_s or 0.0) + (self._timeline / self._rate_hz if self._rate_hz else 0.0)

    def _decode(self, packet: Packet[Stream] | None) -> None:
        try:
            frames = self._stream.decode(packet)
        except av.FFmpegError:
            self._damage.at(self.at_s)
            return
        for frame in frames:
            self._feed_frame(frame)

    def _feed_frame(self, frame: AudioFrame) -> None:
        block = samples_of(frame)
        if self._meters is None:
            self._begin(frame, block.shape[1])
        if self._meters is None or frame.sample_rate != self._rate_hz or block.shape[1] != self._channels:
            # Sound that changes its format on the way, or that no meter takes.
            self._damage.at(self.at_s)
            return
        if frame.is_corrupt or not is_sound(block):
            self._damage.at(self.at_s)
            block = mended(block)
        self._fill_gap(frame)
        self._decoded += len(block)
        self._keep(block)

    def _begin(self, frame: AudioFrame, channels: int) -> None:
        if not _MIN_RATE_HZ <= frame.sample_rate <= _MAX_RATE_HZ or not 0 < channels <= _MAX_CHANNELS:
            return
        self._rate_hz, self._channels = frame.sample_rate, channels
        self._start_s = max(0.0, (frame.time or 0.0) - self._zero_s)
        self._meters = _Meters(self._rate_hz, channels, self._measuring, lossless=self._lossless)

    def _fill_gap(self, frame: AudioFrame) -> None:
        """Missing sound plays as silence, so it is measured as silence."""
        if frame.time is None or self._start_s is None:
            return
        gap_s = (frame.time - self._zero_s) - self.at_s
        if gap_s <= _JUMP_S:
            return
        frames = round(gap_s * self._rate_hz)
        if len(self._lost_at_s) < MAX_SPANS:
            self._lost_at_s.append((self.at_s, self.at_s + gap_s))
        self._lost += frames
        filled = 0
        while filled < min(frames, round(_MAX_FILL_S * self._rate_hz)):
            length = min(frames - filled, round(_BLOCK_S * self._rate_hz))
            self._keep(np.zeros((length, self._channels), np.int32))
            filled += length
        self._timeline += frames - filled

    def _keep(self, block: Block) -> None:
        self._timeline += len(block)
        if self._pending and self._pending[0].dtype != block.dtype:
            self._flush()
        self._pending.append(block)
        self._pending_frames += len(block)
        if self._pending_frames >= _BLOCK_S * self._rate_hz:
            self._flush()

    def _flush(self) -> None:
        if self._meters is not None and self._pending:
            self._meters.feed(_joined_blocks(self._pending))
        self._pending.clear()
        self._pending_frames = 0

    def _used_bits(self, peaks: tuple[float, ...]) -> int | None:
        """Of the channel that uses fewest; a silent channel is another rule's matter."""
        if self._meters is None or self._meters.bits is None:
            return None
        bits = [
            used
            for used, peak in zip(self._meters.bits.read(), peaks, strict=True)
            if peak > self._measuring.silence_dbfs
        ]
        known = [used for used in bits if used is not None]
        return min(known) if known and len(known) == len(bits) else None

    def _spans(self, silence: Silence) -> tuple[Spans, float]:
        """Places on any channel, and the longest of them in seconds."""
        start_s = self._start_s or 0.0
        found = sorted(
            {
                (start_s + interval.start_s, start_s + interval.end_s)
                for channel in silence.intervals
                for interval in channel
            }
        )
        longest_s = max((end - start for start, end in found), default=0.0)
        return _run_together(found)[:MAX_SPANS], longest_s

    def _clips(self, meter: ClipMeter) -> Spans:
        start_s = self._start_s or 0.0
        return tuple(
            (start_s + clip.start_frame / self._rate_hz, start_s + (clip.start_frame + clip.frames) / self._rate_hz)
            for clip in meter.clips[:MAX_SPANS]
        )


def _run_together(spans: list[Span]) -> Spans:
    """Spans by their start, those that overlap or all but touch made one: places to go to, not a count."""
    together: list[Span] = []
    for start_s, end_s in spans:
        if together and start_s - together[-1][1] <= _TOUCHING_S:
            together[-1] = (together[-1][0], max(together[-1][1], end_s))
        else:
            together.append((start_s, end_s))
    return tuple(together)


def _joined_blocks(blocks: list[Block]) -> Block:
    if len(blocks) == 1:
        return blocks[0]
    # One type throughout: `SoundTrack` flushes when it changes. NumPy's types cannot say so of a union.
    return cast(Block, np.concatenate(blocks))


def samples_of(frame: AudioFrame) -> Block:
    """A decoded frame as the meters take it: shape (frames, channels), int32 or floats."""
    array = frame.to_ndarray()
    shaped = np.ascontiguousarray(array.T) if frame.format.is_planar else array.reshape(frame.samples, -1)
    match frame.format.packed.name:
        case "s32":
            return shaped.astype(np.int32, copy=False)
        case "s16":
            return shaped.astype(np.int32) << 16
        case "u8":
            return (shaped.astype(np.int32) - 128) << 24
        case "flt":
            return shaped.astype(np.float32, copy=False)
        case _:  # dbl; 64-bit integers are not decoded to by any codec we take
            return shaped.astype(np.float64, copy=False)


def is_sound(block: Block) -> bool:
    """Whether all samples are numbers that a sound can have."""
    return block.dtype == np.int32 or not block.size or bool(np.abs(block).max() <= _LARGEST_SAMPLE)


def mended(block: Block) -> Block:
    """The block with silence in place of samples that are no sound."""
    if is_sound(block):
        return block
    return np.where(np.abs(block) <= _LARGEST_SAMPLE, block, np.zeros((), block.dtype))
