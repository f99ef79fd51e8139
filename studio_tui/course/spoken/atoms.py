"""A paragraph taken apart into atoms: words, numerals, units, signs and whatever else is read as one thing."""

from __future__ import annotations

from functools import cache
from typing import Literal, get_args
from unicodedata import normalize

import msgspec
import regex

from studio_tui.course.script import ScriptLanguage
from studio_tui.course.spoken import abbreviations, signs, units
from studio_tui.course.stress import STRESS_MARKS

AtomKind = Literal[
    "address", "phone", "date", "time", "ratio", "fraction", "vulgar", "dotted", "unit", "number", "roman",
    "chemical", "function", "greek", "power", "index", "money", "word", "minus", "sign",
]  # fmt: skip

HYPHEN = r"[-\u2010\u2011]"
SPACE = r"[ \u00a0\u2009\u202f]"
_JOINT = r"['’ʼ‘`´\u2010\u2011-]"
_LETTER = (
    r"[\p{L}--[\u2071\u207f\u2090-\u209c\u1d62-\u1d6a\u2c7c]]"  # raised and lowered letters are no part of a word
)
_START = r"(?<![\p{L}\p{M}\p{Nd}])"
_END = r"(?![\p{L}\p{M}\p{Nd}])"
_DOMAINS = "kz|com|org|net|ru|edu|gov|io|info|uk|de|fr|eu|ai|dev|app|me|tv|co|us|xyz"
_FILES = (
    "py|js|ts|json|toml|yaml|yml|xml|html|htm|css|java|cpp|rs|go|sh|sql|docx?|xlsx?|pptx?|pdf|txt|md|csv|zip|rar|exe|"
    "mp3|mp4|mov|avi|mkv|wav|flac|srt|vtt|png|jpe?g|gif|svg|webp|ipynb"
)
# Every repetition is bounded or possessive: a hostile text costs no more than its length.
_NO_MARK = r"""(?![\s.,:;()«»“”"?…])"""
_PARTS: dict[str, str] = {
    # Most words are this simple; they need not be tried for everything else.
    "plain": r"""\p{L}\p{Ll}{4,}+(?<![КМГТк]байт|пикс)(?=[\s,;!?)»”"…]|[.](?![\p{L}\p{Nd}])|$)""",
    "address": rf"""(?<![\p{{L}}\p{{M}}\p{{Nd}}._@/-])(?:
        (?:https?|ftp)://[^\s<>()«»“”"\[\]]{{1,300}}(?<![.,;:!?'’])
        |[\p{{L}}\p{{Nd}}][\p{{L}}\p{{Nd}}._%+-]{{0,63}}+@[\p{{L}}\p{{Nd}}-]{{1,63}}(?:\.[\p{{L}}\p{{Nd}}-]{{1,63}}){{1,5}}
        |(?:[A-Za-z0-9][A-Za-z0-9-]{{0,62}}+\.){{1,5}}(?:{_DOMAINS}){_END}(?![.-][A-Za-z0-9])
            (?:/[^\s<>()«»“”"\[\]]{{0,300}}(?<![.,;:!?'’]))?
        |(?:[\p{{L}}\p{{Nd}}_-]{{1,64}}+/){{0,8}}+[\p{{L}}\p{{Nd}}][\p{{L}}\p{{Nd}}_-]{{0,63}}+\.(?:{_FILES}){_END})""",
    "phone": r"""(?<![\p{L}\p{Nd}.,+])(?:
        (?:\+[ ]?7|8)[ \u00a0-]?\(?\p{Nd}{3}\)?[ \u00a0-]?\p{Nd}{3}[ \u00a0-]?\p{Nd}{2}[ \u00a0-]?\p{Nd}{2}
        |\+\p{Nd}{1,3}(?:[ \u00a0-]?\(?\p{Nd}{2,4}\)?){2,5})(?![\p{Nd}\p{L}])""",
    "date": rf"""(?<![\p{{L}}\p{{Nd}}.,/-])(?:
        (?P<day>\p{{Nd}}{{1,2}})(?P<between>[./])(?P<month>\p{{Nd}}{{1,2}})(?P=between)(?P<year>\p{{Nd}}{{4}})
        |(?P<year>\p{{Nd}}{{4}})-(?P<month>\p{{Nd}}{{2}})-(?P<day>\p{{Nd}}{{2}}))(?![\p{{Nd}}]|[.,/-]\p{{Nd}})
        (?P<date_tail>{HYPHEN}\p{{L}}[\p{{L}}\p{{M}}]*+)?""",
    "time": rf"""(?<![\p{{Nd}}:.,])(?P<hour>[01]?[0-9]|2[0-4]):(?P<minute>[0-5][0-9])(?::(?P<second>[0-5][0-9]))?
        (?![\p{{Nd}}:])(?P<time_tail>{HYPHEN}\p{{L}}[\p{{L}}\p{{M}}]*+)?""",
    "ratio": r"(?<![\p{Nd}:.,])(?P<left>\p{Nd}{1,4}):(?P<right>\p{Nd}{1,6})(?![\p{Nd}:])",
    "fraction": rf"""(?<![\p{{L}}\p{{Nd}}/.,])(?:(?P<whole>\p{{Nd}}{{1,3}})[ \u00a0\u2009\u202f])?
        (?P<above>\p{{Nd}}{{1,4}})[/⁄](?P<below>\p{{Nd}}{{1,4}})(?![\p{{Nd}}/⁄])(?![.,]\p{{Nd}})
        (?P<fraction_tail>{HYPHEN}\p{{L}}[\p{{L}}\p{{M}}]*+)?""",
    "vulgar": r"(?:(?<![\p{Nd}.,])(?P<before_vulgar>\p{Nd}{1,3})[ \u00a0\u2009\u202f]?)?[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]",
    "dotted": "",
    "unit": "",
    "number": "",
    "roman": rf"""{_START}(?P<numeral>[IVXLCDMІХСМ]{{1,15}})(?!['’ʼ`´]\p{{L}})
        (?P<roman_tail>{HYPHEN}\p{{Ll}}[\p{{Ll}}\p{{M}}]*+)?(?!{_JOINT}?\p{{Ll}}|[\p{{L}}\p{{M}}\p{{Nd}}₀-₉])""",
    "chemical": rf"{_START}(?=[A-Za-z]{{0,9}}[₀-₉0-9])(?:[A-Z][a-z]?[₀-₉0-9]{{0,3}}){{1,12}}"
    rf"{_END}(?!{_JOINT}[\p{{L}}\p{{Nd}}])",
    "function": rf"{_START}\p{{Latin}}\(\p{{Latin}}(?:,[ ]?\p{{Latin}}){{0,4}}\){_END}",
    "greek": r"(?<!\p{Greek})[\p{Greek}µ∆](?!\p{Greek})",
    "power": r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ]++|(?<=[\p{L}\p{Nd})])\^(?:[-−+]?(?:\p{Nd}{1,4}|\p{L})|\([^()\s]{1,24}\))",
    "index": r"[₀₁₂₃₄₅₆₇₈₉₊₋ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼ]++|(?<=(?<!\p{L})\p{Latin})_(?:\p{Nd}{1,3}|\p{Latin})(?![\p{L}\p{Nd}_])",
    "money": rf"[{regex.escape(units.MONEY)}](?={SPACE}?\p{{Nd}})",
    # Digits belong to a word behind a joint or a short run of capitals (COVID-19, H2O), not in "Блумның1984".
    "word": rf"""{_LETTER}(?:{_LETTER}|\p{{M}})*+
        (?:(?:{_JOINT}|(?<!\p{{Ll}}{{2}})(?=\p{{Nd}}))(?:{_LETTER}|[\p{{M}}\p{{Nd}}])++)*+(?:[´`](?![\p{{L}}\p{{M}}\p{{Nd}}]))?""",
    # A hyphen behind "8%" is a range's; a dash joined to a number behind a space is a minus, but not in "3 –5".
    "minus": r"""(?<![\p{L}\p{Nd}%‰°])[-−](?=\p{Nd})|−
        |(?<=(?<![\p{Nd}%‰°]|°[CСF])[\s(]|[=<>≤≥])–(?=\p{Nd})|^–(?=\p{Nd}[\p{Nd}.,]{0,8}[ \u00a0\u202f]?[°℃])
        |(?<=[\p{Latin}\p{Nd}\p{Greek}²³)][ ])[-–](?=[ ][\p{Latin}\p{Nd}\p{Greek}(])""",
    "sign": "",
}


