"""Where a station can be reached: a private directory with its sockets and a file that names them.

On one machine these are Unix sockets in a directory of mode 0700. Windows has none that ZeroMQ can use: there it is
a loopback port with CURVE encryption, and the key stands in the private directory: who cannot read it cannot talk.
"""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout
from platformdirs import user_runtime_path

from studio_tui.text import N_, StudioError

RUNTIME_VARIABLE = "STUDIO_TUI_RUNTIME"
"""Environment variable that moves the private directory, e.g. for a second station of the same user."""

_SOCKET_PATH_LIMIT = 100  # sun_path holds 107 bytes; ZeroMQ adds nothing, the margin is for other systems


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """What a screen needs to reach a station; kept as JSON in the private directory.

    Attributes:
        protocol: version of the messages the station speaks.
        pid: the station's process.
        commands: ZeroMQ endpoint that takes commands.
        snapshots: ZeroMQ endpoint that publishes.
        server_key: public CURVE key where the endpoints are ports; empty for Unix sockets.
    """

    protocol: int
    pid: int
    commands: str
    snapshots: str
    server_key: str = ""


def runtime_dir(station: str) -> Path:
    """The private directory of a station, made if need be.

    Raises:
        StudioError: it cannot be made, belongs to somebody else, or its path is too long for a socket.
    """
    base = _base()
    folder = base / station
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as problem:
        raise StudioError(
            N_("The folder {folder} cannot be made: {why}.", folder=str(folder), why=problem.strerror or "")
        ) from problem
    if os.name == "posix":
        _refuse_others(base)
        _refuse_others(folder)
        folder.chmod(0o700)
        if len(os.fsencode(folder / "snapshots.sock")) > _SOCKET_PATH_LIMIT:
            raise StudioError(
                N_(
                    "The path {folder} is too long. Set {variable} to a shorter folder.",
                    folder=str(folder),
                    variable=RUNTIME_VARIABLE,
                )
            )
    return folder


def _base() -> Path:
    """Where the private directories of this user's stations are."""
    chosen = os.environ.get(RUNTIME_VARIABLE)
    if chosen:
        return Path(chosen)
    if os.name == "posix" and sys.platform != "darwin" and not os.environ.get("XDG_RUNTIME_DIR"):
        return Path(tempfile.gettempdir()) / f"studio-tui-{os.getuid()}"
    return user_runtime_path("studio-tui")


def _refuse_others(folder: Path) -> None:
    """A folder of somebody else's in a place that all may write to could be a trap."""
    state = folder.lstat()
    if not stat.S_ISDIR(state.st_mode) or state.st_uid != os.getuid():
        raise StudioError(N_("{folder} belongs to another user. Remove it and start again.", folder=str(folder)))


def write_address(folder: Path, address: Address) -> None:
    """Publish the address, whole or not at all."""
    draft = folder / "station.json.new"
    draft.write_bytes(msgspec.json.encode(address))
    draft.chmod(0o600)
    draft.replace(folder / "station.json")


def read_address(folder: Path) -> Address | None:
    """The address of the station that uses this directory, None when none runs."""
    if not station_runs(folder):
        return None
    try:
        return msgspec.json.decode((folder / "station.json").read_bytes(), type=Address)
    except (OSError, msgspec.DecodeError):
        return None


def station_lock(folder: Path) -> FileLock:
    """The lock that a station holds as long as it lives; the system lets go of it however the process ends."""
    return FileLock(folder / "lock")


def station_runs(folder: Path, patience_s: float = 0.0) -> bool:
    """Whether a station lives in this directory.

    Whoever looks holds the lock for an instant; with ``patience_s`` another look is not taken for a station.
    """
    lock = station_lock(folder)
    try:
        lock.acquire(timeout=patience_s, poll_interval=0.01)
    except Timeout:
        return True
    lock.release()
    return False
