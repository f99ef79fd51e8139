"""What was measured in a file: one flat, frozen record whose names carry the units."""

from __future__ import annotations

import msgspec

from studio_tui.checking.findings import Measured, Value
from studio_tui.checking.pace_record import PaceMeasurements
from studio_tui.presets import Measure

Span = tuple[float, float]
"""(start, end) of a place in the file, seconds from its beginning."""

Spans = tuple[Span, ...]

MAX_SPANS = 100
"""Places kept of each kind; more are counted, not listed."""


class PictureMeasurements(msgspec.Struct, frozen=True, kw_only=True):
    """The picture, from its packets, time stamps and decoded frames; None where it could not be told.

    Attributes:
        video_codec: codec that decoded the frames.
        width_px: of the smallest frame, as shown (after rotation).
        height_px: likewise.
        bits_per_component: of the decoded frames.
        video_packets: coded frames in the file.
        frames: decoded.
        frame_rate_hz: by time stamps, from the first frame to the last.
        frame_rate_error_hz: how far the time stamps' resolution lets the rate be off.
        frame_rate_constant: whether the frames are evenly spaced.
        frame_gap_min_ms: shortest time between two frames.
        frame_gap_max_ms: longest.
        video_bitrate_mbps: bits of all packets over the picture's duration, millions a second.
        video_duration_s: from the first frame to the end of the last.
        lost_frames: frames missing in the time stamps, or known by the recorder to be missing.
        repeated_frame_share: share of frames that repeat the one before, 0 to 1.
        combed_frame_share: share of judged frames that show two fields of different times, 0 to 1.
        scan: ``progressive`` or ``interlaced``, by combing.
        black_s: black in all; ``black_longest_s`` at a stretch.
        freeze_s: unchanging in all; ``freeze_longest_s`` at a stretch.
        luma_min: darkest pixel of all frames, 8-bit luma.
        luma_max: lightest.
        luma_mean: mean of all frames.
    """

    video_codec: str | None = None
    width_px: int | None = None
    height_px: int | None = None
    bits_per_component: int | None = None
    video_packets: int = 0
    frames: int = 0
    frame_rate_hz: float | None = None
    frame_rate_error_hz: float | None = None
    frame_rate_constant: bool | None = None
    frame_gap_min_ms: float | None = None
    frame_gap_max_ms: float | None = None
    video_bitrate_mbps: float | None = None
    video_start_s: float | None = None
    video_duration_s: float | None = None
    lost_frames: int | None = None
    lost_frames_at_s: Spans = ()
    repeated_frame_share: float | None = None
    combed_frame_share: float | None = None
    scan: str | None = None
    black_s: float | None = None
    black_longest_s: float | None = None
    black_at_s: Spans = ()
    freeze_s: float | None = None
    freeze_longest_s: float | None = None
    freeze_at_s: Spans = ()
    luma_min: int | None = None
    luma_max: int | None = None
    luma_mean: float | None = None
    picture_errors: int = 0
    picture_errors_at_s: Spans = ()


class ChannelMeasurements(msgspec.Struct, frozen=True, kw_only=True):
    """One channel of a sound track; None where it could not be told. All places are of this channel alone.

    Attributes:
        track: the sound track it belongs to, from 1.
        channel: its name, see `studio_tui.channels`.
        rms_dbfs: relative to a full-scale constant: a full-scale sine reads -3.01.
        crest_db: peak over RMS; None for digital silence.
        dc_offset: mean, full scale 1.
        used_bits: bits that carry signal; None for a silent channel and with lossy coding too.
        clipped_runs: runs of full-scale samples.
        flat_top_runs: clips below full scale; ``flat_top_dbfs`` is the level they stand at.
        dropouts_at_s: short holes and repeated blocks, those that are in all channels included.
        silence_longest_s: longest silence.
        dropout_longest_s: longest stretch without even a room's noise.
    """

    track: int = 1
    channel: str
    sample_peak_dbfs: float
    true_peak_dbtp: float
    rms_dbfs: float
    crest_db: float | None = None
    dc_offset: float
    used_bits: int | None = None
    clipped_runs: int
    clipped_at_s: Spans = ()
    flat_top_runs: int | None = None
    flat_top_dbfs: float | None = None
    flat_tops_at_s: Spans = ()
    dropouts_at_s: Spans = ()
    silence_longest_s: float
    silence_at_s: Spans = ()
    dropout_longest_s: float
    dropout_at_s: Spans = ()


class HumLine(msgspec.Struct, frozen=True, kw_only=True):
    """One harmonic of mains hum: its frequency, and its RMS level relative to a full-scale constant."""

    hz: float
    level_dbfs: float


