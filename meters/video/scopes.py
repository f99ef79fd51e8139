"""Scopes and the small live picture: waveform, histogram, thumbnail."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from meters.video.planes import Bgr, Plane

WAVEFORM_ROWS = 64
WAVEFORM_COLUMNS = 128
HISTOGRAM_BINS = 64
HISTOGRAM_HIGHEST = 1000

_REDUCED_SIZE = (480, 270)
_LUMA_PER_ROW = 256 // WAVEFORM_ROWS
# Waveform column of every pixel column, and the first cell of the waveform row that each luma level falls into.
_COLUMNS = np.arange(_REDUCED_SIZE[0]) * WAVEFORM_COLUMNS // _REDUCED_SIZE[0]
_ROW_OFFSETS = (WAVEFORM_ROWS - 1 - np.arange(256) // _LUMA_PER_ROW) * WAVEFORM_COLUMNS


@dataclass(frozen=True)
class Scopes:
    """What a picture's luma looks like.

    Attributes:
        waveform: 64 rows × 128 columns of density, 0 to 255, row by row. The last row is luma 0 to 3, the first
            252 to 255; a column is 1/128 of the picture's width. Density is the square root of the share of the
            column's pixels, so that thin lines stay visible.
        histogram: 64 bins of luma, dark first, relative: the highest is 1000.
    """

    waveform: bytes
    histogram: tuple[int, ...]


def measure_scopes(luma: Plane) -> Scopes:
    """Waveform and histogram of a luma plane, shape (height, width), from a 480 × 270 sample of its pixels."""
    if (luma.shape[1], luma.shape[0]) != _REDUCED_SIZE:
        # NEAREST keeps real pixel values; an average would hide peaks.
        luma = np.asarray(cv2.resize(luma, _REDUCED_SIZE, interpolation=cv2.INTER_NEAREST), np.uint8)
    cells = _ROW_OFFSETS[luma] + _COLUMNS
    size = WAVEFORM_ROWS * WAVEFORM_COLUMNS
    counts = np.bincount(cells.ravel(), minlength=size).reshape(WAVEFORM_ROWS, WAVEFORM_COLUMNS)
    density = np.sqrt(counts / counts.sum(axis=0)) * 255.0
    by_luma = counts.sum(axis=1)[::-1]
    relative = by_luma * HISTOGRAM_HIGHEST // int(by_luma.max())
    return Scopes(density.round().astype(np.uint8).tobytes(), tuple(relative.tolist()))


def thumbnail(bgr: Bgr, width: int, height: int) -> NDArray[np.uint8]:
    """The picture as RGB of exactly this size, shape (height, width, 3), C order.

    Drawn as half blocks, a terminal cell is one pixel wide and two high. The picture's shape is the caller's care.
    """
    small = cv2.resize(bgr, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_BGR2RGB), np.uint8)
