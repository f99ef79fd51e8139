"""The tablet's end in the station: off, being served, or why it is not."""

from __future__ import annotations

import logging
import ssl
from pathlib import Path
from typing import TYPE_CHECKING

from studio_tui.config import Language, TabletSettings
from studio_tui.station.messages import Snapshot
from studio_tui.station.prompter_desk import PrompterDesk
from studio_tui.station.prompter_messages import Prompt, TabletState
from studio_tui.station.tablet.keys import Keys
from studio_tui.station.tablet.listening import LOOPBACK, Place, in_address, listen, place_of
from studio_tui.text import N_, StudioError, Text

if TYPE_CHECKING:
    from studio_tui.station.tablet.server import TabletServer

_logger = logging.getLogger(__name__)


class TabletDesk:
    """The page as the station sees it. Nothing is loaded, opened or started while it is off."""

    def __init__(
        self,
        settings: TabletSettings,
        prompter: PrompterDesk,
        language: Language | str = "",
        private_folder: Path | None = None,
    ) -> None:
        """Nothing runs before `start`.

        Args:
            settings: whether, where and what for.
            prompter: what is shown.
            language: the page's where a browser asks for none that is known; empty is Kazakh.
            private_folder: where the station's own certificate is kept; None is among the user's data.
        """
        self._settings = settings
        self._prompter = prompter
        self._language = language or "kk"
        self._private_folder = private_folder
        self._keys = Keys()
        self._server: TabletServer | None = None
        self._address = ""
        self._fingerprint = ""
        self._problem: Text | None = None

    @property
    def state(self) -> TabletState:
        """Address, readers and trouble, for the screens."""
        readers = self._server.readers if self._server else 0
        return TabletState(address=self._address, readers=readers, problem=self._problem)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the station's own certificate, which browsers warn of; empty where it uses none."""
        return self._fingerprint

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
        place = place_of(host, self._settings.port)
        listener = listen(place)
        try:
            tls = self._encryption(place)
        except StudioError:
            listener.close()
            raise
        self._server = TabletServer(
            listener,
            self._keys,
            Pages(control=control, language=self._language),
            self._prompter.timed,
            self._move if control else None,
            name=host,
            tls=tls,
        )
        self._server.start()
        port = listener.getsockname()[1]
        self._address = f"{'https' if tls else 'http'}://{in_address(place.shown_host)}:{port}/"

    def _encryption(self, place: Place) -> ssl.SSLContext | None:
        """What the page is encrypted with; None only where nobody but this machine can come in.

        Raises:
            StudioError: there is no certificate that can be used.
        """
        if self._settings.certificate:
            return _context(self._settings.certificate, self._settings.certificate_key)
        if place.only_here:
            return None
        from studio_tui.station.tablet.certificate import own_certificate, private_folder  # noqa: PLC0415 - as above

        own = own_certificate(self._private_folder or private_folder(), place.shown_host)
        context = _context(str(own.file), "")
        self._fingerprint = own.fingerprint
        return context

    def _move(self, asked: Prompt) -> None:
        """Do what a hand at the page asks; without a script there is nothing to do."""
        try:
            self._prompter.move(asked)
        except StudioError as problem:
            _logger.info("a hand at the tablet: %s", problem)


def _context(certificate: str, certificate_key: str) -> ssl.SSLContext:
    """A certificate ready for use; without a file of its own the key is in the same one.

    Raises:
        StudioError: it cannot be used.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    key = certificate_key or certificate
    try:
        context.load_cert_chain(Path(certificate).expanduser(), Path(key).expanduser(), password="")
    except OSError as problem:  # ssl.SSLError is one
        raise StudioError(
            N_(
                "The prompter's page for a tablet cannot be served: the certificate {file} cannot be used ({why}).",
                file=certificate,
                why=problem.strerror or str(problem),
            )
        ) from problem
    return context
