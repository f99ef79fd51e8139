"""The prompter's run, kept beside its take: what pace and captions are made of, later as well."""

from __future__ import annotations

from pathlib import Path

import msgspec

from studio_tui.limits import MAX_WPM, MIN_WPM
from studio_tui.prompter.clock import PrompterClock
from studio_tui.prompter.run import Run
from studio_tui.recording.disk import write_atomically
from studio_tui.text import N_, StudioError

RUN_SUFFIX = ".prompter.json"
MAX_RUN_BYTES = 32_000_000


class RunFileError(StudioError):
    """A run that cannot be read or written: which file, why."""


def run_file(movie: Path) -> Path:
    """Where the run of a take lies, by its movie."""
    return movie.with_suffix(RUN_SUFFIX)


def write_run(path: Path, run: Run) -> None:
    """Write a run down, whole or not at all.

    Raises:
        RunFileError: the disk refuses.
    """
    try:
        write_atomically(path, msgspec.json.encode(run))
    except OSError as problem:
        raise RunFileError(
            N_("The prompter's run {file} cannot be written: {why}.", file=str(path), why=problem.strerror or "")
        ) from problem


def read_run(path: Path) -> Run:
    """Read a run.

    Raises:
        RunFileError: it is missing, too large, or no run.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_RUN_BYTES + 1)
        if len(content) > MAX_RUN_BYTES:
            raise RunFileError(N_("{file} is too large to be a run of the prompter.", file=str(path)))
        run = msgspec.json.decode(content, type=Run)
    except OSError as problem:
        raise RunFileError(
            N_("The prompter's run {file} cannot be read: {why}.", file=str(path), why=problem.strerror or "")
        ) from problem
    except (msgspec.DecodeError, ValueError) as problem:
        raise RunFileError(
            N_("{file} does not hold a run of the prompter: {why}.", file=str(path), why=str(problem))
        ) from problem
    if not all(_is_possible(clock) for reading in run.readings for clock in reading.clocks):
        raise RunFileError(N_("{file} holds a run that no prompter can have made.", file=str(path)))
    return run


def _is_possible(clock: PrompterClock) -> bool:
    """Whether a prompter can have run by it; the file may come from anywhere."""
    return MIN_WPM <= clock.wpm <= MAX_WPM and 0 <= clock.position_s <= clock.length_s


def run_of(movie: Path) -> Run:
    """The run of a take; an empty one where there is none that can be read."""
    try:
        return read_run(run_file(movie))
    except RunFileError:
        return Run()
