"""The type that big letters are set in: a bundled TrueType font, with marks such as stress over their letters.

The font is DejaVu Sans Bold, which has every letter of Kazakh, Russian and English; its licence lies beside it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

from PIL import ImageDraw, ImageFont

FONT_FILE = Path(__file__).parent / "fonts" / "DejaVuSans-Bold.ttf"

CAPITAL_SHARE = 0.729
"""Height of a capital ÷ size of the type, for this font."""
LINE_CAPITAL_SHARE = 0.56
"""Height of a capital ÷ height of a line: room for the breve of Й and the tail of Қ."""
LINE_BASELINE_SHARE = 0.76
"""Where letters stand in a line, from its top."""

_LOW_LETTER = "о"
_MARK_STROKE_SHARE = 0.04  # of the size, around a mark: a thin one would be lost between two pixels

Ink = int | tuple[int, int, int]
"""A grey or a colour, as the picture it is drawn into has them."""


class Typeface:
    """The font at one size."""

    def __init__(self, size_px: int) -> None:
        self._font = ImageFont.truetype(str(FONT_FILE), size_px, layout_engine=ImageFont.Layout.BASIC)
        self._stroke_px = round(size_px * _MARK_STROKE_SHARE)

    def length_px(self, text: str) -> float:
        """How wide a text comes out; marks over letters take no room."""
        return self._font.getlength(_split_marks(text)[0])

    def draw(self, draw: ImageDraw.ImageDraw, left_px: float, baseline_px: float, text: str, ink: Ink) -> None:
        """Draw a text into a picture, its marks over the middle of their letters."""
        letters, marks = _split_marks(text)
        draw.text((left_px, baseline_px), letters, ink, self._font, "ls")
        for at, mark in marks:
            x_px, y_px = self._mark_px(letters, at, mark)
            draw.text(
                (left_px + x_px, baseline_px + y_px), mark, ink, self._font, "ls", stroke_width=self._stroke_px
            )

    def _mark_px(self, letters: str, at: int, mark: str) -> tuple[float, float]:
        """Where a mark is drawn: its ink over the middle of the letter at ``at``, above a capital if it is one."""
        letter_left, letter_top, letter_right, _ = self._font.getbbox(letters[at], anchor="ls")
        mark_left, _, mark_right, _ = self._font.getbbox(mark, anchor="ls")
        low_top = self._font.getbbox(_LOW_LETTER, anchor="ls")[1]  # the font draws its marks for letters so high
        middle = (letter_left + letter_right - mark_left - mark_right) / 2
        left = self._font.getlength(letters[: at + 1]) - self._font.getlength(letters[at])
        return left + middle, min(0.0, letter_top - low_top)


def _split_marks(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The letters of a text, and the marks that have no letter of their own with the place of theirs (о́)."""
    composed = unicodedata.normalize("NFC", text)
    if not any(map(unicodedata.combining, composed)):
        return composed, []
    return _letters_of(composed), list(_marks_of(composed))


def _letters_of(text: str) -> str:
    return "".join(character for character in text if not unicodedata.combining(character))


def _marks_of(text: str) -> Iterator[tuple[int, str]]:
    letters = 0
    for character in text:
        if not unicodedata.combining(character):
            letters += 1
        elif letters:
            yield letters - 1, character
