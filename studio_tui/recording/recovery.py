"""What a crash or a power cut left behind: found when a station starts, mended where it can be, and told.

Nothing that holds media is ever deleted, and media are never moved inside a file.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec
from filelock import Timeout

from studio_tui.course.filenames import parse_file_name
from studio_tui.course.take import Take
from studio_tui.recording.claim import claims_lock, local_time
from studio_tui.recording.closing import as_counted, keep_take, sentences
from studio_tui.recording.fragments import FragmentError
from studio_tui.recording.holding import Holding, hold_left
from studio_tui.recording.library import MOVIE_SUFFIX, PART_SUFFIX, LibraryError, TakeFiles, sidecars, take_files
from studio_tui.recording.mending import mend
from studio_tui.recording.sidecar import SidecarError, read_sidecar, write_sidecar
from studio_tui.text import N_, StudioError, Text

AT_MOST_LOST_S = 0.5
"""What a crash or power cut costs at most: fragment and sync together, see `take_file.FRAGMENT_SHARE`."""

Outcome = Literal["empty", "recovered", "left"]

_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Recovered:
    """One interrupted take and what became of it.

    Attributes:
        outcome: ``empty`` nothing had been recorded; ``recovered`` the file has its name and can be used; ``left``
            nothing could be done, everything is where it was.
        path: the movie, or what was left.
        text: what to tell the operator.
        take: the take as its sidecar now has it, None when there is no readable one.
    """

    outcome: Outcome
    path: Path
    text: Text
    take: Take | None


@dataclass(frozen=True)
class _Dead:
    """A take that nobody works on any more; its media, if there are any, are held by us."""

    take: Take
    files: TakeFiles
    media: Path
    holding: Holding | None


def recover(library: Path, station: str = "") -> tuple[Recovered, ...]:
    """Look for takes that no living process records any more, and mend them.

    Args:
        library: nothing happens when it is missing.
        station: whom takes belong to whose notes are lost.

    Raises:
        LibraryError: the library cannot be looked through; a single take never raises.
    """
    if not library.is_dir():
        return ()
    found: list[Recovered] = []
    dead: list[_Dead] = []
    try:
        # Nobody claims meanwhile: a claim that is half made must not look like one whose process died.
        with claims_lock(library):
            for take in _interrupted(library, station):
                _find(library, take, dead, found)
    except (OSError, Timeout, NotImplementedError) as problem:
        raise LibraryError(
            N_("The library {library} cannot be searched for interrupted takes: {why}.",
               library=str(library), why=str(problem))
        ) from problem  # fmt: skip
    for left in dead:
        _settle(library, left, found)
    return tuple(found)


def _interrupted(library: Path, station: str) -> Iterator[Take]:
    for sidecar in sidecars(library):
        try:
            take = read_sidecar(sidecar)
        except SidecarError:
            continue  # its movie is found below
        if take.state in {"claimed", "rolling"}:
            yield take
    for part in sorted(library.glob(f"*/*/[!.]*{PART_SUFFIX}")):
        take_without_notes = _take_of(library, part, station)
        if take_without_notes:
            yield take_without_notes


def _take_of(library: Path, part: Path, station: str) -> Take | None:
    """A take for a ``.part`` whose sidecar is missing or damaged, as far as its name tells."""
    file = part.relative_to(library).as_posix().removesuffix(PART_SUFFIX) + MOVIE_SUFFIX
    sidecar = take_files(library, file).sidecar
    try:
        read_sidecar(sidecar)
    except SidecarError:
        name = parse_file_name(part.name)
        if name.code is None or name.take is None:
            return None
        return Take(
            station=station, code=name.code, title=name.title, number=name.take, state="rolling", file=file,
            started_at=local_time(),
        )  # fmt: skip
    return None


def _find(library: Path, take: Take, dead: list[_Dead], found: list[Recovered]) -> None:
    """Hold what a dead process has left; takes of living ones are passed over."""
    try:
        files = take_files(library, take.file)
        if files.part.exists() and files.movie.exists() and files.part.samefile(files.movie):
            files.part.unlink()  # two names of one file: the power went between giving the new and taking the old
        media = files.part if files.part.exists() else files.movie
        if not media.exists():
            dead.append(_Dead(take, files, media, None))
            return
        holding = hold_left(media)
        if holding:
            dead.append(_Dead(take, files, media, holding))
    except (StudioError, OSError) as problem:
        found.append(_not_looked_at(library, take, problem))


def _settle(library: Path, dead: _Dead, found: list[Recovered]) -> None:
    try:
        if dead.holding is None or dead.media.stat().st_size == 0:
            found.append(_empty(library, dead))
        else:
            found.append(_mended(library, dead))
    except (StudioError, OSError) as problem:
        found.append(_not_looked_at(library, dead.take, problem))
    finally:
        if dead.holding:
            dead.holding.release()


def _not_looked_at(library: Path, take: Take, problem: StudioError | OSError) -> Recovered:
    _logger.error("take %s cannot be recovered", take.identity, exc_info=problem)
    why = problem.text if isinstance(problem, StudioError) else str(problem)
    text = N_("The interrupted take {file} could not be looked at: {why}", file=take.file, why=why)
    return Recovered("left", library / take.file, text, None)


def _empty(library: Path, dead: _Dead) -> Recovered:
    take, files = dead.take, dead.files
    files.part.unlink(missing_ok=True)
    text = N_(
        "The take {file} was interrupted before anything was recorded. Its number stays taken.", file=take.file
    )
    kept = msgspec.structs.replace(take, state="rejected", problem=sentences([text], take.problem))
    write_sidecar(library, kept)
    return Recovered("empty", files.sidecar, text, kept)


def _put_aside_damaged(sidecar: Path) -> None:
    if sidecar.exists():
        try:
            read_sidecar(sidecar)
        except SidecarError:
            sidecar.replace(sidecar.with_name(f"{sidecar.name}.damaged"))


def _mended(library: Path, dead: _Dead) -> Recovered:
    take, files, media = dead.take, dead.files, dead.media
    try:
        fragments = mend(media)
    except FragmentError:
        _logger.warning("take %s cannot be mended", take.identity, exc_info=True)
        text = N_(
            "The interrupted take {file} cannot be repaired, it is damaged. It was left as it is.", file=str(media)
        )
        return Recovered("left", media, text, None)
    counted = as_counted(take, fragments)
    if fragments.closed:
        text = N_("The take {file} was complete, only its notes were not: {seconds} s.",
                  file=files.movie.name, seconds=round(counted.duration_s, 1))  # fmt: skip
    else:
        text = N_("The take {file} was interrupted and is recovered: {seconds} s. At most {lost} s are lost.",
                  file=files.movie.name, seconds=round(counted.duration_s, 1), lost=AT_MOST_LOST_S)  # fmt: skip
    recorded = msgspec.structs.replace(counted, state="recorded")
    _put_aside_damaged(files.sidecar)
    if media == files.part:
        kept = keep_take(library, recorded, [text])
    else:
        kept = msgspec.structs.replace(recorded, problem=sentences([text], take.problem))
        write_sidecar(library, kept)
    return Recovered("recovered", files.movie, text, kept)
