"""The prompter on a terminal of 200 × 60 for ten minutes at 165 words a minute: drift, late lines, CPU share.

The real screen on a pseudo-terminal, attached to a real station on its simulated devices; run once while nothing
rolls and once beside a rolling take. A line is taken to be the one being read when its band has arrived on the
terminal, and that moment is compared with the schedule. ``--seconds 60`` makes it short, ``--only rolling`` or
``--only idle`` does one of the two. It fails when a budget is missed: lines late by 33 ms at the 95th percentile,
drift of 0.1 s.
"""

from __future__ import annotations

import argparse
import os
import re
import select
import sys
import tempfile
import time
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, pairwise
from pathlib import Path
from typing import Literal

import numpy as np
import pexpect
import psutil

from studio_tui.course.importers.reader import read_script
from studio_tui.course.take import Slate, VideoCode
from studio_tui.prompter.clock import REFERENCE_WPM, PrompterClock
from studio_tui.prompter.schedule import make_schedule
from studio_tui.station.client import StationClient
from studio_tui.station.messages import Refused, Roll, SetSlate
from studio_tui.station.prompter_messages import GetScript, LoadScript, Prompt, ScriptAnswer
from studio_tui.ui.prompter_page import PrompterPage
from tests.rigs.station_process import StationProcess, snapshot_when

Beside = Literal["idle", "rolling"]

COLUMNS, ROWS = 200, 60
WPM = 165.0
LETTER_ROWS = 6
LATE_BUDGET_MS = 33.0
DRIFT_BUDGET_S = 0.1
EARLY_S = 0.1
"""A line that is seen so long before its time is still taken to be that line."""

_SAMPLE = Path(__file__).parents[1] / "studio_tui" / "course" / "samples" / "K1M1C1B1.kk.md"
_BAND = b"48;2;20;27;38"  # ground of the line being read, see `PrompterView`
_CURSOR = re.compile(rb"\x1b\[(\d+);1H")
_SETTLE_S = 5.0


@dataclass
class BandWatch:
    """Follows the band of the line being read in what a terminal is sent, and notes when it goes on to a line."""

    line_rows: int
    switches_s: list[float] = field(default_factory=list)
    bytes_seen: int = 0
    _rest: bytes = b""
    _band: set[int] = field(default_factory=set)
    _top: int | None = None

    def see(self, sent: bytes, at_s: float) -> None:
        """Take in what arrived at a moment."""
        self.bytes_seen += len(sent)
        text = self._rest + sent
        moves = list(_CURSOR.finditer(text))
        # What follows the last cursor move may go on in the next piece; the move is read again then.
        for move, following in pairwise(moves):
            self._row(int(move[1]), text[move.end() : following.start()], at_s)
        if moves:
            last = moves[-1]
            self._row(int(last[1]), text[last.end() :], at_s)
            self._rest = text[last.start() :][-8192:]
        else:
            self._rest = text[-8192:]

    def _row(self, y: int, drawn: bytes, at_s: float) -> None:
        if _BAND in drawn:
            self._band.add(y)
        else:
            self._band.discard(y)
        if len(self._band) < self.line_rows - 1:
            return
        top = min(self._band)
        # Reading moves the band up row by row; only the next line takes it down, by a line less what was scrolled.
        if self._top is not None and top >= self._top + self.line_rows // 2:
            self.switches_s.append(at_s)
        self._top = top


