"""What the sound meters read of each channel, as records that stand on their own."""

from __future__ import annotations

from collections.abc import Sequence

from meters.audio.flat_tops import FlatTops
from meters.audio.programme import Programme
from meters.audio.reading import Reading
from studio_tui.checking.measurements import ChannelMeasurements, Spans
from studio_tui.checking.sound_places import Places


def channels_of_track(
    read: Programme, names: Sequence[str], places: Places, silence_dbfs: float, *, lossless: bool
) -> tuple[ChannelMeasurements, ...]:
    """The channels of a track in their order; for the arguments see `sound_measurements`."""
    return tuple(
        _channel(read, index, name, places, silence_dbfs, lossless=lossless) for index, name in enumerate(names)
    )


def _channel(
    read: Programme, index: int, name: str, places: Places, silence_dbfs: float, *, lossless: bool
) -> ChannelMeasurements:
    levels = read.levels
    silence, silent_s = places.of_silence([read.silence.intervals[index]])
    line, gone_s = places.of_silence([read.line_dropout.intervals[index]])
    runs, level_dbfs, tops = _flat_tops(read.flat_tops[index], places)
    has_bits = lossless and levels.peak_dbfs[index] > silence_dbfs
    return ChannelMeasurements(
        channel=name,
        sample_peak_dbfs=levels.peak_dbfs[index],
        true_peak_dbtp=read.true_peak_dbtp[index],
        rms_dbfs=levels.rms_dbfs[index],
        crest_db=levels.crest_db[index],
        dc_offset=levels.dc_offset[index],
        used_bits=read.bits.used_bits[index] if has_bits else None,
        clipped_runs=read.clipping.runs[index],
        clipped_at_s=places.of_clips(clip for clip in read.clips if clip.channel == index),
        flat_top_runs=runs,
        flat_top_dbfs=level_dbfs,
        flat_tops_at_s=tops,
        dropouts_at_s=_dropouts(read, index, places),
        silence_longest_s=silent_s,
        silence_at_s=silence,
        dropout_longest_s=gone_s,
        dropout_at_s=line,
    )


def _flat_tops(reading: Reading[FlatTops], places: Places) -> tuple[int | None, float | None, Spans]:
    """How many below full scale, at which level, where; those at full scale are clips, which are counted apart."""
    tops = reading.value
    if tops is None:
        return None, None, ()
    return (
        (tops.runs, tops.level_dbfs, places.of_clips(tops.places)) if tops.are_below_full_scale else (0, None, ())
    )


def _dropouts(read: Programme, index: int, places: Places) -> Spans:
    found = read.dropouts.value.places if read.dropouts.value else ()
    return places.of_seconds((each.start_s, each.duration_s) for each in found if each.channel in {None, index})
