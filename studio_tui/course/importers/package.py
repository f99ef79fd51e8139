"""The parts of a Word file: its document, and its styles and lists where it has them."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import msgspec
from lxml import etree

from studio_tui.course.importers.archive import refuse_crowded, refuse_unsafe
from studio_tui.course.importers.problem import ScriptError, shown_name
from studio_tui.course.importers.wordxml import make_transitional, w
from studio_tui.text import N_

_BROKEN = (
    etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, EOFError, NotImplementedError,
    RuntimeError,
)  # fmt: skip
"""What the zip archive and the XML raise where they are no sound Word file."""
_READ_COMPRESSIONS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_MAIN = "wordprocessingml"


class WordParts(msgspec.Struct, frozen=True):
    """What of a Word file is read: roots of its parts, None for those that it does not have."""

    body: etree._Element
    styles: etree._Element | None = None
    numbering: etree._Element | None = None


def read_parts(path: Path) -> WordParts:
    """Open a Word file, transitional or strict.

    Raises:
        ScriptError: it is no Word file, damaged, or unreasonably large.
        OSError: it cannot be read.
    """
    refuse_unsafe(path)
    try:
        with zipfile.ZipFile(path) as archive:
            return _parts(_Members(archive, shown_name(path)))
    except _BROKEN as problem:
        name = shown_name(path)
        raise ScriptError(
            N_("{file} is no Word file or is damaged: open it in Word and save it again as .docx.", file=name)
        ) from problem


class _Members:
    """The members of an archive by their names, which are compared without case."""

    def __init__(self, archive: zipfile.ZipFile, file: str) -> None:
        self._archive = archive
        self._file = file
        self._by_name = {member.filename.lower().lstrip("/"): member for member in archive.infolist()}

    def xml(self, name: str) -> etree._Element:
        member = self._by_name[name.lower()]
        if member.compress_type not in _READ_COMPRESSIONS:
            raise NotImplementedError(f"{name} is packed in a way that Word does not use")
        content = self._archive.read(member)
        refuse_crowded(content, self._file)
        # Entities of the file's own are neither expanded nor fetched.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        return etree.fromstring(content, parser)

    def related(self, source: PurePosixPath) -> dict[str, str]:
        """Names of the parts that a part points to, by the last word of what they are to it."""
        name = str(source.parent / "_rels" / f"{source.name}.rels")
        found: dict[str, str] = {}
        for relation in self.xml(name) if name.lower() in self._by_name else ():
            if relation.get("TargetMode") != "External":
                target = PurePosixPath("/", source.parent, unquote(relation.get("Target", "")))
                found.setdefault(relation.get("Type", "").rpartition("/")[2], str(_resolved(target)))
        return found


def _parts(members: _Members) -> WordParts:
    main = members.related(PurePosixPath())["officeDocument"]
    if not _is_document(members.xml("[Content_Types].xml"), main):
        raise ValueError("the main part is no text document")
    document = members.xml(main)
    make_transitional(document)
    body = document.find(w("body"))
    if document.tag != w("document") or body is None:
        raise ValueError("the main part has no body")
    related = members.related(PurePosixPath(main))
    return WordParts(body, _optional(members, related.get("styles")), _optional(members, related.get("numbering")))


def _optional(members: _Members, name: str | None) -> etree._Element | None:
    """A part that the text can be read without."""
    if name is None:
        return None
    try:
        root = members.xml(name)
    except _BROKEN:
        return None
    make_transitional(root)
    return root


def _is_document(types: etree._Element, main: str) -> bool:
    return any(
        _MAIN in entry.get("ContentType", "")
        for entry in types
        if entry.get("PartName", "").lower() == f"/{main}".lower()
        or (entry.get("Extension") and main.lower().endswith(f".{entry.get('Extension', '').lower()}"))
    )


def _resolved(path: PurePosixPath) -> PurePosixPath:
    """A name inside the archive, without ``..``."""
    parts: list[str] = []
    for part in path.parts[1:]:
        if part == "..":
            del parts[-1:]
        else:
            parts.append(part)
    return PurePosixPath(*parts)
