"""Files with one fault each: the rule that is meant for it finds it, with the numbers and the place."""

import re
import subprocess
from pathlib import Path

import pytest

from studio_tui.checking.findings import Finding, Judgement
from studio_tui.checking.judge import judge_file
from studio_tui.presets import load_preset
from tests.rigs.movies import ffmpeg, movie, scene

SOURCE = load_preset("bmg-coursera-source")
UPLOAD = load_preset("bmg-coursera-upload")
TO_16_AND_BACK = "anoisesrc=r=48000:d=2.4:a=0.1:seed=1,aformat=sample_fmts=s16:channel_layouts=stereo"


def judged(path: Path) -> Judgement:
    return judge_file(path, SOURCE)


def found(judgement: Judgement, rule: str) -> Finding:
    return next(finding for finding in judgement.findings if finding.rule == rule)


def failures(judgement: Judgement) -> set[str]:
    return {finding.rule for finding in judgement.findings if finding.status == "fail"}


def detected(path: Path, detector: str, what: str) -> tuple[float, float]:
    """Start and end of the first place that ffmpeg's own detector reports."""
    command = ["ffmpeg", "-nostdin", "-i", path, "-vf", detector, "-an", "-f", "null", "-"]
    log = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    edges = [re.search(rf"{what}_{edge}: ?([0-9.]+)", log) for edge in ("start", "end")]
    assert all(edges), log
    return float(edges[0][1]), float(edges[1][1])


def test_a_stations_own_take_passes_every_rule(good: Path):
    judgement = judged(good)
    assert judgement.verdict == "pass"
    assert {finding.status for finding in judgement.findings} == {"pass", "info"}
    assert (judgement.scores.sound, judgement.scores.picture) == (3, 3)
    assert judgement.measurements["frames"] == 60
    assert judgement.measurements["samples"] == 115_200
    bitrate = found(judgement, "video_bitrate").measured
    assert isinstance(bitrate, float)
    assert 50 < bitrate < 200


def test_a_small_take_fails_for_size_and_bitrate_only(small: Path):
    assert failures(judged(small)) == {"video_bitrate", "frame_width", "frame_height"}


def test_16_bits_in_24_bit_words_are_found(small: Path, tmp_path: Path):
    finding = found(judged(movie(tmp_path / "padded.mov", picture=small, sound=TO_16_AND_BACK)), "audio_bits")
    assert (finding.status, finding.claimed, finding.measured, finding.required) == ("fail", 24, 16, 20)


def test_an_honest_16_bit_file_fails_too(small: Path, tmp_path: Path):
    path = movie(tmp_path / "sixteen.mov", picture=small, sound_coding="-ac 2 -c:a pcm_s16le")
    finding = found(judged(path), "audio_bits")
    assert (finding.status, finding.claimed, finding.measured) == ("fail", 16, 16)


def test_one_sound_track_of_16_bits_among_good_ones_fails(small: Path, tmp_path: Path):
    path = tmp_path / "tracks.mov"
    sixteen = movie(tmp_path / "padded.mov", picture=small, sound=TO_16_AND_BACK)
    ffmpeg("-i", small, "-i", sixteen, "-map", "0:v", "-map", "0:a", "-map", "1:a", "-c", "copy", path)
    judgement = judged(path)
    assert judgement.measurements["audio_tracks"] == 2
    assert found(judgement, "audio_bits").measured == 16


def test_cameras_mono_tracks_count_together_as_channels(small: Path, tmp_path: Path):
    path = tmp_path / "mono_tracks.mov"
    mono = movie(tmp_path / "mono.mov", picture=small, sound_coding="-ac 1 -c:a pcm_s24le")
    ffmpeg("-i", mono, "-map", "0:v", "-map", "0:a", "-map", "0:a", "-c", "copy", path)
    finding = found(judged(path), "channels")
    assert (finding.status, finding.claimed, finding.measured) == ("pass", 2, 2)


@pytest.mark.parametrize(
    ("coding", "rule", "measured"),
    [("-ar 44100 -ac 2 -c:a pcm_s24le", "sample_rate", 44_100), ("-ac 1 -c:a pcm_s24le", "channels", 1)],
)
def test_the_wrong_sound_format_fails(small: Path, tmp_path: Path, coding: str, rule: str, measured: int):
    judgement = judged(movie(tmp_path / "sound.mov", picture=small, sound_coding=coding))
    assert (found(judgement, rule).status, found(judgement, rule).measured) == ("fail", measured)
    assert judgement.scores.sound == 1


def test_a_dead_channel_is_no_channel(small: Path, tmp_path: Path):
    path = movie(
        tmp_path / "dead.mov", picture=small, sound="anoisesrc=r=48000:d=2.4:a=0.1,pan=stereo|c0=c0|c1=0*c0"
    )
    finding = found(judged(path), "channels")
    assert (finding.status, finding.claimed, finding.measured) == ("fail", 2, 1)


