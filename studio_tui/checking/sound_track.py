"""One sound track: its packets in, its measurements out."""

from __future__ import annotations

from typing import cast

import av
import msgspec
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.packet import Packet
from av.stream import Stream
from numpy.typing import NDArray

from meters.audio.channel_weights import weights_of_positions
from meters.audio.detectors import MakeVoice
from meters.audio.programme import BLOCK_S, Limits, ProgrammeMeter
from meters.audio.voice import VoiceDetector
from studio_tui.checking.claims import is_lossless
from studio_tui.checking.damage import Damage
from studio_tui.checking.measurements import MAX_SPANS, SoundMeasurements, Span
from studio_tui.checking.sound_readings import sound_measurements
from studio_tui.presets import Measuring

Block = NDArray[np.int32] | NDArray[np.float32] | NDArray[np.float64]

_JUMP_S = 0.02
"""Time stamps in milliseconds round; a longer jump is missing sound."""
_MAX_FILL_S = 600.0
"""Longest gap that is measured as the silence it plays as."""
_MIN_RATE_HZ, _MAX_RATE_HZ, _MAX_CHANNELS = 8_000, 768_000, 64
_LARGEST_SAMPLE = 1_000.0
"""Float samples may pass full scale; what is 60 dB above it, infinite or no number at all is damage, not sound."""


class SoundTrack:
    """Decodes one sound track and measures every sample."""

    def __init__(
        self, stream: AudioStream, measuring: Measuring, zero_s: float, make_voice: MakeVoice | None = None
    ) -> None:
        """Begin.

        Args:
            stream: the track.
            measuring: what counts as silent.
            zero_s: time stamp at which the file begins.
            make_voice: the voice detector to ask in place of the one that is there anyway, for a rate and channels.
        """
        self._stream = stream
        self._measuring = measuring
        self._zero_s = zero_s
        self._lossless = is_lossless(stream.codec_context.name)
        self._damage = Damage()
        self._meter: ProgrammeMeter | None = None
        self._make_voice = make_voice
        self._voice: VoiceDetector | None = None
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
        damage = self._damage
        if self._meter is None:
            return SoundMeasurements(
                audio_lossless=self._lossless, sound_errors=damage.count, sound_errors_at_s=damage.places
            )
        duration_s = self._timeline / self._rate_hz
        read = self._meter.read()
        heard = sound_measurements(
            read,
            read.speech if self._voice is None else self._voice.judged(),
            self._rate_hz,
            self._start_s or 0.0,
            self._measuring.silence_dbfs,
            lossless=self._lossless,
        )
        return msgspec.structs.replace(
            heard,
            sample_rate_hz=self._rate_hz,
            channels=self._channels,
            samples=self._decoded,
            audio_start_s=self._start_s,
            audio_duration_s=duration_s,
            audio_bitrate_kbps=self._bytes * 8 / duration_s / 1e3 if duration_s else None,
            audio_lossless=self._lossless,
            lost_samples=self._lost,
            lost_samples_at_s=tuple(self._lost_at_s),
            sound_errors=damage.count,
            sound_errors_at_s=damage.places,
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
        if self._meter is None:
            self._begin(frame, block.shape[1])
        if self._meter is None or frame.sample_rate != self._rate_hz or block.shape[1] != self._channels:
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
        limits = Limits(silence_dbfs=self._measuring.silence_dbfs, dropout_dbfs=self._measuring.dropout_dbfs)
        weights = weights_of_positions([channel.name for channel in frame.layout.channels])
        known = weights if len(weights) == channels else None
        self._meter = ProgrammeMeter(self._rate_hz, channels, limits, known)
        if self._make_voice is not None:
            self._voice = self._make_voice(self._rate_hz, channels)

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
            length = min(frames - filled, round(BLOCK_S * self._rate_hz))
            self._keep(np.zeros((length, self._channels), np.int32))
            filled += length
        self._timeline += frames - filled

    def _keep(self, block: Block) -> None:
        self._timeline += len(block)
        if self._pending and self._pending[0].dtype != block.dtype:
            self._flush()
        self._pending.append(block)
        self._pending_frames += len(block)
        if self._pending_frames >= BLOCK_S * self._rate_hz:
            self._flush()

    def _flush(self) -> None:
        if self._meter is not None and self._pending:
            block = _joined_blocks(self._pending)
            self._meter.feed(block)
            if self._voice is not None:
                self._voice.feed(block)
        self._pending.clear()
        self._pending_frames = 0


def _joined_blocks(blocks: list[Block]) -> Block:
    if len(blocks) == 1:
        return blocks[0]
    # One type throughout: `SoundTrack` flushes when it changes. NumPy's types cannot say so of a union.
    return cast(Block, np.concatenate(blocks))


def samples_of(frame: AudioFrame) -> Block:
    """A decoded frame as the meters take it: shape (frames, channels), int32 or floats."""
    array = frame.to_ndarray()
    shaped = array.T if frame.format.is_planar else array.reshape(frame.samples, -1)
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
