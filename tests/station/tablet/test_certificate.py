"""The station's own certificate: what is in it, how it is kept, when there is another, and what without one."""

from __future__ import annotations

import os
import socket
import ssl
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from studio_tui.config import TabletSettings
from studio_tui.i18n import LANGUAGES, Translator
from studio_tui.station.tablet.certificate import FILE, LIFE, RENEWED_BEFORE_END, own_certificate
from studio_tui.text import StudioError
from tests.rigs.own_certificate import shown_certificate
from tests.rigs.tablet_page import ServedPage, Visitor

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOST = "192.168.1.5"
ANYWHERE = "0.0.0.0"  # noqa: S104 - on purpose
POSIX = pytest.mark.skipif(os.name != "posix", reason="there are no such modes and owners elsewhere")


def loaded(file: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(file.read_bytes())


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_it_is_for_this_host_for_a_year_and_vouches_for_nobody(tmp_path: Path) -> None:
    certificate = loaded(own_certificate(tmp_path / "own", HOST, NOW).file)
    public = certificate.public_key()
    assert isinstance(public, ec.EllipticCurvePublicKey)
    assert public.curve.name == "secp256r1"
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert list(names) == [x509.IPAddress(ip_address(HOST))]
    assert certificate.not_valid_before_utc < NOW - timedelta(hours=12)
    assert NOW + timedelta(days=360) < certificate.not_valid_after_utc
    assert certificate.not_valid_after_utc - certificate.not_valid_before_utc <= timedelta(days=398)
    assert not certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca


@pytest.mark.parametrize(
    ("host", "name"), [("studio-a.local", "studio-a.local"), ("студия.local", "xn--d1aizef8e.local")]
)
def test_it_may_be_for_a_name(tmp_path: Path, host: str, name: str) -> None:
    certificate = loaded(own_certificate(tmp_path, host, NOW).file)
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == [name]


def test_the_fingerprint_is_what_openssl_says(tmp_path: Path) -> None:
    own = own_certificate(tmp_path, HOST, NOW)
    command = ["openssl", "x509", "-in", own.file, "-noout", "-fingerprint", "-sha256"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert said.strip().partition("=")[2] == own.fingerprint


@POSIX
def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "studio-tui"
    own = own_certificate(folder, HOST, NOW)
    assert (mode(folder), mode(own.file)) == (0o700, 0o600)
    folder.chmod(0o755)
    assert own_certificate(folder, HOST, NOW) == own
    assert mode(folder) == 0o700
    assert [each.name for each in folder.iterdir()] == [FILE]


@POSIX
def test_one_that_others_could_read_is_not_used_on(tmp_path: Path) -> None:
    own = own_certificate(tmp_path, HOST, NOW)
    own.file.chmod(0o640)
    another = own_certificate(tmp_path, HOST, NOW)
    assert another.fingerprint != own.fingerprint
    assert mode(another.file) == 0o600


@pytest.mark.parametrize(
    ("since", "host", "is_kept"),
    [
        (timedelta(0), HOST, True),
        (timedelta(days=300), HOST, True),
        (LIFE - RENEWED_BEFORE_END - timedelta(days=1, hours=1), HOST, True),
        (LIFE - RENEWED_BEFORE_END - timedelta(days=1), HOST, False),
        (LIFE + timedelta(days=30), HOST, False),
        (timedelta(days=-2), HOST, False),
        (timedelta(0), "192.168.1.6", False),
        (timedelta(0), "studio-a.local", False),
        (timedelta(0), "::ffff:192.168.1.5", True),
    ],
)
def test_it_is_kept_until_it_is_old_or_the_host_is_another(
    tmp_path: Path, since: timedelta, host: str, *, is_kept: bool
) -> None:
    first = own_certificate(tmp_path, HOST, NOW)
    second = own_certificate(tmp_path, host, NOW + since)
    assert (second == first) is is_kept
    certificate = loaded(second.file)
    assert certificate.not_valid_before_utc <= NOW + since < certificate.not_valid_after_utc - RENEWED_BEFORE_END


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda pem: pem[: len(pem) // 2], id="cut"),
        pytest.param(lambda pem: pem[pem.index(b"-----BEGIN CERT") :], id="no key"),
        pytest.param(lambda _: "бұл сертификат емес".encode(), id="noise"),
    ],
)
def test_a_damaged_one_is_made_anew(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    file = own_certificate(tmp_path, HOST, NOW).file
    file.write_bytes(damage(file.read_bytes()))
    again = own_certificate(tmp_path, HOST, NOW)
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(again.file)
    assert own_certificate(tmp_path, HOST, NOW) == again


def test_a_key_of_another_certificate_is_made_anew(tmp_path: Path) -> None:
    mine, other = own_certificate(tmp_path, HOST, NOW).file, own_certificate(tmp_path / "other", HOST, NOW).file
    begin = b"-----BEGIN CERT"
    mine.write_bytes(mine.read_bytes().partition(begin)[0] + begin + other.read_bytes().partition(begin)[2])
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(own_certificate(tmp_path, HOST, NOW).file)


def test_a_page_that_is_served_again_has_the_same(tmp_path: Path) -> None:
    settings = TabletSettings(on=True, host=ANYWHERE, port=0)
    fingerprints = []
    for _ in range(2):
        with ServedPage(tmp_path, settings) as page:
            assert page.reader().get("/").status == 200
            fingerprints.append(page.desk.fingerprint)
    assert fingerprints[0] == fingerprints[1] != ""


def test_a_certificate_of_the_settings_is_taken_instead(tmp_path: Path) -> None:
    given = own_certificate(tmp_path / "given", "127.0.0.1")
    settings = TabletSettings(on=True, host=ANYWHERE, port=0, certificate=str(given.file))
    with ServedPage(tmp_path / "library", settings) as page:
        assert shown_certificate(page.desk.state.address) == loaded(given.file)
        assert page.desk.fingerprint == ""
        assert not page.private.exists()


def not_a_folder(folder: Path) -> None:
    folder.write_text("")


def without_a_place_for_the_file(folder: Path) -> None:
    (folder / FILE / "occupied").mkdir(parents=True)


def of_somebody_else(folder: Path) -> None:
    if not hasattr(os, "getuid") or os.getuid() != 0:
        pytest.skip("only root gives folders away")
    folder.mkdir()
    os.chown(folder, 65534, 65534)


@pytest.mark.parametrize("spoil", [not_a_folder, without_a_place_for_the_file, of_somebody_else])
def test_where_it_cannot_be_kept_there_is_no_page_at_all(tmp_path: Path, spoil: Callable[[Path], None]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    page = ServedPage(tmp_path, TabletSettings(on=True, host=ANYWHERE, port=port))
    spoil(page.private)
    with page:
        problem = page.desk.state.problem
        assert problem is not None
        for language in LANGUAGES:
            assert str(page.private) in Translator(language).say(problem)
        assert (page.desk.state.address, page.desk.fingerprint) == ("", "")
        with pytest.raises(StudioError) as refused:
            page.desk.fresh_address()
        assert refused.value.text == problem
        with pytest.raises(ConnectionRefusedError):
            Visitor(f"http://127.0.0.1:{port}/").get("/")
        page.prompt("start")
        assert page.prompter.state.clock.running


def test_where_it_cannot_be_made_there_is_no_page_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography", None)
    with ServedPage(tmp_path, TabletSettings(on=True, host=ANYWHERE, port=0)) as page:
        assert page.desk.state.problem is not None
        assert page.desk.state.address == ""


def test_nothing_is_made_for_this_machine_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cryptography", None)
    with ServedPage(tmp_path, TabletSettings(on=True, port=0)) as page:
        assert page.reader().get("/").status == 200
        assert page.desk.state.address.startswith("http://127.0.0.1:")
        assert not page.private.exists()
