"""``studio-tui station``: start, look, stop; one station to a name; what a take is worth when it is stopped."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from studio_tui.course.take import Slate, VideoCode
from studio_tui.station.messages import Done, Roll, SetSlate, Snapshot
from tests.rigs.command_line import CommandLine, is_one_sentence, only_document, private_sockets
from tests.rigs.station_process import StationProcess, snapshot_when

pytestmark = pytest.mark.xdist_group("real_time")

SMALL = {"camera": [{"width_px": 320, "height_px": 180}]}
"""Simulated pictures of this size cost a small machine nothing."""


@pytest.fixture
def nothing_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CommandLine]:
    with private_sockets(monkeypatch):
        yield CommandLine(tmp_path, SMALL)


def test_looking_while_none_runs_is_exit_1(nothing_runs: CommandLine) -> None:
    for arguments in (["status"], ["status", "--json"]):
        result = nothing_runs("station", *arguments)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.splitlines() == ["No station is running. Start it with: studio-tui"]
    assert not nothing_runs.library.exists()


def test_stopping_while_none_runs_is_one_sentence(nothing_runs: CommandLine) -> None:
    assert is_one_sentence(nothing_runs("station", "stop"))
    assert is_one_sentence(nothing_runs("station", "stop", "--force"))


@pytest.mark.parametrize("fault", ["explode@3+1", "silence", "silence@-1+5", "silence@5+0"])
def test_a_fault_that_is_none_starts_nothing(nothing_runs: CommandLine, fault: str) -> None:
    assert is_one_sentence(nothing_runs("station", "start", "--fault", fault))
    assert nothing_runs("station", "status").exit_code == 1


def test_a_station_that_cannot_run_says_why(nothing_runs: CommandLine) -> None:
    nothing_runs.config.write_text(nothing_runs.config.read_text() + '\n[sound]\nbackend = "simulated"\n')
    text = nothing_runs.config.read_text().replace('name = "T"', 'name = "T"\npreset = "film-festival"')
    nothing_runs.config.write_text(text)
    result = nothing_runs("station", "start")
    assert is_one_sentence(result), result.stderr
    assert "film-festival" in result.stderr
    assert nothing_runs("station", "status").exit_code == 1


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StationProcess]:
    """One station for all tests below that leave it as it was."""
    with StationProcess(tmp_path_factory.mktemp("station"), SMALL) as station:
        station.start()
        yield station
        station.cli("station", "stop", "--force")


def test_starting_it_again_changes_nothing(running: StationProcess) -> None:
    pid = running.pid
    again = running.cli("station", "start")
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout.splitlines() == ["Station T was running already.", f"Takes go to {running.library}"]
    assert running.pid == pid


def test_one_that_runs_takes_no_faults(running: StationProcess) -> None:
    refused = running.cli("station", "start", "--fault", "black@1+1")
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (2, "", 1)


def test_a_second_process_of_the_same_name_ends_quietly(running: StationProcess) -> None:
    pid = running.pid
    second = subprocess.run(
        [sys.executable, "-m", "studio_tui.station", "--config", str(running.config)],
        env=running.env, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (second.returncode, second.stdout) == (1, "")
    assert "another station" in second.stderr
    assert "Traceback" not in second.stderr
    assert running.pid == pid
    assert running.cli("station", "status").returncode == 0


def test_looking_at_it_is_sentences_or_one_document(running: StationProcess) -> None:
    client = running.client()
    snapshot_when(client, lambda now: now.cameras[0].status == now.sound.status == "running", 30, "the devices")
    client.close()
    shown = running.cli("station", "status")
    assert (shown.returncode, shown.stderr) == (0, "")
    lines = shown.stdout.splitlines()
    assert lines[0] == f"Station T; takes go to {running.library}"
    assert "Sound: Simulated microphone, working" in lines
    assert "Picture Main: Simulated camera, working" in lines
    done = running.cli("station", "status", "--json")
    document = only_document(done.stdout)
    assert done.stderr == ""
    snapshot = msgspec.convert(document, Snapshot)
    assert (snapshot.station, snapshot.library, snapshot.take.phase) == ("T", str(running.library), "idle")
    assert all(channel.peak_dbfs >= -200 for channel in snapshot.sound.channels)


def test_its_log_can_be_rebuilt_while_it_runs(running: StationProcess) -> None:
    done = running.cli("takes", "--rebuild")
    assert (done.returncode, done.stderr) == (0, "")


def test_stopped_with_force_it_keeps_and_judges_the_take(tmp_path: Path) -> None:
    with StationProcess(tmp_path, SMALL) as station:
        station.start()
        client = station.client()
        snapshot_when(client, lambda now: now.cameras[0].status == now.sound.status == "running", 30, "the devices")
        client.ask(SetSlate(Slate(VideoCode(1, 2, 3, 4), "Қорытынды")))
        assert client.ask(Roll()) == Done()
        snapshot_when(client, lambda now: now.take.frames >= 10, 30, "pictures in the take")
        forced = station.cli("station", "stop", "--force")
        client.close()
        assert (forced.returncode, forced.stderr) == (0, "")
        (take,) = only_document(station.cli("takes", "--json").stdout)["takes"]
        assert (take["take"], take["state"], take["verdict"]) == ("T/K1M2C3B4/T01", "checked", "fail")
        assert (station.library / take["file"]).is_file()
        assert take["frames"] >= 10
