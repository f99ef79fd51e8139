"""From measurements to findings, verdict and scores, without any file."""

import msgspec
import pytest

from studio_tui.checking.claims import Claims, SoundClaims, VideoClaims
from studio_tui.checking.findings import RELATION_SIGNS, Finding, Scores
from studio_tui.checking.measurements import Measurements, PictureMeasurements, SoundMeasurements
from studio_tui.checking.pace_record import PaceMeasurements
from studio_tui.checking.rules import evaluate
from studio_tui.checking.verdict import propose_scores, verdict_of
from studio_tui.i18n import Translator
from studio_tui.presets import Preset, load_preset

SOURCE = load_preset("bmg-coursera-source")
UPLOAD = load_preset("bmg-coursera-upload")
PICTURE = PictureMeasurements(
    video_codec="mjpeg", width_px=1920, height_px=1080, bits_per_component=8, frames=250, frame_rate_hz=25.0,
    frame_rate_error_hz=0.001, frame_rate_constant=True, video_bitrate_mbps=80.0, video_start_s=0.0,
    video_duration_s=10.0, lost_frames=0, repeated_frame_share=0.0, combed_frame_share=0.0, scan="progressive",
    black_longest_s=0.0, freeze_longest_s=0.0,
)  # fmt: skip
SOUND = SoundMeasurements(
    sample_rate_hz=48_000, channels=2, channels_with_signal=2, samples=480_000, audio_start_s=0.0,
    audio_duration_s=10.0, audio_lossless=True, used_bits=24, silence_longest_s=0.0, dropout_longest_s=0.0,
    clipped_runs=0, lost_samples=0, integrated_lufs=-23.0, dc_offset=0.0,
)  # fmt: skip
GOOD = Measurements(picture=PICTURE, sound=SOUND, video_tracks=1, audio_tracks=1)
CLAIMS = Claims(
    container="mov",
    duration_s=10.0,
    video_tracks=1,
    video=VideoClaims(
        codec="mjpeg", profile="", width_px=1920, height_px=1080, pixel_format="yuvj422p", bits_per_component=8,
        frame_rate_hz=25.0, scan="unknown", full_range=True, bitrate_mbps=80.0, frames=250, duration_s=10.0,
    ),
    sound=(
        SoundClaims(
            codec="pcm_s24le", rate_hz=48_000, channels=2, bits=24, lossless=True, bitrate_kbps=2304.0,
            duration_s=10.0,
        ),
    ),
)  # fmt: skip


def with_picture(**changes: object) -> Measurements:
    return msgspec.structs.replace(GOOD, picture=msgspec.structs.replace(PICTURE, **changes))


def with_sound(**changes: object) -> Measurements:
    return msgspec.structs.replace(GOOD, sound=msgspec.structs.replace(SOUND, **changes))


def with_video_claims(**changes: object) -> Claims:
    return msgspec.structs.replace(CLAIMS, video=msgspec.structs.replace(CLAIMS.video, **changes))


def found(rule: str, measured: Measurements, claims: Claims = CLAIMS, preset: Preset = SOURCE) -> Finding:
    return next(finding for finding in evaluate(preset, claims, measured) if finding.rule == rule)


def test_everything_as_required_passes_with_full_scores():
    findings = evaluate(SOURCE, CLAIMS, GOOD)
    assert [finding.rule for finding in findings] == [rule.id for rule in SOURCE.rule]
    assert verdict_of(findings) == "pass"
    assert propose_scores(SOURCE, findings, GOOD) == Scores(sound=3, picture=3)


@pytest.mark.parametrize(
    ("rule", "changes", "status"),
    [
        ("video_bitrate", {"video_bitrate_mbps": 49.99}, "fail"),
        ("video_bitrate", {"video_bitrate_mbps": 50.0}, "pass"),
        ("frame_rate", {"frame_rate_hz": 23.9955}, "pass"),
        ("frame_rate", {"frame_rate_hz": 23.976}, "fail"),
        ("frame_rate", {"frame_rate_hz": 23.99, "frame_rate_error_hz": 0.02}, "undecided"),
        ("frame_rate", {"frame_rate_hz": None}, "undecided"),
        ("colour_depth", {"bits_per_component": 7}, "fail"),
        ("progressive", {"scan": None}, "undecided"),
        ("repeated_frames", {"repeated_frame_share": None}, "undecided"),
        ("repeated_frames", {"repeated_frame_share": 0.5}, "fail"),
        ("steady_rate", {"frame_rate_constant": False}, "warn"),
        ("steady_rate", {"frame_rate_constant": None}, "warn"),
        ("lost_frames", {"lost_frames": 1}, "fail"),
    ],
)
def test_limits_of_the_picture(rule: str, changes: dict[str, object], status: str):
    assert found(rule, with_picture(**changes)).status == status


