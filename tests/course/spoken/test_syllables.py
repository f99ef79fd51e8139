"""Syllables of spoken words, counted by hand by tapping."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from studio_tui.course.script import ScriptLanguage
from studio_tui.course.words import count, syllables

BY_HAND: dict[ScriptLanguage, str] = {
    "kk": """
        тау=1 бау=1 уақыт=2 оқу=2 оқуы=3 суық=2 бауыр=2 химия=3 аю=2 аудитория=5 сияқты=3 киім=2 жиі=2 қиын=2 иә=2
        мағынасы=4 ауа=2 еуразия=4 туынды=3 Әуезов=3 дәуір=2 жүру=2 құю=2 сурет=2 суыту=3 оқушы=3 ғылыми=3 бағалау=3
        уәде=2 жуу=2 тиіс=2 қа-эр=2 ұ-бэ-тэ=3 ЖАОК=2 университетінің=7 республикасы=5 й=0
    """,
    "ru": """
        её=2 подъезд=2 учитель=3 эм-гэ-у=3 аудитория=6 в=0 с=0 ёлка=2 бэ=1 двадцатипятилетний=7 йогурт=2 объём=2
        сэ-шэ-а=3 ООН=2 май=1
    """,
    "en": """
        statement=2 therefore=2 software=2 sometimes=2 idea=3 science=2 create=2 being=2 video=3 people=2 biology=4
        area=3 patient=2 experience=4 audience=3 algorithm=4 studied=2 played=1 created=3 useful=2 completely=3
        university=5 education=4 important=3 language=2 because=2 question=2 knowledge=2 information=4 computer=3
        the=1 be=1 we=1 I=1 a=1 eye=1 double-you=3 aitch-tee-em-el=4 learned=1 wanted=2 places=2 boxes=2 breathe=1
        employee=3 coffee=2 café=2 naïve=2 actual=3 rhythm=2 quiet=2 society=4 museum=3 radio=3 medium=3 table=2
        kz=2 H=1 www=9 don’t=1 didn’t=2 it’s=1 see-ee-oh's=3
    """,
}
ALL = [(language, *item.rsplit("=", 1)) for language, items in BY_HAND.items() for item in items.split()]


@pytest.mark.parametrize(("language", "word", "expected"), ALL)
def test_by_hand(language: ScriptLanguage, word: str, expected: str):
    assert syllables(word, language) == int(expected)


def test_a_mixed_word_follows_the_rules_of_each_part():
    assert syllables("Coursera-да", "kk") == 4
    assert syllables("ай-ти-мамандар", "kk") == 5


@pytest.mark.parametrize("word", ["йогурт", "ёлка", "майский", "Йодтың"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_composed_and_decomposed_letters_are_the_same(word: str, form: str):
    assert syllables(normalize(form, word), "ru") == syllables(word, "ru")


def test_signs_have_the_syllables_of_their_words():
    assert count("50 %", "kk").syllables == count("елу пайыз", "kk").syllables == 4
    assert count("ҚР", "kk").syllables == 2
    assert count("2%", "ru").syllables == count("два процента", "ru").syllables
