"""Where a take lies in the library: ``К1/M1/К1_M1_С1_В5_<title>_T01.mov`` and its sidecar beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from studio_tui.course.filenames import canonical_name, library_folder
from studio_tui.course.take import Slate
from studio_tui.text import N_, StudioError

MOVIE_SUFFIX = ".mov"
PART_SUFFIX = ".mov.part"
SIDECAR_SUFFIX = ".toml"


class LibraryError(StudioError):
    """A place in the library that cannot be used: which one, what happened, what to do."""


@dataclass(frozen=True)
class TakeFiles:
    """The files of one take: as it is recorded, as it is kept, and the notes beside it."""

    movie: Path
    part: Path
    sidecar: Path


def take_file(slate: Slate, number: int) -> str:
    """Where a take of this video belongs: relative to the library, with forward slashes."""
    return str(library_folder(slate.code) / (canonical_name(slate.code, slate.title, number) + MOVIE_SUFFIX))


def take_files(library: Path, file: str) -> TakeFiles:
    """The files of a take whose movie is ``file``, relative to the library.

    Raises:
        LibraryError: the place is outside the library, or no movie's name.
    """
    inside = PurePosixPath(file)
    movie = library.joinpath(*inside.parts)
    if (
        inside.is_absolute()
        or not file.endswith(MOVIE_SUFFIX)
        or "\\" in file
        or ".." in inside.parts
        or not movie.resolve().is_relative_to(library.resolve())
    ):
        raise LibraryError(
            N_(
                "{file} is not a place in the library {library}. Mend the take's notes.",
                file=file,
                library=str(library),
            )
        )
    stem = movie.name.removesuffix(MOVIE_SUFFIX)
    return TakeFiles(movie, movie.with_name(stem + PART_SUFFIX), movie.with_name(stem + SIDECAR_SUFFIX))


def sidecars(library: Path) -> list[Path]:
    """Every sidecar in the library, in the order of their names; hidden files and folders are not looked at."""
    found = library.glob(f"*/*/[!.]*{SIDECAR_SUFFIX}")
    return sorted(path for path in found if path.is_file() and not path.parent.parent.name.startswith("."))