@pytest.mark.parametrize(
    ("rule", "changes", "status"),
    [
        ("audio_bits", {"used_bits": 19}, "fail"),
        ("audio_bits", {"used_bits": 20}, "pass"),
        ("audio_bits", {"used_bits": None}, "undecided"),
        ("silence", {"silence_longest_s": 4.1}, "warn"),
        ("dropout", {"dropout_longest_s": 0.6}, "fail"),
        ("channels", {"channels_with_signal": 1}, "fail"),
        ("loudness", {"integrated_lufs": None}, "info"),
        ("length_gap", {"audio_duration_s": 9.0}, "fail"),
        ("dc_offset", {"dc_offset": 0.004}, "pass"),
        ("dc_offset", {"dc_offset": 0.05}, "warn"),
        ("dc_offset", {"dc_offset": -0.05}, "warn"),
        ("dc_offset", {"dc_offset": None}, "info"),
    ],
)
def test_limits_of_the_sound(rule: str, changes: dict[str, object], status: str):
    assert found(rule, with_sound(**changes)).status == status


def test_an_offset_is_judged_in_percent_and_to_both_sides():
    finding = found("dc_offset", with_sound(dc_offset=-0.0512))
    assert (finding.measured, finding.required, finding.unit) == (pytest.approx(-5.12), 0.5, "%")
    assert RELATION_SIGNS[finding.relation] == "± "
    assert "-5.1 % of full scale" in Translator("en").say(finding.message)
    assert found("dc_offset", with_sound(dc_offset=0.05), preset=UPLOAD).status == "info"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_how_much_of_the_script_was_read_is_said_in_percent(language: str):
    pace = PaceMeasurements(script_read_share=0.57)
    finding = found("script_read", msgspec.structs.replace(GOOD, pace=pace))
    assert finding.measured == 0.57
    assert "57 %" in Translator(language).say(finding.message)


def test_a_claim_below_the_spec_fails_even_if_the_signal_cannot_be_told():
    claims = with_video_claims(scan="interlaced")
    assert found("progressive", with_picture(scan=None), claims).status == "fail"
    assert found("progressive", GOOD, claims).status == "fail"


def test_a_nominal_bitrate_is_shown_and_not_believed():
    finding = found("video_bitrate", with_picture(video_bitrate_mbps=0.06), with_video_claims(bitrate_mbps=60.0))
    assert (finding.status, finding.claimed, finding.measured) == ("fail", 60.0, 0.06)


def test_one_undecided_rule_keeps_the_verdict_from_passing():
    findings = evaluate(SOURCE, CLAIMS, with_picture(scan=None))
    assert verdict_of(findings) == "undecided"
    assert propose_scores(SOURCE, findings, GOOD).picture is None


def test_warnings_do_not_fail_and_cost_a_point():
    measured = with_sound(clipped_runs=3)
    findings = evaluate(SOURCE, CLAIMS, measured)
    assert verdict_of(findings) == "pass"
    assert propose_scores(SOURCE, findings, measured).sound == 2


def test_no_findings_prove_nothing():
    assert verdict_of(()) == "undecided"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("measured", [GOOD, Measurements(), with_picture(scan=None, frame_rate_hz=None)])
def test_every_sentence_can_be_said(language: str, measured: Measurements):
    for finding in evaluate(SOURCE, CLAIMS, measured):
        sentence = Translator(language).say(finding.message)
        assert sentence
        assert "{" not in sentence


def test_every_failure_has_a_sentence_with_its_numbers():
    broken = Measurements(
        picture=PictureMeasurements(
            video_codec="flv1", width_px=2, height_px=2, bits_per_component=2, frames=2, frame_rate_hz=2.0,
            frame_rate_constant=False, video_bitrate_mbps=0.1, video_start_s=0.0, video_duration_s=900.0,
            lost_frames=2, repeated_frame_share=0.5, scan="interlaced", black_longest_s=9.0, freeze_longest_s=9.0,
            picture_errors=1,
        ),
        sound=SoundMeasurements(
            sample_rate_hz=2, channels=1, channels_with_signal=1, samples=2, audio_start_s=0.0,
            audio_duration_s=2.0, audio_lossless=True, used_bits=2, silence_longest_s=9.0,
            dropout_longest_s=9.0, clipped_runs=200, lost_samples=2,
        ),
    )  # fmt: skip
    for finding in evaluate(SOURCE, CLAIMS, broken):
        if finding.status in {"fail", "warn"}:
            assert "{" not in Translator("en").say(finding.message)
    assert {finding.status for finding in evaluate(SOURCE, CLAIMS, broken)} == {"fail", "warn", "info"}
