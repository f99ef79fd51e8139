"""One browser that shows the prompter: what waits to be sent to it, and what it may ask."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

import msgspec
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed
from websockets.frames import CloseCode

from studio_tui.station.prompter_messages import Prompt
from studio_tui.station.tablet.state import FromPage, Ping, Pong, asked_for

SEND_S = 5.0
"""A browser that has not taken a message for so long is let go."""
MAX_MESSAGES_A_SECOND = 20

_FROM_PAGE: msgspec.json.Decoder[FromPage] = msgspec.json.Decoder(FromPage)


class Reader:
    """A live connection. Of what it has not yet taken only the newest script and the newest state wait."""

    def __init__(self, connection: ServerConnection, move: Callable[[Prompt], None] | None) -> None:
        """Nothing is sent before `run`.

        Args:
            connection: to the browser, already let in.
            move: moves the prompter; None when the page only shows.
        """
        self._connection = connection
        self._move = move
        self._script: bytes | None = None
        self._state: bytes | None = None
        self._wanted = asyncio.Event()

    def put_script(self, payload: bytes) -> None:
        """Have a script sent; it goes before the state."""
        self._script = payload
        self._wanted.set()

    def put_state(self, payload: bytes) -> None:
        """Have a state sent."""
        self._state = payload
        self._wanted.set()

    async def run(self) -> None:
        """Until the browser goes, or does what a page of ours would not."""
        sending = asyncio.create_task(self._send_what_waits())
        try:
            await self._listen()
        except (ConnectionClosed, TimeoutError):
            pass  # it is gone, or as good as
        finally:
            sending.cancel()

    async def _send_what_waits(self) -> None:
        try:
            while True:
                await self._wanted.wait()
                self._wanted.clear()
                waiting, self._script, self._state = (self._script, self._state), None, None
                for payload in waiting:
                    if payload is not None:
                        await self._send(payload)
        except ConnectionClosed:
            pass
        except TimeoutError:
            self._connection.transport.abort()

    async def _send(self, payload: bytes) -> None:
        async with asyncio.timeout(SEND_S):
            await self._connection.send(payload, text=True)

    async def _listen(self) -> None:
        since_s, messages = time.monotonic(), 0
        async for payload in self._connection:
            now_s = time.monotonic()
            if now_s - since_s >= 1:
                since_s, messages = now_s, 0
            messages += 1
            message = _read(payload)
            if message is None or messages > MAX_MESSAGES_A_SECOND:
                await self._connection.close(CloseCode.POLICY_VIOLATION)
            elif isinstance(message, Ping):
                await self._send(msgspec.json.encode(Pong(sent_ms=message.sent_ms, now_s=now_s)))
            elif self._move is not None:
                self._move(asked_for(message))


def _read(payload: str | bytes) -> FromPage | None:
    try:
        return _FROM_PAGE.decode(payload)
    except msgspec.DecodeError:
        return None
