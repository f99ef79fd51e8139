"""Big letters: every letter of the three languages is there and can be told from the others."""

import numpy as np
import pytest
from PIL import ImageFont

from studio_tui.ui.raster.letters import LetterSetter
from studio_tui.ui.raster.mosaic import MOSAICS
from studio_tui.ui.raster.typeface import FONT_FILE

KAZAKH = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯаәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
SIGNS = "0123456789.,:;!?-–—«»“”„…()[]№%+=/₸"
LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def _drawn(font: ImageFont.FreeTypeFont, text: str) -> bytes:
    return bytes(font.getmask(text))


def test_every_letter_has_a_glyph():
    font = ImageFont.truetype(str(FONT_FILE), 40)
    missing = _drawn(font, "\uffff")
    assert [letter for letter in KAZAKH + SIGNS + LATIN if _drawn(font, letter) == missing] == []


@pytest.mark.parametrize("rows", [5, 6, 8, 10])
def test_letters_that_differ_by_a_stroke_differ_on_the_screen(rows: int):
    setter = LetterSetter.for_lines(MOSAICS["quadrant"], rows)
    for one, other in ("кқ", "нң", "гғ", "уұ", "уү", "аә", "оө", "хһ", "ии", "ий", "іһ", "ыі"):
        same = np.array_equal(setter.set_line(one, 14), setter.set_line(other, 14))
        assert same is (one == other), one + other


@pytest.mark.parametrize("rows", range(5, 21))
def test_the_dot_of_i_stands_free(rows: int):
    ink = LetterSetter.for_lines(MOSAICS["quadrant"], rows).set_line("і", 14).any(axis=1)
    changes = np.flatnonzero(np.diff(ink.astype(int)))
    assert len(changes) == 4, "blank, dot, gap, stem, blank"


def test_accents_and_tails_stay_inside_the_line():
    for rows in range(3, 20):
        setter = LetterSetter.for_lines(MOSAICS["quadrant"], rows)
        whole = setter.set_line("ЙҒқңуҚҰ", 14 * rows)
        assert whole.shape == (rows * 2, 14 * rows * 2)
        font = ImageFont.truetype(str(FONT_FILE), 1000)
        tall = font.getbbox("Й", anchor="ls"), font.getbbox("Ққу", anchor="ls")
        assert -tall[0][1] / 1000 * 0.56 / 0.729 < 0.76
        assert tall[1][3] / 1000 * 0.56 / 0.729 < 0.24


def test_figures_fill_the_height():
    ink = LetterSetter.for_figures(MOSAICS["quadrant"], 4).set_line("0", 12)
    assert ink[0].any()
    assert ink[-1].any()


def test_a_width_is_told_in_cells():
    for name, mosaic in MOSAICS.items():
        setter = LetterSetter.for_lines(mosaic, 6)
        width = setter.width_cells("Алгоритм")
        ink = setter.set_line("Алгоритм", 80).any(axis=0)
        last = np.flatnonzero(ink)[-1] / mosaic.across
        assert width - 2.5 < last < width + 0.5, name


def test_the_licence_lies_beside_the_font():
    licence = next(FONT_FILE.parent.glob("*LICENSE*")).read_text()
    assert "Bitstream Vera" in licence
    assert "Tavmjong Bah" in licence


@pytest.mark.parametrize("height_rows", [4, 6, 8, 12])
@pytest.mark.parametrize("letter", ["о", "е", "О", "ю", "ә"])
def test_a_stress_mark_stands_over_its_own_letter(height_rows: int, letter: str):
    setter = LetterSetter.for_lines(MOSAICS["quadrant"], height_rows)
    plain = setter.set_line(f"к{letter}н", 60)
    stressed = setter.set_line(f"к{letter}\u0301н", 60)
    added = np.argwhere(stressed & ~plain)
    assert len(added), "the mark is seen"
    across = MOSAICS["quadrant"].across
    left = setter.width_cells("к") * across
    right = setter.width_cells(f"к{letter}") * across
    assert left - 1 <= added[:, 1].mean() <= right + 1
    inked = np.flatnonzero(plain[:, round(left) : round(right)].any(axis=1))
    assert added[:, 0].min() < inked[0], "above it"
    assert setter.width_cells(f"к{letter}\u0301н") == setter.width_cells(f"к{letter}н")


def test_a_letter_in_two_parts_is_the_letter():
    setter = LetterSetter.for_lines(MOSAICS["quadrant"], 6)
    assert np.array_equal(setter.set_line("и\u0306е\u0308", 30), setter.set_line("йё", 30))
