import numpy as np
import pytest

from meters.audio.samples import to_float
from meters.audio.tape import Tape


def _counted(dtype: type):
    """Every sample another number; words of 24 bits, or floats of that size."""
    return np.arange(10_000, dtype=dtype).reshape(-1, 2) * (256 if dtype is np.int32 else 2.0**-23)


@pytest.mark.parametrize("dtype", [np.int32, np.float64])
@pytest.mark.parametrize("block", [1, 7, 30, 64, 100, 5_000])
def test_hands_out_every_tile_once_with_what_came_before(block: int, dtype: type):
    sound = _counted(dtype)
    tape = Tape(tile_frames=30, back_frames=64, channels=2)
    seen = []
    for at in range(0, len(sound), block):
        for view, fresh in tape.feed(sound[at : at + block]):
            assert view.dtype == dtype
            assert (view == sound[max(0, tape.frame - 64) : tape.frame + 30]).all()
            assert fresh == min(tape.frame, 64)
            seen.append(tape.frame)
        assert tape.fed == min(at + block, len(sound))
    assert seen == list(range(0, 4_980, 30))
    rest, fresh = tape.last()
    assert (rest[fresh:] == sound[4_980:]).all()
    assert (rest[:fresh] == sound[4_980 - 64 : 4_980]).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("switch", [1, 29, 30, 31, 100, 299, 300, 301, 1_000])
def test_integers_become_floats_when_floats_come(switch: int, dtype: type):
    words = _counted(np.int32)
    floats = to_float(words)
    tape = Tape(tile_frames=30, back_frames=64, channels=2)
    blocks = [words[:switch], floats[switch : switch + 41].astype(dtype), words[switch + 41 :]]
    seen = []
    for block in blocks:
        for view, fresh in tape.feed(block):
            # A tile of nothing but integers is one, with all that came before it.
            assert view.dtype == (np.int32 if tape.frame + 30 <= switch else np.float64)
            assert (to_float(view) == floats[max(0, tape.frame - 64) : tape.frame + 30]).all()
            assert fresh == min(tape.frame, 64)
            seen.append(tape.frame)
    assert seen == list(range(0, 4_980, 30))
    rest, fresh = tape.last()
    assert (rest[fresh:] == floats[4_980:]).all()


@pytest.mark.parametrize("dtype", [np.int32, np.float64])
def test_what_it_holds_does_not_grow_and_channels_lie_in_one_piece(dtype: type):
    tape = Tape(tile_frames=30, back_frames=10, channels=2)
    for _ in range(100):
        for view, _ in tape.feed(np.ones((77, 2), dtype)):
            assert view[:, 1].flags.c_contiguous
    assert len(tape._store) < 300


@pytest.mark.parametrize("dtype", [np.int32, np.float64])
def test_keeps_its_own_copy(dtype: type):
    tape = Tape(tile_frames=4, back_frames=4, channels=1)
    block = np.ones((6, 1), dtype)
    list(tape.feed(block))
    block[:] = 9
    assert tape.last()[0].ravel().tolist() == [1] * 6
