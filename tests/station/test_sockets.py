"""Station and screens over real sockets: private, bounded, and the station never waits for a screen."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec
import pytest
import zmq

from studio_tui.station.address import (
    RUNTIME_VARIABLE,
    read_address,
    runtime_dir,
    station_lock,
    station_runs,
)
from studio_tui.station.client import StationClient, StationGoneError, connect
from studio_tui.station.messages import Answer, Command, Done, Picture, Refused, Roll, Snapshot, Stop
from studio_tui.station.server import StationServer
from studio_tui.text import N_, StudioError
from tests.rigs.fake_station import IDLE
from tests.rigs.station_process import wait_until


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    base = tempfile.mkdtemp(prefix="st-")
    monkeypatch.setenv(RUNTIME_VARIABLE, base)
    yield runtime_dir("T")
    shutil.rmtree(base)


@pytest.fixture
def server(folder: Path) -> Iterator[StationServer]:
    with station_lock(folder).acquire(timeout=0):
        server = StationServer(folder)
        yield server
        server.close()


def answer_to(command: Command) -> Answer:
    if isinstance(command, Roll):
        raise StudioError(N_("There is no picture."))
    return Done()


@pytest.mark.usefixtures("server")
def test_only_the_user_may_enter_the_folder_and_its_sockets(folder: Path) -> None:
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "commands.sock").stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / "station.json").stat().st_mode) == 0o600


def test_a_folder_that_others_could_enter_is_closed(folder: Path) -> None:
    folder.chmod(0o755)
    runtime_dir("T")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_path_too_long_for_a_socket_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(RUNTIME_VARIABLE, str(tmp_path / ("x" * 120)))
    with pytest.raises(StudioError, match="too long"):
        runtime_dir("T")


def test_a_folder_that_cannot_be_made_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv(RUNTIME_VARIABLE, str(tmp_path / "file"))
    with pytest.raises(StudioError, match="cannot be made"):
        runtime_dir("T")


def test_commands_are_answered_and_problems_are_refusals(server: StationServer, folder: Path) -> None:
    server.serve(answer_to)
    client = StationClient(folder)
    assert client.ask(Stop()) == Done()
    refused = client.ask(Roll())
    client.close()
    assert isinstance(refused, Refused)
    assert refused.text.msgid == "There is no picture."


def test_a_command_that_fails_is_refused_and_the_next_is_answered(server: StationServer, folder: Path) -> None:
    def fails_at_first(command: Command) -> Answer:
        if isinstance(command, Roll):
            raise ZeroDivisionError
        return Done()

    server.serve(fails_at_first)
    client = StationClient(folder)
    assert isinstance(client.ask(Roll()), Refused)
    assert client.ask(Stop()) == Done()
    client.close()


def test_a_message_that_makes_no_sense_is_refused(server: StationServer, folder: Path) -> None:
    server.serve(answer_to)
    address = read_address(folder)
    assert address is not None
    with zmq.Context() as context, connect(context, zmq.REQ, address.commands, address) as socket:
        for nonsense in (b"", b"\xc1", msgspec.msgpack.encode({"type": "Explode"})):
            socket.send(nonsense)
            assert isinstance(msgspec.msgpack.decode(socket.recv(), type=Answer), Refused)


def test_a_screen_sees_the_newest_snapshot_and_picture(server: StationServer, folder: Path) -> None:
    client = StationClient(folder)
    newest = IDLE
    picture = Picture(
        camera=0, at_s=1.0, width_px=1, height_px=1, rgb=b"\1\2\3", waveform=bytes(64 * 128), histogram=(0,) * 64
    )

    def shown() -> bool:
        server.publish(newest)
        server.publish(picture)
        return client.snapshot == newest and client.picture(0) == picture

    wait_until(shown, 5, "the snapshot on the screen")
    assert client.age_s < 5
    client.close()


def test_a_screen_that_stalls_never_holds_up_the_station(server: StationServer, folder: Path) -> None:
    address = read_address(folder)
    assert address is not None
    picture = Picture(
        camera=0, at_s=0, width_px=160, height_px=90, rgb=bytes(43_200), waveform=bytes(8192), histogram=(0,) * 64
    )
    with zmq.Context() as context, connect(context, zmq.SUB, address.snapshots, address) as stalled:
        stalled.subscribe(b"")
        assert stalled.poll(0) == 0
        sent_bytes = 0
        began_s = time.monotonic()
        while sent_bytes < 100_000_000:
            server.publish(picture)
            sent_bytes += len(picture.rgb)
        assert time.monotonic() - began_s < 30


def test_without_a_station_a_screen_says_so(folder: Path) -> None:
    client = StationClient(folder)
    with pytest.raises(StationGoneError):
        client.ask(Stop())
    client.close()


@pytest.mark.usefixtures("server")
def test_a_station_that_does_not_answer_is_a_sentence(folder: Path) -> None:
    client = StationClient(folder)
    with pytest.raises(StationGoneError, match="did not answer"):
        client.ask(Stop(), timeout_s=0.2)
    client.close()


def test_a_screen_knows_a_silent_station_from_one_that_has_ended(folder: Path) -> None:
    with station_lock(folder).acquire(timeout=2):
        server = StationServer(folder)
        client = StationClient(folder)
        wait_until(partial(_shows, client, server, IDLE), 10, "the snapshot")
        assert not client.gone
    server.close()
    wait_until(lambda: client.gone, 5, "the end of the station")
    client.close()


def test_a_screen_finds_the_station_that_takes_the_place_of_another(folder: Path) -> None:
    client = StationClient(folder)
    snapshot = IDLE
    for sequence in (1, 2):
        expected = msgspec.structs.replace(snapshot, sequence=sequence)
        with station_lock(folder).acquire(timeout=2):
            server = StationServer(folder)
            wait_until(partial(_shows, client, server, expected), 10, "the snapshot of the station that came")
            server.close()
    client.close()


def _shows(client: StationClient, server: StationServer, snapshot: Snapshot) -> bool:
    server.publish(snapshot)
    return client.snapshot == snapshot


def test_a_dead_station_leaves_no_lock(folder: Path) -> None:
    child = os.fork()
    if child == 0:
        station_lock(folder).acquire(timeout=0)
        os.kill(os.getpid(), 9)
    os.waitpid(child, 0)
    assert not station_runs(folder)
