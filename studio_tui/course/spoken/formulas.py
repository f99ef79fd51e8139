"""Formulas: powers, indices, chemical formulas, Greek letters, functions, and which letters are variables."""

from __future__ import annotations

import regex

from studio_tui.course.script import ScriptLanguage
from studio_tui.course.spoken import kazakh, letters, russian, signs
from studio_tui.course.spoken.addresses import cardinal
from studio_tui.course.spoken.atoms import Atom, Sentence
from studio_tui.course.spoken.signs import OPERATORS
from studio_tui.course.spoken.tables import pairs

_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ₀₁₂₃₄₅₆₇₈₉₊₋ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼ−", "0123456789+-n0123456789+-aeoxhklmnpstij-")
_GREEK = pairs(
    """
    α=альфа/alpha β=бета/beta γ=гамма/gamma δ=дельта/delta ε=эпсилон/epsilon ζ=дзета/zeta η=эта/eta θ=тета/theta
    ι=йота/iota κ=каппа/kappa λ=лямбда/lambda μ=мю/mu ν=ню/nu ξ=кси/xi ο=омикрон/omicron π=пи/pi ρ=ро/rho
    σ=сигма/sigma ς=сигма/sigma τ=тау/tau υ=ипсилон/upsilon φ=фи/phi χ=хи/chi ψ=пси/psi ω=омега/omega µ=мю/mu
    ∆=дельта/delta ϕ=фи/phi ϑ=тета/theta ϵ=эпсилон/epsilon
    """
)
_FUNCTIONS = {
    "sin": ("синус", "sine"), "cos": ("косинус", "cosine"), "tan": ("тангенс", "tangent"),
    "tg": ("тангенс", "tangent"),
    "ctg": ("котангенс", "cotangent"), "cot": ("котангенс", "cotangent"), "log": ("логарифм", "log"),
    "ln": ("натурал логарифм", "natural log"), "lg": ("ондық логарифм", "log"), "lim": ("предел", "limit"),
    "exp": ("экспонента", "exponential"), "arcsin": ("арксинус", "arcsine"), "arccos": ("арккосинус", "arccosine"),
}  # fmt: skip
_FUNCTIONS_RU = {"ln": "натуральный логарифм", "lg": "десятичный логарифм"}
_FUNCTIONS_KK = {"lim": "шек"}
_ELEMENTS = pairs(
    """
    H=аш C=цэ N=эн O=о S=эс P=пэ K=калий F=фтор I=йод Na=натрий Cl=хлор Ca=кальций Mg=магний Al=алюминий
    Fe=феррум Cu=купрум Zn=цинк Ag=аргентум Au=аурум Mn=марганец Si=силициум Br=бром Pb=плюмбум Hg=гидраргирум
    Ba=барий Li=литий Cr=хром Ni=никель Ti=титан Sn=станнум
    """
)
_ENGLISH_ELEMENTS = pairs(
    """
    Na=sodium Cl=chlorine Ca=calcium Mg=magnesium Al=aluminium Fe=iron Cu=copper Zn=zinc Ag=silver Au=gold
    Mn=manganese Si=silicon Br=bromine Pb=lead Hg=mercury Ba=barium Li=lithium Cr=chromium Ni=nickel Ti=titanium
    Sn=tin
    """
)
_GASES = frozenset({"H2", "O2", "O3", "N2"})
_ELEMENT = regex.compile(r"(?P<element>[A-Z][a-z]?)|(?P<number>[0-9₀-₉]+)")
_EXPONENT = regex.compile(r"(?P<sign>[+-]?)(?P<body>\d+|\p{L})")
_EXPONENT_PARTS = regex.compile(r"\d{1,4}|\p{L}|[+*/·×=-]")
_AS_SIGNS = {"-": "−"}
_POWER_NAMES: dict[str, dict[ScriptLanguage, str]] = {
    "2": {"kk": "квадрат", "ru": "в квадрате", "en": "squared"},
    "3": {"kk": "куб", "ru": "в кубе", "en": "cubed"},
}
_SHORT_LATIN = regex.compile(r"\p{Latin}{1,6}")
_VARIABLES = regex.compile(r"\p{Latin}{1,2}")
_VARIABLE = regex.compile(r"\p{Latin}")
_MINUS = "минус"


