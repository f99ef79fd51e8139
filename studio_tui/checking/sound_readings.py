"""What the sound meters read, as the flat record of a file's measurements."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from meters.audio.bits import behind_conversion
from meters.audio.flat_tops import FlatTops
from meters.audio.levels import FLOOR_DBFS
from meters.audio.programme import Programme
from meters.audio.reading import Reading
from meters.audio.voice import Speech
from studio_tui.channels import channel_names
from studio_tui.checking.channel_readings import channels_of_track
from studio_tui.checking.measurements import HumLine, SoundMeasurements
from studio_tui.checking.sound_places import Places

_DECIMALS = 3

T = TypeVar("T")
Fields = dict[str, object]
"""Some measures by their names in `SoundMeasurements`."""


class _Account:
    """Takes readings apart: their values go out, doubts and confidences stay, by the names of the measures."""

    def __init__(self) -> None:
        self.doubts: dict[str, str] = {}
        self.confidence: dict[str, float] = {}

    def told(self, reading: Reading[T], **picks: Callable[[T], object]) -> Fields:
        """Measures by name, each picked from the value; all None where there is none."""
        if reading.value is None:
            return self.untold(reading.doubt or "unclear", *picks)
        self.confidence.update(dict.fromkeys(picks, round(reading.confidence, _DECIMALS)))
        return {name: pick(reading.value) for name, pick in picks.items()}

    def untold(self, why: str, *names: str) -> Fields:
        """Measures that are missing, and why."""
        self.doubts.update(dict.fromkeys(names, why))
        return dict.fromkeys(names)


def sound_measurements(
    read: Programme, speech: Reading[Speech], rate_hz: int, start_s: float, silence_dbfs: float, *, lossless: bool
) -> SoundMeasurements:
    """The record of what was read.

    Args:
        read: the meters.
        speech: what the voice detector says that was chosen.
        rate_hz: sampling rate.
        start_s: where the sound begins in the file; places count from the file's beginning.
        silence_dbfs: a channel whose peak stays below is silent.
        lossless: whether the samples are those that were recorded: else there are no bits to count.
    """
    account = _Account()
    places = Places(rate_hz, start_s)
    peaks = read.levels.peak_dbfs
    silence, silent_s = places.of_silence(read.silence.intervals)
    line, gone_s = places.of_silence(read.line_dropout.intervals)
    names = channel_names(len(peaks))
    measured = SoundMeasurements(
        channels_with_signal=sum(peak > silence_dbfs for peak in peaks),
        silence_longest_s=silent_s,
        silence_at_s=silence,
        dropout_longest_s=gone_s,
        dropout_at_s=line,
        clipped_runs=sum(read.clipping.runs),
        clipped_at_s=places.of_clips(read.clips),
        sample_peak_dbfs=max(peaks),
        true_peak_dbtp=max(read.true_peak_dbtp),
        crest_db=min((crest for crest in read.levels.crest_db if crest is not None), default=None),
        dc_offset=max(read.levels.dc_offset, key=abs),
        short_term_lufs=tuple(None if each is None else round(each, 1) for each in read.short_term_lufs),
        by_channel=channels_of_track(read, names, places, silence_dbfs, lossless=lossless),
    )
    return msgspec.structs.replace(
        measured,
        **_loudness(read, account),
        **_flat_tops(read.flat_tops, account, places),
        **_dropouts(read, account, places),
        **_bits(read, account, silence_dbfs, lossless=lossless),
        **_bandwidth(read, rate_hz, account),
        **_noise(read, account, names),
        **_stereo(read, account),
        **_speech(speech, account, places),
        doubts=account.doubts,
        confidence=account.confidence,
    )


def _loudness(read: Programme, account: _Account) -> Fields:
    loudness = read.loudness
    values = {
        "integrated_lufs": loudness.integrated_lufs,
        "momentary_max_lufs": loudness.momentary_max_lufs,
        "short_term_max_lufs": loudness.short_term_max_lufs,
        "loudness_range_lu": loudness.range_lu,
    }
    missing = [name for name, value in values.items() if value is None]
    # Sound that is long enough for a window has highest windows; what then is missing did not pass the gates.
    too_short = loudness.momentary_max_lufs is None or missing == ["short_term_max_lufs", "loudness_range_lu"]
    return {**values, **account.untold("too_short" if too_short else "too_quiet", *missing)}


def _flat_tops(channels: Sequence[Reading[FlatTops]], account: _Account, places: Places) -> Fields:
    """Of all channels together; those at full scale are clips, which are counted apart."""
    told = [reading.value for reading in channels if reading.value is not None]
    if not told:
        return account.untold(
            next((reading.doubt for reading in channels if reading.doubt), "unclear"), "flat_top_runs"
        )
    below = [tops for tops in told if tops.are_below_full_scale]
    sure = [reading.confidence for reading in channels if reading.value in (below or told)]
    account.confidence["flat_top_runs"] = round(max(sure) if below else min(sure), _DECIMALS)
    return {
        "flat_top_runs": sum(tops.runs for tops in below),
        "flat_top_dbfs": max((tops.level_dbfs for tops in below if tops.level_dbfs is not None), default=None),
        "flat_tops_at_s": places.of_clips(sorted(clip for tops in below for clip in tops.places)),
    }


def _dropouts(read: Programme, account: _Account, places: Places) -> Fields:
    fields = account.told(read.dropouts, dropouts=lambda found: found.count)
    if read.dropouts.value is not None:
        spans = ((place.start_s, place.duration_s) for place in read.dropouts.value.places)
        fields["dropouts_at_s"] = places.of_seconds(spans)
    return fields


def _bits(read: Programme, account: _Account, silence_dbfs: float, *, lossless: bool) -> Fields:
    """Of the channel that uses fewest; a silent channel is another rule's matter."""
    if not lossless:
        return account.untold("lossy", "used_bits", "real_bits", "effective_bits")
    peaks = read.levels.peak_dbfs
    used = [bits for bits, peak in zip(read.bits.used_bits, peaks, strict=True) if peak > silence_dbfs]
    known = [bits for bits in used if bits is not None]
    if known and len(known) == len(used):
        fields: Fields = {"used_bits": min(known)}
    else:
        fields = account.untold("too_short" if used else "too_quiet", "used_bits")
    source_rate_hz = read.bandwidth.value.source_rate_hz if read.bandwidth.value else None
    fields |= account.told(behind_conversion(read.bits.real_bits, source_rate_hz), real_bits=lambda bits: bits)
    return fields | account.told(read.bits.effective_bits, effective_bits=lambda bits: bits)


