"""The page read from another machine, and from another address of this one: who may, and who may not."""

from __future__ import annotations

import contextlib
import http.client
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from studio_tui.config import TabletSettings
from tests.rigs.browser import Browser
from tests.rigs.own_certificate import going_on, shown_certificate
from tests.rigs.second_machine import SecondMachine, why_not
from tests.rigs.tablet_page import ServedPage, Visitor, is_refused, refusal_of_live

NO_SECOND_MACHINE = why_not()


@pytest.fixture
def machine() -> Iterator[SecondMachine]:
    if NO_SECOND_MACHINE:
        pytest.skip(NO_SECOND_MACHINE)
    with SecondMachine() as machine:
        yield machine


def only_the_key_opens(page: ServedPage) -> None:
    """Everything a stranger may try, and then the right way."""
    address = page.desk.fresh_address()
    assert is_refused(page.visitor().get("/"), "no_key")
    assert is_refused(page.visitor().get("/?key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), "wrong_key")
    assert refusal_of_live(page.visitor()) == 403
    reader = page.visitor()
    assert reader.enter(address).status == 200
    assert is_refused(page.visitor().enter(address), "wrong_key")
    assert refusal_of_live(reader, "http://evil.example") == 403
    assert refusal_of_live(reader, None) == 403
    assert is_refused(reader.get("/", {"Host": f"evil.example:{reader.port}"}), "host")
    assert is_refused(reader.get("/", {"Host": f"localhost:{reader.port}"}), "host")
    with reader.live() as live:
        assert live.hear("script")["words"]
        live.hear("state", mirror=False)
        page.prompt("mirror")
        live.hear("state", mirror=True)


def nothing_in_the_open(host: str, port: int) -> None:
    """Who does not encrypt gets no answer: neither the page, nor a refusal, nor where to go instead."""
    request = f"GET / HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n"
    with socket.create_connection((host, port), timeout=10) as connection:
        connection.sendall(request.encode())
        answer = b""
        with contextlib.suppress(ConnectionResetError):
            while chunk := connection.recv(4096):
                answer += chunk
    assert b"HTTP" not in answer
    with pytest.raises((OSError, http.client.HTTPException)):
        Visitor(f"http://{host}:{port}/").get("/")


def test_on_a_second_machine_only_the_key_opens(machine: SecondMachine, tmp_path: Path) -> None:
    with ServedPage(tmp_path, TabletSettings(on=True, host=machine.host, port=0)) as page:
        parts = urlsplit(page.desk.state.address)
        assert (parts.scheme, parts.hostname) == ("https", machine.host)
        machine.run(only_the_key_opens, page)


def test_on_a_second_machine_it_is_encrypted_or_not_there(machine: SecondMachine, tmp_path: Path) -> None:
    with ServedPage(tmp_path, TabletSettings(on=True, host=machine.host, port=0)) as page:
        parts = urlsplit(page.desk.state.address)
        assert parts.port is not None
        machine.run(nothing_in_the_open, machine.host, parts.port)
        address = page.desk.fresh_address()
        reply = machine.run(page.visitor).enter(address)
        assert "; Secure" in reply.headers["Set-Cookie"]
        # Somebody in between has another certificate, and whoever compares sees it.
        with ServedPage(tmp_path / "other", TabletSettings(on=True, host=machine.host, port=0)) as other:
            assert machine.run(shown_certificate, other.desk.state.address) != machine.run(
                shown_certificate, page.desk.state.address
            )
            page.desk._address = other.desk.state.address
            with pytest.raises(AssertionError):
                machine.run(page.visitor)


def test_a_browser_on_a_second_machine_shows_the_script(machine: SecondMachine, tmp_path: Path) -> None:
    settings = TabletSettings(on=True, host=machine.host, port=0)
    with ServedPage(tmp_path, settings) as page:
        option = machine.run(going_on, page.desk.state.address)
        with machine.run(Browser, "ru", 1280, 800, option) as browser:
            browser.open(page.desk.fresh_address())
            browser.wait_for("document.querySelectorAll('#script .now').length > 0")
            assert browser.say("location.protocol") == "https:"
            assert browser.say("location.search") == ""
            assert "су" in browser.say("document.getElementById('script').textContent")
            assert browser.say("document.documentElement.lang") == "ru"
            page.prompt("start")
            browser.wait_for("window.prompterPage.position_s() > 0.5")
            assert browser.complaints == []
            assert page.desk.state.readers == 1


def test_a_browser_that_compares_nothing_warns(machine: SecondMachine, tmp_path: Path) -> None:
    settings = TabletSettings(on=True, host=machine.host, port=0)
    with ServedPage(tmp_path, settings) as page, machine.run(Browser) as browser:
        went = browser.call("Page.navigate", url=page.desk.fresh_address())
        assert went["errorText"] == "net::ERR_CERT_AUTHORITY_INVALID"


def test_a_page_for_this_machine_is_not_there_for_another(machine: SecondMachine, tmp_path: Path) -> None:
    with ServedPage(tmp_path, TabletSettings(on=True, port=0)) as page:
        port = page.visitor().port
        with pytest.raises(OSError, match=r"refused|unreachable"):
            machine.run(Visitor(f"http://{machine.host}:{port}/").get, "/")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere this machine is 127.0.0.1 only")
def test_on_another_address_of_this_machine_only_the_key_opens(tmp_path: Path) -> None:
    with ServedPage(tmp_path, TabletSettings(on=True, host="127.0.0.2", port=0)) as page:
        parts = urlsplit(page.desk.state.address)
        assert (parts.scheme, parts.hostname) == ("http", "127.0.0.2")
        only_the_key_opens(page)
        with pytest.raises(OSError, match="refused"):
            Visitor(f"http://127.0.0.1:{page.visitor().port}/").get("/")