def exponent(sentence: Sentence, index: int) -> str:
    """The exponent of a power atom in plain characters, empty where the raised digits are a footnote's mark."""
    if sentence.kind(index) != "power":
        return ""
    before = sentence.written(index - 1)
    is_word = sentence.kind(index - 1) == "word" and len(before) > 3 and before.lower() not in _FUNCTIONS
    gap = sentence.gap(index)
    if (is_word and not gap and not sentence.written(index).startswith("^")) or gap.strip(")]|") or not index:
        return ""
    return sentence.written(index).translate(_PLAIN).strip("^()").removeprefix("+")


def say_power(sentence: Sentence, index: int) -> str:
    """A power: "квадрат", "в минус третьей степени", "to the power of n"."""
    power = exponent(sentence, index)
    language = sentence.language
    if power in _POWER_NAMES:
        return _POWER_NAMES[power][language]
    match = _EXPONENT.fullmatch(power)
    if match is None:
        return _say_expression_power(power, language)
    body = match["body"]
    said = _exponent_words(body, language)
    if language == "kk":
        return f"{_MINUS} {said} дәрежесі" if match["sign"] else f"{said} дәрежесі"
    if language == "ru":
        if body.isdigit():
            return f"в {_MINUS} {said} степени" if match["sign"] else f"в {said} степени"
        return f"в степени {_MINUS} {said}" if match["sign"] else f"в степени {said}"
    return f"to the power of minus {said}" if match["sign"] else f"to the power of {said}"


def _say_expression_power(power: str, language: ScriptLanguage) -> str:
    """An exponent of several parts: n + 1."""
    said = " ".join(_part_words(part, language) for part in _EXPONENT_PARTS.findall(power))
    if not said:
        return ""
    return {"kk": f"{said} дәрежесі", "ru": f"в степени {said}", "en": f"to the power of {said}"}[language]


def _part_words(part: str, language: ScriptLanguage) -> str:
    if part.isdecimal():
        return cardinal(int(part), language)
    if part.isalpha():
        return letters.letter_name(part, language)
    return signs.name(_AS_SIGNS.get(part, part), language)


def _exponent_words(body: str, language: ScriptLanguage) -> str:
    if not body.isdigit():
        return letters.letter_name(body, language)
    if language == "kk":
        return kazakh.ordinal(kazakh.cardinal(int(body)))
    if language == "ru":
        return russian.ordinal(int(body), "p", "f")
    return cardinal(int(body), "en")


def with_power(sentence: Sentence, index: int, said: str) -> str:
    """The base of a power as said: in Kazakh in the genitive ("онның минус үшінші дәрежесі")."""
    power = exponent(sentence, index + 1)
    if sentence.language != "kk" or not said or not power or power in _POWER_NAMES:
        return said
    *before, last = said.split(" ")
    return " ".join([*before, kazakh.with_case(last, "genitive")])


def say_index(atom: Atom, language: ScriptLanguage) -> str:
    """An index below the line, said behind its letter."""
    runs = regex.findall(r"\d+|[a-z]|[+-]", atom.text.translate(_PLAIN).removeprefix("_"))
    said: list[str] = []
    for run in runs:
        if run.isdigit():
            said.append(cardinal(int(run), language))
        elif run.isalpha():
            said.append(letters.letter_name(run, language))
        else:
            said.append(
                ("minus" if language == "en" else _MINUS)
                if run == "-"
                else ("plus" if language == "en" else "плюс")
            )
    return " ".join(said)


