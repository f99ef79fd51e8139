"""Names in Word's XML, and the few rules that hold for all of it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_STRICT = "http://purl.oclc.org/ooxml/"
_TRANSITIONAL_OF = {
    f"{_STRICT}wordprocessingml/main": _W,
    f"{_STRICT}officeDocument/math": _M,
    f"{_STRICT}drawingml/main": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
"""Word can save the strict form of ISO 29500, which has the same elements under other names."""

DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"


def w(name: str) -> str:
    """The full name of one of Word's elements or attributes."""
    return f"{{{_W}}}{name}"


def m(name: str) -> str:
    """The full name of an element of an equation."""
    return f"{{{_M}}}{name}"


ALTERNATIVES = f"{{{_MC}}}AlternateContent"
_CHOICE, _FALLBACK = f"{{{_MC}}}Choice", f"{{{_MC}}}Fallback"
REMOVED = frozenset({w("del"), w("moveFrom")})
"""Tracked deletions, and the places that text was moved away from."""

_OFF = frozenset({"0", "false", "off"})
_WRAPPERS = frozenset(
    map(w, ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"))
)  # what may stand between a table and its rows, a row and its cells, a body and its paragraphs


def is_on(switch: etree._Element | None) -> bool:
    """Whether a switch such as ``w:vanish`` is there and not set to off."""
    return switch is not None and switch.get(w("val"), "on") not in _OFF


def value(parent: etree._Element | None, name: str) -> str:
    """The ``w:val`` of a child, empty where there is none."""
    child = None if parent is None else parent.find(w(name))
    return "" if child is None else child.get(w("val"), "")


def number(element: etree._Element | None, otherwise: int) -> int:
    """The ``w:val`` of an element as a number of at most three digits."""
    written = "" if element is None else element.get(w("val"), "")
    return int(written) if written.isdecimal() and len(written) <= 3 else otherwise


def make_transitional(root: etree._Element) -> None:
    """Give the elements of a strict document the names that this package reads."""
    if not root.tag.startswith(f"{{{_STRICT}"):
        return
    for element in root.iter("*"):
        element.tag = _transitional(element.tag)
        for name, written in element.attrib.items():
            changed = _transitional(str(name))
            if changed != name:
                del element.attrib[name]
                element.set(changed, written)


def _transitional(name: str) -> str:
    namespace, brace, local = name.removeprefix("{").rpartition("}")
    known = _TRANSITIONAL_OF.get(namespace) if brace else None
    return name if known is None else f"{{{known}}}{local}"


def alternative(alternatives: etree._Element) -> etree._Element | None:
    """The one of several forms of the same thing that is read: the first with text in it, else the first."""
    forms = [form for form in alternatives if form.tag in {_CHOICE, _FALLBACK}]
    with_text = (form for form in forms if any(text.text for text in form.iter(w("t"))))
    return next(with_text, forms[0] if forms else None)


def children_through(parent: etree._Element, names: tuple[str, ...]) -> Iterator[etree._Element]:
    """The children with these names, also where content controls and tracked insertions stand between."""
    tags = frozenset(map(w, names))
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from children_through(child, names)
        elif child.tag == ALTERNATIVES:
            form = alternative(child)
            if form is not None:
                yield from children_through(form, names)


def own_text(element: etree._Element) -> str:
    """The text directly in an element; entities of its own that a file declares are not looked up."""
    return (element.text or "") + "".join(child.tail or "" for child in element)
