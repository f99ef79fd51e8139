"""Asks the terminal what it can show, before a screen is opened on it."""

from __future__ import annotations

import os
import select
import sys
import time
from dataclasses import dataclass

import regex

from studio_tui.ui.raster.kitty import QUERY

_CELL_SIZE_QUERY = "\x1b[16t"
_IDENTITY_QUERY = "\x1b[c"
"""Every terminal answers this one, and answers in order: behind it nothing more comes."""

_UNDERSTOOD = regex.compile(rb"\x1b_Gi=31;OK\x1b\\")
_CELL_SIZE = regex.compile(rb"\x1b\[6;(\d{1,4});(\d{1,4})t")
_IDENTITY = regex.compile(rb"\x1b\[\?[\d;]*c")
_MAX_ANSWER_BYTES = 4096


@dataclass(frozen=True)
class CellSize:
    """A terminal's cell in pixels."""

    width_px: int
    height_px: int


def picture_cell(timeout_s: float = 1.0) -> CellSize | None:
    """The size of a cell, where the terminal can show pictures between its letters; None where it cannot.

    A terminal that does not answer at all is waited for so long; one that answers costs a few milliseconds.
    """
    if os.name == "nt" or not (
        sys.__stdin__ and sys.__stdin__.isatty() and sys.__stdout__ and sys.__stdout__.isatty()
    ):
        return None
    return cell_in(_asked(sys.__stdin__.fileno(), sys.__stdout__.fileno(), timeout_s))


def cell_in(answer: bytes) -> CellSize | None:
    """What an answer says: None unless it knows of pictures and of a reasonable size of cells."""
    size = _CELL_SIZE.search(answer)
    if not _UNDERSTOOD.search(answer) or size is None:
        return None
    height_px, width_px = int(size[1]), int(size[2])
    return CellSize(width_px, height_px) if 3 <= width_px <= 200 and 6 <= height_px <= 400 else None


def _asked(keys: int, screen: int, timeout_s: float) -> bytes:
    """What the terminal answers. Keys that are typed meanwhile are lost."""
    import termios  # noqa: PLC0415 - not there on Windows
    import tty  # noqa: PLC0415

    before = termios.tcgetattr(keys)
    answer = b""
    try:
        tty.setcbreak(keys)
        os.write(screen, (QUERY + _CELL_SIZE_QUERY + _IDENTITY_QUERY).encode())
        deadline_s = time.monotonic() + timeout_s
        while not _IDENTITY.search(answer) and len(answer) < _MAX_ANSWER_BYTES:
            left_s = deadline_s - time.monotonic()
            if left_s <= 0 or not select.select([keys], [], [], left_s)[0]:
                break
            answer += os.read(keys, 1024)
    finally:
        termios.tcsetattr(keys, termios.TCSAFLUSH, before)
    return answer
