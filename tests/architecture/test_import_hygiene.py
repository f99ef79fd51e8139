"""Start-up stays quick because heavy libraries are loaded only by the process that works with them."""

import json
import pkgutil
import subprocess
import sys

import pytest

import studio_tui.ui

HEAVY = {"alembic", "av", "cv2", "docx", "numpy", "pyaudio", "scipy", "sounddevice", "sqlalchemy", "textual", "zmq"}
SCREENS = sorted(module.name for module in pkgutil.walk_packages(studio_tui.ui.__path__, "studio_tui.ui."))


def libraries_loaded_by(*modules: str) -> set[str]:
    """Top-level packages in a fresh interpreter after importing these modules."""
    program = (
        "import importlib, json, sys\n"
        "for name in json.loads(sys.argv[1]): importlib.import_module(name)\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))\n"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", program, json.dumps(modules)], capture_output=True, text=True, check=True
    )
    return set(json.loads(outcome.stdout))


@pytest.mark.parametrize(
    ("modules", "may_load"),
    [
        pytest.param(["studio_tui.cli"], set(), id="the command line's table"),
        pytest.param(["studio_tui.inventory.store"], set(), id="the log's protocol"),
        pytest.param(["studio_tui.station.client"], {"zmq"}, id="a link to the station"),
        pytest.param(SCREENS, {"numpy", "textual", "zmq"}, id="all screens"),
    ],
)
def test_heavy_libraries_are_loaded_only_where_needed(modules: list[str], may_load: set[str]):
    assert libraries_loaded_by(*modules) & HEAVY <= may_load


def test_heavy_libraries_would_be_seen():
    assert "sqlalchemy" in libraries_loaded_by("sqlalchemy")
