"""The tablet's end in the station: off, being served, or why it is not."""

from __future__ import annotations

import errno
import logging
import socket
import ssl
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING

from studio_tui.config import Language, TabletSettings
from studio_tui.station.messages import Prompt, Snapshot, TabletState
from studio_tui.station.prompter_desk import PrompterDesk
from studio_tui.station.tablet.keys import Keys
from studio_tui.text import N_, StudioError, Text

if TYPE_CHECKING:
    from studio_tui.station.tablet.server import TabletServer

_SEND_BUFFER_BYTES = 1 << 17
LOOPBACK = "127.0.0.1"
_ELSEWHERE = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}
"""Addresses of nobody (RFC 5737, RFC 3849), to ask the system which of its own it would be reached at."""

_logger = logging.getLogger(__name__)


class TabletDesk:
    """The page as the station sees it. Nothing is loaded, opened or started while it is off."""

    def __init__(self, settings: TabletSettings, prompter: PrompterDesk, language: Language | str = "") -> None:
        """Nothing runs before `start`.

        Args:
            settings: whether, where and what for.
            prompter: what is shown.
            language: the page's where a browser asks for none that is known; empty is Kazakh.
        """
        self._settings = settings
        self._prompter = prompter
        self._language = language or "kk"
        self._keys = Keys()
        self._server: TabletServer | None = None
        self._address = ""
        self._problem: Text | None = None

    @property
    def state(self) -> TabletState:
        """Address, readers and trouble, for the screens."""
        readers = self._server.readers if self._server else 0
        return TabletState(address=self._address, readers=readers, problem=self._problem)

    def start(self) -> None:
        """Serve the page when the settings say so. Where that cannot be, the station goes on without it."""
        if not self._settings.on:
            return
        try:
            self._serve(self._settings.host or LOOPBACK)
        except StudioError as problem:
            _logger.exception("the page for a tablet")
            self._problem = problem.text

    def stop(self) -> None:
        """End what was started."""
        if self._server is not None:
            self._server.stop()
            self._server = None

    def offer(self, snapshot: Snapshot) -> None:
        """Show the page what is new; called from one thread."""
        if self._server is not None:
            self._server.offer(snapshot)

    def fresh_address(self) -> str:
        """The page's address with a new key in it, which opens it once; the key before is void.

        Raises:
            StudioError: the page is off, or cannot be served.
        """
        if self._problem is not None:
            raise StudioError(self._problem)
        if self._server is None:
            raise StudioError(
                N_(
                    "The prompter's page for a tablet is off. Set on = true under [tablet] in studio.toml, "
                    "then stop the station and start it again."
                )
            )
        return f"{self._address}?key={self._keys.fresh()}"

    def _serve(self, host: str) -> None:
        from studio_tui.station.tablet.pages import Pages  # noqa: PLC0415 - not loaded while the page is off
        from studio_tui.station.tablet.server import TabletServer  # noqa: PLC0415

        control = self._settings.control
        tls = _certificate(self._settings)
        listener = _listen(host, self._settings.port)
        self._server = TabletServer(
            listener,
            self._keys,
            Pages(control=control, language=self._language),
            self._prompter.timed,
            self._toggle if control else None,
            name=host,
            tls=tls,
        )
        self._server.start()
        port = listener.getsockname()[1]
        self._address = f"{'https' if tls else 'http'}://{_host_in_address(host, listener.family)}:{port}/"

    def _toggle(self) -> None:
        """Start or hold, as a tap on the page asks; without a script there is nothing to do."""
        try:
            self._prompter.move(Prompt("toggle"))
        except StudioError as problem:
            _logger.info("a tap on the tablet: %s", problem)


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket.

    Raises:
        StudioError: the address is not this machine's, or somebody listens there.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.create_server((host, port), family=family)
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            text = N_(
                "The prompter's page for a tablet cannot be served: port {port} is in use. "
                "Choose another one under [tablet] in studio.toml.",
                port=port,
            )
        else:
            text = N_(
                "The prompter's page for a tablet cannot be served at {host}, port {port}: {why}. "
                "Look at [tablet] in studio.toml.",
                host=host,
                port=port,
                why=problem.strerror or str(problem),
            )
        raise StudioError(text) from problem
    # What waits for a browser that takes nothing is bounded in the system too.
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER_BYTES)
    return listener


def _certificate(settings: TabletSettings) -> ssl.SSLContext | None:
    """The certificate of the settings, None when they name none.

    Raises:
        StudioError: it cannot be used.
    """
    if not settings.certificate:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    key = settings.certificate_key or settings.certificate
    try:
        context.load_cert_chain(Path(settings.certificate).expanduser(), Path(key).expanduser(), password="")
    except OSError as problem:  # ssl.SSLError is one
        raise StudioError(
            N_(
                "The prompter's page for a tablet cannot be served: the certificate {file} cannot be used ({why}).",
                file=settings.certificate,
                why=problem.strerror or str(problem),
            )
        ) from problem
    return context


def _host_in_address(host: str, family: socket.AddressFamily) -> str:
    """The host as a browser elsewhere would write it."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if address.is_unspecified:
        address = ip_address(_own_address(family))
    return f"[{address}]" if address.version == 6 else str(address)


def _own_address(family: socket.AddressFamily) -> str:
    """The address that this machine has in its network; loopback without one. Nothing is sent."""
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((_ELSEWHERE[family], 9))
        except OSError:
            return "::1" if family == socket.AF_INET6 else LOOPBACK
        return str(probe.getsockname()[0])
