"""What is installed from the wheel is all that the program needs beside its code."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOT_NEEDED = {".po", ".pot", ".pyc"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Names of the files in a wheel of this tree."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [built] = folder.glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_everything_of_the_packages(wheel: set[str]):
    files = [file for package in ("studio_tui", "meters") for file in (ROOT / package).rglob("*") if file.is_file()]
    needed = {file.relative_to(ROOT).as_posix() for file in files if file.suffix not in NOT_NEEDED}
    assert needed - wheel == set()


def test_the_wheel_holds_presets_and_the_sample_settings(wheel: set[str]):
    presets = {f"studio_tui/presets/{file.name}" for file in (ROOT / "presets").glob("*.toml")}
    assert presets
    assert presets | {"studio_tui/studio.toml"} <= wheel


def test_the_wheel_holds_every_language(wheel: set[str]):
    for language in ("kk", "ru"):
        assert f"studio_tui/locale/{language}/LC_MESSAGES/studio_tui.mo" in wheel


def test_the_wheel_holds_nothing_but_the_packages(wheel: set[str]):
    assert {name.split("/")[0] for name in wheel if ".dist-info/" not in name} == {"studio_tui", "meters"}
