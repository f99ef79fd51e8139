"""A terminal that reads kitty's graphics protocol and remembers what it shows; no pixels, only places.

It knows what the prompter says and fails on everything else. That the real kitty understands the same is shown by a
test on the real one.
"""

from __future__ import annotations

import base64
import re
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio_tui.ui.raster.kitty import Crop

_SAID = re.compile(
    r"\x1b_G(?P<control>[^;\x1b]*)(?:;(?P<payload>[^\x1b]*))?\x1b\\"
    r"|\x1b\[(?P<row>\d+);(?P<column>\d+)H|\x1b\[(?P<moved>\d+)(?P<way>[CD])|\x1b\[[\d;?]*[A-Za-z]|(?P<text>[^\x1b])"
)


@dataclass(frozen=True)
class Shown:
    """Where a picture is shown, cells from 0."""

    row: int
    column: int
    down_px: int
    crop: Crop
    level: int


class KittyTerminal:
    """Pictures by their numbers, and where they are shown."""

    def __init__(self) -> None:
        self.pictures: dict[int, NDArray[np.uint8]] = {}
        self.shown: dict[int, Shown] = {}
        self.cursor = (0, 0)
        self._control: dict[str, str] = {}
        self._payload = ""

    def write(self, said: str) -> None:
        """Read what is written to the terminal."""
        at = 0
        while at < len(said):
            match = _SAID.match(said, at)
            assert match, f"not understood: {said[at : at + 80]!r}"
            at = match.end()
            row, column = self.cursor
            if match["control"] is not None:
                self._graphics(
                    dict(part.split("=") for part in match["control"].split(",")), match["payload"] or ""
                )
            elif match["row"]:
                self.cursor = int(match["row"]) - 1, int(match["column"]) - 1
            elif match["moved"]:
                self.cursor = row, column + int(match["moved"]) * (1 if match["way"] == "C" else -1)
            elif match["text"]:
                self.cursor = row, column + 1

    def _graphics(self, control: dict[str, str], payload: str) -> None:
        action = control.get("a")
        if action == "p":
            number = int(control["i"])
            assert number in self.pictures, "a picture that was never sent"
            assert control["C"] == "1", "the cursor would move"
            crop = Crop(int(control["y"]), int(control["h"]))
            assert crop.top_px + crop.height_px <= len(self.pictures[number])
            self.shown[number] = Shown(*self.cursor, int(control["Y"]), crop, int(control["z"]))
        elif action == "d":
            assert control["d"] == "I"
            self.pictures.pop(int(control["i"]), None)
            self.shown.pop(int(control["i"]), None)
        else:
            self._receive(control, payload)

    def _receive(self, control: dict[str, str], payload: str) -> None:
        if "a" in control:
            assert (control["a"], control["f"], control["o"], control["q"]) == ("t", "24", "z", "2")
            self._control, self._payload = control, ""
        self._payload += payload
        if control["m"] == "1":
            return
        shape = int(self._control["v"]), int(self._control["s"]), 3
        content = zlib.decompress(base64.standard_b64decode(self._payload))
        number = int(self._control["i"])
        self.pictures[number] = np.frombuffer(content, np.uint8).reshape(shape)
        self.shown.pop(number, None)
