"""A prompter's desk on a clock that the test moves."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio_tui.station import prompter_desk
from studio_tui.station.script_shelf import ScriptShelf
from tests.rigs.prompter_reader import Clock, Reader


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(prompter_desk, "time", clock)
    return clock


@pytest.fixture
def reader(clock: Clock, tmp_path: Path) -> Reader:
    return Reader(clock, ScriptShelf(tmp_path / "library"))
