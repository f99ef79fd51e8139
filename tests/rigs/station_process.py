"""A station of one's own for a test: settings, library and sockets in a temporary folder, real processes."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Self

import tomli_w

from studio_tui.station.address import read_address, station_runs
from studio_tui.station.client import StationClient
from studio_tui.station.messages import Snapshot

Table = dict[str, Any]


class StationProcess:
    """Settings, environment and the commands of one station; nothing runs until it is asked to."""

    def __init__(
        self, folder: Path, settings: Mapping[str, Any] | None = None, env: Mapping[str, str] | None = None
    ) -> None:
        self.folder = folder
        self.library = folder / "library"
        # Sockets have short paths, pytest's temporary folders have not.
        self._runtime = Path(tempfile.mkdtemp(prefix="st-"))
        self.config = folder / "studio.toml"
        table: Table = {"station": {"name": "T", "language": "en", "library": str(self.library)}}
        for section, values in (settings or {}).items():
            table[section] = {**table.get(section, {}), **values} if isinstance(values, Mapping) else values
        self.config.write_text(tomli_w.dumps(table), encoding="utf-8")
        self.env = {**os.environ, "STUDIO_TUI_RUNTIME": str(self._runtime), **(env or {})}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()
        shutil.rmtree(self._runtime, ignore_errors=True)

    @property
    def run_folder(self) -> Path:
        return self._runtime / "T"

    def command(self, *arguments: str) -> list[str]:
        """The command line of the program with this station's settings."""
        return [sys.executable, "-m", "studio_tui", "--config", str(self.config), *arguments]

    def cli(self, *arguments: str, timeout_s: float = 90) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            self.command(*arguments),
            env=self.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=timeout_s,
            check=False,
        )

    def record(self, *arguments: str, seconds: float, video: str = "K1M1C1B5") -> tuple[int, Table]:
        """Roll one take; returns exit code and report."""
        done = self.cli(
            *arguments, "record", "--video", video, "--seconds", str(seconds), "--json", timeout_s=seconds + 90
        )
        assert done.stdout, f"no report (exit {done.returncode}): {done.stderr}\n{self.log()}"
        return done.returncode, json.loads(done.stdout)

    def start(self, *faults: str) -> None:
        """Start the station in the background."""
        arguments = [part for fault in faults for part in ("--fault", fault)]
        done = self.cli("station", "start", *arguments)
        assert done.returncode == 0, done.stderr + self.log()

    def client(self) -> StationClient:
        """A screen's link."""
        return StationClient(self.run_folder)

    @property
    def pid(self) -> int:
        address = read_address(self.run_folder)
        assert address is not None, "no station runs"
        return address.pid

    def kill(self) -> None:
        """SIGKILL, and wait until the system has noticed."""
        address = read_address(self.run_folder)
        if address is None:
            return
        os.kill(address.pid, signal.SIGKILL)
        wait_until(lambda: not station_runs(self.run_folder), 10, "the station to be gone")

    def log(self) -> str:
        """What the station wrote to its log, for messages of failing tests."""
        log = self.run_folder / "station.log"
        return log.read_text(encoding="utf-8", errors="replace")[-4000:] if log.exists() else "(no log)"


def wait_until(condition: Callable[[], bool], timeout_s: float, what: str) -> None:
    """Wait for something that will come by itself; fails with its name when it does not."""
    deadline_s = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < deadline_s, f"waited {timeout_s} s for {what}"
        time.sleep(0.02)


def snapshot_when(
    client: StationClient, condition: Callable[[Snapshot], bool], timeout_s: float, what: str
) -> Snapshot:
    """The first snapshot for which something holds."""
    found: list[Snapshot] = []

    def holds() -> bool:
        snapshot = client.snapshot
        if snapshot is not None and condition(snapshot):
            found.append(snapshot)
        return bool(found)

    wait_until(holds, timeout_s, what)
    return found[-1]
