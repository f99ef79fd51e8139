"""``studio-tui record``: one document or one sentence, the agreed exit codes, and no take is lost to a refusal."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio_tui.course.take import Slate, VideoCode
from studio_tui.inventory.opening import LOG_FILE
from studio_tui.station.messages import Cut, Done, Roll, SetSlate
from tests.rigs.command_line import CommandLine, is_one_sentence, only_document, private_sockets
from tests.rigs.station_process import StationProcess, snapshot_when

pytestmark = pytest.mark.xdist_group("real_time")

SMALL = {"camera": [{"width_px": 320, "height_px": 180}]}
"""Too small for the spec, so that every take fails the check, and cheap."""
KEYS = {
    "take", "video", "file", "sidecar", "frames", "lost_frames", "samples", "lost_samples", "duration_s",
    "video_bitrate_mbps", "verdict", "findings", "logged",
}  # fmt: skip


@pytest.fixture
def nothing_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CommandLine]:
    with private_sockets(monkeypatch) as sockets:
        line = CommandLine(tmp_path, SMALL)
        yield line
        assert not line.library.exists()
        assert not list(sockets.rglob("station.log")), "a station was started for nothing"


@pytest.mark.parametrize("video", ["лекция", "", "K1M1C1", "K0M1C1B5", "K1M1C1B5000", "K1M1C1B5" * 500])
def test_what_is_no_code_is_one_sentence(nothing_runs: CommandLine, video: str) -> None:
    assert is_one_sentence(nothing_runs("record", "--video", video, "--seconds", "1", "--json"))


@pytest.mark.parametrize("fault", ["explode@3+1", "silence", "silence@nan+5", "silence@5+-1"])
def test_what_is_no_fault_is_one_sentence(nothing_runs: CommandLine, fault: str) -> None:
    assert is_one_sentence(nothing_runs("record", "--video", "K1M1C1B5", "--seconds", "1", "--fault", fault))


@pytest.mark.parametrize("seconds", ["0", "0.5", "-3", "nan", "inf", "1e9", "long", ""])
def test_what_is_no_length_is_bad_usage(nothing_runs: CommandLine, seconds: str) -> None:
    result = nothing_runs("record", "--video", "K1M1C1B5", "--seconds", seconds, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--seconds" in result.stderr


@pytest.mark.parametrize("arguments", [[], ["--video", "K1M1C1B5"], ["--seconds", "3"]])
def test_what_is_left_out_is_bad_usage(nothing_runs: CommandLine, arguments: list[str]) -> None:
    result = nothing_runs("record", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StationProcess]:
    with StationProcess(tmp_path_factory.mktemp("record"), SMALL) as station:
        station.start()
        yield station
        station.cli("station", "stop", "--force")


def test_the_report_is_one_document_and_the_station_goes_on(station: StationProcess) -> None:
    pid = station.pid
    done = station.cli("record", "--video", "к1 м1 с1 в5 Су айналымы", "--seconds", "1.5", "--json")
    report = only_document(done.stdout)
    assert (done.returncode, done.stderr) == (1, "")
    assert report.keys() == KEYS
    assert (report["video"], report["verdict"], report["logged"]) == ("K1M1C1B5", "fail", True)
    assert report["take"] == "T/K1M1C1B5/T01"
    assert report["duration_s"] == pytest.approx(1.5, abs=0.05)
    assert Path(report["file"]).name == "К1_M1_С1_В5_Су айналымы_T01.mov"
    assert Path(report["file"]).is_file()
    assert Path(report["sidecar"]).is_file()
    size = next(finding for finding in report["findings"] if finding["status"] == "fail")
    assert {"rule", "claimed", "measured", "required", "unit", "at_s", "message", "source"} <= size.keys()
    assert isinstance(size["message"], str)
    assert station.pid == pid


def test_interrupted_it_cuts_and_still_reports(station: StationProcess) -> None:
    client = station.client()
    recording = subprocess.Popen(
        station.command("record", "--video", "K1M1C1B6", "--seconds", "600", "--json"),
        env=station.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        snapshot_when(
            client, lambda now: now.take.phase == "rolling" and now.take.elapsed_s > 0.5, 30, "the take to roll"
        )
        refused = station.cli("record", "--video", "K1M1C1B7", "--seconds", "1", "--json")
        assert (refused.returncode, refused.stdout) == (2, "")
        assert refused.stderr.splitlines() == ["A take is rolling already."]
        recording.send_signal(signal.SIGINT)
        stdout, stderr = recording.communicate(timeout=60)
    finally:
        recording.kill()
        recording.wait()
        client.close()
    report = only_document(stdout)
    assert (recording.returncode, stderr) == (1, "")
    assert (report["take"], report["logged"]) == ("T/K1M1C1B6/T01", True)
    assert 0.5 < report["duration_s"] < 100


def test_a_rolling_take_is_not_touched_by_a_refusal(station: StationProcess) -> None:
    client = station.client()
    snapshot_when(client, lambda now: now.take.phase == "idle", 30, "rest")
    client.ask(SetSlate(Slate(VideoCode(1, 1, 2, 1), "Бірінші")))
    assert client.ask(Roll()) == Done()
    assert station.cli("record", "--video", "K9M9C9B9", "--seconds", "1").returncode == 2
    now = snapshot_when(client, lambda now: now.take.frames > 0, 30, "pictures")
    assert (now.take.phase, now.take.number) == ("rolling", 1)
    assert now.slate == Slate(VideoCode(1, 1, 2, 1), "Бірінші")
    assert client.ask(Cut()) == Done()
    ended = snapshot_when(client, lambda now: now.take.phase == "idle" and now.last_take is not None, 30, "the end")
    client.close()
    assert ended.last_take is not None
    assert ended.last_take.identity == "T/K1M1C2B1/T01"


def test_without_a_log_the_take_is_kept_and_reported(tmp_path: Path) -> None:
    with StationProcess(tmp_path, SMALL) as station:
        (station.library / LOG_FILE).mkdir(parents=True)
        code, report = station.record(seconds=1)
        assert station.cli("station", "status").returncode == 1, "the station it started for itself is still there"
    assert (code, report["verdict"], report["logged"]) == (1, "fail", False)
    assert report["findings"]
    assert Path(report["file"]).is_file()
    assert 'verdict = "fail"' in Path(report["sidecar"]).read_text(encoding="utf-8")
