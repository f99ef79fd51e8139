"""Spoken forms against phrases that were written down by hand."""

from __future__ import annotations

import pytest

from studio_tui.course.script import ScriptLanguage
from studio_tui.course.words import count, spoken_form
from tests.course.spoken.phrases_en import PHRASES as ENGLISH
from tests.course.spoken.phrases_kk import PHRASES as KAZAKH
from tests.course.spoken.phrases_ru import PHRASES as RUSSIAN

ALL: list[tuple[ScriptLanguage, str, int, str]] = [
    *(("kk", *phrase) for phrase in KAZAKH),
    *(("ru", *phrase) for phrase in RUSSIAN),
    *(("en", *phrase) for phrase in ENGLISH),
]


@pytest.mark.parametrize(("language", "written", "words", "spoken"), ALL, ids=[f"{row[0]} {row[1]}" for row in ALL])
def test_phrase(language: ScriptLanguage, written: str, words: int, spoken: str):
    counted = count(written, language)
    assert spoken_form(written, language) == spoken
    assert (counted.words, counted.spoken_words) == (words, len(spoken.split()))


def test_there_are_enough_of_them():
    assert min(len(KAZAKH), len(RUSSIAN), len(ENGLISH)) >= 100
    assert len(ALL) >= 300
    assert len({row[:2] for row in ALL}) == len(ALL)