class SoundMeasurements(msgspec.Struct, frozen=True, kw_only=True):
    """One sound track, or the worst of several; None where it could not be told.

    Attributes:
        sample_rate_hz: of the decoded sound.
        channels: decoded; ``channels_with_signal`` are those that are not silent from end to end.
        samples: frames of sound (samples per channel) decoded.
        used_bits: bits that carry signal, of the channel that uses fewest; None with lossy coding too.
        audio_lossless: whether the samples are those that were recorded, so that bits can be counted.
        silence_longest_s: longest silence of any channel.
        dropout_longest_s: longest stretch without even a room's noise on any channel.
        clipped_runs: runs of full-scale samples on all channels.
        lost_samples: frames of sound missing in the time stamps, or known by the recorder to be missing.
        crest_db: peak over RMS, of the channel where it is least.
        dc_offset: mean of the channel where it is largest, full scale 1.
        real_bits: bits the sound had before it was scaled or dithered into more.
        effective_bits: bits above the noise of the quietest moment.
        bandwidth_hz: up to where there is sound.
        bandwidth_origin: what is likely to have limited it.
        source_rate_hz: rate that it was sampled at before something converted it, if that shows.
        real_rate_hz: the same, or the rate of the file where nothing speaks against it.
        flat_top_runs: clips below full scale; ``flat_top_dbfs`` is the level they stand at.
        dropouts: short holes and repeated blocks inside the sound.
        hum_hz: fundamental of mains hum, None when there is none; ``hum_dbfs`` with its harmonics.
        hum_channel: the channel where hum is loudest; None when there is none.
        hum_harmonics: its lines, from the lowest on.
        noise_floor_dbfs_a: A-weighted noise between the words, of the noisiest channel: ``noise_channel``.
        speech_snr_db: how far speech stands above that.
        correlation_min: least phase correlation of the first two channels while there is sound.
        balance_db: how much louder the second channel is than the first.
        speech_s: how long somebody speaks; the rest are pauses and silence.
        speech_at_s: the stretches of speech between the pauses, of the first track that has sound.
        syllables: an estimate.
        short_term_lufs: loudness of the last 3 s, once a second.
        by_channel: each channel of each track.
        doubts: why a measure could not be told, by its name.
        confidence: how sure a measure is, 0 to 1, by its name.
    """

    sample_rate_hz: int | None = None
    channels: int | None = None
    channels_with_signal: int | None = None
    samples: int = 0
    audio_start_s: float | None = None
    audio_duration_s: float | None = None
    audio_bitrate_kbps: float | None = None
    audio_lossless: bool | None = None
    used_bits: int | None = None
    silence_longest_s: float | None = None
    silence_at_s: Spans = ()
    dropout_longest_s: float | None = None
    dropout_at_s: Spans = ()
    clipped_runs: int | None = None
    clipped_at_s: Spans = ()
    lost_samples: int | None = None
    lost_samples_at_s: Spans = ()
    sample_peak_dbfs: float | None = None
    integrated_lufs: float | None = None
    momentary_max_lufs: float | None = None
    short_term_max_lufs: float | None = None
    loudness_range_lu: float | None = None
    true_peak_dbtp: float | None = None
    crest_db: float | None = None
    dc_offset: float | None = None
    real_bits: int | None = None
    effective_bits: float | None = None
    bandwidth_hz: float | None = None
    bandwidth_origin: str | None = None
    source_rate_hz: int | None = None
    real_rate_hz: int | None = None
    flat_top_runs: int | None = None
    flat_top_dbfs: float | None = None
    flat_tops_at_s: Spans = ()
    dropouts: int | None = None
    dropouts_at_s: Spans = ()
    hum_hz: float | None = None
    hum_dbfs: float | None = None
    hum_channel: str | None = None
    hum_harmonics: tuple[HumLine, ...] = ()
    noise_floor_dbfs_a: float | None = None
    noise_channel: str | None = None
    speech_snr_db: float | None = None
    correlation_min: float | None = None
    correlation_mean: float | None = None
    balance_db: float | None = None
    dual_mono: bool | None = None
    inverted: bool | None = None
    speech_s: float | None = None
    speech_at_s: Spans = ()
    pauses: int | None = None
    pause_longest_s: float | None = None
    syllables: int | None = None
    short_term_lufs: tuple[float | None, ...] = ()
    by_channel: tuple[ChannelMeasurements, ...] = ()
    doubts: dict[str, str] = {}
    confidence: dict[str, float] = {}
    sound_errors: int = 0
    sound_errors_at_s: Spans = ()


