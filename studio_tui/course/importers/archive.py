"""Whether a Word file may be opened: what its zip directory declares is looked at before anything is unpacked.

``zipfile`` never unpacks more of a member than its directory declares, so a declared size is a limit that holds.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from studio_tui.course.importers.problem import ScriptError, shown_name
from studio_tui.text import N_, Text

MAX_FILE_BYTES = 100_000_000
"""Largest Word file; scripts with many photographs have some 20 MB."""
MAX_UNPACKED_BYTES = 300_000_000
MAX_TEXT_PART_BYTES = 30_000_000
"""Largest XML part; a script of ten minutes has about 0.2 MB of it."""
MAX_RATIO = 200
"""Highest ratio of unpacked to packed; Word's own XML stays below 40, a bomb begins at about 1000."""
RATIO_MATTERS_BYTES = 1_000_000
MAX_MEMBERS = 5_000
MAX_TAGS = 1_000_000
"""Most tags in an XML part; a script of ten minutes has some 10,000, an element takes about 200 bytes of memory."""

_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The name of the stream that a protected .docx is in ([MS-OFFCRYPTO] 2.3.4.4)."""
_TEXT_SUFFIXES = (".xml", ".rels")


def refuse_unsafe(path: Path) -> None:
    """Do nothing if a file is a zip archive of a reasonable size.

    Raises:
        ScriptError: it is not, or it is an old or protected Word file.
        OSError: it cannot be read.
    """
    name = shown_name(path)
    with path.open("rb") as file:
        magic = file.read(len(_OLE_MAGIC))
    if magic == _OLE_MAGIC:
        raise ScriptError(_of_compound(path, name))
    if path.stat().st_size > MAX_FILE_BYTES:
        raise ScriptError(
            N_(
                "{file} is larger than {most} MB: take the pictures out of it.",
                file=name,
                most=MAX_FILE_BYTES // 10**6,
            )
        )
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as problem:
        raise ScriptError(
            N_("{file} is no Word file or is damaged: open it in Word and save it again as .docx.", file=name)
        ) from problem
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise ScriptError(_bomb(name))
    if any(map(_is_excessive, members)):
        raise ScriptError(_bomb(name))


def refuse_crowded(xml: bytes, name: str) -> None:
    """Do nothing if a part has a reasonable number of elements.

    Raises:
        ScriptError: it has not.
    """
    if xml.count(b"<") > MAX_TAGS:
        raise ScriptError(_bomb(name))


def _of_compound(path: Path, name: str) -> Text:
    """What to do with a file in Microsoft's older container, which passwords still put a .docx into."""
    with path.open("rb") as file:
        content = file.read(MAX_FILE_BYTES)
    if _ENCRYPTED in content:
        return N_(
            "{file} is protected by a password: open it in Word, take the password off and save it.", file=name
        )
    return N_(
        "{file} is protected by a password or was saved by an old Word: "
        "open it in Word and save it as .docx without a password.",
        file=name,
    )


def _is_excessive(member: zipfile.ZipInfo) -> bool:
    if member.filename.lower().endswith(_TEXT_SUFFIXES) and member.file_size > MAX_TEXT_PART_BYTES:
        return True
    return member.file_size > RATIO_MATTERS_BYTES and member.file_size > member.compress_size * MAX_RATIO


def _bomb(name: str) -> Text:
    return N_("{file} would unpack to far more than a script holds, so it is not opened.", file=name)
