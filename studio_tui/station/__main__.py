"""The station process: ``python -m studio_tui.station [--config FILE] [--fault FAULT]...``."""

from __future__ import annotations

import argparse
import logging
import signal
import sys
import threading
from pathlib import Path

from filelock import Timeout

from studio_tui.config import Settings, load_settings
from studio_tui.station.address import runtime_dir, station_lock
from studio_tui.station.launch import leave_last_words
from studio_tui.station.server import StationServer
from studio_tui.text import StudioError

_LOCK_WAIT_S = 2.0  # whoever looks whether a station runs holds the lock for an instant
_SWITCH_INTERVAL_S = 0.0005  # keeps the sound callback's p99 at 18 ms when other threads hog the interpreter


def main() -> int:
    """Run a station until it is told to stop; returns the exit code."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    arguments = _arguments()
    settings = load_settings(arguments.config)
    folder = runtime_dir(settings.station.name)
    try:
        with station_lock(folder).acquire(timeout=_LOCK_WAIT_S):
            return _serve_or_say_why(settings, folder, arguments.fault)
    except Timeout:
        logging.getLogger(__name__).warning("another station already uses %s", folder)
        return 1


def _serve_or_say_why(settings: Settings, folder: Path, faults: list[str]) -> int:
    """Called with the lock held: whoever sees it free must find the last words."""
    try:
        _serve(settings, folder, faults)
    except StudioError as problem:
        logging.getLogger(__name__).exception("the station cannot run")
        leave_last_words(folder, problem.text)
        return 1
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="studio_tui.station")
    parser.add_argument("--config", type=Path)
    parser.add_argument("--fault", action="append", default=[])
    return parser.parse_args()


def _serve(settings: Settings, folder: Path, faults: list[str]) -> None:
    """The sockets come first, so that screens can attach while the heavier parts are still loading."""
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_IGN)  # a closed terminal is no reason to stop a take
    server = StationServer(folder)
    try:
        from studio_tui.station.engine import Station  # noqa: PLC0415 - takes a second to load

        with Station(settings, faults, server.publish, stopping.set) as station:
            server.serve(station.handle)
            stopping.wait()
    finally:
        server.close()


if __name__ == "__main__":
    sys.exit(main())
