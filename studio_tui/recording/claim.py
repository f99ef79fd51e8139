"""Claiming a take number: on disk, before anything is recorded, so that no take is ever overwritten.

Numbers are unique per video in a library, whatever the title and the station, and are never used again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from studio_tui.course.filenames import parse_file_name
from studio_tui.course.take import Slate, Take, VideoCode
from studio_tui.recording.disk import create_exclusively, make_folder, sync_folder
from studio_tui.recording.holding import Holding, hold_new
from studio_tui.recording.library import LibraryError, take_file, take_files
from studio_tui.recording.sidecar import sidecar_bytes
from studio_tui.text import N_

LOCK_NAME = ".claims.lock"
_LOCK_WAIT_S = 10.0


@dataclass(frozen=True)
class ClaimedTake:
    """A take number that is ours, with the files that belong to it.

    ``holding`` shows other processes that somebody still works on the take; the recorder lets it go at the end.
    """

    take: Take
    library: Path
    movie: Path
    part: Path
    sidecar: Path
    holding: Holding = field(repr=False, compare=False)

    @property
    def slate(self) -> Slate:
        """What the slate says."""
        return Slate(self.take.code, self.take.title)


def claim_take(
    library: Path, station: str, slate: Slate, *, floor: int = 1, speaker: str = "", preset: str = ""
) -> ClaimedTake:
    """Claim the next free take number of a video. Safe with several processes on one library.

    Args:
        library: made when it is missing.
        station: name of this station.
        slate: what is to be recorded.
        floor: smallest number allowed, because the log knows of takes that the disk does not.
        speaker: goes into the take's notes.
        preset: likewise.

    Raises:
        LibraryError: the disk refuses, or another process holds the library's lock for too long.
    """
    try:
        folder = take_files(library, take_file(slate, 1)).movie.parent
        make_folder(folder, below=library)
        with claims_lock(library):
            number = max(floor, _highest_number(folder, slate.code) + 1)
            return _create(library, Take(
                station=station, code=slate.code, title=slate.title, number=number, state="claimed",
                file=take_file(slate, number), started_at=local_time(), speaker=speaker, preset=preset,
            ))  # fmt: skip
    except Timeout as problem:
        raise LibraryError(
            N_("Another program holds {file}. Close it and roll again.", file=str(library / LOCK_NAME))
        ) from problem
    except (OSError, NotImplementedError) as problem:
        why = (problem.strerror if isinstance(problem, OSError) else None) or str(problem)
        raise LibraryError(
            N_("The library {library} cannot take a new take: {why}.", library=str(library), why=why)
        ) from problem


def claims_lock(library: Path) -> FileLock:
    """What keeps processes from claiming, or from looking for dead claims, at the same time."""
    return FileLock(library / LOCK_NAME, timeout=_LOCK_WAIT_S)


def local_time() -> str:
    """The wall clock now, ISO 8601 with offset, to the millisecond."""
    return datetime.now(UTC).astimezone().isoformat(timespec="milliseconds")


def _highest_number(folder: Path, code: VideoCode) -> int:
    names = (parse_file_name(entry.name) for entry in folder.iterdir())
    return max((name.take for name in names if name.code == code and name.take is not None), default=0)


def _create(library: Path, take: Take) -> ClaimedTake:
    """The two files of a claim. The held file comes first, so that nobody meets notes without a holder."""
    files = take_files(library, take.file)
    holding = hold_new(files.part)
    try:
        create_exclusively(files.sidecar, sidecar_bytes(take))
        sync_folder(files.part.parent)
    except OSError:
        holding.release()
        files.part.unlink()
        raise
    return ClaimedTake(take, library, files.movie, files.part, files.sidecar, holding)