def test_where_the_sound_was_gone_is_said(small: Path, tmp_path: Path):
    path = movie(
        tmp_path / "gone.mov",
        picture=small,
        sound="anoisesrc=r=48000:d=2.4:a=0.1,volume=0:enable='between(t,1,1.8)'",
    )
    finding = found(judged(path), "dropout")
    assert finding.status == "fail"
    assert [tuple(round(edge, 1) for edge in span) for span in finding.at_s] == [(1.0, 1.8)]


def test_a_click_in_the_silence_does_not_make_two_places_of_it(small: Path, tmp_path: Path):
    path = movie(
        tmp_path / "click.mov",
        picture=small,
        # ffmpeg switches the volume at its frames of 21 ms, so the click lasts two of them.
        sound="anoisesrc=r=48000:d=2.4:a=0.1,volume=0:enable='between(t,0.4,1.2)+between(t,1.25,2)'",
    )
    finding = found(judged(path), "dropout")
    assert finding.measured == pytest.approx(0.8, abs=0.02)
    assert [tuple(round(edge, 1) for edge in span) for span in finding.at_s] == [(0.4, 2.0)]


def test_a_few_clips_are_a_warning_with_places(small: Path, tmp_path: Path):
    clipped_for_a_moment = "sine=f=997:r=48000:d=2.4,volume=volume=30dB:enable='between(t,1,1.02)'"
    judgement = judged(movie(tmp_path / "peak.mov", picture=small, sound=clipped_for_a_moment))
    finding = found(judgement, "clipping")
    assert finding.status == "warn"
    assert isinstance(finding.measured, int)
    assert 10 < finding.measured < 100
    assert all(0.9 < start <= end < 1.1 for start, end in finding.at_s)
    assert judgement.scores.sound == 2


def test_sound_that_is_clipped_all_through_fails(small: Path, tmp_path: Path):
    judgement = judged(movie(tmp_path / "loud.mov", picture=small, sound="sine=f=997:r=48000:d=2.4,volume=30dB"))
    finding = found(judgement, "heavy_clipping")
    assert finding.status == "fail"
    assert isinstance(finding.measured, int)
    assert finding.measured > 100
    assert finding.at_s
    assert judgement.scores.sound == 1


def test_an_offset_is_a_warning(small: Path, tmp_path: Path):
    shifted = "anoisesrc=r=48000:d=2.4:a=0.1,aformat=sample_fmts=s32:channel_layouts=stereo,dcshift=0.05"
    finding = found(judged(movie(tmp_path / "shifted.mov", picture=small, sound=shifted)), "dc_offset")
    assert (finding.status, finding.unit, finding.required) == ("warn", "%", 0.5)
    assert finding.measured == pytest.approx(5.0, abs=0.2)


def test_sound_that_stops_early_is_found(small: Path, tmp_path: Path):
    path = movie(tmp_path / "short.mov", picture=small, sound="anoisesrc=r=48000:d=1.4:a=0.1")
    finding = found(judged(path), "length_gap")
    assert finding.status == "fail"
    assert finding.measured == pytest.approx(1.0, abs=0.02)


def test_lossy_sound_is_undecided_in_a_source_and_told_in_an_upload(small: Path, tmp_path: Path):
    path = movie(tmp_path / "aac.mp4", picture=small, sound_coding="-ac 2 -c:a aac -b:a 192k")
    assert found(judge_file(path, SOURCE), "audio_bits").status == "undecided"
    assert found(judge_file(path, UPLOAD), "audio_bits").status == "info"


def test_720p_fails_by_its_size(tmp_path: Path):
    path = movie(tmp_path / "hd.mov", picture=scene("1280x720", seconds=1.2))
    judgement = judged(path)
    assert (found(judgement, "frame_width").measured, found(judgement, "frame_height").measured) == (1280, 720)
    assert {"frame_width", "frame_height"} <= failures(judgement)


def test_23_976_is_below_24_unless_the_preset_says_otherwise(tmp_path: Path):
    path = movie(tmp_path / "ntsc.mov", picture=scene(rate="24000/1001"))
    strict = found(judge_file(path, SOURCE), "frame_rate")
    assert (strict.status, strict.measured, strict.required) == ("fail", pytest.approx(23.976, abs=1e-3), 24)
    text = Path("presets/bmg-coursera-source.toml").read_text(encoding="utf-8")
    loose = tmp_path / "loose.toml"
    loose.write_text(text.replace("allow_ntsc_rates = false", "allow_ntsc_rates = true"), encoding="utf-8")
    allowed = found(judge_file(path, load_preset(str(loose))), "frame_rate")
    assert (allowed.status, allowed.required) == ("pass", 23.976)
    assert "24000/1001" in allowed.message.msgid


def test_fields_woven_into_frames_are_found_though_the_file_says_nothing(tmp_path: Path):
    path = movie(
        tmp_path / "combed.avi", picture=scene(rate="50") + ",tinterlace=mode=interleave_top,setfield=prog"
    )
    finding = found(judged(path), "progressive")
    assert (finding.status, finding.measured) == ("fail", "interlaced")


