"""Whole Word files from XML: every part written by hand, transitional or strict, in any encoding."""

from __future__ import annotations

import zipfile
from pathlib import Path

_OPEN = "http://schemas.openxmlformats.org"
NAMESPACES = {
    "w": f"{_OPEN}/wordprocessingml/2006/main",
    "m": f"{_OPEN}/officeDocument/2006/math",
    "r": f"{_OPEN}/officeDocument/2006/relationships",
    "mc": f"{_OPEN}/markup-compatibility/2006",
    "wp": f"{_OPEN}/drawingml/2006/wordprocessingDrawing",
    "a": f"{_OPEN}/drawingml/2006/main",
    "v": "urn:schemas-microsoft-com:vml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w16se": "http://schemas.microsoft.com/office/word/2015/wordml/symex",
}
DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMESPACES.items())
_STRICT = {
    NAMESPACES["w"]: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    NAMESPACES["m"]: "http://purl.oclc.org/ooxml/officeDocument/math",
    NAMESPACES["r"]: "http://purl.oclc.org/ooxml/officeDocument/relationships",
    NAMESPACES["a"]: "http://purl.oclc.org/ooxml/drawingml/main",
    NAMESPACES["wp"]: "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
}
_HEAD = '<?xml version="1.0" encoding="{encoding}" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = f"{_OPEN}/package/2006"

STYLES = """<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="a4"><w:name w:val="List Paragraph"/><w:basedOn w:val="a"/>
<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="a5"><w:name w:val="Hidden"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="a6"><w:name w:val="Hidden too"/><w:basedOn w:val="a5"/></w:style>
<w:style w:type="paragraph" w:styleId="a7"><w:name w:val="Hidden lines"/><w:basedOn w:val="a"/>
<w:rPr><w:vanish/></w:rPr></w:style>"""


def _numbered(list_id: int, figures: str, text: str, start: int = 1) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{list_id}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{figures}"/><w:lvlText w:val="{text}"/>'
        "</w:lvl></w:abstractNum>"
    )


BULLETS, PLAIN_NUMBERS, STYLE_NUMBERS, NAMED_NUMBERS, FROM_FIVE = 1, 2, 3, 4, 5
"""The lists in `NUMBERING`: of bullets, "1.", "1)", "Кезең 1" and "5."."""
NUMBERING = (
    _numbered(BULLETS, "bullet", "•")
    + _numbered(PLAIN_NUMBERS, "decimal", "%1.")
    + _numbered(STYLE_NUMBERS, "decimal", "%1)")
    + _numbered(NAMED_NUMBERS, "decimal", "Кезең %1")
    + _numbered(FROM_FIVE, "decimal", "%1.", start=5)
    + "".join(f'<w:num w:numId="{each}"><w:abstractNumId w:val="{each}"/></w:num>' for each in range(1, 6))
)
FOOTNOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
    "</w:footnote>"
    '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>ЖАСЫРЫН сілтеме</w:t></w:r></w:p></w:footnote>'
)
COMMENTS = (
    '<w:comment w:id="7" w:author="Редактор" w:date="2025-02-03T10:00:00Z"><w:p><w:r><w:t>ЖАСЫРЫН пікір</w:t></w:r>'
    "</w:p></w:comment>"
)


def write_package(path: Path, body: str, *, strict: bool = False, encoding: str = "UTF-8") -> Path:
    """Write a Word file.

    Args:
        path: where to.
        body: the blocks of the text, as XML.
        strict: whether the names are those of the strict form of ISO 29500.
        encoding: of the main part.
    """
    parts = {
        "document": f"<w:body>{body}<w:p/><w:sectPr/></w:body>",
        "styles": STYLES,
        "numbering": NUMBERING,
        "footnotes": FOOTNOTES,
        "comments": COMMENTS,
    }
    office = _STRICT[NAMESPACES["r"]] if strict else NAMESPACES["r"]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _content_types(tuple(parts)))
        archive.writestr("_rels/.rels", _relations(office, {"officeDocument": "word/document.xml"}))
        archive.writestr(
            "word/_rels/document.xml.rels",
            _relations(office, {name: f"/word/{name}.xml" for name in parts if name != "document"}),
        )
        for name, content in parts.items():
            root = f"<w:{name} {DECLARED}>{content}</w:{name}>"
            for plain, other in _STRICT.items() if strict else ():
                root = root.replace(f'"{plain}"', f'"{other}"')
            written = encoding if name == "document" else "UTF-8"
            archive.writestr(f"word/{name}.xml", (_HEAD.format(encoding=written) + root).encode(written))
    return path


def _content_types(parts: tuple[str, ...]) -> str:
    kinds = {name: f"{_TYPE}.{'document.main' if name == 'document' else name}+xml" for name in parts}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    return (
        f'{_HEAD.format(encoding="UTF-8")}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(office: str, targets: dict[str, str]) -> str:
    return (
        f'{_HEAD.format(encoding="UTF-8")}<Relationships xmlns="{_PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="rId{place}" Type="{office}/{kind}" Target="{target}"/>'
            for place, (kind, target) in enumerate(targets.items(), start=1)
        )
        + "</Relationships>"
    )
