"""``studio-tui tablet`` against a real station: an address that opens once, or what to do."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from urllib.parse import urlsplit

import cv2
import numpy as np
import pytest

import studio_tui.course
from studio_tui.commands.tablet import code_rows, is_here_only
from studio_tui.i18n import LANGUAGES
from studio_tui.station.messages import Refused
from studio_tui.station.prompter_messages import GetTabletAddress, LoadScript, Prompt
from tests.rigs.browser import Browser
from tests.rigs.own_certificate import after_comparing
from tests.rigs.station_process import StationProcess, snapshot_when
from tests.rigs.tablet_page import Visitor

SCRIPT = Path(studio_tui.course.__file__).parent / "samples" / "K1M1C1B1.kk.md"
ON = {"tablet": {"on": True, "port": 0}}
IN_A_NETWORK = {"tablet": {"on": True, "port": 0, "host": "0.0.0.0"}}  # noqa: S104 - on purpose


def read_code(rows: str) -> str:
    """What a camera reads off the terminal: each character two pixels, light where it is filled.

    OpenCV finds nothing in one code of a hundred at any one size; a camera comes nearer until it does.
    """
    halves = {" ": (0, 0), "▀": (1, 0), "▄": (0, 1), "█": (1, 1)}
    plain = [row for row in rows.splitlines() if row]
    pixels = np.array([[halves[sign][half] for sign in row] for row in plain for half in (0, 1)], np.uint8) * 255
    for times in (5, 12, 8, 4, 6, 7, 10, 3, 9):
        enlarged = cv2.resize(pixels, None, fx=times, fy=times, interpolation=cv2.INTER_NEAREST)
        text, *_ = cv2.QRCodeDetector().detectAndDecode(np.pad(enlarged, 40, constant_values=255))
        if text:
            return str(text)
    return ""


@pytest.mark.parametrize(
    "address", ["http://192.168.1.5:8750/?key=" + "aZ9_-" * 6, "https://studio-a.local:8750/?key=x"]
)
def test_a_camera_reads_the_address(address: str) -> None:
    assert read_code(code_rows(address)) == address


def test_the_address_opens_the_prompter_once(tmp_path: Path) -> None:
    with StationProcess(tmp_path, ON) as station:
        station.start()
        printed = station.cli("tablet").stdout.splitlines()
        address = printed[0]
        assert urlsplit(address).hostname == "127.0.0.1"
        assert read_code("\n".join(row for row in printed[1:] if set(row) <= set(" ▀▄█"))) == address
        assert "this machine only" in printed[-1]
        visitor = Visitor(address)
        assert visitor.enter(address).status == 200
        assert Visitor(address).enter(address).status == 403
        second = json.loads(station.cli("tablet", "--json").stdout)["address"]
        assert Visitor(second).enter(second).status == 200
        log = station.log()
        assert address.partition("key=")[2] not in log
        assert second.partition("key=")[2] not in log


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the user's data are not where the test says")
def test_in_a_network_it_is_encrypted_and_says_what_to_compare(tmp_path: Path) -> None:
    with StationProcess(tmp_path, IN_A_NETWORK, {"XDG_DATA_HOME": str(tmp_path / "data")}) as station:
        station.start()
        answer = json.loads(station.cli("tablet", "--json").stdout)
        assert len(answer["fingerprint"].split(":")) == 32
        for language, warns in (("kk", "ескерту"), ("ru", "предупредит"), ("en", "will warn once")):
            printed = station.cli("--language", language, "tablet").stdout.splitlines()
            address = printed[0]
            assert address.startswith("https://")
            assert read_code("\n".join(row for row in printed[1:] if set(row) <= set(" ▀▄█"))) == address
            assert warns in printed[-3]
            shown = ":".join(printed[-2:]).replace(" ", ":")
            assert shown == answer["fingerprint"]
            visitor = Visitor(address, tls=after_comparing(address, shown))
            reply = visitor.enter(address)
            assert (reply.status, "; Secure" in reply.headers["Set-Cookie"]) == (200, True)
        assert [each.name for each in (tmp_path / "data" / "studio-tui").iterdir()] == ["tablet.pem"]


@pytest.mark.parametrize(
    ("address", "here_only"),
    [
        ("http://127.0.0.1:8750/?key=x", True),
        ("http://studio-a.local:8750/?key=x", True),
        ("https://127.0.0.2:8750/?key=x", True),
        ("https://[::1]:8750/?key=x", True),
        ("https://localhost:8750/?key=x", True),
        ("https://192.168.1.5:8750/?key=x", False),
        ("https://[fd00::5]:8750/?key=x", False),
        ("https://studio-a.local:8750/?key=x", False),
    ],
)
def test_an_address_for_this_machine_only_is_known(address: str, *, here_only: bool) -> None:
    assert is_here_only(address) is here_only


def test_a_browser_follows_a_real_station(tmp_path: Path) -> None:
    with StationProcess(tmp_path, ON) as station:
        station.start()
        client = station.client()
        client.ask(LoadScript(str(SCRIPT)))
        with Browser("kk") as browser:
            browser.open(station.cli("tablet").stdout.splitlines()[0])
            browser.wait_for("document.querySelectorAll('#script .now').length > 0")
            snapshot_when(client, lambda each: each.prompter.tablet.readers == 1, 10, "the reader to be counted")
            client.ask(Prompt("start"))
            browser.wait_for("window.prompterPage.position_s() > 1")
            client.ask(Prompt("mirror"))
            browser.wait_for(
                "getComputedStyle(document.getElementById('glass')).transform.startsWith('matrix(-1,')"
            )
            assert browser.complaints == []
        snapshot_when(client, lambda each: each.prompter.tablet.readers == 0, 10, "the reader to be gone")
        client.close()


def test_where_it_is_off_it_says_how_to_switch_it_on(tmp_path: Path) -> None:
    with StationProcess(tmp_path) as station:
        done = station.cli("tablet")
        assert (done.returncode, done.stdout) == (2, "")
        assert "studio-tui" in done.stderr
        station.start()
        for language in LANGUAGES:
            done = station.cli("--language", language, "tablet")
            assert (done.returncode, done.stdout) == (2, "")
            assert "[tablet]" in done.stderr
            assert "on = true" in done.stderr
        client = station.client()
        snapshot = snapshot_when(client, lambda _: True, 10, "a snapshot")
        assert (snapshot.prompter.tablet.address, snapshot.prompter.tablet.problem) == ("", None)
        client.close()


def test_with_its_port_in_use_the_station_goes_on_without(tmp_path: Path) -> None:
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    with StationProcess(tmp_path / "first", ON) as first:
        first.start()
        port = urlsplit(first.cli("tablet").stdout.splitlines()[0]).port
        with StationProcess(tmp_path / "second", {"tablet": {"on": True, "port": port}}) as second:
            second.start()
            client = second.client()
            snapshot = snapshot_when(
                client, lambda each: each.prompter.tablet.problem is not None, 10, "the problem"
            )
            assert snapshot.prompter.tablet.address == ""
            assert isinstance(client.ask(GetTabletAddress()), Refused)
            assert str(port) in second.cli("tablet").stderr
            client.close()
