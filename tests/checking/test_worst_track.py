"""Several sound tracks are as good as the worst of them."""

import msgspec

from studio_tui.checking.measurements import ChannelMeasurements, HumLine, SoundMeasurements
from studio_tui.checking.worst_track import worst_of

GOOD = SoundMeasurements(
    samples=480_000, channels=2, channels_with_signal=2, used_bits=24, real_bits=24, real_rate_hz=48_000,
    bandwidth_hz=24_000.0, hum_dbfs=-200.0, dropouts=0, flat_top_runs=0, noise_floor_dbfs_a=-70.0, inverted=False,
    true_peak_dbtp=-6.0, confidence={"real_bits": 1.0, "dropouts": 0.9}, doubts={"speech_snr_db": "no_speech"},
)  # fmt: skip
BAD = SoundMeasurements(
    samples=480_000, channels=2, channels_with_signal=2, used_bits=24, real_bits=16, real_rate_hz=44_100,
    source_rate_hz=44_100, bandwidth_hz=22_050.0, hum_hz=50.0, hum_dbfs=-61.0, dropouts=2,
    dropouts_at_s=((3.0, 3.1),), flat_top_runs=5, noise_floor_dbfs_a=-48.0, inverted=True, true_peak_dbtp=0.4,
    confidence={"real_bits": 0.8, "dropouts": 0.95, "speech_snr_db": 0.7}, speech_snr_db=18.0,
)  # fmt: skip


def test_whatever_is_wrong_on_one_track_is_wrong():
    for tracks in ((GOOD, BAD), (BAD, GOOD)):
        worst = worst_of(tracks)
        assert (worst.real_bits, worst.real_rate_hz, worst.source_rate_hz) == (16, 44_100, 44_100)
        assert (worst.hum_hz, worst.hum_dbfs, worst.noise_floor_dbfs_a) == (50.0, -61.0, -48.0)
        assert (worst.dropouts, worst.flat_top_runs, worst.inverted) == (2, 5, True)
        assert worst.dropouts_at_s == ((3.0, 3.1),)
        assert (worst.true_peak_dbtp, worst.speech_snr_db, worst.bandwidth_hz) == (0.4, 18.0, 22_050.0)


def test_what_one_track_could_tell_is_told_and_as_sure_as_the_less_sure():
    worst = worst_of((GOOD, BAD))
    assert worst.doubts == {}
    assert worst.confidence == {"real_bits": 0.8, "dropouts": 0.9, "speech_snr_db": 0.7}
    assert worst_of((GOOD, GOOD)).doubts == {"speech_snr_db": "no_speech"}


def test_one_track_is_itself():
    assert worst_of((BAD,)) is BAD


def test_the_offset_farthest_from_zero_counts_and_the_least_crest():
    quiet, shifted = (
        msgspec.structs.replace(GOOD, dc_offset=dc, crest_db=crest) for dc, crest in ((0.01, 9.0), (-0.05, 12.0))
    )
    for tracks in ((quiet, shifted), (shifted, quiet)):
        assert (worst_of(tracks).dc_offset, worst_of(tracks).crest_db) == (-0.05, 9.0)


def test_hum_is_that_of_the_track_where_it_is_loudest():
    faint = msgspec.structs.replace(
        GOOD, hum_hz=60.0, hum_dbfs=-90.0, hum_channel="L", hum_harmonics=(HumLine(hz=60.0, level_dbfs=-90.0),)
    )
    loud = msgspec.structs.replace(BAD, hum_channel="R", hum_harmonics=(HumLine(hz=50.0, level_dbfs=-61.0),))
    worst = worst_of((faint, loud))
    assert (worst.hum_hz, worst.hum_dbfs, worst.hum_channel) == (50.0, -61.0, "2:R")
    assert worst.hum_harmonics == loud.hum_harmonics


def test_channels_keep_their_tracks():
    channel = ChannelMeasurements(
        channel="M", sample_peak_dbfs=-6.0, true_peak_dbtp=-5.9, rms_dbfs=-20.0, dc_offset=0.0, clipped_runs=0,
        silence_longest_s=0.0, dropout_longest_s=0.0,
    )  # fmt: skip
    mono = msgspec.structs.replace(GOOD, channels=1, by_channel=(channel,))
    assert [(each.track, each.channel) for each in worst_of((mono, mono)).by_channel] == [(1, "M"), (2, "M")]
