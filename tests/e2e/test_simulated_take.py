"""One take on the simulated station, through the real program: from the slate to the log."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

from studio_tui.course.take import Slate, Take, VideoCode
from studio_tui.station.client import StationClient
from studio_tui.station.messages import Done, GetTakes, Roll, SetSlate, TakesAnswer
from tests.rigs.station_process import StationProcess, snapshot_when, wait_until


@pytest.fixture
def station(tmp_path: Path) -> Iterator[StationProcess]:
    with StationProcess(tmp_path) as process:
        yield process


def test_a_take_passes_and_is_logged(station: StationProcess) -> None:
    code, report = station.record(seconds=4)
    assert (code, report["verdict"]) == (0, "pass"), report["findings"]
    assert abs(report["frames"] - 100) <= 1
    assert report["lost_frames"] == 0
    assert report["lost_samples"] == 0
    assert report["video_bitrate_mbps"] >= 50
    assert Path(report["file"]).is_file()
    assert Path(report["sidecar"]).is_file()
    listed = station.cli("takes", "--list", "--json")
    assert [take["verdict"] for take in json.loads(listed.stdout)["takes"]] == ["pass"]


def test_a_second_take_never_overwrites_the_first(station: StationProcess) -> None:
    _, first = station.record(seconds=1, video="к1 м1 с1 в5")
    _, second = station.record(seconds=1, video="K1_M1_C1_B5")
    assert first["file"].endswith("_T01.mov")
    assert second["file"].endswith("_T02.mov")
    assert first["video"] == second["video"] == "K1M1C1B5"


def test_faults_are_found_where_they_are(station: StationProcess) -> None:
    code, report = station.record("--fault", "silence@3+6", seconds=11)
    assert (code, report["verdict"]) == (1, "fail")
    silence = next(finding for finding in report["findings"] if finding["rule"] == "silence")
    assert silence["status"] != "pass"
    ((start_s, end_s),) = silence["at_s"]
    assert (start_s, end_s) == (pytest.approx(3, abs=0.6), pytest.approx(9, abs=0.6))


def test_the_take_survives_its_screens_and_hangup(station: StationProcess) -> None:
    """One screen stalls because nobody reads its terminal, one is killed, one loses its terminal."""
    station.start()
    stalled, killed, closed = (screen_on(station, role) for role in ("producer", "camera", "speaker"))
    client = station.client()
    try:
        snapshot_when(client, lambda now: now.cameras[0].status == "running", 20, "the camera")
        killed.expect("SOUND", timeout=30)
        assert isinstance(client.ask(SetSlate(Slate(VideoCode(1, 1, 1, 5), "Кіріспе"))), Done)
        assert isinstance(client.ask(Roll(duration_s=4)), Done)
        snapshot_when(client, lambda now: now.take.frames > 10, 20, "pictures in the take")
        killed.kill(signal.SIGKILL)
        closed.close(force=False)
        os.kill(station.pid, signal.SIGHUP)
        ended = snapshot_when(client, lambda now: bool(now.last_take and now.last_take.verdict), 30, "a verdict")
    finally:
        client.close()
        for screen in (stalled, killed, closed):
            screen.close(force=True)
    assert ended.last_take is not None
    assert ended.last_take.verdict == "pass"
    assert abs(ended.last_take.frames - 100) <= 1


def screen_on(station: StationProcess, role: str) -> pexpect.spawn[str]:
    """A screen on a terminal of its own."""
    command, *arguments = station.command("--role", role)
    env = {**station.env, "TERM": "xterm-256color"}
    return pexpect.spawn(command, arguments, env=env, dimensions=(40, 120), encoding="utf-8")


def test_a_killed_station_loses_half_a_second_at_most(station: StationProcess) -> None:
    station.start()
    client = station.client()
    snapshot_when(client, lambda now: now.cameras[0].status == "running", 20, "the camera")
    client.ask(SetSlate(Slate(VideoCode(1, 1, 1, 5), "Кіріспе")))
    client.ask(Roll())
    rolled = snapshot_when(client, lambda now: now.take.elapsed_s > 3, 20, "three seconds of take")
    station.kill()
    client.close()
    station.start()
    client = station.client()
    try:
        after = snapshot_when(client, lambda now: bool(now.notices), 20, "word of what was recovered")
        wait_until(lambda: logged_takes(client)[0].verdict is not None, 30, "the recovered take's verdict")
        (logged,) = logged_takes(client)
    finally:
        client.close()
    (movie,) = station.library.rglob("*.mov")
    done = station.cli("check", str(movie), "--json")
    measured = json.loads(done.stdout)["files"][0]["measurements"]["duration_s"]
    assert measured >= rolled.take.elapsed_s - 0.5, after.notices
    assert (logged.identity, logged.state, logged.verdict) == ("T/K1M1C1B5/T01", "checked", "pass")
    assert logged.problem


def logged_takes(client: StationClient) -> tuple[Take, ...]:
    answer = client.ask(GetTakes())
    assert isinstance(answer, TakesAnswer)
    return answer.takes


def test_stop_is_refused_while_a_take_rolls(station: StationProcess) -> None:
    station.start()
    client = station.client()
    snapshot_when(client, lambda now: now.cameras[0].status == "running", 20, "the camera")
    client.ask(SetSlate(Slate(VideoCode(1, 1, 1, 5), "")))
    client.ask(Roll())
    refused = station.cli("station", "stop")
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    forced = station.cli("station", "stop", "--force")
    client.close()
    assert forced.returncode == 0, forced.stderr
    wait_until(lambda: bool(list(station.library.rglob("*_T01.mov"))), 5, "the take that was cut")
