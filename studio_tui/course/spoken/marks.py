"""What stands in a script without being read itself: directions, hints how to say a word, unfilled blanks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal

import msgspec
import regex

from studio_tui.course.spoken.tables import listed

MarkKind = Literal["cue", "hint", "blank"]

_CLOSING = r"""[.,;:!?…)»”’"'\]]*+"""
_CUE_WORDS = sorted(
    listed(
        """
        слайд сурет экран кадр титр субтитр бейне бейнежазба бейнеролик бейнефрагмент пауза үзіліс музыка әуен
        саундтрек фото фотосурет видео видеоролик видеофрагмент видеовставка анимация скринкаст скриншот инфографика
        заставка интро аутро перебивка плашка затемнение наплыв камера картинка изображение монтаж титул склейка
        закадровый закадрлық көрсетілім
        slide screen pause cut image picture shot caption subtitle music photo video animation screencast screenshot
        infographic lower-third b-roll voice-over voiceover close-up overlay
        """
    )
)
_CUE_PHRASES = (
    r"lower\s+third", r"wide\s+shot", r"close\s+up", r"b\s+roll", r"voice\s+over", r"крупн\w+\s+план\w*",
    r"общ\w+\s+план\w*", r"средн\w+\s+план\w*", r"ірі\s+план\w*", r"жалпы\s+план\w*", r"орта\s+план\w*",
    r"за\s+кадром", r"голос\s+за\s+кадром", r"смена\s+(?:кадра|плана|слайда)",
    r"на\s+экране", r"в\s+кадре", r"on\s+screen",
)  # fmt: skip
_ENDINGS = (
    "[дт][ае]|[дт][ае][нғг]?[ыі]?|[ғгқк][ае]|[дтн][ыі]ң?|[лдт][ае]р|сы|ғы|гі|да|а|е|у|ы|и|ом|ой|ами|ах|ов|ю|я|й|"
    "s|es"
)
_NUMBERED = (
    r"(?:№\s?)?\d{1,3}(?:[-–‑]?(?:ші|шы|й|ый|ой|st|nd|rd|th))?[-–‑\s]\s?(?:слайд|кадр|сурет|slide)"
    r"|(?:слайд|кадр|slide)\s?(?:№\s?|no\.?\s|#)?\d{1,3}"
)
_HINT_WORDS = (
    r"оқылуы|айтылуы|дыбысталуы|произносится|читается|произношение|ударение|произн\.|чит\.|"
    r"pronounced|pronunciation|pron\.|read\s+as"
)


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A direction, hint or blank with the punctuation behind it.

    Attributes:
        kind: which of them.
        inside: the direction or hint without its brackets; empty for a blank.
        start: place of its first character.
        end: place behind its last.
    """

    kind: MarkKind
    inside: str = ""
    start: int
    end: int


@cache
def _unspoken() -> regex.Pattern[str]:
    words = "|".join(map(regex.escape, _CUE_WORDS))
    word = rf"(?:{words})(?:{_ENDINGS})?(?![\p{{L}}\p{{M}}/_-]|[.@]\p{{L}})"
    cue_start = f"(?:{word}|{'|'.join(_CUE_PHRASES)}|{_NUMBERED})"
    # A bracket's inside ends at the next bracket of its kind, closing or not: no place is looked at twice.
    return regex.compile(
        rf"(?P<cue>\[(?P<square>[^\[\]\n]*+)\]{_CLOSING})"
        rf"|(?P<round_cue>\((?=\s*{cue_start})(?P<round>[^()\n]*+)\){_CLOSING})"
        rf"|(?P<hint>\{{(?P<brace>[^{{}}\n]*+)\}}{_CLOSING}"
        rf"|\((?:{_HINT_WORDS})(?:(?<=\.)|\s?[:–—-])\s*+(?P<told>[^()\n]*+)\){_CLOSING})"
        rf"""|(?P<blank>[(«“"']{{0,3}}(?:_{{2,}}+|\.{{5,}}+|…{{2,}}+){_CLOSING})""",
        regex.IGNORECASE,
    )


_LETTER = regex.compile(r"\p{L}")
_WORD = regex.compile(r"[\p{L}\p{Nd}]")
_SAYABLE_BEFORE = regex.compile(r"[\p{L}\p{Nd}\p{M}»”’\"').!?…,;:%°²³]\s*$")


def marks(text: str) -> Iterator[Mark]:
    """The marks of a text in their order. Braces are a hint only right behind a word and with letters inside."""
    place = 0
    for match in _unspoken().finditer(text):
        if match["hint"] is not None:
            told = match["brace"] if match["brace"] is not None else match["told"]
            if _is_hint(text[max(place, match.start() - 300) : match.start()], told):
                yield Mark(kind="hint", inside=told.strip(), start=match.start(), end=match.end())
                place = match.end()
            continue
        inside = match["square"] if match["square"] is not None else match["round"]
        kind: MarkKind = "blank" if inside is None else "cue"
        yield Mark(kind=kind, inside=(inside or "").strip(), start=match.start(), end=match.end())
        place = match.end()


def _is_hint(before: str, told: str) -> bool:
    """Whether something is told about a word that was just read; a paragraph's beginning has none."""
    words = before.rpartition("\n")[2]
    return (
        _LETTER.search(told) is not None
        and _SAYABLE_BEFORE.search(words) is not None
        and _WORD.search(words) is not None
    )
