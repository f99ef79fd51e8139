"""Which column is what: headings of the script table and labels of the information sheet, in kk, ru and en."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TypeVar, get_args

import msgspec
import regex

from studio_tui.course.clean import fold
from studio_tui.course.reading_time import minutes_in
from studio_tui.course.script import Sheet

Column = Literal["stage", "script", "visuals"]
Field = Literal[
    "course", "topic", "outcomes", "number", "author", "university", "speaker", "duration", "visuals", "file_name"
]

_COLUMNS: dict[Column, tuple[str, ...]] = {
    "stage": (
        "кезең", "қадам", "сахна", "этап", "шаг", "сцена", "эпизод", "кадр", "номер этапа", "кезең нөмірі",
        "реттік нөмір", "рет саны", "рет нөмірі", "порядковый номер", "stage", "step", "scene", "shot",
    ),
    "script": (
        "сценарий", "сөйлеу мәтіні", "сөйленетін", "айтылатын мәтін", "айтылатын сөз", "оқылатын мәтін",
        "дыбысталатын мәтін", "дыбыстық қатар", "аудиоқатар", "кадр сыртындағы мәтін", "спикер мәтіні",
        "спикердің мәтіні", "спикер сөзі", "спикердің сөзі", "дәріскер мәтіні", "дәріскердің мәтіні",
        "дәріскер сөзі", "дәріскердің сөзі", "лектор мәтіні", "лектор сөзі", "лектордың сөзі", "оқытушы сөзі",
        "оқытушының сөзі", "диктор мәтіні", "мәтін", "текст", "речь", "реплика", "озвуч", "звукоряд", "аудиоряд",
        "звуковой ряд", "слова спикера", "слова лектора", "слова ведущего", "слова преподавателя",
        "закадровый текст", "дикторский текст", "script", "text", "spoken", "narration", "speech", "voice-over",
        "voice over", "voiceover", "speaker's words", "speaker's text",
    ),
    "visuals": (
        "көрнекі", "визуал", "бейнеқатар", "бейне қатар", "видеоқатар", "видео қатар", "экрандағы", "экранда",
        "кадрдағы", "не көрсетіледі", "сурет", "слайд", "наглядн", "видеоряд", "видео ряд", "изображен",
        "на экране", "в кадре", "что показыва", "иллюстрац", "демонстрац", "visual", "picture", "slide",
        "on screen", "on-screen", "image", "illustration", "what is shown",
    ),
}  # fmt: skip
_SHORT_HEADINGS: dict[str, Column] = {
    **dict.fromkeys(("№", "#", "no", "nr", "n", "р/с", "п/п", "№ п/п", "р/с №", "нөмірі", "номер", "бөлім", "часть",
                     "part", "section"), "stage"),
    **dict.fromkeys(("сөз", "слова", "аудио", "audio", "words", "voice"), "script"),
    **dict.fromkeys(("видео", "бейне", "бейнелер", "экран", "көрініс", "video", "screen", "graphics"), "visuals"),
}  # fmt: skip
"""Words that are headings only where they stand alone: "Видео тақырыбы" is a label of the information sheet."""

_FIELDS: dict[Field, tuple[str, ...]] = {
    "course": ("курс атауы", "курстың атауы", "курс тақырыбы", "название курса", "курс", "course title",
               "course name", "title of the course", "course"),
    "topic": ("видео тақырыбы", "бейне тақырыбы", "сабақ тақырыбы", "тақырыбы", "тақырып", "тема видео",
              "тема урока", "тема", "название видео", "video topic", "video title", "topic"),
    "outcomes": ("оқыту нәтиже", "оқу нәтиже", "нәтиже", "результаты обучения", "результат", "learning outcome",
                 "outcome"),
    "number": ("бейне нөмірі", "видео нөмірі", "нөмірі", "номер видео", "номер", "бейне №", "видео №", "№ видео",
               "video number", "number"),
    "author": ("автор", "авторы", "авторлар", "автордың", "автор курса", "author", "authors"),
    "university": ("жжокбұ", "жоқбұ", "жоғары оқу орны", "жоо", "университет", "вуз", "овпо", "university",
                   "institution"),
    "speaker": ("спикер", "спикердің", "дәріскер", "лектор", "ведущий", "speaker", "lecturer", "presenter"),
    "duration": ("бейне ұзақтығы", "видео ұзақтығы", "ұзақтығы", "длительность", "продолжительность", "хронометраж",
                 "duration", "video duration", "length"),
    "visuals": ("көрнекі", "слайдтар", "слайды", "визуальные материалы", "наглядные материалы", "ссылка на",
                "link to", "visual", "slides"),
    "file_name": ("бейне файл", "видео файл", "бейнефайл", "видеофайл", "файл атауы", "имя файла", "имя видеофайла",
                  "название файла", "название видеофайла", "video file", "file name", "filename"),
}  # fmt: skip

_ORDINAL = regex.compile(r"^\d{1,2}(?:\.\d{1,2})?[.)]\s*")
"""The number before a label in a form whose lines are numbered."""
_ROW_NUMBER = regex.compile(r"(?:№\s*)?\d{1,2}(?:\.\d{1,2})?[.)]?")
_MAX_HEADING_LENGTH = 160
_MAX_LABEL_LENGTH = 120
_MAX_VALUE_LENGTH = 4_000
"""Most of a field that is kept; five learning outcomes have some 500 characters."""
_UNFILLED = regex.compile(r"[_.…\s]*")
_MOST_WORDS_OF_A_NAME = 20
_SAID = regex.compile(
    r"[!?]|…$|\p{Ll}{3}[.]\s+\p{Lu}\p{Ll}+\s+\p{Ll}|^(?i:сәлем|армысыз|қайырлы|құрметті|бүгін|здравствуй|добр[ыо]|уважаем"
    r"|сегодня|привет|hello\b|hi\b|welcome|good\b|dear\b|today\b)"
)
_STATED = regex.compile(r"\p{L}{5}[.]$")
"""The stop of a sentence; that of an initial or a title has fewer letters before it."""
_NAMED = regex.compile(r"\p{Lu}|,")


_Name = TypeVar("_Name", Column, Field)


def _by_length(known: dict[_Name, tuple[str, ...]]) -> list[tuple[str, _Name]]:
    """(key, name) with the longest keys first, so that "видео тақырыбы" wins over "видео".

    Each also as it is when letters were lost that its file's encoding has not: "Кезе?".
    """
    keys = {(key, name) for name, labels in known.items() for key in _spellings(labels)}
    return sorted(keys, key=lambda key: (-len(key[0]), key[0]))


def _spellings(labels: Iterable[str]) -> set[str]:
    keys = set(map(fold, labels))
    return keys | {key.translate(_LOST) for key in keys}


_LOST = dict.fromkeys(map(ord, "әғқңөұүһ"), "?")
_COLUMN_KEYS = _by_length(_COLUMNS)
_FIELD_KEYS = _by_length(_FIELDS)
_SHORT_HEADING_KEYS = {key: name for heading, name in _SHORT_HEADINGS.items() for key in _spellings((heading,))}
_AROUND_KEYS = " .:;*_«»„“”\"'[]"


class Columns(msgspec.Struct, frozen=True):
    """Where the columns of a script table are, counted from 0; None where there is no such column.

    Attributes:
        more_visuals: further columns of what is seen, such as one for slides and one for text on the screen.
        unread: headings of the columns that are none of these, such as one for times.
    """

    script: int
    stage: int | None = None
    visuals: int | None = None
    more_visuals: tuple[int, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def visuals_places(self) -> tuple[int, ...]:
        """All columns of what is seen."""
        return () if self.visuals is None else (self.visuals, *self.more_visuals)


class ScriptHeading:
    """Finds the heading of a script table among rows, and knows it again when it is repeated on the next page."""

    def __init__(self) -> None:
        self.columns: Columns | None = None
        self._keys: dict[int, str] = {}

    def begins(self, cells: dict[int, str]) -> bool:
        """Whether a row outside the script is its heading: it names the script and at least one other column.

        Args:
            cells: text of each cell by its column.
        """
        if self.repeats(cells):
            return True
        columns = _columns(cells)
        # The first heading may lack a column; later on "2 | Текст ... | Слайд 3" must not pass for one.
        if columns is None or (self.columns is not None and columns.stage is None):
            return False
        self.columns = columns
        self._keys = _keys(cells)
        return True

    def repeats(self, cells: dict[int, str]) -> bool:
        """Whether a row inside the script is the same heading once more."""
        return self.columns is not None and _keys(cells) == self._keys


def _keys(cells: dict[int, str]) -> dict[int, str]:
    return {column: _key(text) for column, text in cells.items()}


def _columns(cells: dict[int, str]) -> Columns | None:
    """The columns that a row of headings names; None where it is no such row."""
    found: dict[Column, list[int]] = {}
    unread: list[str] = []
    for column, text in cells.items():
        name = _column_name(text)
        if name == "visuals" or (name is not None and name not in found):
            found.setdefault(name, []).append(column)
        elif text:
            unread.append(" ".join(text.split()))
    if "script" not in found or len(found) < 2:
        return None
    script, visuals = found["script"][0], found.get("visuals", [])
    stage = found["stage"][0] if "stage" in found else None
    if stage is None and not _is_heading_alone(cells[script]):
        return None  # a line of the information sheet: "Слайдтар | Сценарий жазу негіздері"
    return Columns(script, stage, visuals[0] if visuals else None, tuple(visuals[1:]), tuple(unread))


def _column_name(text: str) -> Column | None:
    key = _key(text)
    if not key or len(key) > _MAX_HEADING_LENGTH:
        return None
    if key in _SHORT_HEADING_KEYS:
        return _SHORT_HEADING_KEYS[key]
    return next((name for known, name in _COLUMN_KEYS if key.startswith(known)), None)


def _is_heading_alone(text: str) -> bool:
    """Whether a text is a heading and at most a remark in brackets or in another language behind it."""
    key = _key(text)
    if key in _SHORT_HEADING_KEYS:
        return True
    known = next((known for known, _ in _COLUMN_KEYS if key.startswith(known)), "")
    rest = key[len(known) :].strip()
    return not rest or rest[0] in "(/,[|" or len(rest.split()) == 1


def _key(text: str) -> str:
    key = fold(" ".join(text.split())).strip(_AROUND_KEYS)
    return _ORDINAL.sub("", key).strip(_AROUND_KEYS)


class SheetFields:
    """Collects the fields of an information sheet; the first filled one of each kind counts."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}

    def add_row(self, cells: list[str]) -> None:
        """A row of a table: a label and its value in the next cells, or "label: value" lines in one cell."""
        filled = [cell for cell in cells if cell]
        if len(filled) > 2 and _ROW_NUMBER.fullmatch(filled[0]) and _labelled(filled[1])[0] is not None:
            del filled[0]
        if not filled:
            return
        if len(filled) > 3 and all(_is_label(cell) for cell in filled[::2]):
            for pair in range(0, len(filled), 2):
                self.add_row(filled[pair : pair + 2])
            return
        name, value = _labelled(filled[0].replace("\n", " "))
        if name is not None and len(filled) > 1 and not value:
            self._keep(name, "\n".join(filled[1:]))
            return
        for cell in filled:
            self.add_lines(cell)

    def add_lines(self, text: str) -> None:
        """Lines "label: value"; a line without a label goes on with the field before it."""
        current: str | None = None
        gathered: list[str] = []
        for line in text.split("\n"):
            name, value = _labelled(line) if ":" in line else (None, "")
            if name is None:
                gathered.append(line)
                continue
            if current is not None:
                self._keep(current, "\n".join(gathered))
            current, gathered = name, [value]
        if current is not None:
            self._keep(current, "\n".join(gathered))

    @property
    def found(self) -> bool:
        """Whether any field was filled."""
        return bool(self._values)

    def sheet(self) -> Sheet:
        """The sheet as far as it was filled in."""
        values = {name: self._values.get(name, "") for name in get_args(Field)}
        duration_min = minutes_in(values.pop("duration"))
        return Sheet(duration_min=duration_min, **values)

    def _keep(self, name: str, value: str) -> None:
        value = value.strip()[:_MAX_VALUE_LENGTH]
        if not _UNFILLED.fullmatch(value):
            self._values.setdefault(name, value)


