"""The notes beside a take: everything the log knows of it, as TOML that people can read.

The sidecar is the truth about a take; the log can be rebuilt from the sidecars.
"""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Iterator
from pathlib import Path

import msgspec
import tomli_w

from studio_tui.course.clean import clean_line, clean_text
from studio_tui.course.take import Take
from studio_tui.recording.disk import write_atomically
from studio_tui.recording.library import sidecars, take_files
from studio_tui.text import N_, StudioError
from studio_tui.toml_values import without_nothing

MAX_SIDECAR_BYTES = 4_000_000
"""A judgement with all its findings is some 20 kB."""

_HEAD = "# A take of studio-tui. The station writes this file; the log can be rebuilt from it.\n"
_LINES = ("title", "file", "started_at", "preset", "speaker", "station")
_TEXTS = ("note", "problem")

_logger = logging.getLogger(__name__)


class SidecarError(StudioError):
    """A sidecar that cannot be read: which one, why, what to do."""


def sidecar_bytes(take: Take) -> bytes:
    """A take as the text of its sidecar; what is not known is left out."""
    return (_HEAD + tomli_w.dumps(without_nothing(msgspec.to_builtins(take)))).encode()


def write_sidecar(library: Path, take: Take) -> None:
    """Write a take's sidecar: whole or not at all, and on the disk when this returns.

    Raises:
        SidecarError: the disk refuses.
        LibraryError: the take's file is outside the library.
    """
    path = take_files(library, take.file).sidecar
    try:
        write_atomically(path, sidecar_bytes(take))
    except OSError as problem:
        raise SidecarError(
            N_(
                "The notes of a take cannot be written to {file}: {why}.",
                file=str(path),
                why=problem.strerror or "",
            )
        ) from problem


def read_sidecar(path: Path) -> Take:
    """Read a sidecar; texts in it come back without control and bidi characters.

    Raises:
        SidecarError: missing, too large, no TOML, or not the notes of a take.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_SIDECAR_BYTES + 1)
        if len(data) > MAX_SIDECAR_BYTES:
            raise SidecarError(N_("{file} is too large to be the notes of a take.", file=str(path)))
        take = msgspec.convert(tomllib.loads(data.decode()), Take)
    except OSError as problem:
        raise SidecarError(
            N_("The notes of a take in {file} cannot be read: {why}.", file=str(path), why=problem.strerror or "")
        ) from problem
    except (ValueError, RecursionError) as problem:  # of TOML, UTF-8 and msgspec; tomllib lets others through
        raise SidecarError(
            N_("{file} does not hold the notes of a take: {why}.", file=str(path), why=str(problem))
        ) from problem
    if take.number < 1 or min(msgspec.structs.astuple(take.code)) < 1:
        raise SidecarError(N_("{file} does not say which take it belongs to.", file=str(path)))
    cleaned = {name: clean_line(getattr(take, name)) for name in _LINES}
    cleaned |= {name: clean_text(getattr(take, name)) for name in _TEXTS}
    return msgspec.structs.replace(take, **cleaned)


def all_sidecars(library: Path) -> Iterator[Take]:
    """Every take that the library has notes of. Notes that cannot be read are left out and logged."""
    for path in sidecars(library):
        try:
            take = read_sidecar(path)
        except SidecarError:
            _logger.warning("unreadable sidecar %s", path, exc_info=True)
            continue
        yield take
