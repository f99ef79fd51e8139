"""What a Word file shows where its XML says something else: codes of fields, controls nobody has filled in."""

from __future__ import annotations

import regex
from lxml import etree

from studio_tui.course.importers.wordxml import is_on, w

BLANK = "____"

_DEEPEST_FIELD = 50
_PLACEHOLDER = regex.compile(
    r"\s*(?:click (?:or tap )?(?:here )?to enter (?:text|a date)|choose (?:an item|a building block)"
    r"|enter any content that you want to repeat.*"
    r"|место для ввода (?:текста|даты)|выберите (?:элемент|стандартный блок)"
    r"|(?:мәтін|күн)(?:ді)? енгізу үшін .*|элементті таңдаңыз|элемент таңдаңыз)\s*[.…]*\s*",
    regex.IGNORECASE | regex.DOTALL,
)
"""What Word writes into a control that waits for its text, in the languages of the client."""


def settle(body: etree._Element) -> None:
    """Empty the codes of fields, and write a blank where a control or a form field waits to be filled in."""
    _settle_controls(body)
    _settle_fields(body)


def _settle_controls(body: etree._Element) -> None:
    for control in body.iter(w("sdt")):
        content = control.find(w("sdtContent"))
        texts = [] if content is None else list(content.iter(w("t")))
        if texts and (
            is_on(control.find(f"{w('sdtPr')}/{w('showingPlcHdr')}"))
            or (len(texts) <= 20 and _PLACEHOLDER.fullmatch("".join(text.text or "" for text in texts)))
        ):
            _write(texts, BLANK)


class _Field:
    """A field that was begun: its code, and the texts in its code and in its result."""

    def __init__(self) -> None:
        self.in_code = True
        self.code = ""
        self.code_texts: list[etree._Element] = []
        self.result: list[etree._Element] = []


def _settle_fields(body: etree._Element) -> None:
    """A field whose end is missing, or in another cell, stays as it is: rather a code too much than text lost."""
    fields_of_cell: dict[etree._Element | None, list[_Field]] = {}
    for element in body.iter(w("fldChar"), w("instrText"), w("t")):
        fields = fields_of_cell.setdefault(next(element.iterancestors(w("tc")), None), [])
        kind = element.get(w("fldCharType"))
        if kind == "begin" and len(fields) < _DEEPEST_FIELD:
            fields.append(_Field())
        elif not fields:
            continue
        elif kind == "separate":
            fields[-1].in_code = False
        elif kind == "end":
            _end(fields.pop())
        elif element.tag == w("instrText"):
            fields[-1].code += element.text or ""
        else:
            _keep(element, fields)


def _keep(text: etree._Element, fields: list[_Field]) -> None:
    """Note that a text is in the code of the outermost field that it is in the code of, else in a result."""
    outermost = next((field for field in fields if field.in_code), None)
    if outermost is not None:
        outermost.code_texts.append(text)
    else:
        fields[-1].result.append(text)


def _end(field: _Field) -> None:
    _write(field.code_texts, "")
    # Word shows five wide spaces in a form's field that waits for its text.
    if "FORMTEXT" in field.code and not any((text.text or "").strip() for text in field.result):
        _write(field.result, BLANK)


def _write(texts: list[etree._Element], first: str) -> None:
    for place, text in enumerate(texts):
        for child in list(text):
            text.remove(child)
        text.text = "" if place else first
