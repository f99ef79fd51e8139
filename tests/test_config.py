"""Settings: the sample equals the defaults, what is written loads back, and bad ones are one sentence each."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import msgspec
import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from studio_tui.config import (
    MAX_SETTINGS_BYTES,
    AlarmSettings,
    CameraSettings,
    MeterSettings,
    PrompterSettings,
    RecordingSettings,
    Settings,
    SettingsError,
    SoundSettings,
    StationSettings,
    load_settings,
)
from studio_tui.i18n import LANGUAGES, Translator

SAMPLE = Path(__file__).parents[1] / "studio.toml"


def sentence(content: str | bytes, folder: Path) -> str:
    """The sentence that refuses a settings file of this content."""
    file = folder / "studio.toml"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(SettingsError) as refusal:
        load_settings(file)
    said = [Translator(language).say(refusal.value.text) for language in LANGUAGES]
    assert all(str(file) in text and "\n" not in text for text in said)
    return said[LANGUAGES.index("en")]


def test_the_sample_is_what_you_get_without_it() -> None:
    assert load_settings(SAMPLE) == Settings()


def test_the_sample_shows_every_setting() -> None:
    shown = tomllib.loads(SAMPLE.read_text(encoding="utf-8"))
    known = msgspec.to_builtins(Settings())
    assert shown.keys() == known.keys()
    for section, values in known.items():
        if section == "camera":
            assert shown["camera"][0].keys() == values[0].keys()
        else:
            assert shown[section].keys() == values.keys()


def test_an_empty_file_is_a_simulated_station(tmp_path: Path) -> None:
    file = tmp_path / "studio.toml"
    file.write_text("")
    settings = load_settings(file)
    assert settings == Settings()
    assert (settings.sound.backend, settings.camera[0].backend) == ("simulated", "simulated")


def test_without_a_path_the_working_folder_is_looked_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings(None) == Settings()
    (tmp_path / "studio.toml").write_text('[station]\nname = "B2"\n')
    assert load_settings(None).station.name == "B2"


def test_the_library_is_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    libraries = [
        msgspec.convert({"station": {"library": chosen}}, Settings).library
        for chosen in ("takes", "~/takes", "/srv/takes", "")
    ]
    assert libraries[:3] == [tmp_path / "takes", tmp_path / "home" / "takes", Path("/srv/takes")]
    assert (libraries[3].name, libraries[3].is_absolute()) == ("Studio", True)


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('[station]\nname = "Студия"', "$.station.name"),
        ('[station]\nname = ""', "$.station.name"),
        ('[station]\nname = "../A"', "$.station.name"),
        ('[station]\nname = "A\\n"', "$.station.name"),
        ('[station]\nname = "ABCDEFGHIJKLMNOPQRSTU"', "$.station.name"),
        ('[station]\nlanguage = "de"', "$.station.language"),
        ('[station]\nrole = "director"', "$.station.role"),
        ('[station]\nlibrary = "a\\u0000b"', "$.station.library"),
        ("[station]\nlibrary = 5", "$.station.library"),
        ('[sound]\nbackend = "jack"', "$.sound.backend"),
        ("[sound]\nrate_hz = 48000.5", "$.sound.rate_hz"),
        ("[sound]\nrate_hz = 99999999999999999999999", "$.sound.rate_hz"),
        ("[sound]\nrate_hz = 1979-05-27", "$.sound.rate_hz"),
        ("[sound]\nbits = 20", "$.sound.bits"),
        ("[sound]\nchannels = 0", "$.sound.channels"),
        ('[sound]\ndevice = "a\\u001b[2J"', "$.sound.device"),
        ("[sound]\nblock_ms = true", "$.sound.block_ms"),
        ('[[camera]]\n[[camera]]\nbackend = "film"', "$.camera[1].backend"),
        ("[[camera]]\nframe_rate_hz = 0", "$.camera[0].frame_rate_hz"),
        ("[[camera]]\nframe_rate_hz = nan", "$.camera[0].frame_rate_hz"),
        ('[[camera]]\nname = ""', "$.camera[0].name"),
        ("[recording]\nintra_bitrate_mbps = 8", "$.recording.intra_bitrate_mbps"),
        ("[recording]\nsync_interval_s = 2.0", "$.recording.sync_interval_s"),
        ("[recording]\nkeep_free_minutes = inf", "$.recording.keep_free_minutes"),
        ("[alarms]\nsilence_dbfs = 6", "$.alarms.silence_dbfs"),
        ("[alarms]\nsilence_s = 0", "$.alarms.silence_s"),
        ("[alarms]\nsilence_s = inf", "$.alarms.silence_s"),
        ("[alarms]\nfreeze_s = nan", "$.alarms.freeze_s"),
        ("[meters]\nhold_s = -1", "$.meters.hold_s"),
        ("[prompter]\nwpm = 900", "$.prompter.wpm"),
        ('[prompter]\nmirror = "yes"', "$.prompter.mirror"),
        ("[keys]\nrecord = 5", "$.keys"),
        ("[camera]\nname = 'Main'", "$.camera"),
        ("station = 'A'", "$.station"),
        ('[station]\nnmae = "A"', "nmae"),
        ("[sounds]\nrate_hz = 48000", "sounds"),
        ("camera = []", "[[camera]]"),
        ("[station\nname = 'A'", "line 1"),
        ("[sound]\nrate_hz = 48000\nrate_hz = 44100\n", "line 3"),
        ("[sound]\n\nrate_hz = \n", "line 3"),
        (b'[station]\nname = "\xca\xf3\xf0\xf1"', "position 18"),
        (b"\x00\x01\x02", "line 1"),
        ("keys = " + "[" * 5000, "recursion"),
        ("[sound]\nrate_hz = " + "1" * 5000, "digits"),
    ],
)
def test_what_is_not_understood_is_one_sentence_with_file_and_place(
    tmp_path: Path, content: str | bytes, place: str
) -> None:
    assert place in sentence(content, tmp_path)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    assert "too large" in sentence(b"#" * (MAX_SETTINGS_BYTES + 1), tmp_path)
    (tmp_path / "studio.toml").write_bytes(b"#" * MAX_SETTINGS_BYTES)
    assert load_settings(tmp_path / "studio.toml") == Settings()


def test_a_file_without_an_end_is_too_large() -> None:
    with pytest.raises(SettingsError, match="too large"):
        load_settings(Path("/dev/zero"))


def test_settings_may_come_through_a_pipe() -> None:
    """As a shell hands them over: ``--config <(make-settings)``."""
    reading, writing = os.pipe()
    os.write(writing, b'[station]\nname = "P"\n')
    os.close(writing)
    try:
        assert load_settings(Path(f"/dev/fd/{reading}")).station.name == "P"
    finally:
        os.close(reading)


@pytest.mark.parametrize("missing", ["nowhere.toml", "."])
def test_a_file_that_cannot_be_read_says_which(tmp_path: Path, missing: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        load_settings(tmp_path / missing)
    assert str(tmp_path) in Translator("en").say(refusal.value.text)


_lines = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=30)
any_settings = st.builds(
    Settings,
    station=st.builds(
        StationSettings,
        name=st.from_regex(r"[A-Za-z0-9_-]{1,20}", fullmatch=True),
        language=st.sampled_from(["", "kk", "ru", "en"]),
        role=st.sampled_from(["camera", "speaker", "producer"]),
        library=_lines,
        preset=_lines,
    ),
    sound=st.builds(
        SoundSettings,
        backend=st.sampled_from(["sounddevice", "pyaudio", "simulated"]),
        device=_lines,
        rate_hz=st.integers(8_000, 384_000),
        bits=st.sampled_from([16, 24, 32]),
        channels=st.integers(1, 8),
        block_ms=st.integers(5, 200),
    ),
    camera=st.lists(
        st.builds(
            CameraSettings,
            name=st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=24),
            backend=st.sampled_from(["opencv", "simulated"]),
            device=_lines,
            width_px=st.integers(64, 8192),
            height_px=st.integers(64, 8192),
            frame_rate_hz=st.floats(0, 240, exclude_min=True),
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
    recording=st.builds(
        RecordingSettings,
        sync_interval_s=st.floats(0.1, 0.5),
        intra_bitrate_mbps=st.floats(50, 400),
        keep_free_minutes=st.floats(1, 100_000),
    ),
    alarms=st.builds(
        AlarmSettings,
        silence_dbfs=st.floats(-120, 0),
        silence_s=st.floats(0, 3600, exclude_min=True),
        black_luma=st.floats(0, 255),
        freeze_s=st.floats(0, 3600, exclude_min=True),
    ),
    meters=st.builds(MeterSettings, hold_s=st.floats(0, 10), target_lufs=st.floats(-40, 0)),
    prompter=st.builds(
        PrompterSettings,
        wpm=st.floats(40, 300),
        letters=st.sampled_from(["half", "quadrant", "sextant", "plain"]),
        letter_rows=st.integers(2, 20),
        mirror=st.booleans(),
        focus=st.floats(0.1, 0.9),
    ),
    keys=st.dictionaries(_lines, _lines, max_size=5),
)


@given(settings=any_settings)
def test_what_setup_would_write_loads_back(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / "written.toml"
    file.write_text(tomli_w.dumps(msgspec.to_builtins(settings)), encoding="utf-8")
    assert load_settings(file) == settings


@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_stands_in_the_file_it_is_settings_or_a_sentence(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.getbasetemp() / "noise.toml"
    file.write_bytes(content)
    refusal: SettingsError | None = None
    try:
        load_settings(file)
    except SettingsError as problem:
        refusal = problem
    assert refusal is None or str(file) in Translator("en").say(refusal.text)
