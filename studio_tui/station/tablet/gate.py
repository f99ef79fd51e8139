"""What a request says of itself, and whether that is this page's own; plain functions of its headers.

A browser that is lured to a name which points at the station (DNS rebinding) names that name as its host, and a
page of somebody else's names itself as the origin. Neither can be forged from within a browser.
"""

from __future__ import annotations

import re
from http.cookies import CookieError, SimpleCookie
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Protocol

_HOST = re.compile(r"(?P<host>\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9._-]{1,253})(?::(?P<port>[0-9]{1,5}))?\Z")
_LOCALHOST = (IPv4Address("127.0.0.1"), IPv6Address("::1"))
_DEFAULT_PORTS = {"http": 80, "https": 443}


class Headers(Protocol):
    """Headers as the library holds them: names in any case, each as often as it was sent."""

    def get_all(self, key: str) -> list[str]:
        """All values of a header."""


def sole(headers: Headers, name: str) -> str:
    """A header's value; empty when it is missing or there are several, which nobody sends in good faith."""
    values = headers.get_all(name)
    return values[0].strip() if len(values) == 1 else ""


def is_own_host(host: str, scheme: str, local: tuple[str, int], name: str) -> bool:
    """Whether a ``Host`` header names the address that the connection came in at.

    Args:
        host: the header.
        scheme: ``http`` or ``https``.
        local: address and port of this end of the connection.
        name: the host of the settings, which may be a name.
    """
    match = _HOST.match(host)
    if match is None or int(match["port"] or _DEFAULT_PORTS[scheme]) != local[1]:
        return False
    address, asked = plain_address(local[0]), match["host"].strip("[]")
    if address is not None and plain_address(asked) == address:
        return True
    names = {"localhost"} if address in _LOCALHOST else set()
    if plain_address(name) is None:
        names.add(name.casefold().rstrip("."))
    return asked.casefold().rstrip(".") in names


def is_own_origin(origin: str, scheme: str, host: str) -> bool:
    """Whether an ``Origin`` header is that of the page itself: a browser writes its host as in ``Host``."""
    return bool(host) and origin.casefold() == f"{scheme}://{host}".casefold()


def cookie(headers: Headers, name: str) -> str:
    """The value of a cookie; empty without it."""
    try:
        morsel = SimpleCookie(sole(headers, "Cookie")).get(name)
    except CookieError:
        return ""
    return morsel.value if morsel is not None else ""


def plain_address(text: str) -> IPv4Address | IPv6Address | None:
    """An address, IPv4 where it is one that only looks like IPv6; None when it is a name."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address
