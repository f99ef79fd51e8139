"""``studio-tui measure``: its JSON, its report, and files that nobody should ever have made."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from numpy.typing import NDArray

from studio_tui.checking.measure_names import CHANNEL, FIRST_GROUPS, FURTHER_GROUPS
from studio_tui.cli import cli
from tests.rigs.impaired_sound import native_speech, quantised, resampled, sixteen_in_24
from tests.rigs.movies import ffmpeg, movie, scene
from tests.rigs.tones import as_int24, tone
from tests.rigs.wavfile import FLOAT, wav

RATE_HZ = 48_000
AGREED_KEYS = {
    "integrated_lufs", "momentary_max_lufs", "short_term_max_lufs", "loudness_range_lu", "true_peak_dbtp",
    "sample_peak_dbfs", "used_bits", "bandwidth_hz", "noise_floor_dbfs_a", "correlation_min", "dc_offset",
    "clipped_runs", "hum_hz",
}  # fmt: skip


def measure(*arguments: str | Path, language: str = "en") -> Result:
    return CliRunner().invoke(cli, ["--language", language, "measure", *map(str, arguments)])


def measurements(path: Path) -> dict[str, object]:
    result = measure(path, "--json")
    assert result.exit_code == 0, result.output
    document = json.loads(result.stdout)
    assert document.keys() == {"files"}
    (file,) = document["files"]
    assert file["file"] == str(path)
    found: dict[str, object] = file["measurements"]
    return found


def noise(frames: int, channels: int = 2, seed: int = 3):
    return np.random.default_rng(seed).normal(0.0, 0.05, (frames, channels))


def written(path: Path, words: NDArray[np.int32]) -> Path:
    """24-bit words as a WAV file."""
    octets = np.ascontiguousarray(words.astype("<i4")).view(np.uint8).reshape(-1, 4)[:, 1:]
    path.write_bytes(wav(octets.tobytes()))
    return path


def write_tone(path: Path, seconds: float = 20.0) -> Path:
    return written(path, as_int24(tone([(seconds, -23.0)]) + noise(round(seconds * RATE_HZ)) * 1e-4))


def test_a_tone_reads_what_it_is(tmp_path: Path):
    found = measurements(write_tone(tmp_path / "tone.wav"))
    assert found.keys() >= AGREED_KEYS
    assert found["integrated_lufs"] == pytest.approx(-23.0, abs=0.1)
    assert found["true_peak_dbtp"] == pytest.approx(-23.0, abs=0.3)
    assert found["sample_rate_hz"] == RATE_HZ
    assert found["used_bits"] == 24
    assert found["clipped_runs"] == 0
    assert found["correlation_min"] == pytest.approx(1.0, abs=0.01)
    short_term = found["short_term_lufs"]
    assert isinstance(short_term, list)
    assert len(short_term) == 20
    assert short_term[-1] == pytest.approx(-23.0, abs=0.1)


@pytest.mark.parametrize("coding", ["tone.flac", "tone.mov", "tone.mkv", "tone.mp4"])
def test_every_container_reads_alike(tmp_path: Path, coding: str):
    source = write_tone(tmp_path / "tone.wav", 6.0)
    target = tmp_path / coding
    codec = {"flac": "flac", "mov": "pcm_s24le", "mkv": "pcm_s24le", "mp4": "aac"}[target.suffix[1:]]
    ffmpeg("-i", source, "-c:a", codec, "-b:a", "192k", target)
    here, there = measurements(source), measurements(target)
    assert there["integrated_lufs"] == pytest.approx(here["integrated_lufs"], abs=0.1)
    assert there["used_bits"] == (None if codec == "aac" else 24)


def test_a_movie_has_its_picture_measured_too(tmp_path: Path):
    found = measurements(movie(tmp_path / "small.mov", picture=scene("320x180")))
    assert found["frames"] == 60
    assert found["width_px"] == 320


def test_hum_that_is_not_there_has_no_level(tmp_path: Path):
    path = written(tmp_path / "room.wav", as_int24(noise(8 * RATE_HZ) * 1e-2))
    lines = [line.split() for line in measure(path).stdout.splitlines()]
    assert ["Mains", "hum", "no"] in [line[:3] for line in lines]
    assert not any("-200" in word or "−200" in word for line in lines for word in line)


def test_native_speech_is_what_it_claims(tmp_path: Path):
    found = measurements(written(tmp_path / "native.wav", quantised(native_speech("ru", 8.0), 24)))
    assert (found["used_bits"], found["real_bits"], found["real_rate_hz"]) == (24, 24, RATE_HZ)
    assert (found["dropouts"], found["flat_top_runs"], found["hum_hz"]) == (0, 0, None)
    assert (found["dual_mono"], found["inverted"]) == (False, False)
    assert found["could_not_tell"] == {}


def test_16_bits_behind_a_gain_are_told(tmp_path: Path):
    found = measurements(written(tmp_path / "gain.wav", sixteen_in_24(native_speech("ru", 8.0), gain_db=-3.3)))
    assert (found["used_bits"], found["real_bits"]) == (24, 16)


def test_converted_sound_has_a_rate_it_came_from_and_no_bits_to_tell(tmp_path: Path):
    speech = native_speech("ru", 8.0)
    found = measurements(written(tmp_path / "converted.wav", quantised(resampled(speech, 44_100), 24)))
    assert (found["source_rate_hz"], found["real_rate_hz"], found["real_bits"]) == (44_100, 44_100, None)
    assert found["could_not_tell"] == {"real_bits": "unclear"}
    assert found["bandwidth_origin"] == "converted"


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_report_has_every_group_and_a_plot(tmp_path: Path, language: str):
    result = measure(write_tone(tmp_path / "tone.wav"), language=language)
    assert result.exit_code == 0
    assert "LUFS" in result.stdout
    assert "┤" in result.stdout
    assert "┤" in result.stdout.split("LUFS")[-1]
    assert max(map(len, result.stdout.splitlines())) <= 100


def test_every_measure_has_a_name(tmp_path: Path):
    named = {key for _, names in (*FIRST_GROUPS, *FURTHER_GROUPS) for key in names} | set(CHANNEL)
    places = {"short_term_lufs", "confidence", "could_not_tell", "video_tracks", "audio_tracks", "samples"}
    channels = {"by_channel", "noise_channel", "hum_channel"}
    told = {key for key in measurements(write_tone(tmp_path / "tone.wav", 3.0)) if not key.endswith("_at_s")}
    assert told - places - channels - named <= {
        "audio_start_s", "audio_duration_s", "sound_errors", "real_rate_hz",
    }  # fmt: skip


FLOATS = noise(2 * RATE_HZ).astype("<f4")


def _with(values: list[float]) -> bytes:
    bad = FLOATS.copy()
    bad[1000 : 1000 + len(values), 0] = values
    return bad.tobytes()


ANSWERED = {
    "no number": wav(_with([np.nan] * 9), bits=32, coding=FLOAT),
    "infinite": wav(_with([np.inf, -np.inf]), bits=32, coding=FLOAT),
    "beyond all measure": wav(_with([1e30, -1e38]), bits=32, coding=FLOAT),
}


@pytest.mark.parametrize("name", ANSWERED)
def test_samples_that_are_no_sound_are_damage_and_not_loudness(tmp_path: Path, name: str):
    path = tmp_path / "odd.wav"
    path.write_bytes(ANSWERED[name])
    found = measurements(path)
    clean = tmp_path / "clean.wav"
    clean.write_bytes(wav(FLOATS.tobytes(), bits=32, coding=FLOAT))
    assert found["decode_errors"] == 1
    assert found["integrated_lufs"] == pytest.approx(measurements(clean)["integrated_lufs"], abs=0.05)


SURVIVED = {
    "all no number": wav(np.full((RATE_HZ, 2), np.nan, "<f4").tobytes(), bits=32, coding=FLOAT),
    "doubles": wav(FLOATS.astype("<f8").tobytes(), bits=64, coding=FLOAT),
    "one sample": wav(b"\1\2\3" * 2),
    "digital silence": wav(bytes(RATE_HZ * 6)),
    "a cut frame": wav(FLOATS.tobytes()[:-3], bits=32, coding=FLOAT),
    "8 bits": wav(bytes(range(256)) * 800, bits=8),
    "7 bits": wav(FLOATS.tobytes(), bits=7),
    "8 channels": wav((noise(RATE_HZ, 8) * 2**31).astype("<i4").tobytes(), channels=8, bits=32),
    "768 kHz": wav(FLOATS.tobytes(), rate_hz=768_000, bits=32, coding=FLOAT),
    "8 kHz": wav(FLOATS.tobytes(), rate_hz=8_000, bits=32, coding=FLOAT),
    "a length too short": wav(FLOATS.tobytes(), bits=32, coding=FLOAT, claimed_bytes=8_000),
}


@pytest.mark.parametrize("name", SURVIVED)
def test_odd_files_get_an_answer(tmp_path: Path, name: str):
    path = tmp_path / "odd.wav"
    path.write_bytes(SURVIVED[name])
    assert measurements(path)["audio_tracks"] == 1
    assert measure(path).exit_code == 0


REFUSED = {
    "no channels": wav(FLOATS.tobytes(), channels=0, bits=32, coding=FLOAT),
    "no samples": wav(b""),
    "no bits": wav(FLOATS.tobytes(), bits=0),
    "no rate": wav(FLOATS.tobytes(), rate_hz=0, bits=32, coding=FLOAT),
    "1 Hz": wav(FLOATS.tobytes(), rate_hz=1, bits=32, coding=FLOAT),
    "a length that lies": wav(FLOATS.tobytes(), bits=32, coding=FLOAT, claimed_bytes=10**8),
    "a hundred channels": wav(noise(4_800, 100).astype("<f4").tobytes(), channels=100, bits=32, coding=FLOAT),
    "text": b"a letter, not a sound",
    "nothing": b"",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_sound_gets_one_sentence(tmp_path: Path, name: str):
    path = tmp_path / "odd.wav"
    path.write_bytes(REFUSED[name])
    result = measure(path, "--json")
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    (file,) = json.loads(result.stdout)["files"]
    assert (file["measurements"], file["problem"]) == ({}, result.stderr.strip())


def test_one_unreadable_file_does_not_keep_the_others_from_being_measured(tmp_path: Path):
    good = write_tone(tmp_path / "tone.wav", 3.0)
    result = measure(tmp_path / "nowhere.wav", good)
    assert result.exit_code == 2
    assert "There is no file" in result.stderr
    assert str(good) in result.stdout