def test_black_and_where(tmp_path: Path):
    dark = "drawbox=c=black:t=fill:enable='between(t,0.4,2.9)'"
    path = movie(tmp_path / "black.mov", picture=f"{scene(seconds=3.6)},{dark}", sound=None)
    finding = found(judged(path), "black")
    assert finding.status == "fail"
    assert finding.at_s == (pytest.approx(detected(path, "blackdetect=d=0.2", "black"), abs=0.001),)


def test_a_frozen_picture_is_a_freeze_and_no_repeat(tmp_path: Path):
    frozen = f"{scene(seconds=4)},loop=loop=70:size=1:start=25,trim=end_frame=100"
    path = movie(tmp_path / "frozen.mov", picture=frozen, sound=None)
    judgement = judged(path)
    finding = found(judgement, "freeze")
    assert finding.status == "fail"
    assert finding.at_s == (pytest.approx(detected(path, "freezedetect=n=0.0005:d=2", "freeze"), abs=0.001),)
    assert found(judgement, "repeated_frames").status != "fail"


def test_doubled_frames_are_counted(tmp_path: Path):
    path = movie(tmp_path / "half.mov", picture=f"{scene(rate='12.5', seconds=4)},fps=25", sound=None)
    judgement = judged(path)
    assert found(judgement, "frame_rate").status == "pass"
    finding = found(judgement, "repeated_frames")
    assert (finding.status, finding.measured) == ("fail", pytest.approx(0.5, abs=0.05))


def test_missing_pictures_are_counted_by_their_time_stamps(tmp_path: Path):
    path = movie(
        tmp_path / "lost.mov", picture=f"{scene()},select='not(between(n,20,22))'", extra="-fps_mode passthrough"
    )
    judgement = judged(path)
    finding = found(judgement, "lost_frames")
    assert (finding.status, finding.measured) == ("fail", 3)
    assert finding.at_s == (pytest.approx((0.76, 0.92), abs=0.01),)
    assert judgement.measurements["frame_rate_hz"] == pytest.approx(25, abs=0.01)


def test_a_still_picture_leaves_what_only_motion_shows_undecided(tmp_path: Path):
    path = movie(tmp_path / "still.mkv", picture="color=gray:s=640x360:r=25:d=1.6,noise=alls=2:allf=t")
    assert found(judged(path), "progressive").status == "undecided"


@pytest.mark.parametrize("codec", ["jpeg2000", "ffv1"])
def test_codecs_beyond_dct_are_accepted_with_a_note(tmp_path: Path, codec: str):
    path = movie(
        tmp_path / "wavelet.mkv", picture=scene("320x180", seconds=0.4), picture_coding=f"-c:v {codec}", sound=None
    )
    finding = found(judged(path), "compression")
    assert (finding.status, finding.measured) == ("warn", codec)


def test_a_codec_outside_the_spec_fails(tmp_path: Path):
    path = movie(
        tmp_path / "gif.mkv", picture=scene("320x180", seconds=0.4), picture_coding="-c:v flv1", sound=None
    )
    assert found(judged(path), "compression").status == "fail"


@pytest.mark.parametrize("pixels", ["yuv420p10le", "yuv422p10le"])
def test_ten_bit_pictures_are_measured_on_the_same_scale(tmp_path: Path, pixels: str):
    eight = judged(movie(tmp_path / "8.mkv", picture=scene("320x180"), picture_coding="-c:v ffv1 -pix_fmt yuv420p"))
    ten = judged(
        movie(tmp_path / "10.mkv", picture=scene("320x180"), picture_coding=f"-c:v ffv1 -pix_fmt {pixels}")
    )
    assert found(ten, "colour_depth").measured == 10
    assert ten.measurements["luma_mean"] == pytest.approx(eight.measurements["luma_mean"], abs=1)


def test_a_picture_without_sound_fails_and_scores_no_sound(tmp_path: Path):
    judgement = judged(movie(tmp_path / "mute.mov", picture=scene("320x180"), sound=None))
    assert found(judgement, "sound").status == "fail"
    assert found(judgement, "audio_bits").status == "undecided"
    assert judgement.scores.sound == 0


def test_sound_without_a_picture_fails(tmp_path: Path):
    judgement = judged(movie(tmp_path / "voice.wav"))
    assert found(judgement, "picture").status == "fail"
    assert found(judgement, "audio_bits").status == "pass"
    assert judgement.scores.picture == 0


def test_a_cover_image_is_no_picture(tmp_path: Path):
    cover, path = tmp_path / "cover.png", tmp_path / "song.mp4"
    ffmpeg("-f", "lavfi", "-i", "color=red:s=64x64:d=0.04:r=25", "-frames:v", "1", cover)
    voice = movie(tmp_path / "voice.wav")
    ffmpeg(
        "-i",
        voice,
        "-i",
        cover,
        "-map",
        "0",
        "-map",
        "1",
        "-c:a",
        "aac",
        "-c:v",
        "png",
        "-disposition:v:0",
        "attached_pic",
        path,
    )
    judgement = judged(path)
    assert judgement.measurements["video_tracks"] == 0
