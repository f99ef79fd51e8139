"""``studio-tui caption``: files that ffmpeg and a browser read, sentences where there can be none."""

from __future__ import annotations

import http.server
import json
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from studio_tui.cli import cli
from studio_tui.station.run_file import run_file, write_run
from tests.rigs.browser import Browser, chromium
from tests.rigs.movies import ffmpeg
from tests.rigs.pace_table import write_reading
from tests.rigs.read_aloud import ReadAloud, prompted, read_aloud


@pytest.fixture(scope="module")
def read() -> ReadAloud:
    return read_aloud("kk", 180, 30.0, seed=9)


@pytest.fixture
def movie(read: ReadAloud, tmp_path: Path) -> Path:
    """A take with the prompter's run beside it."""
    path = write_reading(read, tmp_path / "take.wav")
    write_run(run_file(path), prompted(read, seed=9))
    return path


@pytest.fixture
def script(read: ReadAloud, tmp_path: Path) -> Path:
    path = tmp_path / "script.txt"
    path.write_text("\n\n".join(stage.text for stage in read.script.stages), encoding="utf-8")
    return path


def caption(*arguments: str | Path, language: str = "en") -> Result:
    return CliRunner().invoke(cli, ["--language", language, "caption", *map(str, arguments)])


def times_of(file: Path) -> list[tuple[float, float, str]]:
    """Beginning, end and text of each caption, as ffmpeg reads the file."""
    command = ["ffprobe", "-v", "error", "-show_entries", "packet=pts_time,duration_time", "-of", "json", file]
    packets = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["packets"]
    return [(float(p["pts_time"]), float(p["pts_time"]) + float(p["duration_time"]), "") for p in packets]


def test_both_formats_are_written_beside_the_movie_and_say_the_same_to_ffmpeg(movie: Path, tmp_path: Path):
    result = caption(movie, "--json")
    assert result.exit_code == 0
    (document,) = json.loads(result.stdout)["files"]
    srt, vtt = map(Path, document["written"])
    assert (srt, vtt) == (movie.with_suffix(".kk.srt"), movie.with_suffix(".kk.vtt"))
    assert document["language"] == "kk"
    for file in (srt, vtt):
        command = ["ffmpeg", "-v", "warning", "-nostdin", "-i", file, "-f", "srt", "-"]
        log = subprocess.run(command, capture_output=True, text=True, check=False)
        assert (log.returncode, log.stderr) == (0, "")
    assert len(times_of(srt)) == len(times_of(vtt)) == document["captions"] > 5
    assert times_of(srt) == times_of(vtt)
    ffmpeg("-i", srt, tmp_path / "again.vtt")
    ours = [line for line in vtt.read_text(encoding="utf-8").splitlines() if line and "-->" not in line][3:]
    theirs = [
        line
        for line in (tmp_path / "again.vtt").read_text(encoding="utf-8").splitlines()
        if line and "-->" not in line
    ][1:]
    assert ours == theirs


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    """The folder of the test as a site, which a browser demands of captions."""
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")
def test_a_browser_shows_every_caption_when_its_words_are_said(
    movie: Path, read: ReadAloud, site: str, tmp_path: Path
):
    assert caption(movie).exit_code == 0
    (tmp_path / "page.html").write_text(
        '<!doctype html><meta charset="utf-8"><video src="take.wav">'
        '<track kind="captions" srclang="kk" src="take.kk.vtt" default></video>'
        "<script>document.querySelector('track').track.mode = 'showing'</script>",
        encoding="utf-8",
    )
    with Browser() as browser:
        browser.open(f"{site}/page.html")
        browser.wait_for("document.querySelector('track').readyState == 2")
        cues = browser.say(
            "[...document.querySelector('track').track.cues].map(cue => [cue.startTime, cue.endTime, cue.text])"
        )
    written = [tuple(row[:2]) for row in times_of(movie.with_suffix(".kk.srt"))]
    assert [(start_s, end_s) for start_s, end_s, _ in cues] == [pytest.approx(each, abs=0.002) for each in written]
    said = " ".join(text.replace("\n", " ") for _, _, text in cues)
    assert said == " ".join(clause.said for clause in read.clauses)
    late = read.captions_off_s((start_s, text) for start_s, _, text in cues)
    assert len(late) > 5
    assert max(abs(late_s) for _, late_s in late) <= 0.3


def test_a_script_makes_captions_for_a_movie_from_elsewhere(movie: Path, script: Path, tmp_path: Path):
    run_file(movie).unlink()
    result = caption(movie, "--script", script, "--format", "srt", "--output", tmp_path / "own name.srt")
    assert result.exit_code == 0
    assert "own name.srt" in result.stdout
    assert len(times_of(tmp_path / "own name.srt")) > 5
    assert not movie.with_suffix(".kk.srt").exists()


def test_a_folder_takes_the_captions_of_many_movies(movie: Path, tmp_path: Path):
    folder = tmp_path / "captions"
    folder.mkdir()
    assert caption(movie, "--output", folder).exit_code == 0
    assert sorted(each.name for each in folder.iterdir()) == ["take.kk.srt", "take.kk.vtt"]
    result = caption(movie, "--output", tmp_path / "nowhere")
    assert result.exit_code == 2
    assert "no folder" in result.stderr


def test_another_script_than_was_read_is_refused(movie: Path, tmp_path: Path):
    other = tmp_path / "other.txt"
    other.write_text("Бұл мүлде басқа сценарий, ол бір-ақ сөйлем.", encoding="utf-8")
    result = caption(movie, "--script", other)
    assert result.exit_code == 2
    assert "does not fit" in result.stderr
    assert not movie.with_suffix(".kk.srt").exists()


def test_without_run_or_script_or_sound_there_is_a_sentence_and_the_others_are_made(
    movie: Path, script: Path, tmp_path: Path
):
    alone = tmp_path / "alone.wav"
    alone.write_bytes(movie.read_bytes())
    result = caption(alone, movie, "--json")
    assert result.exit_code == 2
    first, second = json.loads(result.stdout)["files"]
    assert "--script" in first["problem"]
    assert second["captions"] > 5
    mute = tmp_path / "mute.mov"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=64x64:d=1", "-c:v", "mjpeg", mute)
    assert "no sound" in caption(mute, "--script", script).stderr


def test_check_takes_the_script_as_well(movie: Path, script: Path, read: ReadAloud):
    arguments = ["--language", "en", "check", str(movie), "--script", str(script), "--json"]
    result = CliRunner().invoke(cli, arguments)
    (file,) = json.loads(result.stdout)["files"]
    assert file["measurements"]["pace_wpm"] == pytest.approx(read.pace_wpm, rel=0.01)
    assert file["measurements"]["script_words"] == read.script.spoken_words
    pace = next(finding for finding in file["findings"] if finding["rule"] == "pace")
    assert (pace["status"], pace["required"], pace["unit"]) == ("warn", "150-180", "wpm")
    assert pace["source"].startswith("A, table 2")
    nothing = CliRunner().invoke(cli, ["--language", "en", "check", str(movie), "--script", str(movie)])
    assert nothing.exit_code == 2
    assert "Traceback" not in nothing.output
