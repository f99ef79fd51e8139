"""Rules for the whole suite."""

import sys
from pathlib import Path

import pytest

SNAPSHOT_PYTHON = (3, 11)
"""The interpreter that screenshots are compared on; another one may draw the same screen in another SVG."""

REAL_TIME = {"capture", "e2e", "station"}
"""Folders whose tests keep pace with a clock: two of them at once would starve each other on a small machine."""

TESTS = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give tests in real time one worker for all of them; compare screenshots on one Python version only."""
    for item in items:
        if item.path.relative_to(TESTS).parts[0] in REAL_TIME and item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group("real_time"))
    if sys.version_info[:2] != SNAPSHOT_PYTHON:
        elsewhere = [item for item in items if "snap_compare" in getattr(item, "fixturenames", ())]
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]
