"""The page for a tablet without the rest of a station, and a visitor who may say whatever he likes."""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, Self
from urllib.parse import urlsplit

import msgspec
from websockets.exceptions import ConnectionClosed, InvalidMessage, InvalidStatus
from websockets.sync.client import ClientConnection, connect

import studio_tui.course
from studio_tui.config import PrompterSettings, TabletSettings
from studio_tui.i18n import Translator
from studio_tui.presets import Pace
from studio_tui.station.prompter_desk import PrompterDesk
from studio_tui.station.prompter_messages import Prompt, PromptAction
from studio_tui.station.script_shelf import ScriptShelf
from studio_tui.station.tablet.desk import TabletDesk
from studio_tui.station.tablet.pages import REFUSALS
from tests.rigs.fake_station import IDLE
from tests.rigs.own_certificate import after_comparing

SAMPLE = Path(studio_tui.course.__file__).parent / "samples" / "K1M1C1B1.kk.md"
_SNAPSHOT_S = 1 / 25
_PATIENCE_S = 10.0
_ASKED_TIMES = 3


class ServedPage:
    """A prompter with a script, its page, and snapshots as often as a station makes them."""

    def __init__(self, library: Path, settings: TabletSettings, script: Path | None = SAMPLE) -> None:
        self.prompter = PrompterDesk(PrompterSettings(count_in_s=0), ScriptShelf(library), Pace())
        if script is not None:
            self.prompter.load(script)
        self.private = library / "private"
        self.desk = TabletDesk(settings, self.prompter, "kk", self.private)
        self.rolling = False
        self._stopping = threading.Event()
        self._publisher = threading.Thread(target=self._publish, daemon=True)

    def __enter__(self) -> Self:
        self.prompter.start()
        self.desk.start()
        self._publisher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping.set()
        self._publisher.join()
        self.desk.stop()
        self.prompter.stop()

    def prompt(self, action: PromptAction, amount: float = 0.0) -> None:
        """Drive the prompter."""
        self.prompter.move(Prompt(action, amount))

    def visitor(self, cookie: str = "") -> Visitor:
        """Somebody at the door, who has compared the fingerprint where there is one."""
        address, fingerprint = self.desk.state.address, self.desk.fingerprint
        return Visitor(address, cookie, after_comparing(address, fingerprint) if fingerprint else None)

    def reader(self) -> Visitor:
        """Somebody who has come in with a key."""
        visitor = self.visitor()
        visitor.enter(self.desk.fresh_address())
        return visitor

    def _publish(self) -> None:
        while not self._stopping.wait(_SNAPSHOT_S):
            take = msgspec.structs.replace(IDLE.take, phase="rolling" if self.rolling else "idle")
            self.desk.offer(
                msgspec.structs.replace(IDLE, at_s=time.monotonic(), prompter=self.prompter.state, take=take)
            )


class Reply(NamedTuple):
    """An answer over HTTP."""

    status: int
    headers: Mapping[str, str]
    text: str


class Visitor:
    """Speaks HTTP and WebSocket with the page's server, honest or not."""

    def __init__(self, address: str, cookie: str = "", tls: ssl.SSLContext | None = None) -> None:
        parts = urlsplit(address)
        assert parts.hostname is not None
        assert parts.port is not None
        self.host, self.port = parts.hostname, parts.port
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.cookie = cookie
        self._tls = tls

    def get(self, path: str, headers: Mapping[str, str] | None = None, method: str = "GET") -> Reply:
        """One request; the headers given replace those that a browser would send."""
        connection: http.client.HTTPConnection = (
            http.client.HTTPSConnection(self.host, self.port, timeout=_PATIENCE_S, context=self._tls)
            if self._tls
            else http.client.HTTPConnection(self.host, self.port, timeout=_PATIENCE_S)
        )
        own = {"Cookie": self.cookie} if self.cookie else {}
        with contextlib.closing(connection):
            connection.request(method, path, headers={**own, **(headers or {})})
            answer = connection.getresponse()
            return Reply(answer.status, dict(answer.getheaders()), answer.read().decode())

    def enter(self, address: str) -> Reply:
        """Go to the address with its key; keeps the cookie."""
        parts = urlsplit(address)
        reply = self.get(f"{parts.path}?{parts.query}")
        self.cookie = re.split(";", reply.headers.get("Set-Cookie", ""))[0]
        return reply

    @contextlib.contextmanager
    def live(self, origin: str | None = "own", headers: Mapping[str, str] | None = None) -> Iterator[Live]:
        """The live connection; raises `websockets.exceptions.InvalidStatus` when it is refused."""
        own = {"Cookie": self.cookie} if self.cookie else {}
        host = f"[{self.host}]" if ":" in self.host else self.host
        with connect(
            f"{'wss' if self._tls else 'ws'}://{host}:{self.port}/live",
            origin=self.origin if origin == "own" else origin,  # type: ignore[arg-type] # a NewType of theirs
            additional_headers={**own, **(headers or {})},
            ssl=self._tls,
            open_timeout=_PATIENCE_S,
            close_timeout=1,
        ) as connection:
            yield Live(connection)

    def stuck(self) -> socket.socket:
        """A live connection that takes what little its system keeps for it, and then nothing more."""
        connection = socket.socket()
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(_PATIENCE_S)
        connection.connect((self.host, self.port))
        lines = [
            "GET /live HTTP/1.1", f"Host: {self.host}:{self.port}", f"Origin: {self.origin}",
            f"Cookie: {self.cookie}",
            "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", "", "",
        ]  # fmt: skip
        connection.sendall("\r\n".join(lines).encode())
        assert connection.recv(12) == b"HTTP/1.1 101"
        return connection


class Live:
    """The page's end of a live connection."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    def say(self, **message: object) -> None:
        """Send what a page would, or would not."""
        self.connection.send(json.dumps(message))

    def hear(self, kind: str, **values: object) -> dict[str, Any]:
        """The next message of a kind that has these values."""
        deadline_s = time.monotonic() + _PATIENCE_S
        while True:
            left_s = deadline_s - time.monotonic()
            assert left_s > 0, f"no {kind} with {values} came in time"
            message: dict[str, Any] = json.loads(self.connection.recv(left_s))
            if message["kind"] == kind and all(message[name] == value for name, value in values.items()):
                return message

    def hear_the_end(self) -> int:
        """Wait until the station has closed the connection; the code that it gave, 1006 for none."""
        deadline_s = time.monotonic() + _PATIENCE_S
        while time.monotonic() < deadline_s:
            try:
                self.connection.recv(_PATIENCE_S)
            except ConnectionClosed as closed:
                return closed.rcvd.code if closed.rcvd else 1006
        raise AssertionError("the connection stays open")


def is_refused(reply: Reply, name: str, language: str = "kk") -> bool:
    """Whether it is this refusal, in words, and without anything of the page."""
    status, text = REFUSALS[name]
    assert Translator(language).say(text) in reply.text
    assert "Set-Cookie" not in reply.headers
    assert "page.js" not in reply.text
    return reply.status == status


def refusal_of_live(visitor: Visitor, origin: str | None = "own", host: str | None = None) -> int:
    """The status that a live connection is refused with; asked again where the line was closed before it came."""
    for _ in range(_ASKED_TIMES):
        try:
            with visitor.live(origin, {"Host": host} if host else None):
                raise AssertionError("the live connection is not refused")
        except InvalidStatus as refused:
            return refused.response.status_code
        except InvalidMessage:
            continue
    raise AssertionError("the line is closed without a word")
