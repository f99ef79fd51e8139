"""What a JPEG says of itself before it is decoded (ISO/IEC 10918-1, B.1 and B.2)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_START_OF_SCAN = 0xDA


def jpeg_size(data: NDArray[np.uint8]) -> tuple[int, int] | None:
    """Width and height of a JPEG in pixels, or None when the bytes are no JPEG. ``data`` has shape (n,)."""
    if data.size < 4 or data[0] != 0xFF or data[1] != 0xD8:
        return None
    at = 2
    while at + 9 <= data.size and data[at] == 0xFF:
        marker = int(data[at + 1])
        if marker == 0xFF:  # a fill byte
            at += 1
        elif marker in _ALONE:
            at += 2
        elif marker in _START_OF_FRAME:
            height, width = (int(data[at + k]) << 8 | int(data[at + k + 1]) for k in (5, 7))
            return width, height
        elif marker == _START_OF_SCAN:
            return None
        else:
            at += 2 + (int(data[at + 2]) << 8 | int(data[at + 3]))
    return None
