"""Rules for the whole suite."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SNAPSHOT_PYTHON = (3, 11)
"""The interpreter that screenshots are compared on; another one may draw the same screen in another SVG."""

REAL_TIME = {"capture", "e2e", "station"}
"""Folders whose tests keep pace with a clock: two of them at once would starve each other on a small machine."""

PATIENT = 10
"""Niceness of all others, so that they take only what those leave; root may go back to 0."""

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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Let tests in real time, and the programs they start, go before those that only compute."""
    if sys.platform == "linux" and os.geteuid() == 0:
        in_real_time = any(mark.args == ("real_time",) for mark in item.iter_markers("xdist_group"))
        os.setpriority(os.PRIO_PROCESS, 0, 0 if in_real_time else PATIENT)
    return (yield)
