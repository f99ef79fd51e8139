# ruff: noqa: INP001 - a script's helper, no package
"""A PNG of a Textual screenshot, with block characters that join.

Textual saves the screen as SVG text. A browser draws it with whatever fixed-width font it has, and in hardly any of
them does a full block fill its cell, so bars and pictures come out in stripes. Here the block characters become
rectangles, and Chromium draws the rest.
"""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from PIL import Image

CELL_WIDTH, CELL_HEIGHT = 12.2, 24.4
"""Size of a cell in Rich's SVG, in its own units."""
CELL_WIDTH_PX = 12
"""Size in the PNG; a cell is twice as high. Whole pixels keep all cells alike."""

_ASCENT = 18.5  # from the top of a cell to the baseline, in Rich's SVG
_FONTS = '"DejaVu Sans Mono", "Noto Sans Mono", "Liberation Mono", monospace'
_SVG = "http://www.w3.org/2000/svg"
_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
_COLOURS = 256
_CHROMIUM_S = 90


class Box(NamedTuple):
    """A part of a cell, in shares of it: 0 is left or top, 1 right or bottom."""

    left: float
    top: float
    right: float
    bottom: float


def _blocks() -> dict[str, tuple[Box, ...]]:
    """The Block Elements of Unicode (U+2580 to U+259F) without the shades."""
    blocks = {"▀": (Box(0, 0, 1, 0.5),), "▐": (Box(0.5, 0, 1, 1),)}
    blocks |= {"▔": (Box(0, 0, 1, 1 / 8),), "▕": (Box(7 / 8, 0, 1, 1),)}
    for eighths in range(1, 9):
        blocks[chr(0x2580 + eighths)] = (Box(0, 1 - eighths / 8, 1, 1),)
        blocks[chr(0x2590 - eighths)] = (Box(0, 0, eighths / 8, 1),)
    upper_left, upper_right = Box(0, 0, 0.5, 0.5), Box(0.5, 0, 1, 0.5)
    lower_left, lower_right = Box(0, 0.5, 0.5, 1), Box(0.5, 0.5, 1, 1)
    return blocks | {
        "▖": (lower_left,),
        "▗": (lower_right,),
        "▘": (upper_left,),
        "▙": (upper_left, lower_left, lower_right),
        "▚": (upper_left, lower_right),
        "▛": (upper_left, upper_right, lower_left),
        "▜": (upper_left, upper_right, lower_right),
        "▝": (upper_right,),
        "▞": (upper_right, lower_left),
        "▟": (upper_right, lower_left, lower_right),
    }


BLOCKS = _blocks()


def save_png(screenshot_svg: str, file: Path) -> None:
    """Draw a screenshot of Textual's ``export_screenshot``.

    Raises:
        FileNotFoundError: there is no Chromium here.
        subprocess.SubprocessError: it did not draw.
    """
    root = ET.fromstring(_FONT_FACE.sub("", screenshot_svg).replace("Fira Code, monospace", _FONTS))  # noqa: S314 - Textual wrote it a moment ago
    for parent in list(root.iter()):
        for text in parent.findall(f"{{{_SVG}}}text"):
            _draw_blocks(parent, text)
    width, height = (float(size) for size in root.attrib["viewBox"].split()[2:])
    scale = CELL_WIDTH_PX / CELL_WIDTH
    width_px, height_px = round(width * scale), round(height * scale)
    root.attrib |= {"width": str(width_px), "height": str(height_px)}
    ET.register_namespace("", _SVG)
    drawn = Image.open(BytesIO(_chromium(ET.tostring(root), width_px, height_px))).convert("RGB")
    drawn.quantize(_COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


def _draw_blocks(parent: ET.Element, text: ET.Element) -> None:
    """Put rectangles where a text has block characters, and spaces into the text."""
    content = text.text or ""
    if not any(letter in BLOCKS for letter in content):
        return
    left, top = float(text.attrib["x"]), float(text.attrib["y"]) - _ASCENT
    for first, cells, letter in _runs(content):
        for box in BLOCKS.get(letter, ()):
            # Boxes of a whole cell's width join their neighbours; others stand one by one.
            width, count = (cells, 1) if (box.left, box.right) == (0, 1) else (box.right - box.left, cells)
            for cell in range(count):
                _add_rectangle(
                    parent, text.attrib["class"], left + (first + cell + box.left) * CELL_WIDTH, top, width, box
                )
    text.text = "".join("\N{NO-BREAK SPACE}" if letter in BLOCKS else letter for letter in content)


def _add_rectangle(parent: ET.Element, style: str, left: float, top: float, cells: float, box: Box) -> None:
    place = {
        "x": left,
        "y": top + box.top * CELL_HEIGHT,
        "width": cells * CELL_WIDTH,
        "height": (box.bottom - box.top) * CELL_HEIGHT,
    }
    attributes = {name: f"{value:.2f}" for name, value in place.items()}
    ET.SubElement(parent, f"{{{_SVG}}}rect", {"class": style, "shape-rendering": "crispEdges", **attributes})


def _runs(content: str) -> Iterator[tuple[int, int, str]]:
    """Runs of one letter: place, length, letter."""
    place = 0
    for letter, group in itertools.groupby(content):
        length = len(list(group))
        yield place, length, letter
        place += length


def _chromium(svg: bytes, width_px: int, height_px: int) -> bytes:
    """The SVG as Chromium draws it, PNG."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        raise FileNotFoundError("Chromium draws the pictures, and it is not installed: see .ci/setup.sh test")
    with tempfile.TemporaryDirectory() as folder:
        source, picture = Path(folder, "screen.svg"), Path(folder, "screen.png")
        source.write_bytes(svg)
        quiet = ["--headless", "--disable-gpu", "--no-first-run", "--hide-scrollbars"]
        quiet += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            quiet.append("--no-sandbox")  # Chromium has no sandbox for root, and refuses to start without this
        output = [f"--window-size={width_px},{height_px}", f"--screenshot={picture}", source.as_uri()]
        subprocess.run(
            [program, *quiet, f"--user-data-dir={folder}/profile", *output],
            check=True,
            timeout=_CHROMIUM_S,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        return picture.read_bytes()
