"""Text at the border."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tui.course.clean import clean_line, clean_text, fold


@pytest.mark.parametrize(
    ("typed", "clean"),
    [
        ("  Оқу\u00a0шеберлігі \t", "Оқу шеберлігі"),
        ("бір\nекі", "бір екі"),
        ("a\u202etxt.exe\u202c", "atxt.exe"),
        ("сло\u00adво\u200b", "слово"),
        ("\ufeffКіріспе\x00\x1b[31m", "Кіріспе[31m"),
        ("и\u0306", "й"),
        ("\ud800x", "x"),
    ],
)
def test_a_line_keeps_only_what_is_seen(typed: str, clean: str):
    assert clean_line(typed) == clean


def test_text_keeps_its_lines():
    assert clean_text("Бір\r\n\r\n екі\u2028үш\v") == "Бір\nекі\nүш"


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str):
    line = clean_line(text)
    assert clean_line(line) == line
    assert unicodedata.is_normalized("NFC", line)
    assert not any(unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for character in line)


@given(st.text())
def test_a_key_is_as_long_as_its_text(text: str):
    assert len(fold(text)) == len(text)


def test_a_key_has_no_case_alphabet_or_width():
    assert fold("КМСВ") == fold("KMCB") == fold("ｋｍｃｂ") == "kmcb"
    assert fold("１٢3") == "123"
    assert fold("x²①") == "x²①"