def main() -> int:
    """Run and print the figures; returns 1 when a budget is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--only", choices=["idle", "rolling"])
    chosen = parser.parse_args()
    wanted: list[Beside] = [chosen.only] if chosen.only else ["idle", "rolling"]
    return max([_run(chosen.seconds, beside) for beside in wanted])


def _run(seconds: float, beside: Beside) -> int:
    settings = {"prompter": {"count_in_s": 0.0, "wpm": WPM, "letter_rows": LETTER_ROWS}}
    with tempfile.TemporaryDirectory() as folder, StationProcess(Path(folder), settings) as station:
        station.start()
        client = station.client()
        script = Path(folder, "long.txt")
        script.write_text(_long_text(seconds), encoding="utf-8")
        snapshot_when(client, lambda now: now.cameras[0].status == "running", 30, "the camera")
        _tell(client, LoadScript(str(script)))
        screen = _screen(station)
        try:
            return _watched(station, client, screen, seconds, beside)
        finally:
            screen.close(force=True)
            client.close()


def _watched(
    station: StationProcess, client: StationClient, screen: pexpect.spawn[bytes], seconds: float, beside: Beside
) -> int:
    watch = BandWatch(LETTER_ROWS)
    _drain(screen, watch, _SETTLE_S)
    if beside == "rolling":
        _tell(client, SetSlate(Slate(VideoCode(1, 1, 1, 1), "Су айналымы")))
        _tell(client, Roll(duration_s=seconds + 60.0))
        snapshot_when(client, lambda now: now.take.phase == "rolling", 30, "the take")
    _tell(client, Prompt("start"))
    running = snapshot_when(client, lambda now: now.prompter.clock.running, 10, "the text")
    watch.switches_s.clear()
    process, root = psutil.Process(screen.pid), psutil.Process(station.pid)
    before = process.cpu_times(), root.cpu_times()
    load_before, began_s, began_bytes = os.getloadavg(), time.monotonic(), watch.bytes_seen
    _drain(screen, watch, seconds)
    took_s = time.monotonic() - began_s
    after = process.cpu_times(), root.cpu_times()
    shares = [
        (now.user + now.system - then.user - then.system) / took_s for then, now in zip(before, after, strict=True)
    ]
    expected_s = _expected_s(client, running.prompter.clock, began_s + took_s)
    print(f"{beside}: {took_s:.0f} s at {WPM:.0f} words/min on {COLUMNS}x{ROWS}, {len(expected_s)} lines")
    print(f"  CPU: screen {shares[0]:.1%} of a core, station {shares[1]:.1%}")
    print(f"  sent to the terminal: {(watch.bytes_seen - began_bytes) / took_s / 1000:.0f} kB/s")
    loads = (" ".join(f"{load:.1f}" for load in loads) for loads in (load_before, os.getloadavg()))
    print("  load of the machine (1, 5, 15 min): {} before, {} after".format(*loads))
    return _judged(watch.switches_s, expected_s)


def _judged(seen_s: list[float], expected_s: list[float]) -> int:
    late_ms = np.array([late_s * 1000 for late_s in _late_s(seen_s, expected_s)])
    if len(late_ms) < 3:
        print(f"  {len(seen_s)} lines were seen, {len(expected_s)} were due")
        return 1
    p95_ms = float(np.percentile(late_ms, 95))
    minutes = (np.array(expected_s[: len(late_ms)]) - expected_s[0]) / 60
    third = len(late_ms) // 3
    drift_ms = float(np.median(late_ms[-third:]) - np.median(late_ms[:third]))
    print(f"  lines seen: {len(seen_s)} of {len(expected_s)}, over {minutes[-1]:.1f} min")
    print(
        f"  a line is late by {np.median(late_ms):.1f} ms in the middle, {p95_ms:.1f} ms at the 95th percentile, "
        f"{np.percentile(late_ms, 99):.1f} ms at the 99th, {late_ms.max():.1f} ms at most"
    )
    print(f"  drift, the last third against the first: {drift_ms:+.1f} ms")
    return 0 if p95_ms <= LATE_BUDGET_MS and abs(drift_ms) < DRIFT_BUDGET_S * 1000 else 1


def _late_s(seen_s: list[float], expected_s: list[float]) -> Iterator[float]:
    """How long after its time each line, or one behind it, was seen; a line that was passed over counts in full."""
    for due_s in expected_s:
        at = bisect_left(seen_s, due_s - EARLY_S)
        if at < len(seen_s):
            yield seen_s[at] - due_s


def _expected_s(client: StationClient, clock: PrompterClock, until_s: float) -> list[float]:
    """Monotonic times at which lines should have become the one being read."""
    answer = client.ask(GetScript())
    assert isinstance(answer, ScriptAnswer)
    assert answer.script is not None
    page = PrompterPage(make_schedule(answer.script), COLUMNS, ROWS, "quadrant", LETTER_ROWS)
    times_s = (
        clock.anchor_s + (line.start_s - clock.position_s) * REFERENCE_WPM / clock.wpm
        for line in page.layout.lines
        if line.end_s > line.start_s and line.start_s > clock.position_s
    )
    return [at_s for at_s in times_s if at_s < until_s]


def _long_text(seconds: float) -> str:
    """Enough Kazakh for that long at `WPM`: the sample again and again, a blank line between stages."""
    stages = [stage.text.replace("\n\n", "\n") for stage in read_script(_SAMPLE).stages]
    words = 0
    texts: list[str] = []
    for at in count():
        if words > WPM * (seconds / 60 + 1):
            return "\n\n".join(texts)
        texts.append(stages[at % len(stages)])
        words += len(texts[-1].split())
    raise AssertionError


def _screen(station: StationProcess) -> pexpect.spawn[bytes]:
    command, *arguments = station.command("--role", "speaker")
    env = {**station.env, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
    return pexpect.spawn(command, arguments, env=env, dimensions=(ROWS, COLUMNS))


def _drain(screen: pexpect.spawn[bytes], watch: BandWatch, seconds: float) -> None:
    """Read the terminal for so long, each piece at the moment it arrives."""
    for piece, at_s in _pieces(screen.child_fd, time.monotonic() + seconds):
        watch.see(piece, at_s)


def _pieces(fd: int, end_s: float) -> Iterator[tuple[bytes, float]]:
    while (left_s := end_s - time.monotonic()) > 0:
        if select.select([fd], [], [], min(left_s, 0.5))[0]:
            yield os.read(fd, 65_536), time.monotonic()


def _tell(client: StationClient, command: LoadScript | Prompt | SetSlate | Roll) -> None:
    answer = client.ask(command)
    assert not isinstance(answer, Refused), answer


if __name__ == "__main__":
    sys.exit(main())