def _bandwidth(read: Programme, rate_hz: int, account: _Account) -> Fields:
    return account.told(
        read.bandwidth,
        bandwidth_hz=lambda found: found.hz,
        bandwidth_origin=lambda found: found.origin,
        real_rate_hz=lambda found: found.source_rate_hz or rate_hz,
    ) | {"source_rate_hz": read.bandwidth.value.source_rate_hz if read.bandwidth.value else None}


def _noise(read: Programme, account: _Account, names: Sequence[str]) -> Fields:
    """Noise and hum, and on which channel; a hum that is not there has the level of silence."""
    noise, hum = read.noise, read.hum.value
    fields = (
        account.told(noise.noise_floor_dbfs_a, noise_floor_dbfs_a=lambda level: level)
        | account.told(noise.snr_db, speech_snr_db=lambda ratio: ratio)
        | account.told(
            read.hum,
            hum_hz=lambda hum: hum.fundamental_hz,
            hum_dbfs=lambda hum: FLOOR_DBFS if hum.level_dbfs is None else hum.level_dbfs,
        )
    )
    if noise.noise_floor_dbfs_a.value is not None and noise.channel is not None:
        fields["noise_channel"] = names[noise.channel]
    if hum is not None and hum.found:
        fields["hum_channel"] = names[hum.channel]
        fields["hum_harmonics"] = tuple(HumLine(hz=line.hz, level_dbfs=line.level_dbfs) for line in hum.harmonics)
    return fields


def _stereo(read: Programme, account: _Account) -> Fields:
    stereo = read.stereo
    return (
        account.told(stereo.correlation_min, correlation_min=lambda value: value)
        | account.told(stereo.correlation_mean, correlation_mean=lambda value: value)
        | account.told(stereo.programme_balance_db, balance_db=lambda value: value)
        | account.told(stereo.dual_mono, dual_mono=lambda value: value)
        | account.told(stereo.inverted, inverted=lambda value: value)
    )


def _speech(found: Reading[Speech], account: _Account, places: Places) -> Fields:
    return account.told(
        found,
        speech_s=lambda speech: round(speech.phonation_s, _DECIMALS),
        speech_at_s=places.of_speech,
        pauses=lambda speech: speech.pause_count,
        pause_longest_s=lambda speech: speech.longest_pause_s,
        syllables=lambda speech: speech.syllables,
    )
