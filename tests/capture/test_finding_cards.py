"""A card is found by what an operator would write, and its claims are read out of what OpenCV tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio_tui.capture.opencv_source import claimed_rate, find_card
from studio_tui.capture.problem import DeviceError
from studio_tui.i18n import Translator


def nodes(folder: Path, **names: str) -> Path:
    for node, name in names.items():
        (folder / node).mkdir()
        (folder / node / "name").write_text(name + "\n", encoding="utf-8")
    return folder


def test_cards_are_found_by_name_or_part_of_it_and_the_lowest_node_is_taken(tmp_path: Path):
    cards = nodes(tmp_path, video10="Cam Link 4K", video2="Cam Link 4K", video0="Integrated Webcam")
    assert find_card("cam link", cards) == ("/dev/video2", "Cam Link 4K")
    assert find_card("", cards) == ("/dev/video0", "Integrated Webcam")
    assert find_card("/dev/video2", cards) == ("/dev/video2", "Cam Link 4K")
    assert find_card("/somewhere/else", cards) == ("/somewhere/else", "/somewhere/else")


def test_a_whole_name_wins_over_names_that_contain_it(tmp_path: Path):
    cards = nodes(tmp_path, video0="Capture Pro", video1="Capture")
    assert find_card("Capture", cards) == ("/dev/video1", "Capture")


@pytest.mark.parametrize(
    ("wanted", "part"), [("Elgato", "one of: Capture A, Capture B."), ("capture", "fits several")]
)
def test_a_name_that_fits_none_or_several_is_refused_with_what_there_is(tmp_path: Path, wanted: str, part: str):
    cards = nodes(tmp_path, video0="Capture A", video1="Capture B")
    with pytest.raises(DeviceError) as refused:
        find_card(wanted, cards)
    assert part in Translator("en").say(refused.value.text)


def test_names_of_cards_are_safe_to_show(tmp_path: Path):
    cards = nodes(tmp_path, video0="Cam\x1b]0;owned\x07 \u202elive")
    assert find_card("cam", cards)[1] == "Cam]0;owned live"


@pytest.mark.parametrize(
    ("told_hz", "rate_hz"),
    [(25.0, 25.0), (30_000.0, 30_000 / 1001), (25_000.0, 25.0), (0.0, 25.0), (-1.0, 25.0), (1e9, 25.0)],
)
def test_the_claimed_rate_is_read_out_of_what_opencv_tells(told_hz: float, rate_hz: float):
    assert claimed_rate(told_hz, 25.0) == pytest.approx(rate_hz)
