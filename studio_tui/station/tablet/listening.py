"""Where the page listens, whether that is this machine alone, and how a browser elsewhere writes it."""

from __future__ import annotations

import errno
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from weakref import WeakSet

from studio_tui.station.tablet.gate import plain_address
from studio_tui.text import N_, StudioError

SocketAddress = tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]

LOOPBACK = "127.0.0.1"
_ELSEWHERE = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}
"""Addresses of nobody (RFC 5737, RFC 3849), to ask the system which of its own it would be reached at."""
_SEND_BUFFER_BYTES = 1 << 17
MAX_CONNECTIONS = 64
"""Connections of any kind, also those that have not said yet what they want."""


@dataclass(frozen=True)
class Place:
    """What the host of the settings stands for, found out once: what is decided is what is listened at.

    Attributes:
        host: as in the settings.
        family: of the address that is listened at.
        address: as the system takes it.
        only_here: whether nobody but this machine can come in.
    """

    host: str
    family: socket.AddressFamily
    address: SocketAddress
    only_here: bool

    @property
    def shown_host(self) -> str:
        """The host that a browser elsewhere asks for: an address or a name, without brackets."""
        taken = plain_address(str(self.address[0]))
        if taken is not None and taken.is_unspecified:
            return _own_address(self.family)
        return str(plain_address(self.host) or self.host)


class BoundedListener(socket.socket):
    """Closes at once what comes when `MAX_CONNECTIONS` are open, before it is asked who it is or encrypts anything.

    Whoever opens connections and says nothing would else take all the files that the station may have open.
    """

    def __init__(self, listener: socket.socket) -> None:
        """Takes a listening socket over."""
        super().__init__(fileno=listener.detach())
        self._accepted: WeakSet[socket.socket] = WeakSet()

    def accept(self) -> tuple[socket.socket, Any]:
        """As for any socket; raises ConnectionAbortedError for one that is too many."""
        connection, who = super().accept()
        if sum(each.fileno() >= 0 for each in self._accepted) >= MAX_CONNECTIONS:
            connection.close()
            raise ConnectionAbortedError
        self._accepted.add(connection)
        return connection, who


def place_of(host: str, port: int) -> Place:
    """What a host and port of the settings stand for.

    Raises:
        StudioError: there is no such host.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:  # the latter for what cannot be a name
        raise _not_served(host, port, problem) from problem
    family, *_, address = found[0]
    return Place(host, family, address, is_loopback([str(each[0]) for *_, each in found]))


def is_loopback(addresses: Sequence[str]) -> bool:
    """Whether all of these are addresses of this machine that no other one reaches; not so for none at all."""
    plain = [plain_address(each) for each in addresses]
    return bool(plain) and all(each is not None and each.is_loopback for each in plain)


def listen(place: Place) -> BoundedListener:
    """A listening socket.

    Raises:
        StudioError: the address is not this machine's, or somebody listens there.
    """
    try:
        listener = socket.create_server(place.address, family=place.family)
    except OSError as problem:
        raise _not_served(place.host, int(place.address[1]), problem) from problem
    # What waits for a browser that takes nothing is bounded in the system too.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER_BYTES)
    return BoundedListener(listener)


def in_address(host: str) -> str:
    """A host as it stands in a browser's address."""
    return f"[{host}]" if ":" in host else host


def _not_served(host: str, port: int, problem: OSError | UnicodeError) -> StudioError:
    if isinstance(problem, OSError) and problem.errno == errno.EADDRINUSE:
        return StudioError(
            N_(
                "The prompter's page for a tablet cannot be served: port {port} is in use. "
                "Choose another one under [tablet] in studio.toml.",
                port=port,
            )
        )
    return StudioError(
        N_(
            "The prompter's page for a tablet cannot be served at {host}, port {port}: {why}. "
            "Look at [tablet] in studio.toml.",
            host=host,
            port=port,
            why=getattr(problem, "strerror", None) or str(problem),
        )
    )


def _own_address(family: socket.AddressFamily) -> str:
    """The address that this machine has in its network; loopback without one. Nothing is sent."""
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((_ELSEWHERE[family], 9))
        except OSError:
            return "::1" if family == socket.AF_INET6 else LOOPBACK
        return str(ip_address(probe.getsockname()[0].partition("%")[0]))
