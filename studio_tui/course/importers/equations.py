"""Word's equations as one line of text, from left to right: x²+1, (a+b)/2, √(x+1)."""

from __future__ import annotations

from collections.abc import Callable

import regex
from lxml import etree

from studio_tui.course.importers.wordxml import REMOVED, m, own_text, w

_SINGLE = regex.compile(r"-?[\p{L}\p{Nd}.,]*|[\p{Nd}.,]+\p{L}?")
_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")


def linear(element: etree._Element) -> str:
    """The text of an equation or of a part of one."""
    return "".join(map(_said, element))


def raised(text: str) -> str:
    """A power as it stands behind its base: superior figures, or ``^`` before what has none."""
    figures = text.replace(" ", "").translate(_RAISED)
    return f"^{_grouped(text)}" if figures == text or any(c.isalpha() and c != "ⁿ" for c in figures) else figures


def _said(element: etree._Element) -> str:
    if element.tag in {m("t"), w("t")}:
        return own_text(element)
    if element.tag in REMOVED:
        return ""
    form = _FORMS.get(element.tag)
    return linear(element) if form is None else form(element)


def _part(element: etree._Element, name: str) -> str:
    found = element.find(m(name))
    return "" if found is None else linear(found)


def _property(element: etree._Element, group: str, name: str, otherwise: str) -> str:
    found = element.find(f"{m(group)}/{m(name)}")
    return otherwise if found is None else found.get(m("val"), "")


def _grouped(text: str) -> str:
    return text if _SINGLE.fullmatch(text) else f"({text})"


def _fraction(element: etree._Element) -> str:
    above, below = _part(element, "num"), _part(element, "den")
    if _property(element, "fPr", "type", "bar") == "noBar":
        return f"({above} {below})"
    return f"{_grouped(above)}/{_grouped(below)}"


def _scripts(element: etree._Element) -> str:
    """A base with what stands below and above behind it; figures below are plain, as in x1 and H2O."""
    above = _part(element, "sup")
    return _part(element, "e") + _part(element, "sub") + (raised(above) if above else "")


def _root(element: etree._Element) -> str:
    degree = _part(element, "deg")
    return f"{raised(degree) if degree else ''}√{_grouped(_part(element, 'e'))}"


def _sum(element: etree._Element) -> str:
    sign = _property(element, "naryPr", "chr", "∫")
    ends = [end for end in (_part(element, "sub"), _part(element, "sup")) if end]
    return f"{sign}({'…'.join(ends)}) {_part(element, 'e')}" if ends else f"{sign} {_part(element, 'e')}"


def _brackets(element: etree._Element) -> str:
    between = _property(element, "dPr", "sepChr", "|").join(map(linear, element.findall(m("e"))))
    return _property(element, "dPr", "begChr", "(") + between + _property(element, "dPr", "endChr", ")")


def _function(element: etree._Element) -> str:
    return f"{_part(element, 'fName')} {_part(element, 'e')}"


def _limit(element: etree._Element) -> str:
    return f"{_part(element, 'e')} {_part(element, 'lim')}"


def _rows(element: etree._Element) -> str:
    rows = element.findall(m("mr")) or element.findall(m("e"))
    cells = (row.findall(m("e")) for row in rows)
    return "; ".join(
        ", ".join(map(linear, row)) if row else linear(whole) for row, whole in zip(cells, rows, strict=True)
    )


_FORMS: dict[str, Callable[[etree._Element], str]] = {
    m("f"): _fraction,
    m("sSup"): _scripts,
    m("sSub"): _scripts,
    m("sSubSup"): _scripts,
    m("rad"): _root,
    m("nary"): _sum,
    m("d"): _brackets,
    m("func"): _function,
    m("limLow"): _limit,
    m("limUpp"): _limit,
    m("m"): _rows,
    m("eqArr"): _rows,
}
