"""The real kitty on a screen of memory: what a person would see of a program in it, as pixels.

Xvfb keeps its screen in a file (X Window Dump format); kitty draws with OpenGL by Mesa's software renderer.
"""

from __future__ import annotations

import os
import struct
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

_HEADER = struct.Struct(">25I")
_COLOUR_BYTES = 12
WIDTH_PX, HEIGHT_PX = 1920, 1080


class KittyWindow:
    """kitty in a window that fills a screen of 1920 × 1080, with a program in it."""

    def __init__(self, command: Sequence[str], env: Mapping[str, str]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="kitty-")
        folder = Path(self._folder.name)
        reading, writing = os.pipe()
        self._server = subprocess.Popen(
            [
                "Xvfb",
                "-displayfd",
                str(writing),
                "-screen",
                "0",
                f"{WIDTH_PX}x{HEIGHT_PX}x24",
                "-fbdir",
                str(folder),
            ],
            pass_fds=(writing,),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as answer:
            display = answer.readline().strip()
        assert display, "Xvfb did not start"
        self._screen = folder / "Xvfb_screen0"
        settings = {
            "remember_window_size": "no",
            "initial_window_width": str(WIDTH_PX),
            "initial_window_height": str(HEIGHT_PX),
            "update_check_interval": "0",
        }
        options = [part for name, value in settings.items() for part in ("-o", f"{name}={value}")]
        self._terminal = subprocess.Popen(
            ["kitty", "--config", "NONE", *options, *command],
            env={**env, "DISPLAY": f":{display}", "LIBGL_ALWAYS_SOFTWARE": "1", "HOME": str(folder)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for process in (self._terminal, self._server):
            process.kill()
            process.wait()
        self._folder.cleanup()

    @property
    def alive(self) -> bool:
        """Whether the program, and so the window, is still there."""
        return self._terminal.poll() is None

    def pixels(self) -> NDArray[np.uint8]:
        """What stands on the screen now, shape (height, width, 3)."""
        content = self._screen.read_bytes()
        header = _HEADER.unpack_from(content)
        size, width, height, bytes_a_line, colours = header[0], header[4], header[5], header[12], header[19]
        start = size + colours * _COLOUR_BYTES
        rows = np.frombuffer(content, np.uint8, height * bytes_a_line, start).reshape(height, bytes_a_line)
        return rows[:, : width * 4].reshape(height, width, 4)[:, :, 2::-1]
