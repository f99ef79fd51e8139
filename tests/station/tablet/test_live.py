"""What a reader is told over the live connection, and what he may ask."""

from __future__ import annotations

import contextlib
import socket
import time
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from studio_tui.config import TabletSettings
from studio_tui.prompter.clock import PrompterClock
from studio_tui.prompter.schedule import make_schedule
from studio_tui.station.prompter_messages import EditStage
from studio_tui.station.tablet.listening import MAX_CONNECTIONS
from studio_tui.station.tablet.server import HEARTBEAT_S, MAX_MESSAGE_BYTES, MAX_READERS
from tests.rigs.station_process import wait_until
from tests.rigs.tablet_page import ServedPage, is_refused, refusal_of_live


def test_a_reader_gets_the_script_in_the_stations_own_time(page: ServedPage) -> None:
    with page.reader().live() as live:
        script = live.hear("script")
        state = live.hear("state", script_id=script["script_id"])
    shown = page.prompter.script
    assert shown is not None
    schedule = make_schedule(shown)
    assert [word[0] for word in script["words"]] == [word.text for word in schedule.words]
    for (_, kind, stage, start_s, end_s, ends), word in zip(script["words"], schedule.words, strict=True):
        assert (kind, stage, ends) == (word.kind, word.stage, word.ends_paragraph)
        assert (start_s, end_s) == (pytest.approx(word.start_s, abs=1e-4), pytest.approx(word.end_s, abs=1e-4))
    assert script["length_s"] == pytest.approx(schedule.length_s, abs=1e-4)
    assert script["language"] == "kk"
    assert len(script["stage_starts_s"]) == len(script["visuals"]) == len(shown.stages)
    assert (state["mirror"], state["rolling"], state["clock"]["running"]) == (False, False, False)


def test_a_reader_sees_what_changes(page: ServedPage) -> None:
    with page.reader().live() as live:
        live.hear("state", mirror=False)
        page.prompt("mirror")
        live.hear("state", mirror=True)
        page.prompt("flip")
        live.hear("state", flip=True)
        page.rolling = True
        live.hear("state", rolling=True)
        page.prompt("start")
        while not (clock := live.hear("state")["clock"])["running"]:
            pass
        sent = PrompterClock(**clock)
        now_s = time.monotonic()
        assert sent.at(now_s) == pytest.approx(page.prompter.state.clock.at(now_s), abs=1e-6)
        page.prompt("hold")
        while live.hear("state")["clock"]["running"]:
            pass
        page.prompter.edit(EditStage(1, 0, "Сәлем! Бүгін әңгіме ұзақ болады."))
        assert live.hear("script", script_id=2)["words"][0][0] == "Сәлем!"
        live.hear("state", script_id=2)


def test_nothing_is_sent_twice_but_a_sign_of_life(page: ServedPage) -> None:
    with page.reader().live() as live:
        live.hear("state")
        times_s = []
        for _ in range(3):
            live.hear("state")
            times_s.append(time.monotonic())
    assert times_s[-1] - times_s[0] >= 2 * HEARTBEAT_S * 0.9


def test_a_page_can_compare_clocks(page: ServedPage) -> None:
    with page.reader().live() as live:
        before_s = time.monotonic()
        live.say(kind="ping", sent_ms=1234.5)
        pong = live.hear("pong", sent_ms=1234.5)
        assert before_s <= pong["now_s"] <= time.monotonic()


def test_without_a_script_a_reader_is_told_so(tmp_path: Path) -> None:
    with ServedPage(tmp_path, TabletSettings(on=True, port=0), None) as page, page.reader().live() as live:
        assert live.hear("script")["words"] == []
        assert live.hear("state")["script_id"] == 0


def test_readers_are_counted_while_they_read(page: ServedPage) -> None:
    reader = page.reader()
    assert page.desk.state.readers == 0
    with reader.live() as first, reader.live() as second:
        first.hear("state")
        second.hear("state")
        assert page.desk.state.readers == 2
    wait_until(lambda: page.desk.state.readers == 0, 10, "both to be gone")


