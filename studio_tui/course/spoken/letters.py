"""Letters by their names, and which runs of capitals are spelled with them.

An initialism is read as a word where it can be (ЖАОК, ООН, STEM) and by its letters where it cannot or where custom
says so (ҚР, США, PDF). The letters' names are joined by hyphens: it stays one spoken word of the right length.
"""

from __future__ import annotations

import regex

from studio_tui.course.script import ScriptLanguage
from studio_tui.course.spoken.tables import listed, pairs

_CYRILLIC = pairs(
    """
    А=а Ә=ә Б=бэ В=вэ Г=гэ Ғ=ғэ Д=дэ Е=е Ё=ё Ж=жэ З=зэ И=и Й=й К=ка Қ=қа Л=эл М=эм Н=эн Ң=эң О=о Ө=ө П=пэ
    Р=эр С=эс Т=тэ У=у Ұ=ұ Ү=ү Ф=эф Х=ха Һ=һа Ц=цэ Ч=че Ш=ша Щ=ща Ы=ы І=і Э=э Ю=ю Я=я Ъ=ъ Ь=ь
    """
)
_ENGLISH = pairs(
    """
    A=ay B=bee C=see D=dee E=ee F=ef G=gee H=aitch I=eye J=jay K=kay L=el M=em N=en O=oh P=pee Q=cue R=ar
    S=ess T=tee U=you V=vee W=double-you X=ex Y=why Z=zee
    """
)
_ENGLISH_IN_CYRILLIC = pairs(
    """
    A=эй B=би C=си D=ди E=и F=эф G=джи H=эйч I=ай J=джей K=кей L=эл M=эм N=эн O=о P=пи Q=кью R=ар S=эс T=ти
    U=ю V=ви W=дабл-ю X=экс Y=уай Z=зед
    """
)
_SCHOOL = pairs(
    """
    A=а B=бэ C=цэ D=дэ E=е F=эф G=же H=аш I=и J=йот K=ка L=эль M=эм N=эн O=о P=пэ Q=ку R=эр S=эс T=тэ U=у
    V=вэ W=дубль-вэ X=икс Y=игрек Z=зет
    """
)
"""Latin letters as variables, in Kazakh and Russian lessons."""

_SPECIAL: dict[ScriptLanguage, dict[str, str]] = {
    "kk": {"ІТ": "ай-ти", "ИТ": "ай-ти", "PhD": "пи-эйч-ди", "IoT": "ай-о-ти", "IEEE": "ай-трипл-и"},
    "ru": {"ІТ": "ай-ти", "ИТ": "ай-ти", "США": "сэ-шэ-а", "PhD": "пи-эйч-ди", "IoT": "ай-о-ти", "ФБР": "эф-бэ-эр"},
    "en": {"PhD": "pee-aitch-dee", "IoT": "eye-oh-tee", "IEEE": "eye-triple-ee"},
}
_READ_AS_WORDS = listed(
    """
    ЖОО АҚШ ЖАОК ООН СМИ ГОСТ НИИ ОАЭ МУИТ АИТУ MOOC MOOCS STEM STEAM NASA NATO UNESCO UNICEF COVID GIF RAM
    ROM LAN WAN SIM PIN CAD ZIP APP WEB ASCII IELTS TOEFL OPEC AIDS OK JPEG
    """
)
_SPELLED = listed("ЕНУ ЕҰУ ИИН ЕАЭС ОЭСР АУЭС UCLA ТОО")
_COMMON_WORDS = listed(
    """
    ЖОҚ БАР ИӘ МЕН СЕН ОЛ БҰЛ СОЛ ОСЫ БІР ЕКІ ҮШ ТӨРТ ӘР ДА ДЕ ТА ТЕ НЕ ОН КІМ ҚАЙ БІЗ СІЗ ЕҢ ӨТЕ НИ НО НА ЗА
    ДО ОТ ИЗ МЫ ВЫ ТЫ ЭТО ВСЕ ВСЁ ЧТО КАК ГДЕ ТАК ИЛИ ДВА ТРИ ЕЩЁ ЕЩЕ ВОТ ДЛЯ ПРИ НАД ПОД БЫЛ ЕГО ЕЁ ЕЕ ИХ
    ОНА ОНО ТО ЖЕ БЫ ЛИ СО ВО УЖЕ ЧЕМ КТО ВАС НАС МНЕ СТО ОБА NO NOT IS DO SO WE HE ME MY BE BY IF AS AN IN
    ON AT TO OF OR UP GO AND THE ALL YOU ONE TWO CAN HOW WHY WHO ARE BUT FOR NOW NEW OUR OUT HAS HAD WAS HER
    HIM HIS ITS MAY ANY DAY SEE TEN SIX BOTH ONLY MUST WILL
    """
)
_VOWELS = "АӘЕЁИОӨУҰҮЫІЭЮЯAEIOUY"
_READABLE = regex.compile(rf"[^{_VOWELS}]{{0,2}}[{_VOWELS}](?:[^{_VOWELS}]{{1,3}}[{_VOWELS}])*[^{_VOWELS}]{{0,2}}")
_LATIN = regex.compile(r"\p{Latin}+")
_INITIALISM = regex.compile(r"(?P<capitals>\p{Lu}{2,6})(?P<plural>s?)")


def letter_name(letter: str, language: ScriptLanguage) -> str:
    """A single letter as a variable, an initial or a label; in English it stands for itself."""
    if language == "en":
        return letter
    capital = letter.upper()
    return _SCHOOL.get(capital) or _CYRILLIC.get(capital) or letter


def spelled(capitals: str, language: ScriptLanguage) -> str:
    """The letters' names joined by hyphens; Latin letters by their English names in every language."""
    latin = _ENGLISH if language == "en" else _ENGLISH_IN_CYRILLIC
    return "-".join(latin.get(letter) or _CYRILLIC.get(letter) or letter.lower() for letter in capitals)


def say_initialism(part: str, language: ScriptLanguage) -> str | None:
    """A run of letters spelled, or None where it is a word like others."""
    if special := _SPECIAL[language].get(part):
        return special
    match = _INITIALISM.fullmatch(part)
    if match is None or not _is_spelled(match["capitals"]):
        return None
    if match["plural"]:
        return f"{spelled(match['capitals'], language)}s" if language == "en" else None
    return spelled(match["capitals"], language)


def _is_spelled(capitals: str) -> bool:
    if capitals in _SPELLED:
        return True
    if capitals in _READ_AS_WORDS or capitals in _COMMON_WORDS:
        return False
    vowels = sum(letter in _VOWELS for letter in capitals)
    if len(capitals) <= 2 or not vowels:
        return True
    if len(capitals) > 4 or (len(capitals) == 4 and vowels > 1):
        return False
    short_latin = len(capitals) == 3 and _LATIN.fullmatch(capitals) is not None
    return short_latin or not _is_readable(capitals)


def _is_readable(capitals: str) -> bool:
    """Whether it sounds like a word: vowels and consonants in turns, at most two consonants at its ends."""
    capitals = capitals.replace("Ь", "").replace("Ъ", "")
    if not _READABLE.fullmatch(capitals):
        return False
    starts_with_two = capitals[0] not in _VOWELS and capitals[1] not in _VOWELS
    ends_with_two = capitals[-1] not in _VOWELS and capitals[-2] not in _VOWELS
    if len(capitals) == 3:
        return not starts_with_two and not ends_with_two
    return not (ends_with_two and (starts_with_two or capitals[0] in _VOWELS))
