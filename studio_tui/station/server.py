"""The station's end of the sockets: publishes what it is given, answers commands one after another."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec
import zmq

from studio_tui.station.address import Address, write_address
from studio_tui.station.messages import PROTOCOL, Answer, Command, Picture, Refused, Snapshot
from studio_tui.text import N_, StudioError

_logger = logging.getLogger(__name__)

_QUEUED_SNAPSHOTS = 4
"""A screen that is further behind loses snapshots; the station never waits for it."""
_POLL_MS = 100
_MAX_COMMAND_BYTES = 1_000_000


class StationServer:
    """Two sockets in the station's private directory; commands wait in theirs until somebody serves them.

    ``publish`` may be called from one thread at a time. Commands are answered on the server's own thread, so they
    never run side by side.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._context = zmq.Context()
        key = self._open_sockets()
        write_address(folder, self._address(key))
        self._stopping = threading.Event()
        self._listener: threading.Thread | None = None

    def serve(self, handle: Callable[[Command], Answer]) -> None:
        """Begin to answer commands."""
        self._listener = threading.Thread(target=self._listen, args=(handle,), name="commands", daemon=True)
        self._listener.start()

    def publish(self, message: Snapshot | Picture) -> None:
        """Send to every screen that listens; drops what a slow one has not taken."""
        topic = b"s" if isinstance(message, Snapshot) else b"p%d" % message.camera
        self._snapshots.send_multipart([topic, msgspec.msgpack.encode(message)])

    def close(self) -> None:
        """Answer no more and take the address down."""
        self._stopping.set()
        if self._listener is not None:
            self._listener.join(2)
        (self._folder / "station.json").unlink(missing_ok=True)
        self._context.destroy(linger=200)

    def _open_sockets(self) -> bytes:
        """Make both sockets and return the public key that encrypts them, empty for Unix sockets."""
        self._commands: zmq.Socket[bytes] = self._context.socket(zmq.ROUTER)
        self._snapshots: zmq.Socket[bytes] = self._context.socket(zmq.PUB)
        self._snapshots.sndhwm = _QUEUED_SNAPSHOTS
        self._commands.setsockopt(zmq.MAXMSGSIZE, _MAX_COMMAND_BYTES)
        if os.name == "posix":
            self._bind_files()
            return b""
        return self._bind_ports()

    def _bind_files(self) -> None:
        for socket, name in ((self._commands, "commands.sock"), (self._snapshots, "snapshots.sock")):
            path = self._folder / name
            path.unlink(missing_ok=True)  # left behind by a station that was killed; the lock says it is gone
            socket.bind(f"ipc://{path}")
            path.chmod(0o600)

    def _bind_ports(self) -> bytes:
        public, secret = zmq.curve_keypair()
        for socket in (self._commands, self._snapshots):
            socket.curve_server = True
            socket.curve_secretkey = secret
            socket.bind("tcp://127.0.0.1:*")
        return public

    def _address(self, key: bytes) -> Address:
        return Address(
            protocol=PROTOCOL,
            pid=os.getpid(),
            commands=_endpoint(self._commands),
            snapshots=_endpoint(self._snapshots),
            server_key=key.decode(),
        )

    def _listen(self, handle: Callable[[Command], Answer]) -> None:
        commands: msgspec.msgpack.Decoder[Command] = msgspec.msgpack.Decoder(Command)
        while not self._stopping.is_set():
            if not self._commands.poll(_POLL_MS):
                continue
            sender, *_, payload = self._commands.recv_multipart()
            answer = _answer(handle, commands, payload)
            self._commands.send_multipart([sender, b"", msgspec.msgpack.encode(answer)])


def _endpoint(socket: zmq.Socket[bytes]) -> str:
    """Where a socket is bound, with the port that the system chose."""
    endpoint = socket.getsockopt(zmq.LAST_ENDPOINT)
    assert isinstance(endpoint, bytes)  # noqa: S101 - for the type checker; ZeroMQ's manual says it is a string
    return endpoint.rstrip(b"\0").decode()


def _answer(
    handle: Callable[[Command], Answer], commands: msgspec.msgpack.Decoder[Command], payload: bytes
) -> Answer:
    try:
        return handle(commands.decode(payload))
    except StudioError as problem:
        return Refused(problem.text)
    except msgspec.DecodeError:
        return Refused(N_("The station does not understand this screen: they are of different versions."))
    except Exception:
        # Whatever failed: without this thread nobody could cut a take or stop the station any more.
        _logger.exception("a command failed")
        return Refused(N_("The station failed in carrying this out. A take that rolls goes on."))
