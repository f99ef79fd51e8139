"""Starts a station of its own, detached from the terminal that asked for it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from studio_tui.station.address import read_address, runtime_dir, station_runs
from studio_tui.text import N_, StudioError, Text

_START_S = 20.0
_PATIENCE_S = 0.1
_LOG_BYTES = 5_000_000
_LAST_WORDS = "problem.json"
_LOG = "station.log"


def start_station(station: str, config: Path | None, faults: Sequence[str] = ()) -> bool:
    """Start a station unless one runs, and wait until it can be reached; returns whether this call started it.

    Args:
        station: the station's name, as in the settings.
        config: its settings file, None for the one in the working folder or the defaults.
        faults: faults for simulated devices, see `studio_tui.capture.simulated.faults`.

    Raises:
        StudioError: it ended at once, or could not be reached in time.
    """
    folder = runtime_dir(station)
    if station_runs(folder, _PATIENCE_S):
        return False
    (folder / _LAST_WORDS).unlink(missing_ok=True)
    log = _fresh_log(folder)
    with log.open("ab") as output:
        child = subprocess.Popen(
            _command(config, faults),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,  # a closed terminal must not take the station with it
        )
    return _wait_for_address(child, folder, log) == child.pid


def leave_last_words(folder: Path, text: Text) -> None:
    """Called by a station that cannot start: tell whoever waits for it why."""
    (folder / _LAST_WORDS).write_bytes(msgspec.json.encode(text))


def _fresh_log(folder: Path) -> Path:
    """The station's log; a large one is put aside first."""
    log = folder / _LOG
    if log.exists() and log.stat().st_size > _LOG_BYTES:
        log.replace(folder / "station.log.1")
    return log


def _command(config: Path | None, faults: Sequence[str]) -> list[str]:
    command = [sys.executable, "-m", "studio_tui.station"]
    if config is not None:
        command += ["--config", str(config.absolute())]
    for fault in faults:
        command += ["--fault", fault]
    return command


def _wait_for_address(child: subprocess.Popen[bytes], folder: Path, log: Path) -> int:
    """The process of the station that can be reached: somebody else may have started one at the same moment."""
    deadline_s = time.monotonic() + _START_S
    while time.monotonic() < deadline_s:
        address = read_address(folder)
        if address is not None:
            return address.pid
        if child.poll() is not None and not station_runs(folder):
            raise StudioError(last_words(folder))
        time.sleep(0.02)
    raise StudioError(N_("The station did not start in time. Its log is {log}.", log=str(log)))


def last_words(folder: Path) -> Text:
    """Why the station that used this directory has ended, as far as it could say."""
    try:
        return msgspec.json.decode((folder / _LAST_WORDS).read_bytes(), type=Text)
    except (OSError, msgspec.DecodeError):
        return N_("The station has ended. Its log is {log}.", log=str(folder / _LOG))
