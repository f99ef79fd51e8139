"""Where the page is served, and what becomes of the station when it cannot be."""

from __future__ import annotations

import http.client
import socket
import ssl
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from studio_tui.config import TabletSettings
from studio_tui.i18n import LANGUAGES, Translator
from studio_tui.text import StudioError
from tests.rigs.tablet_page import ServedPage, Visitor, refusal_of_live


def test_it_is_off_and_local_unless_told_otherwise(tmp_path: Path) -> None:
    assert (TabletSettings().on, TabletSettings().host, TabletSettings().control) == (False, "127.0.0.1", False)
    with ServedPage(tmp_path, TabletSettings(port=0)) as page:
        assert (page.desk.state.address, page.desk.state.problem) == ("", None)
        with pytest.raises(StudioError, match="on = true"):
            page.desk.fresh_address()
    with ServedPage(tmp_path, TabletSettings(on=True, host="", port=0)) as page:
        assert page.desk.state.address.startswith("http://127.0.0.1:")


def test_a_port_in_use_is_a_sentence_and_nothing_else_fails(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with ServedPage(tmp_path, TabletSettings(on=True, port=port)) as page:
            problem = page.desk.state.problem
            assert problem is not None
            for language in LANGUAGES:
                assert str(port) in Translator(language).say(problem)
            with pytest.raises(StudioError, match="in use"):
                page.desk.fresh_address()


@pytest.mark.parametrize("host", ["192.0.2.77", "no-such-name.invalid", "no..name", "x" * 70])
def test_an_address_that_is_not_this_machines_is_a_sentence(tmp_path: Path, host: str) -> None:
    with ServedPage(tmp_path, TabletSettings(on=True, host=host, port=0)) as page:
        problem = page.desk.state.problem
        assert problem is not None
        assert host in Translator("en").say(problem)


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])  # noqa: S104 - on purpose
def test_all_addresses_are_shown_as_one_that_can_be_reached(tmp_path: Path, host: str) -> None:
    if host == "::" and not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    with ServedPage(tmp_path, TabletSettings(on=True, host=host, port=0)) as page:
        assert urlsplit(page.desk.state.address).hostname != host
        assert page.desk.state.address.startswith("https://")
        assert page.reader().get("/").status == 200


def test_the_port_is_free_again_afterwards(tmp_path: Path) -> None:
    with ServedPage(tmp_path, TabletSettings(on=True, port=0)) as page, page.reader().live() as live:
        live.hear("state")
        port = page.visitor().port
        page.desk.stop()
        assert live.hear_the_end() == 1001
    with ServedPage(tmp_path, TabletSettings(on=True, port=port)) as again:
        assert again.reader().get("/").status == 200


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this machine with its key, in one file."""
    folder = tmp_path_factory.mktemp("certificate")
    made = ["openssl", "req", "-x509", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    named = ["-days", "2", "-subj", "/CN=studio", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", folder / "key.pem", "-out", folder / "own.pem"]
    subprocess.run([*made, *named, *files], check=True, capture_output=True)
    both = folder / "both.pem"
    both.write_bytes((folder / "own.pem").read_bytes() + (folder / "key.pem").read_bytes())
    return both


def test_with_a_certificate_it_is_encrypted(tmp_path: Path, certificate: Path) -> None:
    trusting = ssl.create_default_context(cafile=str(certificate))
    settings = TabletSettings(on=True, port=0, certificate=str(certificate))
    with ServedPage(tmp_path, settings) as page:
        address = page.desk.fresh_address()
        assert address.startswith("https://127.0.0.1:")
        visitor = Visitor(address, tls=trusting)
        reply = visitor.enter(address)
        assert "; Secure" in reply.headers["Set-Cookie"]
        assert f"wss://127.0.0.1:{visitor.port};" in reply.headers["Content-Security-Policy"]
        assert visitor.get("/").status == 200
        assert refusal_of_live(visitor, f"http://127.0.0.1:{visitor.port}") == 403
        with visitor.live() as live:
            assert live.hear("script")["words"]
        with pytest.raises((OSError, http.client.HTTPException)):
            Visitor(f"http://127.0.0.1:{visitor.port}/").get("/")


def test_a_certificate_that_cannot_be_used_is_a_sentence(tmp_path: Path, certificate: Path) -> None:
    without_key = certificate.with_name("own.pem")
    noise = tmp_path / "noise.pem"
    noise.write_text("бұл сертификат емес")
    for file in (without_key, noise, tmp_path / "nowhere.pem", tmp_path):
        settings = TabletSettings(on=True, port=0, certificate=str(file))
        with ServedPage(tmp_path / "library", settings) as page:
            problem = page.desk.state.problem
            assert problem is not None
            assert str(file) in Translator("kk").say(problem)
            assert page.desk.state.address == ""
