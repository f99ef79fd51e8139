"""Words as written and as spoken; the phrases and their counts were made by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tui.course.script import ScriptLanguage
from studio_tui.course.words import blanks, count, cues, detect_language, spoken_form, syllables, tokens

PHRASES: list[tuple[ScriptLanguage, str, int, str]] = [
    # language, as written, written words, as spoken
    ("kk", "Сәлеметсіз бе, құрметті студенттер!", 4, "Сәлеметсіз бе құрметті студенттер"),
    ("kk", "оқу-әдістемелік құрал", 2, "оқу-әдістемелік құрал"),
    ("kk", "Бұл – екінші сабақ", 3, "Бұл екінші сабақ"),
    ("kk", "Суретке назар аударыңыз [слайд 1]. Енді", 4, "Суретке назар аударыңыз Енді"),
    ("kk", "Менің атым ________, мен", 3, "Менің атым мен"),
    ("kk", "1984 жылы", 2, "бір мың тоғыз жүз сексен төртінші жылы"),
    ("kk", "Ғалымның1984 еңбегі", 3, "Ғалымның бір мың тоғыз жүз сексен төрт еңбегі"),
    ("kk", "5-ші кезең", 2, "бесінші кезең"),
    ("kk", "3-сабақ", 1, "үшінші сабақ"),
    ("kk", "150-ден 180-ге дейін", 3, "жүз елуден жүз сексенге дейін"),
    ("kk", "10 жыл", 2, "он жыл"),
    ("kk", "1984 [слайд 1] жылы", 2, "бір мың тоғыз жүз сексен төртінші жылы"),
    ("kk", "50%", 1, "елу пайыз"),
    ("kk", "50 % студент", 2, "елу пайыз студент"),
    ("kk", "1 000 000 теңге", 2, "бір миллион теңге"),
    ("kk", "Coursera-да 12 курс", 3, "Coursera-да он екі курс"),
    ("kk", "№ 7", 1, "нөмір жеті"),
    ("ru", "научно-исследовательская работа", 2, "научно-исследовательская работа"),
    ("ru", "в 1991 году", 3, "в тысяча девятьсот девяносто первом году"),
    ("ru", "48 часов", 2, "сорок восемь часов"),
    ("ru", "2,5 раза", 2, "две целых пять десятых раза"),
    ("ru", "25-летний опыт", 2, "двадцатипятилетний опыт"),
    ("ru", "5-й слайд", 2, "пятый слайд"),
    ("ru", "5-ти человек", 2, "пяти человек"),
    ("ru", "20%", 1, "двадцать процентов"),
    ("ru", "студенты и/или слушатели", 4, "студенты и или слушатели"),
    ("ru", "за́мок на горе", 3, "за́мок на горе"),
    ("ru", "2020-2021", 2, "две тысячи двадцать две тысячи двадцать один"),
    ("ru", "007", 1, "ноль ноль семь"),
    ("en", "don’t stop", 2, "don’t stop"),
    ("en", "a well-known method", 3, "a well-known method"),
    ("en", "in 1984", 2, "in nineteen eighty-four"),
    ("en", "the 1980s", 2, "the nineteen eighties"),
    ("en", "1,500 students", 2, "one thousand five hundred students"),
    ("en", "the 5th slide [slide 5]", 3, "the fifth slide"),
    ("en", "3.14", 1, "three point one four"),
    ("en", "COVID-19", 1, "COVID nineteen"),
    ("en", "H2O", 1, "H two O"),
    ("en", "R&D", 2, "R and D"),
    ("en", "−5 degrees", 2, "minus five degrees"),
    ("en", "— … * * *", 0, ""),
    ("en", "", 0, ""),
]


@pytest.mark.parametrize(("language", "written", "words", "spoken"), PHRASES, ids=[phrase[1] for phrase in PHRASES])
def test_phrases(language: ScriptLanguage, written: str, words: int, spoken: str):
    counted = count(written, language)
    assert spoken_form(written, language) == spoken
    assert counted.words == words
    assert counted.spoken_words == len(spoken.split())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Оқу шеберлігі тұжырымдамасының негізгі идеясы", "kk"),
        ("Coursera платформасының оқу процесі", "kk"),
        ("Основная идея мастерства обучения", "ru"),
        ("В университете Қазақстан работает много преподавателей и студентов со всей страны", "ru"),
        ("The idea of mastery learning", "en"),
        ("Al-Farabi (Әл-Фараби) was a philosopher", "en"),
        ("123", "kk"),
    ],
)
def test_languages(text: str, language: ScriptLanguage):
    assert detect_language(text) == language


def test_cues_and_blanks():
    text = "Осы [слайд 1] жерде [ 3-слайд ]. ____ және «______», ......... бар"
    assert cues(text) == ("слайд 1", "3-слайд")
    assert blanks(text) == 3
    assert blanks("бір_екі ... үш") == 0
    assert [token.kind for token in tokens("Сәлем, ____! [слайд 1].", "kk")] == ["word", "blank", "cue"]


def test_a_dash_stays_with_the_word_before_it():
    assert [token.text for token in tokens("– Бұл – сабақ", "kk")] == ["– Бұл –", "сабақ"]


def test_a_number_is_not_broken_apart():
    assert [token.text for token in tokens("(1 000 000 теңге, 50 %)", "kk")] == ["(1 000 000", "теңге,", "50 %)"]


def test_paragraphs():
    ends = [token.ends_paragraph for token in tokens("Бір екі.\nҮш", "kk")]
    assert ends == [False, True, True]


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("тау", "kk", 1),
        ("уақыт", "kk", 2),
        ("оқу", "kk", 2),
        ("қиын", "kk", 2),
        ("университетінің", "kk", 7),
        ("мастерство", "ru", 3),
        ("её", "ru", 2),
        ("в", "ru", 0),
        ("learning", "en", 2),
        ("made", "en", 1),
        ("table", "en", 2),
        ("changes", "en", 2),
        ("outcomes", "en", 2),
        ("Coursera", "kk", 3),
    ],
)
def test_syllables(word: str, language: ScriptLanguage, expected: int):
    assert syllables(word, language) == expected


languages: st.SearchStrategy[ScriptLanguage] = st.sampled_from(["kk", "ru", "en"])
PARTS = [
    "сөз", "Слово", "word", "ҚР", "USA", "5", "1 000", "21", "2,5", "1991", "1/2", "½", "08:30",
    "15.03.2024", "XX", "ғ.", "г.", "жылы", "года", "%", "-ға", "-ный", "км/сағ", "м²", "с", "$", "₸",
    "т.б.", "и т.д.", "e.g.", "№", "x²", "H₂O", "y = ax", "10⁻³", "f(x)", "n!", "α", "√", "→", "a/b",
    "moocs.kz", "a@b.kz", "main.py", "+7 727 123 45 67", "{хинт}", "(оқылуы: сөз)", "[слайд 1]",
    "(слайд 2)", "(сөз)", "____", "-", "–", "й", "за\u0301мок", "\u00a0", "\u202f", "\n", " ", " ", ",",
    ".",
]  # fmt: skip
scripts = (
    st.text()
    | st.text(alphabet="аб1 05.,-–[]_%«»!?\nth°№")
    | st.text(alphabet="аб1 05.,-–[]_%!\n(){}/:²₂^αIVXІг.км$й\u0301\u0306\u00a0")
    | st.lists(st.sampled_from(PARTS)).map("".join)
    | st.lists(st.sampled_from(PARTS)).map(" ".join)
)


@given(scripts, languages)
def test_nothing_is_lost_and_nothing_unspoken_is_said(text: str, language: ScriptLanguage):
    made = tokens(text, language)
    assert "".join("".join(token.text.split()) for token in made) == "".join(text.split())
    for token in made:
        assert token.kind == "word" or (token.spoken, token.written_words) == ("", 0)
        assert not any(
            character.isdecimal() or (character.isspace() and character != " ") for character in token.spoken
        )
    assert count(text, language).spoken_words == len(spoken_form(text, language).split())


@given(st.lists(st.sampled_from(["Сабақ", "7", "оқу-әдістемелік", "[слайд 2]", "____", "50%"])), languages)
def test_cues_and_blanks_add_nothing(parts: list[str], language: ScriptLanguage):
    kept = [part for part in parts if part[0] not in "[_"]
    assert count(" ".join(parts), language) == count(" ".join(kept), language)


@given(
    st.integers(0, 10**14),
    languages,
    st.sampled_from(
        [
            "",
            "-ші",
            "-й",
            "th",
            "-летний",
            "%",
            " жылы",
            " году",
            "%-ға",
            "%-ный",
            " км/сағ",
            "м²",
            " млн ₸",
            " г.",
            ":30",
            "/7",
        ]
    ),
)
def test_any_number_can_be_said(number: int, language: ScriptLanguage, after: str):
    spoken = spoken_form(f"{number}{after}", language)
    assert spoken
    assert not any(character.isdecimal() for character in spoken)


@given(st.integers(1, 3999), languages)
def test_any_century_can_be_said(number: int, language: ScriptLanguage):
    letters = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
    ]
    roman = ""
    for value, numeral in [*letters, (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]:
        roman += numeral * (number // value)
        number %= value
    noun = {"kk": "ғасыр", "ru": "век", "en": "century"}[language]
    spoken = spoken_form(f"{roman} {noun}", language)
    assert spoken.endswith(f" {noun}")
    assert not any(character.isupper() for character in spoken)


@given(scripts, languages)
def test_syllables_and_words_are_those_of_the_spoken_form(text: str, language: ScriptLanguage):
    counted = count(text, language)
    spoken = spoken_form(text, language)
    assert counted.spoken_words == len(spoken.split())
    assert counted.syllables == sum(syllables(word, language) for word in spoken.split())
    assert [token.kind for token in tokens(text, language)].count("cue") == len(cues(text))
