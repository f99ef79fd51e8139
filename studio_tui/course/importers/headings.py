"""Which column is what: headings of the script table and labels of the information sheet, in kk, ru and en."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec
import regex

from studio_tui.course.clean import fold
from studio_tui.course.script import Sheet

Column = Literal["stage", "script", "visuals"]
Field = Literal[
    "course", "topic", "outcomes", "number", "author", "university", "speaker", "duration", "visuals", "file_name"
]

_COLUMNS: dict[Column, tuple[str, ...]] = {
    "stage": ("кезең", "қадам", "сахна", "этап", "шаг", "сцена", "кадр", "stage", "step", "scene", "shot"),
    "script": (
        "сценарий", "сөйлеу мәтіні", "айтылатын мәтін", "спикер мәтіні", "мәтін", "текст", "речь",
        "закадровый текст", "дикторский текст", "script", "text", "spoken", "narration", "speech",
    ),
    "visuals": (
        "көрнекі", "визуал", "бейнеқатар", "экрандағы", "экранда", "сурет", "слайд", "наглядн", "видеоряд",
        "изображен", "на экране", "visual", "picture", "slide", "on screen", "image",
    ),
}  # fmt: skip
_SHORT_STAGE_HEADINGS = frozenset({"№", "#", "no", "nr", "n", "р/с", "п/п", "№ п/п"})

_FIELDS: dict[Field, tuple[str, ...]] = {
    "course": ("курс атауы", "курстың атауы", "курс тақырыбы", "название курса", "курс", "course title",
               "course name", "title of the course", "course"),
    "topic": ("видео тақырыбы", "бейне тақырыбы", "сабақ тақырыбы", "тақырыбы", "тақырып", "тема видео",
              "тема урока", "тема", "название видео", "video topic", "video title", "topic"),
    "outcomes": ("оқыту нәтиже", "оқу нәтиже", "нәтиже", "результаты обучения", "результат", "learning outcome",
                 "outcome"),
    "number": ("бейне нөмірі", "видео нөмірі", "нөмірі", "номер видео", "номер", "video number", "number"),
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

_MAX_HEADING_LENGTH = 160
_MAX_LABEL_LENGTH = 120
_UNFILLED = regex.compile(r"[_.…\s]*")


def _by_length(known: dict[Column, tuple[str, ...]] | dict[Field, tuple[str, ...]]) -> list[tuple[str, str]]:
    """(key, name) with the longest keys first, so that "видео тақырыбы" wins over "видео"."""
    keys = [(fold(label), name) for name, labels in known.items() for label in labels]
    return sorted(keys, key=lambda key: len(key[0]), reverse=True)


_COLUMN_KEYS = _by_length(_COLUMNS)
_FIELD_KEYS = _by_length(_FIELDS)


class Columns(msgspec.Struct, frozen=True):
    """Where the columns of a script table are, counted from 0; None where there is no such column."""

    script: int
    stage: int | None = None
    visuals: int | None = None


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
        found: dict[str, int] = {}
        for column, text in cells.items():
            name = _column_name(text)
            if name is not None:
                found.setdefault(name, column)
        # The first heading may lack a column; later on "2 | Текст ... | Слайд 3" must not pass for one.
        if "script" not in found or len(found) < 2 or (self.columns is not None and "stage" not in found):
            return False
        self.columns = Columns(script=found["script"], stage=found.get("stage"), visuals=found.get("visuals"))
        self._keys = _keys(cells)
        return True

    def repeats(self, cells: dict[int, str]) -> bool:
        """Whether a row inside the script is the same heading once more."""
        return self.columns is not None and _keys(cells) == self._keys


def _keys(cells: dict[int, str]) -> dict[int, str]:
    return {column: _key(text) for column, text in cells.items()}


def _column_name(text: str) -> str | None:
    key = _key(text)
    if not key or len(key) > _MAX_HEADING_LENGTH:
        return None
    if key in _SHORT_STAGE_HEADINGS:
        return "stage"
    return next((name for known, name in _COLUMN_KEYS if key.startswith(known)), None)


def _key(text: str) -> str:
    return fold(" ".join(text.split())).strip(" .:*")


class SheetFields:
    """Collects the fields of an information sheet; the first filled one of each kind counts."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}

    def add_row(self, cells: list[str]) -> None:
        """A row of a table: a label and its value in the next cells, or "label: value" lines in one cell."""
        filled = [cell for cell in cells if cell]
        if not filled:
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
        duration_min = read_minutes(values.pop("duration"))
        return Sheet(duration_min=duration_min, **values)

    def _keep(self, name: str, value: str) -> None:
        value = value.strip()
        if not _UNFILLED.fullmatch(value):
            self._values.setdefault(name, value)


def is_field_line(line: str) -> bool:
    """Whether a line is "label: value" of the information sheet."""
    return ":" in line and _labelled(line)[0] is not None


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


def read_minutes(text: str) -> float | None:
    """Minutes written as "10", "8,5", "8:30" or "10 минутқа дейін"."""
    match = regex.search(r"(\d{1,4})(?::([0-5]\d)|[.,](\d{1,3}))?", text)
    if match is None:
        return None
    if match[2]:
        return int(match[1]) + int(match[2]) / 60
    return float(f"{match[1]}.{match[3] or 0}")
