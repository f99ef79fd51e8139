"""Serves the page: HTTP and live connections on a thread of its own, with nothing to do while nobody reads."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import ssl
import threading
from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import parse_qsl

import msgspec
from websockets.asyncio.server import ServerConnection, serve
from websockets.datastructures import Headers
from websockets.frames import CloseCode
from websockets.http11 import Request, Response

from studio_tui.course.script import Script
from studio_tui.prompter.schedule import Schedule
from studio_tui.station.messages import Snapshot
from studio_tui.station.prompter_messages import Prompt
from studio_tui.station.tablet.gate import cookie, is_own_host, is_own_origin, sole
from studio_tui.station.tablet.keys import SESSION_LIFE_S, Guesses, Keys
from studio_tui.station.tablet.listening import MAX_CONNECTIONS
from studio_tui.station.tablet.pages import LIVE, PAGE, Page, Pages, safety_headers
from studio_tui.station.tablet.reader import Reader
from studio_tui.station.tablet.state import PageScript, PageState, page_script, page_state

MAX_READERS = 8
MAX_MESSAGE_BYTES = 1024
"""Longest message of a page; a longer one ends the connection."""
HEARTBEAT_S = 1.0

TimedScript = tuple[int, Script | None, Schedule]

_OPEN_S = 5.0
_CLOSE_S = 1.0
_PING_S = 10.0
_STOP_S = 3.0
_PREFETCH = ("Sec-Purpose", "Purpose")

_wire = logging.getLogger(f"{__name__}.wire")


class TabletServer:
    """The page on a socket that listens already; `offer` and `readers` may be used from other threads."""

    def __init__(
        self,
        listener: socket.socket,
        keys: Keys,
        pages: Pages,
        script: Callable[[], TimedScript],
        move: Callable[[Prompt], None] | None,
        *,
        name: str,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Wire the server.

        Args:
            listener: bound and listening; closed by `stop`.
            keys: who may see the page.
            pages: what it is made of.
            script: number, script and schedule on the prompter.
            move: moves the prompter; None when the page only shows.
            name: the host of the settings.
            tls: the certificate; None to speak in the open.
        """
        self._listener = listener
        self._keys = keys
        self._pages = pages
        self._script_on_prompter = script
        self._move = move
        self._name = name
        self._tls = tls
        self._scheme = "https" if tls else "http"
        self._guesses = Guesses()
        # Cookies do not keep ports apart: two stations on one machine would lose each other's.
        self._cookie = f"studio_prompter_{listener.getsockname()[1]}"
        self._readers: set[Reader] = set()
        self._script: PageScript | None = None
        self._script_payload = b""
        self._offered: PageState | None = None
        self._offered_at_s = 0.0
        self._loop = asyncio.new_event_loop()
        self._stopping = asyncio.Event()
        self._thread = threading.Thread(target=self._run, name="tablet", daemon=True)

    @property
    def readers(self) -> int:
        """Browsers that show the prompter now."""
        return len(self._readers)

    def start(self) -> None:
        """Begin to serve."""
        _wire.setLevel(logging.WARNING)  # what is merely said of each connection would fill the station's log
        self._thread.start()

    def stop(self) -> None:
        """Close all connections, within a few seconds."""
        with contextlib.suppress(RuntimeError):  # the loop has ended by itself
            self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(_STOP_S)
        self._listener.close()

    def offer(self, snapshot: Snapshot) -> None:
        """Show browsers a snapshot when it says something new, or nothing was said for a while.

        Called from one thread, 25 times a second: it costs nothing while nobody reads.
        """
        if not self._readers:
            return
        state = page_state(snapshot)
        if state == self._offered and snapshot.at_s - self._offered_at_s < HEARTBEAT_S:
            return
        self._offered, self._offered_at_s = state, snapshot.at_s
        self._loop.call_soon_threadsafe(self._spread, state)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        server = await serve(
            self._live,
            sock=self._listener,
            ssl=self._tls,
            ssl_handshake_timeout=_OPEN_S if self._tls else None,
            ssl_shutdown_timeout=_CLOSE_S if self._tls else None,
            process_request=self._answer,
            create_connection=_Counted,
            compression=None,
            server_header=None,
            max_size=MAX_MESSAGE_BYTES,
            open_timeout=_OPEN_S,
            close_timeout=_CLOSE_S,
            ping_interval=_PING_S,
            ping_timeout=_PING_S,
            logger=_wire,
        )
        await self._stopping.wait()
        server.close()
        await asyncio.wait([asyncio.ensure_future(server.wait_closed())], timeout=_CLOSE_S * 2)

    # --- Live connections --------------------------------------------------------------------------------------

    async def _live(self, connection: ServerConnection) -> None:
        if len(self._readers) >= MAX_READERS:  # several were let in at the same moment
            await connection.close(CloseCode.TRY_AGAIN_LATER)
            return
        reader = Reader(connection, self._move)
        self._readers.add(reader)
        if self._script is not None:
            reader.put_script(self._script_payload)
        self._offered = None  # so that the next snapshot is sent
        try:
            await reader.run()
        finally:
            self._readers.discard(reader)

    def _spread(self, state: PageState) -> None:
        """Send to all what they have not seen, the script first."""
        if self._script is None or self._script.script_id != state.script_id:
            self._script = page_script(*self._script_on_prompter())
            self._script_payload = msgspec.json.encode(self._script)
            for reader in self._readers:
                reader.put_script(self._script_payload)
        payload = msgspec.json.encode(state)
        for reader in self._readers:
            reader.put_state(payload)

    # --- Requests ----------------------------------------------------------------------------------------------

    def _answer(self, connection: ServerConnection, request: Request) -> Response | None:
        """The answer to a request; None lets a page have its live connection."""
        accepted = ",".join(request.headers.get_all("Accept-Language"))
        host = sole(request.headers, "Host")
        local = connection.local_address
        if not is_own_host(host, self._scheme, (local[0], local[1]), self._name):
            return self._refuse("host", accepted, "")
        if request.method != "GET":
            return self._refuse("method", accepted, host)
        path, _, query = request.path.partition("?")
        known = self._keys.knows(cookie(request.headers, self._cookie))
        key = _key_in(query) if path == PAGE else ""
        # A browser that only looks ahead may throw the page away, and the key with it.
        if key and not any("prefetch" in sole(request.headers, name) for name in _PREFETCH):
            return self._take_key(key, str(connection.remote_address[0]), accepted, host, known=known)
        if not known:
            return self._refuse("no_key", accepted, host)
        if path == LIVE:
            refusal = self._why_not_live(request.headers, host)
            return self._refuse(refusal, accepted, host) if refusal else None
        page = self._pages.page(path, accepted)
        return self._refuse("unknown", accepted, host) if page is None else self._response(page, host)

    def _take_key(self, key: str, who: str, accepted: str, host: str, *, known: bool) -> Response:
        """Somebody comes with a key. Who is known already gets in whatever it is, and out of its address."""
        if not known and self._guesses.too_many(who):
            return self._refuse("guessing", accepted, host)
        session = self._keys.exchange(key)
        if session is None and not known:
            self._guesses.failed(who)
            return self._refuse("wrong_key", accepted, host)
        response = self._response(self._pages.welcome(accepted), host)
        if session is not None:
            secure = "; Secure" if self._tls else ""
            response.headers["Set-Cookie"] = (
                f"{self._cookie}={session}; Path=/; Max-Age={SESSION_LIFE_S:.0f}; HttpOnly; SameSite=Strict{secure}"
            )
        return response

    def _why_not_live(self, headers: Headers, host: str) -> str:
        """The name of a refusal; empty when there is none."""
        if sole(headers, "Upgrade").lower() != "websocket":
            return "full" if len(self._readers) >= MAX_READERS else "upgrade"
        if not is_own_origin(sole(headers, "Origin"), self._scheme, host):
            return "origin"
        return "full" if len(self._readers) >= MAX_READERS else ""

    def _refuse(self, name: str, accepted: str, host: str) -> Response:
        return self._response(self._pages.refusal(name, accepted), host)

    def _response(self, page: Page, host: str) -> Response:
        headers = Headers(safety_headers(self._scheme, host))
        headers["Content-Type"] = page.content_type
        headers["Content-Length"] = str(len(page.body))
        headers["Connection"] = "close"
        if page.status == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = "GET"
        return Response(page.status.value, page.status.phrase, headers, page.body)


class _Counted(ServerConnection):
    """A connection that is dropped where there are too many; for Windows, which does not ask the listener."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        if len(self.server.handler_tasks) > MAX_CONNECTIONS:
            self.transport.abort()


def _key_in(query: str) -> str:
    """The key in an address; empty without one."""
    try:
        return dict(parse_qsl(query, max_num_fields=4)).get("key", "")
    except ValueError:
        return "?"  # too many fields are no key that was ever given out
