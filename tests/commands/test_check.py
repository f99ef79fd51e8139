"""``studio-tui check``: its exit codes, its JSON, its report."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from studio_tui.cli import cli
from tests.rigs.movies import movie, scene

FINDING_KEYS = {"rule", "status", "claimed", "measured", "required", "unit", "at_s", "message", "source"}


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return movie(tmp_path_factory.mktemp("check") / "failing.mov", picture=scene("320x180"))


@pytest.fixture
def easy(tmp_path: Path) -> Path:
    """A preset that asks for little: one rule, on the picture's width."""
    return preset(tmp_path / "easy.toml", 'id = "width"\nmeasure = "width_px"\nat_least = 320\nunit = "px"\n')


def preset(path: Path, rule: str) -> Path:
    head = '[preset]\nname = "mine"\ndocument = "D"\n[preset.title]\nkk = "a"\nru = "b"\nen = "c"\n'
    path.write_text(f"{head}[[rule]]\n{rule}", encoding="utf-8")
    return path


def check(*arguments: str | Path, language: str = "en") -> Result:
    return CliRunner().invoke(cli, ["--language", language, "check", *map(str, arguments)])


def test_all_passing_is_exit_0(failing: Path, easy: Path):
    assert check(failing, failing, "--preset", easy).exit_code == 0


def test_some_failing_is_exit_1(failing: Path):
    result = check(failing)
    assert result.exit_code == 1
    assert "FAIL" in result.stdout


@pytest.mark.parametrize(
    "content", [None, b"", b"a letter, not a film", b"\0\0\0\x14ftypqt  \0\0\0\0qt  \0\0\xff\xffmdat"]
)
def test_unreadable_is_exit_2_with_one_sentence_and_no_traceback(tmp_path: Path, content: bytes | None):
    path = tmp_path / "file.mov"
    if content is not None:
        path.write_bytes(content)
    result = check(path)
    assert result.exit_code == 2
    assert len(result.stdout.strip().splitlines()) == 1
    assert str(path) in result.stdout


def test_unreadable_weighs_more_than_failing(failing: Path, tmp_path: Path):
    result = check(failing, tmp_path / "nowhere.mov", "--json")
    assert result.exit_code == 2
    assert [file["verdict"] for file in json.loads(result.stdout)["files"]] == ["fail", "unreadable"]


def test_undecided_is_exit_3(tmp_path: Path):
    rule = 'id = "bits"\nmeasure = "used_bits"\nat_least = 20\n'
    aac = movie(tmp_path / "talk.mp4", sound_coding="-ac 2 -c:a aac")
    assert check(aac, "--preset", preset(tmp_path / "bits.toml", rule)).exit_code == 3


@pytest.mark.parametrize("arguments", [[], ["--preset", "nonsense", "x.mov"], ["--no-such-option", "x.mov"]])
def test_bad_usage_is_exit_2(arguments: list[str]):
    result = check(*arguments)
    assert result.exit_code == 2
    assert result.stderr
    assert "Traceback" not in result.stderr


def test_json_is_one_document_with_the_agreed_keys(failing: Path):
    document = json.loads(check(failing, "--json").stdout)
    assert document["preset"] == "bmg-coursera-source"
    (file,) = document["files"]
    assert set(file) == {"file", "verdict", "findings", "scores", "measurements"}
    assert file["file"] == str(failing)
    assert set(file["scores"]) == {"sound", "picture"}
    assert all(set(finding) == FINDING_KEYS for finding in file["findings"])
    assert all(isinstance(finding["message"], str) for finding in file["findings"])
    assert {
        "integrated_lufs", "momentary_max_lufs", "sample_peak_dbfs", "used_bits", "clipped_runs", "frames",
        "frame_rate_hz", "video_bitrate_mbps", "repeated_frame_share", "combed_frame_share", "black_s", "freeze_s",
        "luma_min", "luma_max",
    } <= set(file["measurements"])  # fmt: skip


def test_columns_stand_below_each_other(failing: Path):
    lines = check(failing).stdout.splitlines()
    heading = next(line for line in lines if "Claimed" in line)
    column = heading.index("Required")
    required = next(line for line in lines if "Video bitrate" in line)
    assert required[column:].startswith("≥ 50 Mbit/s")


def test_the_same_from_the_shell_with_nothing_on_standard_error(failing: Path, tmp_path: Path):
    """Decoders that meet damage must not write into the terminal or the JSON."""
    content = bytearray(failing.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 60_000] = bytes(60_000)
    damaged = tmp_path / "damaged.mov"
    damaged.write_bytes(content)
    command = [sys.executable, "-m", "studio_tui", "--language", "en", "check", "--json", damaged]
    outcome = subprocess.run(command, capture_output=True, check=False)
    assert outcome.returncode == 1
    assert outcome.stderr == b""
    findings = {finding["rule"]: finding for finding in json.loads(outcome.stdout)["files"][0]["findings"]}
    assert findings["damage"]["status"] == "fail"