class Measurements(msgspec.Struct, frozen=True, kw_only=True):
    """Everything measured in one file; a part is None where the file has no such track."""

    picture: PictureMeasurements | None = None
    sound: SoundMeasurements | None = None
    pace: PaceMeasurements = PaceMeasurements()
    video_tracks: int = 0
    audio_tracks: int = 0

    @property
    def duration_s(self) -> float | None:
        """From the beginning of the file to the end of its longest track."""
        return max((end for _, end in self._extents()), default=None)

    @property
    def length_gap_s(self) -> float | None:
        """How far sound and picture begin or end apart; None without both."""
        extents = self._extents()
        if len(extents) < 2:
            return None
        (a_start, a_end), (b_start, b_end) = extents
        return max(abs(a_start - b_start), abs(a_end - b_end))

    @property
    def decode_errors(self) -> int:
        """Places where the file's data is damaged."""
        return (self.picture.picture_errors if self.picture else 0) + (self.sound.sound_errors if self.sound else 0)

    def value(self, measure: Measure) -> Value:
        """One measured value by the name it has in presets; None where it could not be told."""
        match measure:
            case "video_tracks":
                return self.video_tracks
            case "audio_tracks":
                return self.audio_tracks
            case "duration_s":
                return self.duration_s
            case "length_gap_s":
                return self.length_gap_s
            case "decode_errors":
                return self.decode_errors
            case _:
                found: Value = self._flat().get(measure)  # type: ignore[assignment]  # no rule measures spans
                return found

    def places(self, measure: Measure) -> Spans:
        """Where in the file a measured value comes from, as far as it has a place."""
        key = _PLACES.get(measure)
        if measure == "decode_errors":
            picture = self.picture.picture_errors_at_s if self.picture else ()
            return tuple(sorted(picture + (self.sound.sound_errors_at_s if self.sound else ())))
        return self._flat().get(key, ()) if key else ()  # type: ignore[return-value]  # keys of spans only

    def as_dict(self) -> dict[str, Measured]:
        """All of it under the names that outside programs read.

        ``confidence`` says by name how sure a measure is, where that is a question; ``could_not_tell`` says why
        there is no answer.
        """
        whole = {
            "duration_s": self.duration_s,
            "length_gap_s": self.length_gap_s,
            "decode_errors": self.decode_errors,
            "video_tracks": self.video_tracks,
            "audio_tracks": self.audio_tracks,
            **self._flat(),
        }
        plain: dict[str, Measured] = {
            key: list(value) if isinstance(value, tuple) else value for key, value in whole.items()
        }
        plain["pace_stages"] = [msgspec.structs.asdict(stage) for stage in self.pace.stages]
        return {**plain, "confidence": {**self.confidence}, "could_not_tell": {**self.doubts}}

    @property
    def doubts(self) -> dict[str, str]:
        """Why a measure could not be told, by its name; see `studio_tui.checking.doubts`."""
        return (self.sound.doubts if self.sound else {}) | self.pace.doubts

    @property
    def confidence(self) -> dict[str, float]:
        """How sure a measure is, 0 to 1, by its name."""
        return self.sound.confidence if self.sound else {}

    def _flat(self) -> dict[str, Value | Spans]:
        parts = [part for part in (self.picture, self.sound, self.pace) if part is not None]
        return {
            key: value
            for part in parts
            for key, value in msgspec.structs.asdict(part).items()
            if key not in _NOT_FLAT
        }

    def _extents(self) -> list[Span]:
        spans: list[Span] = []
        if self.picture and self.picture.video_start_s is not None and self.picture.video_duration_s is not None:
            start = self.picture.video_start_s
            spans.append((start, start + self.picture.video_duration_s))
        if self.sound and self.sound.audio_start_s is not None and self.sound.audio_duration_s is not None:
            start = self.sound.audio_start_s
            spans.append((start, start + self.sound.audio_duration_s))
        return spans


_NOT_FLAT = {"doubts", "confidence", "short_term_lufs", "by_channel", "hum_harmonics", "stages"}

_PLACES: dict[Measure, str] = {
    "lost_frames": "lost_frames_at_s",
    "black_longest_s": "black_at_s",
    "freeze_longest_s": "freeze_at_s",
    "silence_longest_s": "silence_at_s",
    "dropout_longest_s": "dropout_at_s",
    "clipped_runs": "clipped_at_s",
    "flat_top_runs": "flat_tops_at_s",
    "dropouts": "dropouts_at_s",
    "lost_samples": "lost_samples_at_s",
}
