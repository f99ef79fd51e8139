"""Several sound tracks as one: what a rule asks must hold for all of them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from studio_tui.checking.claims import channels_of
from studio_tui.checking.measurements import MAX_SPANS, SoundMeasurements, Spans

_Number = TypeVar("_Number", int, float)


def worst_of(tracks: tuple[SoundMeasurements, ...]) -> SoundMeasurements:
    """Several tracks as one: what a rule asks must hold for all of them.

    Counts add up, limits are those of the worst track, loudness and places are the first's that has any.
    """
    if len(tracks) == 1:
        return tracks[0]
    tracks = tuple(_numbered(track, number) for number, track in enumerate(tracks, start=1))
    first = next((track for track in tracks if track.samples), tracks[0])
    decoded = [track for track in tracks if track.samples]
    bits = [track.used_bits for track in decoded]
    worst = msgspec.structs.replace(
        first,
        sample_rate_hz=_least(track.sample_rate_hz for track in decoded),
        channels=channels_of(tuple(track.channels or 0 for track in decoded)) if decoded else None,
        channels_with_signal=_channels_with_signal(decoded),
        audio_start_s=_most(track.audio_start_s for track in decoded),
        audio_duration_s=_least(track.audio_duration_s for track in decoded),
        audio_lossless=all(track.audio_lossless for track in tracks),
        used_bits=None if None in bits else _least(bits),
        silence_longest_s=_most(track.silence_longest_s for track in decoded),
        silence_at_s=_joined(track.silence_at_s for track in decoded),
        dropout_longest_s=_most(track.dropout_longest_s for track in decoded),
        dropout_at_s=_joined(track.dropout_at_s for track in decoded),
        clipped_runs=sum(track.clipped_runs or 0 for track in decoded),
        clipped_at_s=_joined(track.clipped_at_s for track in decoded),
        lost_samples=_most(track.lost_samples for track in decoded),
        lost_samples_at_s=_joined(track.lost_samples_at_s for track in decoded),
        sample_peak_dbfs=_most(track.sample_peak_dbfs for track in decoded),
        crest_db=_least(track.crest_db for track in decoded),
        dc_offset=max((track.dc_offset for track in decoded if track.dc_offset is not None), key=abs, default=None),
        by_channel=tuple(channel for track in tracks for channel in track.by_channel),
        sound_errors=sum(track.sound_errors for track in tracks),
        sound_errors_at_s=_joined(track.sound_errors_at_s for track in tracks),
    )
    return _with_truth(worst, decoded)


def _with_truth(worst: SoundMeasurements, tracks: list[SoundMeasurements]) -> SoundMeasurements:
    """What the sound really is, of the worst track that could be told; a doubt stays where none could."""
    known = {name for track in tracks for name in track.confidence}
    humming = max(tracks, key=lambda track: _level(track.hum_dbfs), default=worst)
    noisy = max(tracks, key=lambda track: _level(track.noise_floor_dbfs_a), default=worst)
    return msgspec.structs.replace(
        worst,
        true_peak_dbtp=_most(track.true_peak_dbtp for track in tracks),
        real_bits=_least(track.real_bits for track in tracks),
        bandwidth_hz=_least(track.bandwidth_hz for track in tracks),
        source_rate_hz=_least(track.source_rate_hz for track in tracks),
        real_rate_hz=_least(track.real_rate_hz for track in tracks),
        flat_top_runs=_total(track.flat_top_runs for track in tracks),
        flat_top_dbfs=_most(track.flat_top_dbfs for track in tracks),
        flat_tops_at_s=_joined(track.flat_tops_at_s for track in tracks),
        dropouts=_total(track.dropouts for track in tracks),
        dropouts_at_s=_joined(track.dropouts_at_s for track in tracks),
        hum_dbfs=humming.hum_dbfs,
        hum_hz=humming.hum_hz,
        hum_channel=humming.hum_channel,
        hum_harmonics=humming.hum_harmonics,
        noise_floor_dbfs_a=noisy.noise_floor_dbfs_a,
        noise_channel=noisy.noise_channel,
        speech_snr_db=_least(track.speech_snr_db for track in tracks),
        inverted=_any(track.inverted for track in tracks),
        doubts={name: why for track in tracks for name, why in track.doubts.items() if name not in known},
        confidence={
            name: min(track.confidence[name] for track in tracks if name in track.confidence) for name in known
        },
    )


def _numbered(track: SoundMeasurements, number: int) -> SoundMeasurements:
    """A track whose channels say which track they are of: L of the second track is 2:L."""
    return msgspec.structs.replace(
        track,
        by_channel=tuple(msgspec.structs.replace(channel, track=number) for channel in track.by_channel),
        hum_channel=_with_number(track.hum_channel, number),
        noise_channel=_with_number(track.noise_channel, number),
    )


def _with_number(channel: str | None, number: int) -> str | None:
    return None if channel is None else f"{number}:{channel}"


def _level(level_db: float | None) -> float:
    """A level to compare by; what could not be told comes last."""
    return -math.inf if level_db is None else level_db


def _channels_with_signal(tracks: list[SoundMeasurements]) -> int | None:
    """Mono tracks add up, as in `channels_of`; else the track with the fewest counts."""
    if not tracks:
        return None
    signals = [track.channels_with_signal or 0 for track in tracks]
    return sum(signals) if all(track.channels == 1 for track in tracks) else min(signals)


def _least(values: Iterable[_Number | None]) -> _Number | None:
    return min((value for value in values if value is not None), default=None)


def _most(values: Iterable[_Number | None]) -> _Number | None:
    return max((value for value in values if value is not None), default=None)


def _total(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _any(values: Iterable[bool | None]) -> bool | None:
    known = [value for value in values if value is not None]
    return any(known) if known else None


def _joined(places: Iterable[Spans]) -> Spans:
    return tuple(sorted({span for spans in places for span in spans}))[:MAX_SPANS]
