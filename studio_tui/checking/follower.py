"""The station's handle on a checker process that follows one rolling take."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import msgspec

from meters.audio.detectors import Voice
from studio_tui.checking.findings import Judgement
from studio_tui.checking.signals import TakeFacts

_CHILD = "studio_tui.checking.child"
_CREATE_BELOW_NORMAL = 0x4000  # BELOW_NORMAL_PRIORITY_CLASS, the Windows way to be nice


class Follower:
    """A checker that reads a file as it grows.

    It is a help, not a duty: when it dies, `result` gives None, `alive` is False, and the finished file is judged
    from its start with `studio_tui.checking.judge.judge_file`.
    """

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        """Take over a started checker process; use `start`."""
        self._process = process
        self._answered = threading.Event()
        self._judgement: Judgement | None = None
        self._reader = threading.Thread(target=self._read, name="checker", daemon=True)
        self._reader.start()

    @classmethod
    def start(cls, part: Path, preset: str, voice: Voice = "energy") -> Follower:
        """Follow a file, which must exist already, and judge it against a preset (name or path).

        ``voice`` is the detector that hears speech in it.

        Raises:
            OSError: no process could be started.
        """
        flags = _CREATE_BELOW_NORMAL if sys.platform == "win32" else 0
        process = subprocess.Popen(
            # -P: the folder the station happens to stand in is no place to import from.
            [sys.executable, "-P", "-m", _CHILD, str(part), preset, voice],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=flags,
            start_new_session=True,  # an interrupt at the terminal is the station's business
        )
        return cls(process)

    @property
    def alive(self) -> bool:
        """Whether a judgement is still to be hoped for, or there."""
        return self._judgement is not None or self._process.poll() is None

    @property
    def pid(self) -> int:
        """The checker's process."""
        return self._process.pid

    def complete(self, facts: TakeFacts | None = None, path: Path | None = None) -> None:
        """Say that the file is complete, what the recorder knows, and its final name if it was renamed.

        Call it after the file has been closed. Harmless when the checker has died.
        """
        line = msgspec.json.encode({"facts": facts or TakeFacts(), "path": str(path) if path else ""})
        pipe = self._process.stdin
        if pipe is None or pipe.closed:
            return
        try:
            pipe.write(line + b"\n")
            pipe.flush()
        except (BrokenPipeError, OSError):
            return

    def result(self, timeout_s: float) -> Judgement | None:
        """The judgement; None when it is not there in time or the checker has died. Blocks up to that long."""
        self._answered.wait(timeout_s)
        return self._judgement

    def kill(self) -> None:
        """End the checker whatever it does. Idempotent."""
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None and not pipe.closed:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue

    def _read(self) -> None:
        pipe = self._process.stdout
        line = pipe.readline() if pipe is not None else b""
        try:
            self._judgement = msgspec.json.decode(line, type=Judgement)
        except msgspec.DecodeError:
            self._judgement = None
        self._answered.set()
        if self._judgement is not None:
            self._process.wait()
