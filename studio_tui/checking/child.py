"""The checker process: judges one file while it is being written.

``python -m studio_tui.checking.child FILE PRESET [VOICE]`` decodes FILE as it grows, hearing speech with the voice
detector of that name. One JSON line on standard input says
that it is complete and carries what the recorder knows (`Completion`); the judgement comes back as one JSON line on
standard output. When standard input ends without that line the station has gone, and so does the checker.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import cv2
import msgspec

from meters.audio.detectors import MakeVoice
from studio_tui.checking.findings import Judgement
from studio_tui.checking.judge import encode, judge_file, judge_growing
from studio_tui.checking.signals import TakeFacts
from studio_tui.checking.source import AbandonedError, GrowingFile, shown
from studio_tui.checking.voices import maker_of_voice
from studio_tui.presets import Preset, load_preset
from studio_tui.text import StudioError

NICENESS = 5
"""The recorder comes first."""

MAX_LINE_BYTES = 1_000_000

EXIT_JUDGED, EXIT_USAGE, EXIT_ABANDONED = 0, 2, 4


class Completion(msgspec.Struct, frozen=True, kw_only=True):
    """The line that says the file is complete. ``path`` is its final name, if it was renamed."""

    facts: TakeFacts = TakeFacts()
    path: str = ""


class Station:
    """The other end of standard input."""

    def __init__(self, file: GrowingFile | None) -> None:
        self._file = file
        self._heard = threading.Event()
        self._completion: Completion | None = None
        threading.Thread(target=self._listen, name="station", daemon=True).start()

    def completion(self) -> Completion:
        """What it said; blocks until it has. Raises `AbandonedError` when it has gone."""
        self._heard.wait()
        if self._completion is None:
            raise AbandonedError
        return self._completion

    def _listen(self) -> None:
        try:
            line = sys.stdin.buffer.readline(MAX_LINE_BYTES)
            self._completion = msgspec.json.decode(line, type=Completion) if line.endswith(b"\n") else None
        except (OSError, msgspec.DecodeError):
            self._completion = None
        self._heard.set()
        if self._file is None:
            return
        if self._completion is None:
            self._file.abandon()
        else:
            self._file.complete()


def run(path: Path, preset_name: str, voice: str = "energy") -> int:
    """Judge a growing file and write the judgement to standard output; gives the exit code."""
    preset = load_preset(preset_name)
    make_voice = maker_of_voice(voice)
    cv2.setNumThreads(1)
    try:
        _say(encode(_judge(path, preset, make_voice)))
    except AbandonedError:
        return EXIT_ABANDONED
    return EXIT_JUDGED


def _judge(path: Path, preset: Preset, make_voice: MakeVoice | None) -> Judgement:
    try:
        file = GrowingFile(path)
    except OSError:
        # A short take may be over, and renamed, before this process has started.
        completion = Station(None).completion()
        return judge_file(Path(completion.path or path), preset, completion.facts, make_voice=make_voice)
    station = Station(file)
    try:
        judgement = judge_growing(path, file, preset, lambda: station.completion().facts, make_voice)
    finally:
        file.close()
    final = station.completion().path
    return msgspec.structs.replace(judgement, file=shown(Path(final))) if final else judgement


def _say(line: bytes) -> None:
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


def main(arguments: list[str]) -> int:
    """Entry point of the process."""
    if len(arguments) not in {2, 3}:
        sys.stderr.write("usage: python -m studio_tui.checking.child FILE PRESET [VOICE]\n")
        return EXIT_USAGE
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    try:
        return run(Path(arguments[0]), *arguments[1:])
    except StudioError as problem:
        sys.stderr.write(f"{problem.text.msgid}\n")
        return EXIT_USAGE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
