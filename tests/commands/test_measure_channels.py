"""``studio-tui measure``: each channel for itself, in JSON and in a table of 80 columns in three languages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner, Result
from numpy.typing import NDArray

from meters.audio.samples import Samples
from meters.audio.speech import SpeechMeter
from studio_tui.cli import cli
from studio_tui.commands import measure as measure_command
from tests.rigs.impaired_sound import RATE_HZ, clipped, pink, quantised, room, with_dropout, with_hum
from tests.rigs.movies import ffmpeg
from tests.rigs.tones import tone
from tests.rigs.wavfile import wav

WIDTH = 80
EVERY_LANGUAGE = pytest.mark.parametrize("language", ["en", "ru", "kk"])


def measure(*arguments: str | Path, language: str = "en") -> Result:
    words = ["--language", language, "measure", *map(str, arguments)]
    return CliRunner(env={"COLUMNS": str(WIDTH)}).invoke(cli, words)


def measurements(path: Path, *arguments: str) -> Any:  # noqa: ANN401 - whatever JSON says
    result = measure(path, "--json", *arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)["files"][0]["measurements"]


def written(path: Path, sound: NDArray[np.float64]) -> Path:
    """Sound as a WAV file of 24 bits."""
    octets = np.ascontiguousarray(quantised(sound, 24).astype("<i4")).view(np.uint8).reshape(-1, 4)[:, 1:]
    path.write_bytes(wav(octets.tobytes(), channels=sound.shape[1]))
    return path


def faulty() -> NDArray[np.float64]:
    """Ten seconds: on the left a hole and a second of silence, on the right clips, an offset and hum."""
    left, right = pink(10.0, -30.0, 1, 1), pink(10.0, -30.0, 2, 1)
    left = with_dropout(left, 2.0, 20.0)
    left[5 * RATE_HZ : 6 * RATE_HZ] = 0.0
    right = with_hum(right, -30.0, harmonics=(0.0, -6.0, -3.0)) + 0.05
    right[7 * RATE_HZ : 7 * RATE_HZ + 48] = 1.0
    return np.hstack((left, right))


def row(stdout: str, label: str) -> list[str]:
    """The cells of a row of the table."""
    (found,) = [line for line in stdout.splitlines() if line.startswith(f"    {label}  ")]
    return found.removeprefix(f"    {label}").split()


def rounded(spans: list[list[float]]) -> list[list[float]]:
    return [[round(start, 1), round(end, 1)] for start, end in spans]


def test_every_fault_is_told_with_its_channel(tmp_path: Path):
    found = measurements(written(tmp_path / "faulty.wav", faulty()))
    left, right = found["by_channel"]
    assert [(each["track"], each["channel"]) for each in (left, right)] == [(1, "L"), (1, "R")]
    assert rounded(left["silence_at_s"]) == [[5.0, 6.0]]
    assert rounded(left["dropouts_at_s"]) == [[2.0, 2.0]]
    assert (left["clipped_runs"], left["clipped_at_s"]) == (0, [])
    assert (right["silence_longest_s"], right["silence_at_s"]) == (0.0, [])
    assert (right["clipped_runs"], rounded(right["clipped_at_s"])) == (1, [[7.0, 7.0]])
    assert left["dc_offset"] == pytest.approx(0.0, abs=1e-3)
    assert right["dc_offset"] == pytest.approx(0.05, abs=1e-3)
    assert left["rms_dbfs"] == pytest.approx(-30.5, abs=0.2)
    assert right["sample_peak_dbfs"] == pytest.approx(0.0, abs=0.01)
    assert right["crest_db"] == pytest.approx(right["sample_peak_dbfs"] - right["rms_dbfs"])
    assert [each["used_bits"] for each in (left, right)] == [24, 24]


def test_the_worst_channel_stands_for_the_file_as_before(tmp_path: Path):
    found = measurements(written(tmp_path / "faulty.wav", faulty()))
    channels = found["by_channel"]
    assert found["dc_offset"] == max((each["dc_offset"] for each in channels), key=abs)
    for key, worst in (
        ("sample_peak_dbfs", max),
        ("true_peak_dbtp", max),
        ("crest_db", min),
        ("clipped_runs", sum),
    ):
        assert found[key] == worst(each[key] for each in channels), key


def test_hum_has_its_channel_and_its_lines(tmp_path: Path):
    found = measurements(written(tmp_path / "faulty.wav", faulty()))
    assert found["hum_channel"] == "R"
    hz = [line["hz"] for line in found["hum_harmonics"]]
    assert hz == pytest.approx([50.0, 100.0, 150.0], abs=0.1)
    levels = [line["level_dbfs"] for line in found["hum_harmonics"]]
    assert levels == pytest.approx([-33.0, -39.0, -36.0], abs=0.5)
    silent = measurements(written(tmp_path / "room.wav", room(8.0, -70.0, 3)))
    assert (silent["hum_channel"], silent["hum_harmonics"]) == (None, [])


def test_noise_has_the_channel_that_it_was_taken_from(tmp_path: Path):
    louder_right = np.hstack((pink(5.0, -60.0, 1, 1), pink(5.0, -50.0, 2, 1)))
    assert measurements(written(tmp_path / "noise.wav", louder_right))["noise_channel"] == "R"


def test_clips_below_full_scale_are_those_of_one_channel(tmp_path: Path):
    sound = np.hstack((pink(6.0, -30.0, 1, 1), clipped(tone([(6.0, -6.0)], hz=200.0, channels=1), -6.0)))
    left, right = measurements(written(tmp_path / "tops.wav", sound))["by_channel"]
    assert (left["flat_top_runs"], left["flat_top_dbfs"], left["flat_tops_at_s"]) == (0, None, [])
    assert right["flat_top_runs"] > 100
    assert right["flat_top_dbfs"] == pytest.approx(-6.0, abs=0.1)
    assert right["flat_tops_at_s"]


@pytest.mark.parametrize(("channels", "names"), [(1, ["M"]), (2, ["L", "R"]), (6, list("123456"))])
def test_channels_have_the_names_of_the_screen(tmp_path: Path, channels: int, names: list[str]):
    path = written(tmp_path / "sound.wav", room(1.0, -40.0, 1, channels))
    assert [each["channel"] for each in measurements(path)["by_channel"]] == names
    assert names in [line.split() for line in measure(path).stdout.splitlines()]


def test_channels_of_several_tracks_have_the_numbers_of_the_tracks(tmp_path: Path):
    first, second = (written(tmp_path / f"{level}.wav", room(3.0, level, 1)) for level in (-60.0, -40.0))
    both = tmp_path / "both.mov"
    ffmpeg("-i", first, "-i", second, "-map", "0:a", "-map", "1:a", "-c", "copy", both)
    found = measurements(both)
    assert [(each["track"], each["channel"]) for each in found["by_channel"]] == [
        (1, "L"), (1, "R"), (2, "L"), (2, "R"),
    ]  # fmt: skip
    assert found["noise_channel"] in {"2:L", "2:R"}
    assert ["1:L", "1:R", "2:L", "2:R"] in [line.split() for line in measure(both).stdout.splitlines()]


def test_the_table_says_what_the_json_says(tmp_path: Path):
    said = measure(written(tmp_path / "faulty.wav", faulty())).stdout
    assert row(said, "DC offset, %") == ["0.00", "5.01"]
    assert row(said, "Clips at full scale") == ["0", "1"]
    assert row(said, "Longest silence, s") == ["1.00", "0.00"]
    assert row(said, "L  Holes and repeats") == ["0:02.0"]
    assert row(said, "L  Silence") == ["0:05.0–0:06.0"]
    assert row(said, "R  Clips at full scale") == ["0:07.0"]
    assert "50.0 Hz, channel R" in said
    hum = row(said, "The hum, line by line")
    assert (hum[0:9:4], hum[3], hum[-1]) == (["50.0", "100.0", "150.0"], "·", "dBFS")


@EVERY_LANGUAGE
@pytest.mark.parametrize("channels", [1, 2, 8])
def test_columns_are_aligned_and_fit_into_80(tmp_path: Path, language: str, channels: int):
    sound = np.tile(faulty(), (1, 4))[:, :channels] if channels > 1 else faulty()[:, 1:]
    said = measure(written(tmp_path / "sound.wav", sound), language=language).stdout
    assert max(map(len, said.splitlines()[1:])) <= WIDTH
    tables = [block.splitlines() for block in said.split("\n\n") if "dBTP  " in block]
    assert len(tables) == (2 if channels == 8 else 1)
    for table in tables:
        lines = [line for line in table if line.startswith("    ")]
        assert len({len(line) for line in lines}) == 1, "every row ends with the last column"


def test_digital_silence_has_no_level_and_no_crest(tmp_path: Path):
    said = measure(
        written(tmp_path / "silence.wav", np.hstack((pink(3.0, -30.0, 1, 1), np.zeros((3 * RATE_HZ, 1)))))
    ).stdout
    assert row(said, "Sample peak, dBFS")[1] == "−∞"
    assert row(said, "Crest factor, dB")[1] == "–"
    assert row(said, "Bits used, bit")[1] == "–"


def test_a_mono_file_is_not_asked_about_a_second_channel(tmp_path: Path):
    path = written(tmp_path / "mono.wav", room(3.0, -40.0, 1, 1))
    assert measurements(path)["could_not_tell"]["dual_mono"] == "not_stereo"
    assert "could not tell: this is a question about two channels" not in measure(path).stdout


def test_the_voice_detector_can_be_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    class Deaf(SpeechMeter):
        def feed(self, samples: Samples) -> None:
            del samples

    chosen: list[str] = []

    def maker_of_voice(name: str) -> type[SpeechMeter] | None:
        chosen.append(name)
        return Deaf if name == "silero" else None

    monkeypatch.setattr(measure_command, "maker_of_voice", maker_of_voice)
    path = written(tmp_path / "noise.wav", room(3.0, -40.0, 1))
    assert measurements(path, "--voice", "silero")["could_not_tell"]["speech_s"] == "too_short"
    assert measurements(path)["could_not_tell"].get("speech_s") != "too_short"
    assert chosen == ["silero", "energy"]
    assert measure(path, "--voice", "none").exit_code == 2
