"""English numerals: years, ordinals, fractions."""

from __future__ import annotations

from functools import lru_cache

from num2words import num2words

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_ORDINAL_TAILS = frozenset({"st", "nd", "rd", "th"})


@lru_cache(maxsize=4096)
def cardinal(number: int) -> str:
    """A whole number in words; the commas of "one thousand, two hundred" are spelling, not speech."""
    return str(num2words(number)).replace(",", "")


@lru_cache(maxsize=4096)
def ordinal(number: int) -> str:
    """An ordinal in words."""
    return str(num2words(number, to="ordinal")).replace(",", "")


@lru_cache(maxsize=4096)
def year(number: int) -> str:
    """A year from 1100 to 2099 in words."""
    return str(num2words(number, to="year")).replace(",", "")


def is_year(number: int) -> bool:
    """Whether a plain number of four digits is read like a year, which is right for most of them."""
    return 1100 <= number <= 2099


def decimal(whole: str, part: str) -> str:
    """A decimal fraction, digit by digit behind the point."""
    return " ".join([cardinal(int(whole)), "point", *(cardinal(int(digit)) for digit in part)])


def fraction(above: int, below: int) -> str:
    """A vulgar fraction: 2/3 is "two thirds"."""
    names = {2: "half", 4: "quarter"}
    name = names.get(below, ordinal(below))
    if above == 1:
        return f"one {name}"
    return f"{cardinal(above)} {'halves' if below == 2 else name + 's'}"


def decade(said: str) -> str:
    """The 1980s, from the words of 1980."""
    return f"{said.removesuffix('y')}ies" if said.endswith("y") else f"{said}s"


def with_tail(number: int, said: str, tail: str, *, hyphen: bool) -> str:
    """A numeral and what is joined to it: "5th", "1980s", "12-week", "3D"."""
    ending = tail.lower()
    if ending in _ORDINAL_TAILS:
        return ordinal(number)
    if ending == "s":
        return decade(said)
    return f"{said.replace(' ', '-')}-{tail}" if hyphen else f"{said} {' '.join(tail)}"