class Atom(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of text that is read as one thing.

    Attributes:
        kind: what it is.
        text: as written, composed.
        start: place of its first character in the paragraph.
        end: place behind its last.
        fields: its parts by name, those that are there.
    """

    kind: AtomKind
    text: str
    start: int
    end: int
    fields: dict[str, str] = msgspec.field(default_factory=dict)


class Sentence(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph in atoms. Outside its atoms are only marks: punctuation, dashes, quotes.

    Attributes:
        text: the paragraph, with spaces where a cue, a hint or a blank stands.
        language: language it is read in.
        atoms: in their order.
        words: first run of letters of each word among them, lower case; empty for other atoms.
        is_in_capitals: whether it is a heading in capitals, in which initialisms can't be told.
    """

    text: str
    language: ScriptLanguage
    atoms: tuple[Atom, ...]
    words: tuple[str, ...]
    is_in_capitals: bool = False

    def kind(self, index: int) -> AtomKind | None:
        """Kind of an atom, None outside."""
        return self.atoms[index].kind if 0 <= index < len(self.atoms) else None

    def written(self, index: int) -> str:
        """An atom as written, empty outside."""
        return self.atoms[index].text if 0 <= index < len(self.atoms) else ""

    def word(self, index: int) -> str:
        """First run of letters of a word, lower case; empty for other atoms and outside."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def gap(self, index: int) -> str:
        """What stands between an atom and the one before it."""
        if not 0 < index < len(self.atoms):
            return " "
        return self.text[self.atoms[index - 1].end : self.atoms[index].start]

    def next_character(self, index: int) -> str:
        """The character behind an atom, empty at the end."""
        end = self.atoms[index].end
        return self.text[end : end + 1]


_LETTERS = regex.compile(r"[\p{L}\p{M}´`]+")
_LATIN = regex.compile(r"\p{Latin}")
_STRESS = regex.compile(f"[{STRESS_MARKS}]")


def bare(word: str) -> str:
    """A word without its stress marks, composed (й in one piece): what tables know it by."""
    if word.isascii():
        return word.replace("`", "")
    # A grave or an acute on a Latin letter is spelling; on a Cyrillic one it is stress.
    return normalize("NFC", word if _LATIN.search(word) else _STRESS.sub("", word))


def sentence(text: str, language: ScriptLanguage) -> Sentence:
    """Take a paragraph apart. Takes time in proportion to its length."""
    atoms = tuple(_atom(match) for match in _lexer(language).finditer(text))
    words = tuple(_first_word(atom) for atom in atoms)
    return Sentence(text=text, language=language, atoms=atoms, words=words, is_in_capitals=_in_capitals(text))


def _first_word(atom: Atom) -> str:
    if atom.kind not in {"word", "unit"}:
        return ""
    match = _LETTERS.search(atom.text)
    return bare(match[0]).lower() if match else ""


_KINDS: dict[str, AtomKind] = {"plain": "word", **{kind: kind for kind in get_args(AtomKind)}}
_FIELDS: dict[AtomKind, tuple[str, ...]] = {
    "date": ("day", "between", "month", "year", "date_tail"),
    "time": ("hour", "minute", "second", "time_tail"),
    "ratio": ("left", "right"),
    "fraction": ("whole", "above", "below", "fraction_tail"),
    "vulgar": ("before_vulgar",),
    "unit": ("unit_name", "unit_tail"),
    "number": ("digits", "tail"),
    "roman": ("numeral", "roman_tail"),
}


def _atom(match: regex.Match[str]) -> Atom:
    kind = _KINDS[match.lastgroup or ""]  # the group that was closed last is the one around all others
    fields = {name: match[name] for name in _FIELDS.get(kind, ()) if match[name] is not None}
    return Atom(kind=kind, text=normalize("NFC", match[0]), start=match.start(), end=match.end(), fields=fields)


@cache
def _lexer(language: ScriptLanguage) -> regex.Pattern[str]:
    unit = units.PATTERN
    after_number = r"(?<=[\p{Nd}½⅓⅔¼¾²³⁰-⁹](?:[ \u00a0\u2009\u202f]|)|(?:млн|млрд|трлн|тыс|mln|bn)\.?[ \u00a0])"
    parts = dict(_PARTS)
    parts["dotted"] = rf"{_START}(?=\p{{L}}{{1,5}}\.)(?:{abbreviations.dotted_pattern(language)}){_END}"
    parts["unit"] = (
        rf"(?:{after_number}|{_START}(?=\p{{L}}[\p{{L}}²³/.]))(?P<unit_name>{unit})(?<![.])(?P<unit_tail>{HYPHEN}\p{{L}}[\p{{L}}\p{{M}}]*+)?"
        r"(?![\p{L}\p{M}\p{Nd}/²³]|['’ʼ]\p{L})"
    )
    parts["number"] = (
        rf"(?P<digits>\p{{Nd}}{{1,3}}(?:{SPACE}\p{{Nd}}{{3}})+(?!\p{{Nd}})(?:[.,]\p{{Nd}}+)?|\p{{Nd}}++(?:[.,]\p{{Nd}}++)*)"
        rf"(?P<tail>(?:{HYPHEN}\p{{L}}[\p{{L}}\p{{M}}]*+)++"
        rf"|(?!{unit}{_END})[\p{{L}}--\p{{Greek}}]{{1,2}}{_END})?"
    )
    parts["sign"] = signs.pattern()
    return regex.compile(
        _NO_MARK + "(?:" + "|".join(f"(?P<{kind}>{part})" for kind, part in parts.items()) + ")",
        regex.VERSION1 | regex.VERBOSE,
        units=sorted(units.units()),
    )


def _in_capitals(text: str) -> bool:
    """Whether the letters are capitals throughout and make at least one word too long for an initialism."""
    return text.isupper() and regex.search(r"\p{Lu}{5}", text) is not None
