"""Ways in which Word keeps the same words: each takes a text and gives XML in which a reader sees that text.

What must not be read is written with `DECOY`, which no text has. Every way takes the words of one paragraph,
separated by single spaces, and gives the blocks of a cell; `Way.seen` says what is seen where it is more than them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.rigs.wordfile import cell, control, deleted, inserted, paragraph, row, run, table
from tests.rigs.wordpackage import BULLETS, PLAIN_NUMBERS

DECOY = "ЖАСЫРЫН"
_BY = 'w:author="Әсел" w:date="2025-01-01T00:00:00Z"'


@dataclass(frozen=True)
class Way:
    """A way of keeping words.

    Attributes:
        name: what it does, for names of files.
        write: from a text to blocks.
        seen: from a text to the text that is read, where that is another.
        kind: the warning that it leads to, if any.
        survives_office: whether LibreOffice keeps it when it opens the file and saves it again.
    """

    name: str
    write: Callable[[str], str]
    seen: Callable[[str], str] = str
    kind: str = ""
    survives_office: bool = True


def _halves(text: str) -> tuple[str, str]:
    """A text in two, the space between them with the first."""
    words = text.split(" ")
    middle = (len(words) + 1) // 2
    first = " ".join(words[:middle])
    return (f"{first} ", " ".join(words[middle:])) if len(words) > 1 else (first, "")


def _in_pieces(text: str) -> str:
    return paragraph(*(run(text[at : at + 3]) for at in range(0, len(text), 3)))


def _insertion(text: str) -> str:
    first, second = _halves(text)
    return paragraph(run(first), inserted(second))


def _deletion(text: str) -> str:
    first, second = _halves(text)
    return paragraph(run(first), deleted(f"{DECOY} сөз "), run(second))


def _move(text: str) -> str:
    first, second = _halves(text)
    away = f'<w:moveFrom w:id="31" {_BY}>{run(DECOY)}</w:moveFrom>'
    return paragraph(away, run(first), f'<w:moveTo w:id="32" {_BY}>{run(second)}</w:moveTo>')


def _deleted_end(text: str) -> str:
    """Two paragraphs whose border was deleted, within a word."""
    middle = len(text) // 2
    properties = f'<w:pPr><w:rPr><w:del w:id="33" {_BY}/></w:rPr></w:pPr>'
    return paragraph(properties, run(text[:middle])) + paragraph(run(text[middle:]))


def _deleted_paragraph(text: str) -> str:
    properties = f'<w:pPr><w:rPr><w:del w:id="34" {_BY}/></w:rPr></w:pPr>'
    return paragraph(properties, deleted(f"{DECOY} абзац")) + paragraph(run(text))


def _run_control(text: str) -> str:
    first, second = _halves(text)
    return paragraph(run(first), control(run(second)))


def _block_control(text: str) -> str:
    return control(paragraph(text))


def _nested_controls(text: str) -> str:
    first, second = _halves(text)
    return control(control(paragraph(run(first), control(control(run(second))))))


def _soft_breaks(text: str) -> str:
    parts = [part for word in text.split(" ") for part in ("<w:r><w:br/></w:r>", run(word))]
    return paragraph(*parts[1:])


def _tabs(text: str) -> str:
    stops = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="720"/></w:tabs></w:pPr>'
    return paragraph(stops, *(f"<w:r><w:tab/><w:t>{word}</w:t></w:r>" for word in text.split(" ")))


def _soft_hyphens(text: str) -> str:
    first, second = _halves(text)
    return paragraph(run("\u00ad".join(first)), run(second[:1]), "<w:r><w:softHyphen/></w:r>", run(second[1:]))


def _firm_hyphens(text: str) -> str:
    parts = [part for piece in text.split("-") for part in ("<w:r><w:noBreakHyphen/></w:r>", run(piece))]
    return paragraph(*parts[1:])


def _firm_spaces(text: str) -> str:
    return paragraph(run(text.replace(" ", "\u00a0")))


def _in_list(list_id: int) -> Callable[[str], str]:
    properties = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list_id}"/></w:numPr></w:pPr>'

    def write(text: str) -> str:
        first, second = _halves(text)
        return paragraph(properties, run(first)) + (paragraph(properties, run(second)) if second else "")

    return write


def _nested_table(text: str) -> str:
    first, second = _halves(text)
    return table(row(first.strip(), second)) + paragraph()


def _table_in_table(text: str) -> str:
    words = text.split(" ")
    inner = table(*(row(word) for word in words[1:])) if words[1:] else ""
    return table(row(words[0]), f"<w:tr><w:trPr/><w:tc><w:tcPr/>{inner}{paragraph()}</w:tc></w:tr>") + paragraph()


def _nested_table_with_deleted_row(text: str) -> str:
    gone = row(cell(paragraph(deleted(f"{DECOY} жол"))), "", properties=f'<w:del w:id="35" {_BY}/>')
    first, second = _halves(text)
    return table(row(first.strip(), second), gone) + paragraph()


def _link(text: str) -> str:
    first, second = _halves(text)
    return paragraph(run(first), f'<w:hyperlink w:anchor="a">{run(second)}</w:hyperlink>')


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def _code(text: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def _field(text: str) -> str:
    first, second = _halves(text)
    return paragraph(
        run(first), _mark("begin"), _code(' HYPERLINK \\l "a" '), _mark("separate"), run(second), _mark("end")
    )


def _field_in_field(text: str) -> str:
    inner = _mark("begin") + _code(" PAGE ") + _mark("separate") + run(DECOY) + _mark("end")
    return paragraph(
        _mark("begin"), _code(" IF "), inner, _code(" = 1 "), _mark("separate"), run(text), _mark("end")
    )


def _simple_field(text: str) -> str:
    first, second = _halves(text)
    return paragraph(run(first), f'<w:fldSimple w:instr=" TITLE ">{run(second)}</w:fldSimple>')


def _open_field(text: str) -> str:
    """A field whose end was lost."""
    return paragraph(_mark("begin"), _code(" REF a "), run(text))


def _text_box(text: str) -> str:
    first, second = _halves(text)
    content = f"<w:txbxContent>{paragraph(second)}</w:txbxContent>"
    extent = '<wp:extent cx="1800000" cy="900000"/>'
    shape = (
        f'<w:drawing><wp:inline>{extent}<wp:docPr id="9" name="a"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="900000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr>'
        f"<wps:txbx>{content}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    old = f'<w:pict><v:shape style="width:140pt;height:70pt"><v:textbox>{content}</v:textbox></v:shape></w:pict>'
    box = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    return paragraph(box, run(first.strip())) if second else paragraph(run(first))


def _hidden(text: str) -> str:
    first, second = _halves(text)
    hidden = f'<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve">{DECOY} сөз </w:t></w:r>'
    shown = f'<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t xml:space="preserve">{second}</w:t></w:r>'
    return paragraph(run(first), hidden, shown)


def _hidden_by_style(text: str) -> str:
    first, second = _halves(text)
    hidden = f'<w:r><w:rPr><w:rStyle w:val="a6"/></w:rPr><w:t xml:space="preserve">{DECOY} сөз </w:t></w:r>'
    line = paragraph('<w:pPr><w:pStyle w:val="a7"/></w:pPr>', run(f"{DECOY} жол"))
    return paragraph(run(first), hidden, run(second)) + line


def _footnote(text: str) -> str:
    first, second = _halves(text)
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    return paragraph(run(first.rstrip()), note, run(f" {second}"))


def _footnote_with_mark(text: str) -> str:
    first, second = _halves(text)
    note = f'<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>{DECOY}</w:t></w:r>'
    return paragraph(run(first.rstrip()), note, run(f" {second}"))


def _comment(text: str) -> str:
    first, second = _halves(text)
    begin, end = '<w:commentRangeStart w:id="7"/>', '<w:commentRangeEnd w:id="7"/>'
    return paragraph(run(first), begin, run(second), end, '<w:r><w:commentReference w:id="7"/></w:r>')


def _symbol(text: str) -> str:
    arrow = '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>'
    return paragraph(run(f"{text} "), arrow)


def _greek(text: str) -> str:
    letter = '<w:r><w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr><w:t>a</w:t></w:r>'
    return paragraph(run(f"{text} "), letter)


def _smart_tags(text: str) -> str:
    first, second = _halves(text)
    tag = f'<w:smartTag w:uri="urn:a" w:element="b">{run(first)}</w:smartTag>'
    return paragraph(tag, f'<w:customXml w:element="c">{run(second)}</w:customXml>')


def _ruby(text: str) -> str:
    first, second = _halves(text)
    small = f"<w:rt><w:r><w:t>{DECOY}</w:t></w:r></w:rt>"
    ruby = f"<w:ruby><w:rubyPr/>{small}<w:rubyBase>{run(second)}</w:rubyBase></w:ruby>"
    return paragraph(run(first), f"<w:r>{ruby}</w:r>")


def _equation(text: str) -> str:
    def part(letters: str) -> str:
        return f"<m:r><m:t>{letters}</m:t></m:r>"

    square = f"<m:sSup><m:e>{part('x')}</m:e><m:sup>{part('2')}</m:sup></m:sSup>"
    half = f"<m:f><m:num>{part('1')}</m:num><m:den>{part('2')}</m:den></m:f>"
    return paragraph(run(f"{text} "), f"<m:oMath>{square}{part('+')}{half}</m:oMath>")


def _power(text: str) -> str:
    six = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>6</w:t></w:r>'
    return paragraph(run(f"{text} 10"), six)


def _marks_inside(text: str) -> str:
    middle = len(text) // 2
    marks = (
        '<w:bookmarkStart w:id="41" w:name="a"/><w:bookmarkEnd w:id="41"/><w:proofErr w:type="spellStart"/>'
        "<w:r><w:lastRenderedPageBreak/></w:r>"
    )
    return paragraph(run(text[:middle]), marks, run(text[middle:]))


def _other_direction(text: str) -> str:
    first, second = _halves(text)
    return paragraph(run(first), f'<w:bdo w:val="ltr">{run(second)}</w:bdo>')


def _looks(text: str) -> str:
    looks = '<w:rPr><w:b/><w:caps/><w:color w:val="FF0000"/><w:sz w:val="28"/><w:u w:val="single"/></w:rPr>'
    old = f'<w:rPrChange w:id="42" {_BY}><w:rPr><w:vanish/></w:rPr></w:rPrChange>'
    looks = looks.replace("</w:rPr>", f"{old}</w:rPr>")
    return paragraph(*(f'<w:r>{looks}<w:t xml:space="preserve">{half}</w:t></w:r>' for half in _halves(text)))


def _raw_line_ends(text: str) -> str:
    return paragraph(run(text.replace(" ", "\n ")))


def _comments_of_xml(text: str) -> str:
    middle = len(text) // 2
    inside = f"{text[:middle]}<!-- {DECOY} --><?a {DECOY}?><![CDATA[{text[middle:]}]]>"
    return paragraph(f'<w:r><w:t xml:space="preserve">{inside}</w:t></w:r>')


def _emoji(text: str) -> str:
    face = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="w16se">'
        '<w16se:symEx w16se:font="Segoe UI Emoji" w16se:char="1F600"/></mc:Choice>'
        "<mc:Fallback><w:t>😀</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    return paragraph(run(f"{text} "), face)


def _check_box(text: str) -> str:
    properties = '<w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr>'
    return paragraph(f"<w:sdt>{properties}<w:sdtContent>{run('☒')}</w:sdtContent></w:sdt>", run(f" {text}"))


def _waiting(hint: str, extra: str = "<w:text/>") -> Callable[[str], str]:
    def write(text: str) -> str:
        properties = f"<w:sdtPr><w:showingPlcHdr/>{extra}</w:sdtPr>"
        return paragraph(run(f"{text} "), f"<w:sdt>{properties}<w:sdtContent>{run(hint)}</w:sdtContent></w:sdt>")

    return write


def _copied_hint(text: str) -> str:
    return paragraph(run(f"{text} "), control(run("Выберите ") + run("элемент.")))


def _form_field(text: str) -> str:
    spaces = run("\u2002" * 5)
    return paragraph(run(f"{text} "), _mark("begin"), _code(" FORMTEXT "), _mark("separate"), spaces, _mark("end"))


def _with(more: str) -> Callable[[str], str]:
    return lambda text: f"{text} {more}"


# LibreOffice 7.4 works fields out anew and empties them, writes a note's own mark twice, loses equations where its
# Math is not installed, loses which control waits, and turns a form's field into spaces.
WAYS: tuple[Way, ...] = (
    Way("pieces", _in_pieces),
    Way("insertion", _insertion, kind="tracked_changes"),
    Way("deletion", _deletion, kind="tracked_changes"),
    Way("move", _move, kind="tracked_changes"),
    Way("deleted-end", _deleted_end, kind="tracked_changes"),
    Way("deleted-paragraph", _deleted_paragraph, kind="tracked_changes"),
    Way("run-control", _run_control),
    Way("block-control", _block_control),
    Way("nested-controls", _nested_controls),
    Way("soft-breaks", _soft_breaks),
    Way("tabs", _tabs),
    Way("soft-hyphens", _soft_hyphens),
    Way("firm-hyphens", _firm_hyphens),
    Way("firm-spaces", _firm_spaces),
    Way("bullets", _in_list(BULLETS)),
    Way("numbered-list", _in_list(PLAIN_NUMBERS)),
    Way("nested-table", _nested_table),
    Way("table-in-table", _table_in_table),
    Way("nested-deleted-row", _nested_table_with_deleted_row, kind="tracked_changes"),
    Way("link", _link),
    Way("field", _field),
    Way("field-in-field", _field_in_field, survives_office=False),
    Way("simple-field", _simple_field, survives_office=False),
    Way("open-field", _open_field, survives_office=False),
    Way("text-box", _text_box, kind="text_boxes"),
    Way("hidden", _hidden, kind="hidden_text"),
    Way("hidden-by-style", _hidden_by_style, kind="hidden_text"),
    Way("footnote", _footnote, kind="notes"),
    Way("footnote-mark", _footnote_with_mark, kind="notes", survives_office=False),
    Way("comment", _comment, kind="comments"),
    Way("arrow", _symbol, seen=_with("→")),
    Way("greek", _greek, seen=_with("α")),
    Way("smart-tags", _smart_tags),
    Way("ruby", _ruby),
    Way("equation", _equation, seen=_with("x²+1/2"), kind="equations", survives_office=False),
    Way("power", _power, seen=_with("10⁶")),
    Way("marks-inside", _marks_inside),
    Way("direction", _other_direction),
    Way("looks", _looks),
    Way("raw-line-ends", _raw_line_ends),
    Way("xml-comments", _comments_of_xml),
    Way("emoji", _emoji, seen=_with("😀")),
    Way("check-box", _check_box, seen=lambda text: f"☒ {text}"),
    Way("waiting", _waiting(f"{DECOY} аты-жөні"), seen=_with("____"), kind="blank", survives_office=False),
    Way("waiting-en", _waiting("Click or tap here to enter text."), seen=_with("____"), kind="blank"),
    Way("waiting-kk", _waiting("Мәтінді енгізу үшін осы жерді түртіңіз"), seen=_with("____"), kind="blank"),
    Way("waiting-list", _waiting("Choose an item.", "<w:dropDownList/>"), seen=_with("____"), kind="blank"),
    Way("waiting-date", _waiting("Место для ввода даты.", "<w:date/>"), seen=_with("____"), kind="blank"),
    Way("copied-hint", _copied_hint, seen=_with("____"), kind="blank"),
    Way("form-field", _form_field, seen=_with("____"), kind="blank", survives_office=False),
)
