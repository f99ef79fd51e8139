"""What a crash or a power cut left behind: found when a station starts, mended where it can be, and told.

Nothing that holds media is ever deleted, and media are never moved inside a file.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from studio_tui.course.filenames import parse_file_name
from studio_tui.course.take import Take
from studio_tui.recording.claim import local_time
from studio_tui.recording.closing import as_counted, keep_take, sentences
from studio_tui.recording.fragments import FragmentError
from studio_tui.recording.holding import is_held
from studio_tui.recording.library import MOVIE_SUFFIX, PART_SUFFIX, TakeFiles, sidecars, take_files
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


def recover(library: Path, station: str = "") -> tuple[Recovered, ...]:
    """Look for takes that no living process records any more, and mend them. Never raises for a single take.

    Args:
        library: nothing happens when it is missing.
        station: whom takes belong to whose notes are lost.
    """
    found: list[Recovered] = []
    for sidecar in sidecars(library):
        try:
            take = read_sidecar(sidecar)
        except SidecarError:
            continue  # its movie is found below
        if take.state in {"claimed", "rolling"}:
            _add(found, library, take)
    for part in sorted(library.glob(f"*/*/[!.]*{PART_SUFFIX}")):
        take_without_notes = _take_of(library, part, station)
        if take_without_notes:
            _add(found, library, take_without_notes)
    return tuple(found)


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
        if sidecar.exists():
            sidecar.replace(sidecar.with_name(f"{sidecar.name}.damaged"))
        return Take(
            station=station, code=name.code, title=name.title, number=name.take, state="rolling", file=file,
            started_at=local_time(),
        )  # fmt: skip
    return None


def _add(found: list[Recovered], library: Path, take: Take) -> None:
    try:
        files = take_files(library, take.file)
        recovered = _recover(library, take, files)
    except (StudioError, OSError) as problem:
        _logger.exception("take %s cannot be recovered", take.identity)
        why = problem.text if isinstance(problem, StudioError) else N_("{why}", why=str(problem))
        text = N_("The interrupted take {file} could not be looked at: {why}", file=take.file, why=why)
        found.append(Recovered("left", library / take.file, text, None))
        return
    if recovered:
        found.append(recovered)


def _recover(library: Path, take: Take, files: TakeFiles) -> Recovered | None:
    """None when somebody still records it."""
    if files.part.exists() and files.movie.exists() and files.part.samefile(files.movie):
        files.part.unlink()  # two names of one file: the power went between giving the new and taking the old
    media = files.part if files.part.exists() else files.movie
    if not media.exists():
        return _empty(library, take, files)
    if is_held(media):
        return None
    if media.stat().st_size == 0:
        files.part.unlink(missing_ok=True)
        return _empty(library, take, files)
    return _mended(library, take, files, media)


def _empty(library: Path, take: Take, files: TakeFiles) -> Recovered:
    text = N_(
        "The take {file} was interrupted before anything was recorded. Its number stays taken.", file=take.file
    )
    kept = msgspec.structs.replace(take, state="rejected", problem=sentences([text], take.problem))
    write_sidecar(library, kept)
    return Recovered("empty", files.sidecar, text, kept)


def _mended(library: Path, take: Take, files: TakeFiles, media: Path) -> Recovered:
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
    if media == files.part:
        kept = keep_take(library, recorded, [text])
    else:
        kept = msgspec.structs.replace(recorded, problem=sentences([text], take.problem))
        write_sidecar(library, kept)
    return Recovered("recovered", files.movie, text, kept)
