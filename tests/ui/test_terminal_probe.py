"""A terminal is asked whether it shows pictures; whatever it answers, the screen opens."""

from __future__ import annotations

import os
import pty
import threading
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tui.ui.terminal_probe import CellSize, cell_in, picture_cell

YES, SIZE, IDENTITY = b"\x1b_Gi=31;OK\x1b\\", b"\x1b[6;18;9t", b"\x1b[?62;c"


@contextmanager
def terminal(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> Iterator[list[bytes]]:
    """Standard input and output on a pty whose other end gives this answer to whatever it is asked."""
    ours, theirs = pty.openpty()
    tty.setraw(ours)
    asked: list[bytes] = []

    def answering() -> None:
        asked.append(os.read(ours, 1000))
        os.write(ours, answer)

    thread = threading.Thread(target=answering, daemon=True)
    thread.start()
    with TextIOWrapper(os.fdopen(theirs, "rb", closefd=False)) as keys:
        monkeypatch.setattr("sys.__stdin__", keys)
        monkeypatch.setattr("sys.__stdout__", keys)
        yield asked
    thread.join(5)
    os.close(ours)
    os.close(theirs)


def test_a_terminal_with_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    with terminal(monkeypatch, YES + SIZE + IDENTITY) as asked:
        assert picture_cell() == CellSize(9, 18)
    assert asked[0].endswith(b"\x1b[c"), "the question that every terminal answers comes last"


@pytest.mark.parametrize(
    "answer", [IDENTITY, SIZE + IDENTITY, b"\x1b_Gi=31;ENOTSUP\x1b\\" + SIZE + IDENTITY, b"hello"]
)
def test_one_without(monkeypatch: pytest.MonkeyPatch, answer: bytes) -> None:
    with terminal(monkeypatch, answer):
        assert picture_cell(0.3) is None


def test_no_terminal_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.__stdin__", None)
    assert picture_cell() is None


@pytest.mark.parametrize("size", [b"\x1b[6;0;0t", b"\x1b[6;9999;9999t", b"", b"\x1b[6;18t"])
def test_a_size_that_cannot_be(size: bytes) -> None:
    assert cell_in(YES + size + IDENTITY) is None


@given(st.binary(max_size=200))
def test_any_answer(answer: bytes) -> None:
    cell = cell_in(answer)
    assert cell is None or cell.width_px > 0
