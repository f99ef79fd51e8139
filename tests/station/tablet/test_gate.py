"""Whose request it is, by its headers; and in which language it is answered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websockets.datastructures import Headers

from studio_tui.station.tablet.gate import cookie, is_own_host, is_own_origin, sole
from studio_tui.station.tablet.pages import preferred_language

LAN = ("192.168.1.5", 8750)
HOME = ("127.0.0.1", 8750)


class Sent:
    """Headers of which every one has the same value, whatever is in it."""

    def __init__(self, value: str) -> None:
        self._value = value

    def get_all(self, key: str) -> list[str]:
        return [self._value] if key else []


@pytest.mark.parametrize(
    ("host", "local", "name"),
    [
        ("127.0.0.1:8750", HOME, "127.0.0.1"),
        ("localhost:8750", HOME, "127.0.0.1"),
        ("LOCALHOST.:8750", HOME, "127.0.0.1"),
        ("192.168.1.5:8750", LAN, "192.168.1.5"),
        ("192.168.1.5:8750", LAN, "0.0.0.0"),  # noqa: S104 - the setting for all addresses
        ("studio-a.local:8750", LAN, "studio-a.local"),
        ("[::1]:8750", ("::1", 8750), "::1"),
        ("[0:0::1]:8750", ("::1", 8750), "::1"),
        ("192.168.1.5:8750", ("::ffff:192.168.1.5", 8750), "::"),
        ("192.168.1.5", ("192.168.1.5", 80), "192.168.1.5"),
    ],
)
def test_the_own_address_is_known(host: str, local: tuple[str, int], name: str) -> None:
    assert is_own_host(host, "http", local, name)


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("", HOME),
        ("evil.example:8750", HOME),
        ("127.0.0.1.evil.example:8750", HOME),
        ("localhost:8750", LAN),
        ("127.0.0.1:8750", LAN),
        ("192.168.1.6:8750", LAN),
        ("192.168.1.5:8751", LAN),
        ("192.168.1.5", LAN),
        ("192.168.1.5:08750x", LAN),
        ("user@192.168.1.5:8750", LAN),
        ("192.168.1.5:8750, evil.example", LAN),
        ("192.168.1.5:8750/", LAN),
        ("192.168.1.5:99999", LAN),
        ("0.0.0.0:8750", LAN),
        ("[::ffff:7f00:1:8750", HOME),
        ("192.168.1.5:8750\n", LAN),
    ],
)
def test_any_other_host_is_foreign(host: str, local: tuple[str, int]) -> None:
    assert not is_own_host(host, "http", local, local[0])


@given(host=st.text(max_size=60))
def test_whatever_a_host_header_says_it_is_answered(host: str) -> None:
    own = is_own_host(host, "http", HOME, "127.0.0.1")
    assert not own or host.casefold() in {"127.0.0.1:8750", "localhost:8750", "localhost.:8750"}


@pytest.mark.parametrize(
    ("origin", "own"),
    [
        ("http://192.168.1.5:8750", True),
        ("HTTP://192.168.1.5:8750", True),
        ("https://192.168.1.5:8750", False),
        ("http://192.168.1.5:8751", False),
        ("http://192.168.1.5", False),
        ("http://evil.example", False),
        ("http://192.168.1.5:8750.evil.example", False),
        ("null", False),
        ("", False),
    ],
)
def test_only_the_pages_own_origin_passes(origin: str, own: bool) -> None:  # noqa: FBT001
    assert is_own_origin(origin, "http", "192.168.1.5:8750") is own


def test_headers_that_come_twice_count_as_missing() -> None:
    headers = Headers([("Host", "a"), ("Host", "b"), ("Origin", " x ")])
    assert (sole(headers, "host"), sole(headers, "Origin"), sole(headers, "Cookie")) == ("", "x", "")


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("key_1=abc", "abc"),
        ("other=1; key_1=abc; more=2", "abc"),
        ("key_1=", ""),
        ("key_2=abc", ""),
        ("\x01;;;=", ""),
        ("", ""),
    ],
)
def test_a_cookie_is_found_or_not(header: str, value: str) -> None:
    assert cookie(Sent(header), "key_1") == value


@given(header=st.text(st.characters(max_codepoint=255), max_size=100))
def test_any_cookie_header_is_read_without_trouble(header: str) -> None:
    assert isinstance(cookie(Sent(header), "key_1"), str)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("kk-KZ,kk;q=0.9,ru;q=0.8,en;q=0.7", "kk"),
        ("ru-RU,ru;q=0.9,en-US;q=0.8", "ru"),
        ("uz, tr;q=0.9, ru;q=0.5, en;q=0.6", "en"),
        ("EN", "en"),
        ("de, fr", "kk"),
        ("en;q=0", "kk"),
        ("*", "kk"),
        ("", "kk"),
        ("en;q=high, ;;, ru", "ru"),
        ("de," * 5000 + "en", "kk"),
    ],
)
def test_the_page_speaks_the_browsers_language_or_the_stations(accepted: str, language: str) -> None:
    assert preferred_language(accepted, "kk") == language
