"""What a track mends, the meters alone count as nothing: a bad sample reads the same on either way."""

import numpy as np
import pytest

from meters.audio.samples import to_float
from studio_tui.checking.sound_track import is_sound, mended


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_what_is_not_finite_is_silence_to_both(dtype: type):
    block = np.array([[0.5, np.nan], [np.inf, -1.5], [-np.inf, 999.0]], dtype)
    assert not is_sound(block)
    assert to_float(block).tolist() == mended(block).tolist() == [[0.5, 0.0], [0.0, -1.5], [0.0, 999.0]]
