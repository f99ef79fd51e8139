"""Video codes as people type them: К1 M1 С1 В5 in any mixture of alphabets, case, spacing, separators and words.

A name is a code, then perhaps a title, then perhaps a take. The four parts of the code stand in the order course,
module, lesson, video, each as a label and a number (``К1``, ``Курс 1``) or as a number and a word (``1-курс``). A
label is the document's letter, the initial of the word in Kazakh, Russian or English, or the word. ``Б`` counts as
``В``, because the document calls the same thing both видео and бейне. Which letter it is depends on the place:
``C`` is the course in ``C1 M1 L1 V5`` and the lesson in ``K1 M1 C1 B5``.
"""

from __future__ import annotations

import msgspec
import regex

from studio_tui.course.clean import clean_line, fold
from studio_tui.course.take import VideoCode
from studio_tui.text import N_, Text

MAX_NUMBER = 999
MAX_INPUT_LENGTH = 1000
"""Characters of a name that are looked at; a longer text is no name."""

_PARTS = (N_("course"), N_("module"), N_("lesson"), N_("video"))
_LETTERS = (("к", "c"), ("м",), ("с", "s", "у", "l"), ("в", "б", "v"))
_WORDS = (
    ("курс", "kurs", "course"),
    ("модуль", "modul", "module"),
    ("сабақ", "сабак", "sabaq", "sabak", "урок", "urok", "lesson"),
    ("видео", "бейне", "video", "beine", "beyne"),
)
_SEPARATOR = r"[ _.,;:|/\\-]*+"


def _alternatives(labels: tuple[str, ...]) -> str:
    return "|".join(sorted(map(fold, labels), key=len, reverse=True))


def _part(place: int) -> str:
    labels, words = _alternatives(_WORDS[place] + _LETTERS[place]), _alternatives(_WORDS[place])
    return (
        rf"(?:(?:{labels}){_SEPARATOR}(?:[№#]{_SEPARATOR})?(?P<a{place}>\d++)"
        rf"|(?P<b{place}>\d++){_SEPARATOR}(?:{words})(?!\p{{L}}))"
    )


_CODE = regex.compile(r"^[^\p{L}\d]*+" + _SEPARATOR.join(_part(place) for place in range(4)))
_BEGINNING = regex.compile(
    r"^[^\p{L}\d]*+" + _part(0) + "(?:" + _SEPARATOR + _part(1) + "(?:" + _SEPARATOR + _part(2) + ")?)?"
)
_BEFORE_TITLE = regex.compile(r"^(?:[ _,;:|/\\=\p{Pd}\u2212]|\.++(?=[ _-]|$))+")
"""Separators in front of a title; a full stop only where it ends something, for the title may be ".NET"."""
_SAID_AGAIN = regex.compile(r"^ *\((?P<inside>[^()]*)\)")
_TAKE_AFTER_CODE = regex.compile(r"(?:t|" + "|".join(map(fold, ("take", "дубль"))) + r")[ ]*(?P<number>\d{1,6})$")
_TAKE_AFTER_TITLE = regex.compile(r"(?:_t(?P<number>\d{1,3})|[ -]t(?P<number>0\d{1,2}))$")


class Parsed(msgspec.Struct, frozen=True, kw_only=True):
    """What a typed name says; ``problem`` is a sentence where it is no name, and then the rest is empty.

    Attributes:
        code: the video, None only with a problem.
        title: as typed, cleaned but never folded; may be empty.
        take: take number 1 to 999, None where the name has none.
    """

    code: VideoCode | None = None
    title: str = ""
    take: int | None = None
    problem: Text | None = None


def parse(text: str) -> Parsed:
    """Understand a typed name. Never raises; two spellings of one video give the same code.

    A take is ``_T01`` at the end (after a title also `` T01`` or ``-T01``, but then with the zero: a title may well
    end in "T4"), or ``T1``, ``take 1``, ``дубль 1`` right behind the code.
    """
    if len(text) > MAX_INPUT_LENGTH:
        return Parsed(problem=N_("This is too long for a video's name: write it like К1 M1 С1 В5."))
    line = clean_line(text)
    key = fold(line)
    match = _CODE.match(key)
    if match is None:
        return Parsed(problem=_missing(line, key))
    numbers = [match[f"a{place}"] or match[f"b{place}"] for place in range(4)]
    for part, number in zip(_PARTS, numbers, strict=True):
        if not _in_range(number):
            return Parsed(problem=_out_of_range(part, number))
    code = VideoCode(*map(int, numbers))
    return _with_rest(code, line[match.end() :])


def take_mark_at(title: str) -> int | None:
    """Where in a title the digits of something begin that `parse` would read as a take; None where nothing does."""
    key = fold(title)
    match = _TAKE_AFTER_CODE.match(key) or _TAKE_AFTER_TITLE.search(key)
    return match.start("number") if match else None


def _with_rest(code: VideoCode, rest: str) -> Parsed:
    """The code with the title and take that stand behind it."""
    again = _SAID_AGAIN.match(rest)
    if again is not None:
        # The document itself writes "К1 M1 С1 В 5 (Курс 1 модуль 1 сабақ 1 видео 5)".
        inside = parse(again["inside"])
        if inside.code == code and not inside.title:
            rest = rest[again.end() :]
        elif inside.code is not None and not inside.title:
            return Parsed(
                problem=N_("This names two videos, {one} and {other}.", one=str(code), other=str(inside.code))
            )
    title = trim_title(rest.removeprefix("."))
    key = fold(title)
    match = _TAKE_AFTER_CODE.match(key) or _TAKE_AFTER_TITLE.search(key)
    if match is None:
        return Parsed(code=code, title=title)
    number = match["number"]
    if not _in_range(number):
        return Parsed(problem=_out_of_range(N_("take"), number))
    return Parsed(code=code, title=trim_title(title[: match.start()]), take=int(number))


def trim_title(title: str) -> str:
    """A title without the separators around it."""
    return _BEFORE_TITLE.sub("", title).rstrip(" _")


def _in_range(number: str) -> bool:
    digits = number.lstrip("0")
    return 1 <= len(digits) <= len(str(MAX_NUMBER))


def _out_of_range(part: Text, number: str) -> Text:
    shown = number if len(number) <= 12 else f"{number[:12]}…"
    return N_(
        "The {part} number is {number}, but it must be from 1 to {highest}.",
        part=part,
        number=shown,
        highest=MAX_NUMBER,
    )


def _missing(line: str, key: str) -> Text:
    """Why a text is no name."""
    if not line:
        return N_("The name is empty: write it like К1 M1 С1 В5.")
    beginning = _BEGINNING.match(key)
    if beginning is None:
        return N_("“{text}” names no video: write it like К1 M1 С1 В5.", text=_shortened(line))
    found = sum(1 for place in range(3) if beginning[f"a{place}"] or beginning[f"b{place}"])
    return N_(
        "“{text}” has no {part} number: write it like К1 M1 С1 В5.", text=_shortened(line), part=_PARTS[found]
    )


def _shortened(line: str) -> str:
    return line if len(line) <= 60 else f"{line[:60]}…"
