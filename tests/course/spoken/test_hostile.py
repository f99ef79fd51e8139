"""Texts made to be slow. A pattern that tried its parts in all combinations would not be done within a lifetime."""

from __future__ import annotations

import pytest

from studio_tui.course.words import blanks, count, cues, unpaired

PIECES = [
    "7", "7 ", "1 234 ", "1.", "1,", "1-", "1:", "1/", "10:10:", ".", "..", "a.", "т. ", "т.б.", "[",
    "]", "[а ", "(", ")", "()", "(слайд ", "(произносится: ", "{", "{а ", "слово {а ", "слово {а} ",
    "{}", "А", "I", "XX-", "X-", "a-", "а\u0301", "@", "a@", "a@b.", "http://", "a/", "км/", "5км",
    "5 млн ", "²", "x²", "x^", "^(", "H2", "α", "f(x,", "2*", "~", "a'", "−", "- ", "5 – ", "$", "$5 ",
    "+7 ", "8 701 ", "№ ", "%", "5% ", "_", "a_", "____ ", " ", "\u00a0", "1\u00a0", "«", "n!", "<5",
    "\\", "…", "½",
    "й ", "\u202f", "1 2/3 ", "!=", "->", "см. ", "г. ", "к.т.", "(3-", "(крупный ", "xⁿ", "½ ", "мин/",
    "(видео ", "(видео көрсет", "(видео көрсет көрсет ", "сөз {а, ", "[0; ", "(0; 1]", "(на экране ",
]  # fmt: skip
CHARACTERS = 8_000


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", PIECES)
def test_a_text_of_one_piece_is_counted(piece: str):
    text = piece * (CHARACTERS // len(piece))
    for language in ("kk", "ru", "en"):
        counted = count(text[: CHARACTERS // 2], language)
        assert counted.words <= len(text)
    assert len(cues(text)) + blanks(text) + len(list(unpaired(text))) <= len(text)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("end", ["", "]", ")", "}", "kz", "%", "й", " ғ."])
@pytest.mark.parametrize("start", ["", "[", "(слайд ", "слово {", "a@", "1.", "т."])
@pytest.mark.parametrize("run", ["7", "X", "а", "a", " ", ".", "-", "_", "1 ", "a.", "(", "[", "{"])
def test_a_long_run_between_a_start_and_an_end(start: str, run: str, end: str):
    text = start + run * (2_000 // len(run)) + end
    assert count(text, "kk").words <= len(text)