def test_with_nobody_reading_no_state_is_made(page: ServedPage, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = page.reader()
    with reader.live() as live:
        live.hear("state")
    wait_until(lambda: page.desk.state.readers == 0, 10, "the reader to be gone")
    made: list[object] = []
    monkeypatch.setattr("studio_tui.station.tablet.server.page_state", made.append)
    page.prompt("mirror")
    time.sleep(0.2)
    assert not made


def test_a_page_that_only_shows_starts_nothing(page: ServedPage) -> None:
    with page.reader().live() as live:
        live.say(kind="press", does="toggle")
        live.say(kind="ping", sent_ms=1.0)
        live.hear("pong")
        assert not page.prompter.state.clock.running


def test_a_page_that_may_starts_and_holds(controlled: ServedPage) -> None:
    reader = controlled.reader()
    assert 'data-control="yes"' in reader.get("/").text
    with reader.live() as live:
        live.say(kind="press", does="toggle")
        while not live.hear("state")["clock"]["running"]:
            pass
        live.say(kind="press", does="toggle")
        while live.hear("state")["clock"]["running"]:
            pass


def test_a_tap_without_a_script_does_no_harm(tmp_path: Path) -> None:
    settings = TabletSettings(on=True, port=0, control=True)
    with ServedPage(tmp_path, settings, None) as page, page.reader().live() as live:
        live.say(kind="press", does="toggle")
        live.say(kind="ping", sent_ms=1.0)
        live.hear("pong")


@pytest.mark.parametrize(
    "message",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"kind":"load","path":"/etc/passwd"}',
        '{"kind":"ping"}',
        '{"kind":"ping","sent_ms":"x"}',
        '{"kind":"press","does":"target"}',
        '{"kind":"press","does":"wpm","amount":100}',
        '{"kind":"line","by_s":1e9}',
        '{"kind":"line","by_s":null}',
        b"\xff",
    ],
    ids=str,
)
def test_what_no_page_of_ours_says_ends_the_connection(controlled: ServedPage, message: str | bytes) -> None:
    with controlled.reader().live() as live:
        live.connection.send(message)
        assert live.hear_the_end() == 1008


def test_a_message_that_is_too_long_ends_the_connection(controlled: ServedPage) -> None:
    with controlled.reader().live() as live:
        live.say(kind="ping", sent_ms=1.0, rest="ә" * MAX_MESSAGE_BYTES)
        assert live.hear_the_end() == 1009


def test_a_flood_of_messages_ends_the_connection(controlled: ServedPage) -> None:
    with controlled.reader().live() as live:
        with contextlib.suppress(ConnectionClosed):
            for _ in range(1000):
                live.say(kind="ping", sent_ms=1.0)
        assert live.hear_the_end() in {1006, 1008}


def test_there_is_an_end_to_readers(page: ServedPage) -> None:
    reader = page.reader()
    with contextlib.ExitStack() as open_ones:
        for _ in range(MAX_READERS):
            open_ones.enter_context(reader.live()).hear("state")
        assert refusal_of_live(reader) == 503
        assert is_refused(reader.get("/live"), "full")
        assert reader.get("/").status == 200
    wait_until(lambda: page.desk.state.readers == 0, 10, "all to be gone")
    with reader.live() as live:
        live.hear("state")


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"], ids=["in the open", "encrypted"])  # noqa: S104
def test_connections_that_say_nothing_do_not_pile_up(tmp_path: Path, host: str) -> None:
    with ServedPage(tmp_path, TabletSettings(on=True, host=host, port=0)) as page:
        nothing_piles_up(page)


def nothing_piles_up(page: ServedPage) -> None:
    """Too many say nothing; a reader goes on."""
    reader = page.reader()
    with contextlib.ExitStack() as open_ones, reader.live() as live:
        silent = [
            open_ones.enter_context(socket.create_connection((reader.host, reader.port), timeout=10))
            for _ in range(MAX_CONNECTIONS + 20)
        ]
        dropped = 0
        for each in silent[-20:]:
            with contextlib.suppress(ConnectionResetError):
                assert each.recv(1) == b""
            dropped += 1
        assert dropped == 20
        # Not because their time to say something was over: those that came first still have it.
        silent[0].settimeout(0)
        with pytest.raises(BlockingIOError):
            silent[0].recv(1)
        page.prompt("mirror")
        live.hear("state", mirror=True)


def test_a_reader_that_takes_nothing_holds_up_nobody(page: ServedPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio_tui.station.tablet.reader.SEND_S", 0.5)
    reader = page.reader()
    with reader.live() as live, reader.stuck():
        live.hear("state")
        wait_until(lambda: page.desk.state.readers == 2, 10, "both readers")
        for number in range(12):
            page.prompter.edit(EditStage(number + 1, 0, f"Сөз {number} " + ("ә" * 400 + " ") * 120))
            live.hear("script", script_id=number + 2)
        wait_until(lambda: page.desk.state.readers == 1, 10, "the one that is stuck to be let go")
        page.prompt("mirror")
        live.hear("state", mirror=True)
