"""A browser for the tests of a file, and a page that only shows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio_tui.config import TabletSettings
from tests.rigs.browser import Browser
from tests.rigs.tablet_page import ServedPage


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser("kk") as browser:
        yield browser


@pytest.fixture
def page(tmp_path: Path) -> Iterator[ServedPage]:
    with ServedPage(tmp_path, TabletSettings(on=True, port=0)) as page:
        yield page


@pytest.fixture
def controlled(tmp_path: Path) -> Iterator[ServedPage]:
    """A page that may move the text."""
    with ServedPage(tmp_path, TabletSettings(on=True, port=0, control=True)) as page:
        yield page
