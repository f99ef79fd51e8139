"""Rules for the whole suite."""

import sys

import pytest

SNAPSHOT_PYTHON = (3, 11)
"""The interpreter that screenshots are compared on; another one may draw the same screen in another SVG."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave comparisons of screenshots to the one Python version that they were made with."""
    if sys.version_info[:2] == SNAPSHOT_PYTHON:
        return
    elsewhere = [item for item in items if "snap_compare" in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if item not in elsewhere]