def is_field_label(line: str) -> bool:
    """Whether a line begins with a label of the information sheet, whatever stands behind it."""
    return ":" in line and _labelled(line)[0] is not None


def is_field_line(line: str) -> bool:
    """Whether a line is "label: value" of the information sheet; "Лектор: Сәлем, достар!" is speech."""
    if ":" not in line:
        return False
    name, value = _labelled(line)
    return name is not None and (name != "speaker" or _is_name(value))


def is_said(text: str) -> bool:
    """Whether a line is said to somebody, by how it begins or ends, rather than an item of a list."""
    return _SAID.search(text) is not None


def _is_name(text: str) -> bool:
    """Whether a text can be a speaker's name, with titles and places: short, and no sentence."""
    first, *others = text.split() or [""]
    if len(others) >= _MOST_WORDS_OF_A_NAME or is_said(text) or _STATED.search(text):
        return False
    return len(others) < 3 or _NAMED.search(text, len(first)) is not None


def is_empty_outcomes(line: str) -> bool:
    """Whether a line is the label of the learning outcomes with nothing behind it."""
    return ":" in line and _labelled(line) == ("outcomes", "")


def _is_label(cell: str) -> bool:
    name, value = _labelled(cell.replace("\n", " "))
    return name is not None and not value


def _labelled(line: str) -> tuple[str | None, str]:
    """The field a line is of and what stands behind its label."""
    label, _, value = line.partition(":")
    key = _key(label)
    if not key or len(key) > _MAX_LABEL_LENGTH:
        return None, ""
    name = next((name for known, name in _FIELD_KEYS if _begins_with(key, known)), None)
    return name, value.strip()


def _begins_with(key: str, known: str) -> bool:
    """Whether a label is a known one; behind a short one only brackets may stand: "Курс 1" is no course title."""
    if not key.startswith(known):
        return False
    rest = key[len(known) :].lstrip()
    return " " in known or len(known) > 6 or not rest or rest[0] in "(/,"
