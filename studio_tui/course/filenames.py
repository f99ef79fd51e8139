"""File names of videos and takes: written in one canonical form, legal everywhere, and read back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

import regex

from studio_tui.course.clean import clean_line
from studio_tui.course.codes import Parsed, parse, take_mark_at, trim_title
from studio_tui.course.take import VideoCode

MAX_NAME_BYTES = 255
"""Longest name on ext4 and APFS, in bytes of UTF-8; the 255 UTF-16 units of NTFS and exFAT are never less room."""
RESERVED_BYTES = 24
"""Kept free behind the title for ``_T999`` and what follows the name while a file is written (``.mov.part``)."""
MAX_TITLE_BYTES = MAX_NAME_BYTES - RESERVED_BYTES - len("К999_M999_С999_В999_".encode())
"""Room for the title behind the longest code: one title is cut alike in every video, take and style."""

_SUFFIXES = frozenset({".mov", ".mp4", ".mkv", ".mxf", ".avi", ".m4v", ".wav", ".mts", ".toml"})
_WHILE_WRITTEN = frozenset({".part", ".tmp"})

# Forbidden in names by NTFS and exFAT; ext4 and APFS forbid a part of them.
_COLON_BEFORE_SPACE = regex.compile(r"\s*:(?=\s)")
_REPLACED = str.maketrans({"/": "-", "\\": "-", "|": "-", ":": "-", '"': "'", "<": "‹", ">": "›", "?": "", "*": ""})


@dataclass(frozen=True)
class NameStyle:
    """Letters that names are written with. Reading never depends on it.

    Raises:
        ValueError: the letters would not be read back as the same code.
    """

    course: str = "К"
    module: str = "M"
    lesson: str = "С"
    video: str = "В"

    def __post_init__(self) -> None:
        letters = (self.course, self.module, self.lesson, self.video)
        code = VideoCode(12, 34, 56, 78)
        if any(len(letter) != 1 for letter in letters) or parse(_code_part(code, self)).code != code:
            raise ValueError(f"names written with {letters} could not be read back")


def _code_part(code: VideoCode, style: NameStyle) -> str:
    return "_".join((
        f"{style.course}{code.course}",
        f"{style.module}{code.module}",
        f"{style.lesson}{code.lesson}",
        f"{style.video}{code.video}",
    ))  # fmt: skip


DOCUMENT_STYLE = NameStyle()
"""As the document prints it: К, С and В are Cyrillic, M is Latin (A, table 2)."""
LATIN_STYLE = NameStyle(course="K", module="M", lesson="C", video="B")
"""For platforms that take plain letters only; the title keeps its own."""


def canonical_name(
    code: VideoCode, title: str = "", take: int | None = None, *, style: NameStyle = DOCUMENT_STYLE
) -> str:
    """The name of a video, ``К1_M1_С1_В5_<title>``, or of a take of it, with ``_T01`` behind; without a suffix.

    Spaces inside the title stay, as in the document's own example. With a suffix it has at most ``MAX_NAME_BYTES``.
    `parse` gives the code, the `safe_title` and the take back.
    """
    begin = _code_part(code, style)
    safe = safe_title(title)
    end = "" if take is None else f"_T{take:02d}"
    return f"{begin}_{safe}{end}" if safe else f"{begin}{end}"


def safe_title(title: str, *, max_bytes: int = MAX_TITLE_BYTES) -> str:
    """A title as it stands in file names: legal on ext4, NTFS, exFAT and APFS, at most ``max_bytes`` of UTF-8.

    A title that ends like a take ("Гормон_T4") gets a hyphen ("Гормон_T-4"), so that it is not read as one.
    Doing it twice changes nothing.
    """
    line = _COLON_BEFORE_SPACE.sub(" -", clean_line(title)).translate(_REPLACED)
    safe = _trimmed(_cut(_trimmed(line), max_bytes))
    if take_mark_at(safe) is None:
        return safe
    safe = _trimmed(_cut(safe, max_bytes - 1))
    digits_at = take_mark_at(safe)
    return safe if digits_at is None else f"{safe[:digits_at].rstrip()}-{safe[digits_at:]}"


def parse_file_name(name: str) -> Parsed:
    """Understand a file's name (no folders), with or without its suffixes."""
    for suffixes in (_WHILE_WRITTEN, _SUFFIXES):
        stem, dot, suffix = name.rpartition(".")
        if dot and f".{suffix.lower()}" in suffixes:
            name = stem
    return parse(name)


def library_folder(code: VideoCode, *, style: NameStyle = DOCUMENT_STYLE) -> PurePosixPath:
    """The folder of a video's takes, relative to the library: one a module, ``К1/M1``."""
    return PurePosixPath(f"{style.course}{code.course}", f"{style.module}{code.module}")


def _trimmed(title: str) -> str:
    """Without what no name may begin or end with, until nothing more comes off."""
    while True:
        # Windows drops full stops and spaces at the end of a name.
        shorter = trim_title(clean_line(title)).rstrip(" ._")
        if shorter == title:
            return title
        title = shorter


def _cut(text: str, max_bytes: int) -> str:
    """As many whole characters, as a reader sees them, as fit."""
    kept = 0
    size = 0
    for character in regex.finditer(r"\X", text):
        size += len(character[0].encode())
        if size > max_bytes:
            break
        kept = character.end()
    return text[:kept]
