"""A screen's link to the station: newest snapshot, newest picture, commands."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import Protocol

import msgspec
import zmq

from studio_tui.station.address import Address, read_address
from studio_tui.station.messages import PROTOCOL, Answer, Command, Picture, Snapshot
from studio_tui.text import N_, StudioError

_POLL_MS = 200
_ANSWERS: msgspec.msgpack.Decoder[Answer] = msgspec.msgpack.Decoder(Answer)


class StationGoneError(StudioError):
    """No station answers: none runs, or it has ended."""


class StationLink(Protocol):
    """What a screen knows of the station."""

    @property
    def snapshot(self) -> Snapshot | None:
        """The newest snapshot, None before the first."""

    @property
    def age_s(self) -> float:
        """Seconds since the newest snapshot arrived, infinite before the first."""

    @property
    def gone(self) -> bool:
        """Whether no station lives, as far as was last looked; a silent one may be busy and recording."""

    def picture(self, camera: int) -> Picture | None:
        """The newest picture of a camera, None before the first."""

    def ask(self, command: Command, timeout_s: float = 5.0) -> Answer:
        """Send a command and wait for its answer; raises `StationGoneError` when none comes. May block."""

    def close(self) -> None:
        """Let go of the station; it does not notice."""


class StationClient:
    """A `StationLink` over ZeroMQ. It finds the station again when that was restarted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._context = zmq.Context()
        self._snapshot: Snapshot | None = None
        self._pictures: dict[int, Picture] = {}
        self._arrived_s = float("-inf")
        self._gone = False
        self._stopping = threading.Event()
        self._listener = threading.Thread(target=self._listen, name="snapshots", daemon=True)
        self._listener.start()

    @property
    def folder(self) -> Path:
        """The station's private directory."""
        return self._folder

    @property
    def snapshot(self) -> Snapshot | None:
        """See `StationLink.snapshot`."""
        return self._snapshot

    @property
    def age_s(self) -> float:
        """See `StationLink.age_s`."""
        return time.monotonic() - self._arrived_s

    @property
    def gone(self) -> bool:
        """See `StationLink.gone`."""
        return self._gone

    def picture(self, camera: int) -> Picture | None:
        """See `StationLink.picture`."""
        return self._pictures.get(camera)

    def ask(self, command: Command, timeout_s: float = 5.0) -> Answer:
        """See `StationLink.ask`."""
        address = self._address()
        if address is None:
            raise StationGoneError(N_("No station is running. Start it with: studio-tui"))
        with connect(self._context, zmq.REQ, address.commands, address) as socket:
            socket.send(msgspec.msgpack.encode(command))
            if not socket.poll(round(timeout_s * 1000)):
                raise StationGoneError(
                    N_(
                        "The station did not answer within {seconds:.0f} s. A take that rolls goes on.",
                        seconds=timeout_s,
                    )
                )
            return _ANSWERS.decode(socket.recv())

    def close(self) -> None:
        """See `StationLink.close`."""
        self._stopping.set()
        self._listener.join(2)
        self._context.destroy(linger=0)

    def _address(self) -> Address | None:
        address = read_address(self._folder)
        if address is not None and address.protocol != PROTOCOL:
            raise StationGoneError(
                N_("The running station is of another version. Stop it (studio-tui station stop), start again.")
            )
        return address

    def _listen(self) -> None:
        """Follow the station that is there; when another takes its place, follow that."""
        while not self._stopping.is_set():
            address = read_address(self._folder)
            self._gone = address is None
            if address is None or address.protocol != PROTOCOL:
                self._stopping.wait(_POLL_MS / 1000)
                continue
            with connect(self._context, zmq.SUB, address.snapshots, address) as socket:
                socket.subscribe(b"")
                self._follow(socket, address)

    def _follow(self, socket: zmq.Socket[bytes], address: Address) -> None:
        snapshots = msgspec.msgpack.Decoder(Snapshot | Picture)
        while not self._stopping.is_set():
            if not socket.poll(_POLL_MS):
                if read_address(self._folder) != address:
                    return
                continue
            for payload in _newest(socket):
                message = snapshots.decode(payload)
                if isinstance(message, Picture):
                    self._pictures[message.camera] = message
                else:
                    self._snapshot = message
                    self._arrived_s = time.monotonic()


def _newest(socket: zmq.Socket[bytes]) -> list[bytes]:
    """Everything that waits, reduced to the last message of each topic: a late screen shows now, not then."""
    last: dict[bytes, bytes] = {}
    while True:
        try:
            topic, payload = socket.recv_multipart(zmq.DONTWAIT)
        except zmq.Again:
            return list(last.values())
        last[topic] = payload


def connect(
    context: zmq.Context[zmq.Socket[bytes]], kind: int, endpoint: str, address: Address
) -> zmq.Socket[bytes]:
    """A connected socket with short queues, encrypted where the endpoint is a port."""
    socket: zmq.Socket[bytes] = context.socket(kind)
    socket.linger = 0
    socket.rcvhwm = 8
    if address.server_key:
        public, secret = zmq.curve_keypair()
        socket.curve_publickey, socket.curve_secretkey = public, secret
        socket.curve_serverkey = address.server_key.encode()
    socket.connect(endpoint)
    return socket
