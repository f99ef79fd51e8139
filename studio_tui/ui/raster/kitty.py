"""The terminal graphics protocol of kitty: pictures that the terminal itself keeps, places and moves.

Escape sequences in, nothing out: what is made here is written with the row of text that a picture hangs on. After
"Terminal graphics protocol", sw.kovidgoyal.net/kitty/graphics-protocol; Ghostty, Konsole and WezTerm speak it, too.
"""

from __future__ import annotations

import base64
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rgb = NDArray[np.uint8]
"""Shape (height, width, 3)."""

_ABOVE_TEXT = 1
"""Pictures under text would do as well, but leave traces of older frames on kitty 0.26 with Mesa's renderer."""

_CHUNK = 4096
_QUIET = "q=2"
"""No answers: they would be read as keys."""

QUERY = "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"
"""Asks whether the terminal speaks the protocol, with a picture of one pixel that it does not keep."""


@dataclass(frozen=True)
class Crop:
    """The part of a picture that is shown, pixels from its top; its full width."""

    top_px: int
    height_px: int


def transmitted(image: int, picture: Rgb) -> str:
    """Give the terminal a picture to keep under a number, 1 or more; an older one of that number goes."""
    height, width = picture.shape[:2]
    data = base64.standard_b64encode(zlib.compress(np.ascontiguousarray(picture).tobytes(), 1)).decode()
    chunks = [data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK)]
    head = f"a=t,f=24,o=z,{_QUIET},i={image},s={width},v={height},"
    return "".join(
        f"\x1b_G{head if not at else ''}m={int(at + 1 < len(chunks))};{chunk}\x1b\\"
        for at, chunk in enumerate(chunks)
    )


def placed(image: int, crop: Crop, *, right: int, down_px: int, level: int = 0) -> str:
    """Show a picture some cells right of the cursor's, which stays; the picture leaves where it was before.

    Args:
        image: the number it was transmitted under.
        crop: the part that is shown.
        right: cells.
        down_px: pixels below the top of the cursor's row, 0 to less than a cell's height.
        level: pictures of a higher one cover those of a lower.
    """
    there, back = (f"\x1b[{right}C", f"\x1b[{right}D") if right else ("", "")
    place = f"a=p,{_QUIET},i={image},p=1,C=1,z={_ABOVE_TEXT + level}"
    return f"{there}\x1b_G{place},Y={down_px},y={crop.top_px},h={crop.height_px}\x1b\\{back}"


def forgotten(image: int) -> str:
    """Show a picture nowhere and have it forgotten."""
    return f"\x1b_Ga=d,{_QUIET},d=I,i={image}\x1b\\"