def say_greek(letter: str, language: ScriptLanguage) -> str:
    """A Greek letter by its name."""
    names = _GREEK.get(letter) or _GREEK.get(letter.lower())
    if names is None:
        return letter
    cyrillic, _, latin = names.partition("/")
    return latin if language == "en" else cyrillic


def say_chemical(written: str, language: ScriptLanguage) -> str | None:
    """A chemical formula, None where the letters and digits are something else."""
    pieces = [(match["element"], match["number"]) for match in _ELEMENT.finditer(written)]
    elements = [element for element, _ in pieces if element]
    sure = not written.isascii() or len(elements) > 1 or written in _GASES
    if not sure or any(element not in _ELEMENTS for element in elements):
        return None
    said: list[str] = []
    for element, number in pieces:
        if number:
            said.append(cardinal(int(number.translate(_PLAIN)), language))
        elif language == "en":
            said.append(_ENGLISH_ELEMENTS.get(element, element))
        else:
            said.append(_ELEMENTS[element])
    return " ".join(said)


def say_function(written: str, language: ScriptLanguage) -> str:
    """A function with its arguments: f(x) is "эф икс", "эф от икс", "f of x"."""
    name, *arguments = [letters.letter_name(letter, language) for letter in regex.findall(r"\p{L}", written)]
    of = {"kk": "", "ru": "от", "en": "of"}[language]
    return " ".join(filter(None, [name, of, *arguments]))


def say_variables(sentence: Sentence, index: int) -> str | None:
    """Letters that are variables or a function's name by what stands beside them; None where they are a word."""
    text = sentence.written(index)
    language = sentence.language
    if len(text) > 6 or _SHORT_LATIN.fullmatch(text) is None:
        return None
    if text in _FUNCTIONS and _has_argument(sentence, index):
        cyrillic, latin = _FUNCTIONS[text]
        names = {"kk": _FUNCTIONS_KK, "ru": _FUNCTIONS_RU, "en": {}}[language]
        return latin if language == "en" else names.get(text, cyrillic)
    if sentence.written(index - 1) in {"∠", "△"} and len(text) <= 4:
        return " ".join(letters.letter_name(letter, language) for letter in text)
    raised = (exponent(sentence, index + 1) or sentence.kind(index + 1) == "index") and not sentence.gap(index + 1)
    if (raised and len(text) <= 3) or (len(text) <= 2 and _beside_operator(sentence, index)):
        return " ".join(letters.letter_name(letter, language) for letter in text)
    return None


def _has_argument(sentence: Sentence, index: int) -> bool:
    if sentence.next_character(index) == "(" or (
        sentence.kind(index + 1) == "index" and not sentence.gap(index + 1)
    ):
        return True
    if sentence.language == "en" and sentence.written(index) in {"log", "tan", "exp"}:  # words as well
        return False
    follows = sentence.kind(index + 1)
    letter = follows == "word" and _VARIABLES.fullmatch(sentence.written(index + 1)) is not None
    return letter or follows in {"number", "greek", "power", "index", "function"}


def _beside_operator(sentence: Sentence, index: int) -> bool:
    """Whether a sign of a formula stands before or behind, or a number or Greek letter is joined to it."""
    for place in (index - 1, index + 1):
        if sentence.kind(place) == "sign" and sentence.written(place) in OPERATORS:
            return True
    return sentence.kind(index - 1) in {"greek", "number"} and not sentence.gap(index)


def is_variable(sentence: Sentence, index: int) -> bool:
    """Whether an atom stands for a quantity: a single letter, a Greek one, a power or an index of one."""
    kind = sentence.kind(index)
    single = kind in {"word", "roman", "unit"} and _VARIABLE.fullmatch(sentence.written(index)) is not None
    return single or kind in {"greek", "function", "power", "index"}


def is_limit(sentence: Sentence, index: int) -> bool:
    """Whether an atom is the arrow of "x → 0", which is read as "tends to"."""
    return (
        sentence.written(index) == "→"
        and is_variable(sentence, index - 1)
        and not sentence.written(index - 1).isupper()
    )
