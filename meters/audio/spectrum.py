"""What several meters need of a spectrum."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def power_of(spectrum: NDArray[np.complex128]) -> NDArray[np.float64]:
    """Squares of the magnitudes, of the same shape."""
    power: NDArray[np.float64] = np.square(spectrum.real) + np.square(spectrum.imag)
    return power
