"""Ten minutes of a rolling take with checker, operator's screen and prompter attached: losses, memory, CPU share.

``make soak`` runs it; with ``--seconds 60`` it is a short one. Everything is the real program in real processes:
the station on its simulated devices, and the screens on terminals of their own. It fails when a frame or a sample
was lost, when memory grew, or when the whole took more than one core.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import pexpect
import psutil

from studio_tui.course.take import Slate, VideoCode
from studio_tui.station.messages import Roll, SetSlate
from studio_tui.station.prompter_messages import LoadScript, Prompt
from tests.rigs.station_process import StationProcess, snapshot_when

_SAMPLE = Path("studio_tui/course/samples/K1M1C1B1.kk.md")
_SETTLE_S = 20.0
_GROWTH_MB = 40.0


@dataclass
class Usage:
    """CPU seconds and memory of the station, its checker and the screens, sampled while the take rolls."""

    cpu_s: dict[str, float]
    first_mb: float
    last_mb: float


def main() -> int:
    """Run the soak and print its figures; returns 1 when a budget is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0)
    seconds = parser.parse_args().seconds
    with tempfile.TemporaryDirectory() as folder, StationProcess(Path(folder)) as station:
        return _soak(station, seconds)


def _soak(station: StationProcess, seconds: float) -> int:
    station.start()
    client = station.client()
    snapshot_when(client, lambda now: now.cameras[0].status == "running", 30, "the camera")
    client.ask(SetSlate(Slate(VideoCode(1, 1, 1, 1), "Су айналымы")))
    client.ask(LoadScript(str(_SAMPLE.absolute())))
    screens = {role: _screen(station, role) for role in ("camera", "speaker")}
    client.ask(Roll(duration_s=seconds))
    client.ask(Prompt("start"))
    usage = _watch(station, screens, seconds)
    ended = snapshot_when(client, lambda now: bool(now.last_take and now.last_take.verdict), 60, "the verdict")
    take = ended.last_take
    assert take is not None
    cores = {name: used / seconds for name, used in usage.cpu_s.items()}
    growth_mb = usage.last_mb - usage.first_mb
    print(f"take: {take.duration_s:.1f} s, verdict {take.verdict}")
    print(f"lost: {take.lost_frames} of {take.frames} frames, {take.lost_samples} of {take.samples} samples")
    shares = ", ".join(f"{name} {share:.2f}" for name, share in cores.items())
    print(f"cores: {shares}; all {sum(cores.values()):.2f}")
    print(f"memory: {usage.first_mb:.0f} MB after {_SETTLE_S:.0f} s, {usage.last_mb:.0f} MB at the end")
    for screen in screens.values():
        screen.close(force=True)
    client.close()
    good = not take.lost_frames and not take.lost_samples and growth_mb < _GROWTH_MB and sum(cores.values()) <= 1.0
    return 0 if good else 1


def _screen(station: StationProcess, role: str) -> pexpect.spawn[str]:
    """A screen on a terminal of its own, 120×40, whose output is read and thrown away."""
    command, *arguments = station.command("--role", role)
    screen = pexpect.spawn(
        command, arguments, env={**station.env, "TERM": "xterm-256color"}, dimensions=(40, 120), encoding="utf-8"
    )
    screen.delaybeforesend = None
    return screen


def _watch(station: StationProcess, screens: dict[str, pexpect.spawn[str]], seconds: float) -> Usage:
    """Drain the terminals until the take has ended, and account for every process."""
    root = psutil.Process(station.pid)
    parts = {"station": root} | {role: psutil.Process(screen.pid) for role, screen in screens.items()}
    began = {name: _cpu_s(process) for name, process in parts.items()}
    checker_s = 0.0
    first_mb = last_mb = 0.0
    elapsed_s = 0.0
    started_s = time.monotonic()
    while elapsed_s < seconds:
        for screen in screens.values():
            _drain(screen)
        checker_s = max(checker_s, sum(_cpu_s(child) for child in root.children()))
        elapsed_s = time.monotonic() - started_s
        last_mb = _memory_mb(root)
        if elapsed_s < _SETTLE_S:
            first_mb = last_mb
    used = {name: _cpu_s(process) - began[name] for name, process in parts.items()}
    return Usage({**used, "checker": checker_s}, first_mb, last_mb)


def _drain(screen: pexpect.spawn[str]) -> None:
    """Read for a quarter of a second: a terminal that nobody reads would stop its program."""
    try:
        screen.read_nonblocking(1_000_000, timeout=0.25)
    except pexpect.TIMEOUT:
        return


def _cpu_s(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _memory_mb(root: psutil.Process) -> float:
    """Private memory of the station and its checker; what they share with files does not count."""
    family = [root, *root.children()]
    return sum(process.memory_full_info().uss for process in family) / 1e6


if __name__ == "__main__":
    sys.exit(main())
