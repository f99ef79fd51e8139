"""What is said to a terminal that shows pictures, read back as such a terminal reads it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio_tui.ui.raster.kitty import Crop, forgotten, placed, transmitted
from tests.rigs.kitty_terminal import KittyTerminal, Shown


def picture(height: int, width: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8)


@pytest.mark.parametrize(("height", "width"), [(1, 1), (7, 3), (120, 1900)])
def test_a_picture_arrives_whole(height: int, width: int):
    terminal = KittyTerminal()
    sent = picture(height, width)
    terminal.write(transmitted(7, sent))
    assert np.array_equal(terminal.pictures[7], sent)


def test_chunks_are_no_longer_than_the_protocol_allows():
    said = transmitted(7, picture(300, 300))
    payloads = [part.split(";", 1)[1] for part in said.split("\x1b\\") if part]
    assert len(payloads) > 10
    assert all(len(payload) <= 4096 and len(payload) % 4 == 0 for payload in payloads)


def test_a_picture_that_is_placed_again_moves():
    terminal = KittyTerminal()
    terminal.write(transmitted(7, picture(40, 50)))
    terminal.write("\x1b[3;1H" + placed(7, Crop(0, 40), right=2, down_px=5))
    terminal.write("\x1b[2;1H" + placed(7, Crop(4, 36), right=2, down_px=0, level=1))
    assert terminal.shown == {7: Shown(row=1, column=2, down_px=0, crop=Crop(4, 36), level=2)}
    assert terminal.cursor == (1, 0), "the cursor is where it was"


def test_what_is_forgotten_is_neither_shown_nor_kept():
    terminal = KittyTerminal()
    terminal.write(transmitted(7, picture(4, 4)) + placed(7, Crop(0, 4), right=0, down_px=0) + forgotten(7))
    assert (terminal.shown, terminal.pictures) == ({}, {})


@settings(deadline=None)
@given(st.integers(1, 60), st.integers(1, 60), st.integers(1, 10_000), st.integers(0, 2**32 - 1))
def test_any_picture_under_any_number(height: int, width: int, number: int, seed: int):
    terminal = KittyTerminal()
    sent = picture(height, width, seed)[::-1, ::-1]
    terminal.write(transmitted(number, sent))
    assert np.array_equal(terminal.pictures[number], sent)
