"""Presets are read strictly, and those that come with the program cover every row of the spec's table."""

import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tui.checking.claims import Claims
from studio_tui.checking.measurements import Measurements, PictureMeasurements, SoundMeasurements
from studio_tui.checking.words import WORDS
from studio_tui.i18n import Translator
from studio_tui.presets import MAX_PRESET_BYTES, MEASURES, PresetError, load_preset, preset_names

HEAD = '[preset]\nname = "mine"\ndocument = "D"\n[preset.title]\nkk = "a"\nru = "b"\nen = "c"\n'
RULE = '[[rule]]\nid = "rate"\nmeasure = "sample_rate_hz"\nat_least = 48000\n'

# Requirements, section 1: what the table asks, and of which preset.
TABLE = {
    "colour_depth": 8,
    "frame_width": 1920,
    "frame_height": 1080,
    "frame_rate": 24,
    "sample_rate": 48_000,
    "audio_bits": 20,
    "channels": 2,
}


def problem_of(path: Path | str) -> str:
    with pytest.raises(PresetError) as caught:
        load_preset(str(path))
    return Translator("en").say(caught.value.text)


@pytest.mark.parametrize(("name", "bitrate"), [("bmg-coursera-source", 50), ("bmg-coursera-upload", 8)])
def test_every_row_of_the_table_is_a_rule_that_must_hold(name: str, bitrate: int):
    rules = {rule.id: rule for rule in load_preset(name).rule}
    for rule, at_least in {**TABLE, "video_bitrate": bitrate}.items():
        assert (rules[rule].at_least, rules[rule].severity) == (at_least, "fail")
        assert "table 5" in rules[rule].source
    assert rules["progressive"].one_of == ("progressive",)
    assert {"mjpeg", "h264", "hevc", "prores", "dnxhd", "mpeg2video"} <= set(rules["compression"].one_of)
    assert {"jpeg2000", "cfhd", "ffv1", "rawvideo"} <= set(rules["compression"].with_note)
    assert rules["audio_bits"].claim_must_hold


@pytest.mark.parametrize("name", preset_names())
def test_every_rule_names_its_source_and_its_preset_its_file(name: str):
    preset = load_preset(name)
    assert preset.name == name
    assert all(rule.source for rule in preset.rule)


def test_every_measure_can_be_measured_and_spoken_of():
    empty = Measurements(picture=PictureMeasurements(), sound=SoundMeasurements())
    names = set(empty.as_dict())
    assert set(MEASURES) - {"true_peak_dbtp"} <= names
    assert set(WORDS) == set(MEASURES)
    fields = {"measured", "required", "claimed"}
    for words in WORDS.values():
        assert set(re.findall(r"{(\w+)", words.failed.msgid)) <= fields


def test_claims_of_an_empty_file_are_none():
    claims = Claims(container="mov", duration_s=None, video_tracks=0, video=None, sound=())
    assert claims.value("width_px") is None
    assert claims.value("channels") is None


def test_a_preset_may_be_given_by_its_path(tmp_path: Path):
    path = tmp_path / "mine.toml"
    path.write_text(HEAD + RULE, encoding="utf-8")
    assert load_preset(str(path)).rule[0].at_least == 48_000


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (HEAD + RULE.replace("at_least", "at_lest"), "at_lest"),
        (HEAD, "rule"),
        (HEAD + RULE.replace("sample_rate_hz", "sample_rate"), "sample_rate"),
        (HEAD + RULE + RULE, "two rules named rate"),
        (HEAD + RULE.replace("sample_rate_hz", "video_codec"), "do not fit"),
        (HEAD + RULE + "claim_must_hold = true\n", "do not fit"),
        (HEAD + RULE + "unit = '%'\n", "do not fit"),
        (HEAD + RULE + "severity = 'deadly'\n", "deadly"),
        (HEAD + "[[rule]\n", "not valid TOML"),
        ("#" * (MAX_PRESET_BYTES + 1), "too large"),
    ],
)
def test_a_preset_with_a_mistake_is_refused_with_the_place(tmp_path: Path, content: str, said: str):
    path = tmp_path / "mine.toml"
    path.write_text(content, encoding="utf-8")
    sentence = problem_of(path)
    assert said in sentence
    assert str(path) in sentence


def test_an_unknown_name_is_answered_with_the_known_ones():
    sentence = problem_of("courser\x1b[31ma")
    assert "bmg-coursera-source, bmg-coursera-upload" in sentence
    assert "\x1b" not in sentence


def test_a_missing_preset_file_is_named(tmp_path: Path):
    assert "nowhere.toml" in problem_of(tmp_path / "nowhere.toml")


@given(name=st.text(max_size=60).filter(lambda name: not name.endswith(".toml")))
def test_no_name_reaches_outside_the_folder_of_presets(name: str):
    if name not in preset_names():
        problem_of(name)


def test_a_preset_survives_being_sent():
    preset = load_preset("bmg-coursera-source")
    assert msgspec.convert(msgspec.to_builtins(preset), type(preset)) == preset
