"""Which hosts of the settings are this machine alone, and which let others in."""

from __future__ import annotations

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tui.station.tablet.listening import in_address, is_loopback, place_of

ALL = ["0.0.0.0", "::", "0"]  # noqa: S104 - on purpose


def names(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Have every name stand for these addresses."""
    found = [
        (socket.AF_INET6 if ":" in each else socket.AF_INET, socket.SOCK_STREAM, 6, "", (each, 8750))
        for each in addresses
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "127.255.255.254", "::1", "localhost", "127.1"])
def test_this_machine_alone(host: str) -> None:
    assert place_of(host, 8750).only_here


@pytest.mark.parametrize("host", [*ALL, "192.168.1.5", "10.0.0.1", "198.18.0.1", "fe80::1", "128.0.0.1"])
def test_others_can_come_in(host: str) -> None:
    assert not place_of(host, 8750).only_here


@pytest.mark.parametrize("host", ALL)
def test_all_addresses_are_shown_as_one(host: str) -> None:
    assert place_of(host, 8750).shown_host not in ALL


@pytest.mark.parametrize(
    ("addresses", "only_here"),
    [
        (["127.0.0.1"], True),
        (["::1", "127.0.0.1"], True),
        (["::ffff:127.0.0.1"], True),
        (["127.0.0.1", "192.168.1.5"], False),
        (["192.168.1.5", "127.0.0.1"], False),
        (["::1", "fe80::1%eth0"], False),
        (["::ffff:192.168.1.5"], False),
    ],
)
def test_a_name_is_this_machine_when_all_its_addresses_are(
    monkeypatch: pytest.MonkeyPatch, addresses: list[str], *, only_here: bool
) -> None:
    names(monkeypatch, *addresses)
    place = place_of("studio-a.local", 8750)
    assert place.only_here is only_here
    assert place.shown_host == "studio-a.local"
    # What was decided about is what is listened at, whatever the name stands for a moment later.
    assert place.address[0] == addresses[0]


def test_no_address_is_not_this_machine() -> None:
    assert not is_loopback([])
    assert not is_loopback(["localhost"])


@given(st.ip_addresses(v=4))
def test_loopback_of_ipv4_is_all_that_begins_with_127(address: object) -> None:
    assert is_loopback([str(address)]) == str(address).startswith("127.")
    assert is_loopback([f"::ffff:{address}"]) == str(address).startswith("127.")


def test_hosts_in_an_address() -> None:
    assert [in_address(each) for each in ("fe80::1", "192.168.1.5", "studio-a.local")] == [
        "[fe80::1]",
        "192.168.1.5",
        "studio-a.local",
    ]
