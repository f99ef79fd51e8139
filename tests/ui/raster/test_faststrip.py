"""A strip with known ANSI text: quick when shown whole, an ordinary strip for everybody else."""

from rich.console import Console
from rich.segment import Segment
from rich.style import Style

from studio_tui.ui.raster.faststrip import KnownStrip, ansi_colour


def _strip(made: list[int]) -> KnownStrip:
    def segments() -> list[Segment]:
        made.append(1)
        return [Segment("▀▀▀", Style.parse("#ff0000")), Segment("ab", Style.parse("bold"))]

    return KnownStrip("\x1b[31m▀▀▀\x1b[0mab", 5, segments)


def test_shown_whole_it_makes_no_segments():
    made: list[int] = []
    strip = _strip(made)
    assert strip.cell_length == 5
    assert strip.divide([5])[0] is strip
    assert strip.render(Console()) == "\x1b[31m▀▀▀\x1b[0mab"
    assert made == []


def test_cut_it_is_an_ordinary_strip():
    made: list[int] = []
    left, right = _strip(made).divide([2, 5])
    assert (left.text, right.text) == ("▀▀", "▀ab")
    assert made == [1]


def test_its_segments_are_made_once():
    made: list[int] = []
    strip = _strip(made)
    assert strip.text == "▀▀▀ab"
    assert strip.crop(3, 5).text == "ab"
    assert [segment.text for segment in strip] == ["▀▀▀", "ab"]
    assert made == [1]


def test_colours_are_written_as_three_numbers():
    assert ansi_colour(0x0102FF) == "\x1b[38;2;1;2;255m"
    assert ansi_colour(0x0102FF, 0x030000) == "\x1b[38;2;1;2;255;48;2;3;0;0m"
