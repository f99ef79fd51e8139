"""Files that several tests judge; each is made once."""

from pathlib import Path

import pytest

from tests.rigs.movies import movie, scene


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a station records: 1080p25 motion JPEG above 50 Mbit/s, 24 real bits, stereo, 48 kHz."""
    return movie(tmp_path_factory.mktemp("good") / "good.mov", picture=scene("1920x1080"))


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, small and quick to decode: fails for its size and bitrate only."""
    return movie(tmp_path_factory.mktemp("small") / "small.mov", picture=scene())
