import numpy as np
import pytest

from meters.audio.tape import Tape


@pytest.mark.parametrize("block", [1, 7, 30, 64, 100, 5_000])
def test_hands_out_every_tile_once_with_what_came_before(block: int):
    sound = np.arange(10_000.0).reshape(-1, 2)
    tape = Tape(tile_frames=30, back_frames=64, channels=2)
    seen = []
    for at in range(0, len(sound), block):
        for view, fresh in tape.feed(sound[at : at + block]):
            assert (view == sound[max(0, tape.frame - 64) : tape.frame + 30]).all()
            assert fresh == min(tape.frame, 64)
            seen.append(tape.frame)
    assert seen == list(range(0, 4_980, 30))
    rest, fresh = tape.last()
    assert (rest[fresh:] == sound[4_980:]).all()
    assert (rest[:fresh] == sound[4_980 - 64 : 4_980]).all()


def test_what_it_holds_does_not_grow_and_channels_lie_in_one_piece():
    tape = Tape(tile_frames=30, back_frames=10, channels=2)
    for _ in range(100):
        for view, _ in tape.feed(np.ones((77, 2))):
            assert view[:, 1].flags.c_contiguous
    assert len(tape._store) < 300


def test_keeps_its_own_copy():
    tape = Tape(tile_frames=4, back_frames=4, channels=1)
    block = np.ones((6, 1))
    list(tape.feed(block))
    block[:] = 9.0
    assert tape.last()[0].ravel().tolist() == [1.0] * 6
