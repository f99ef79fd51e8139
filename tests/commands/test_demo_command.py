"""``studio-tui demo`` on a terminal: shows the station, ends by itself, leaves no process and no folder."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pexpect
import psutil
import pytest

from tests.rigs.station_process import wait_until

pytestmark = pytest.mark.xdist_group("real_time")

SIZE = (40, 120)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where the demonstration makes its own folder; sockets have short paths, pytest's folders have not."""
    folder = Path(tempfile.mkdtemp(prefix="dm-"))
    yield folder
    for process in left_in(folder):
        process.kill()
    shutil.rmtree(folder, ignore_errors=True)


def demo(folder: Path, *arguments: str) -> pexpect.spawn:
    """The demonstration on a terminal of its own."""
    env = {
        "TMPDIR": str(folder),
        "TERM": "xterm-256color",
        "PATH": os.environ["PATH"],
        "HOME": os.environ["HOME"],
        "LC_ALL": "C.UTF-8",
    }
    command = ["-m", "studio_tui", "--language", "en", "demo", *arguments]
    return pexpect.spawn(
        sys.executable, command, env=env, dimensions=SIZE, timeout=60, encoding="utf-8", cwd=folder
    )


def left_in(folder: Path) -> list[psutil.Process]:
    """Processes that work in the folder: the station and its checkers name it on their command lines."""
    return [
        process
        for process in psutil.process_iter(["cmdline"])
        if any(str(folder) in word for word in process.info["cmdline"] or ())
    ]


def nothing_is_left(folder: Path) -> bool:
    return not left_in(folder) and not list(folder.glob("studio-demo-*"))


def test_it_ends_by_itself(folder: Path) -> None:
    terminal = demo(folder, "--seconds", "3")
    terminal.expect("Reading the meter")
    assert left_in(folder)
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    assert not list(folder.glob("studio-demo-*"))
    wait_until(lambda: nothing_is_left(folder), 10, "the station, which has let go of everything, to be gone")


@pytest.mark.parametrize("ending", ["closed terminal", "SIGTERM"])
def test_it_ends_with_its_terminal(folder: Path, ending: str) -> None:
    terminal = demo(folder)
    terminal.expect("Reading the meter")
    if ending == "SIGTERM":
        terminal.kill(signal.SIGTERM)
        terminal.expect(pexpect.EOF)
    else:
        os.close(terminal.child_fd)
        terminal.ptyproc.fd = terminal.child_fd = -1
    wait_until(lambda: not terminal.isalive() and nothing_is_left(folder), 40, "the demonstration to tidy up")
