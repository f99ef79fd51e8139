"""The scripts of the library: copies of what authors sent, found again by the file they came from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import msgspec
from pathvalidate import sanitize_filename

from studio_tui.course.importers.draft import CLIENTS_PACE
from studio_tui.course.importers.problem import ScriptError, shown_name
from studio_tui.course.importers.reader import read_script
from studio_tui.course.script_copy import (
    COPIES_FOLDER,
    COPY_SUFFIX,
    ScriptCopy,
    copy_bytes,
    copy_of_bytes,
    with_texts,
)
from studio_tui.presets import Pace
from studio_tui.recording.disk import make_folder, write_atomically
from studio_tui.text import N_, Text

DAMAGED_SUFFIX = ".damaged"
MAX_COPY_BYTES = 8_000_000
_STEM_LETTERS = 60


@dataclass(frozen=True)
class Opened:
    """A script from the shelf: the copy, where it is written down, and what there is to say about it."""

    copy: ScriptCopy
    place: Path
    notice: Text | None = None


class ScriptShelf:
    """Opens scripts and keeps the station's copies of them in one folder of the library."""

    def __init__(self, library: Path, pace: Pace = CLIENTS_PACE) -> None:
        """Keep scripts in a library; what is said of their length goes by ``pace``, that of the spec."""
        self._library = library
        self._pace = pace
        self._folder = library / COPIES_FOLDER

    def open(self, path: Path) -> Opened:
        """The copy of an author's file, or a copy of this shelf itself.

        An edited copy of the same file is taken up again. When the author's file has changed since, that is read,
        and an edited copy is put aside under another name.

        Raises:
            ScriptError: the file cannot be read as a script.
        """
        place = self._place(path)
        if path.suffix.lower() == COPY_SUFFIX:
            return Opened(_read_copy(path), path if path.parent == self._folder else place)
        script = read_script(path, self._pace)
        digest = _digest(path)
        fresh = ScriptCopy(script=script, source=str(path), source_sha256=digest)
        if not place.exists():
            return Opened(fresh, place)
        try:
            kept = _read_copy(place)
        except ScriptError:
            return Opened(fresh, place, _put_damaged_aside(place))
        if kept.source_sha256 == digest:
            notice = N_("Your edits of this script are still here.") if kept.edited else None
            return Opened(_taken_up(fresh, kept), place, notice)
        same_stages = len(kept.script.stages) == len(script.stages)
        paced = msgspec.structs.replace(
            fresh,
            wpm=kept.wpm,
            target_s=kept.target_s,
            stage_speeds=kept.stage_speeds if same_stages else (),
        )
        return Opened(paced, place, _put_aside(place, kept) if kept.edited else None)

    def keep(self, copy: ScriptCopy, place: Path) -> None:
        """Write a copy down where it was opened from, whole or not at all.

        Raises:
            ScriptError: the disk refuses.
        """
        try:
            make_folder(self._folder, below=self._library)
            write_atomically(place, copy_bytes(copy))
        except OSError as problem:
            raise ScriptError(
                N_(
                    "The script's copy {file} cannot be written: {why}. Changes last only until the station ends.",
                    file=str(place),
                    why=problem.strerror or "",
                )
            ) from problem

    def _place(self, source: Path) -> Path:
        """Where the copy of an author's file is; files of one name in two folders have two copies."""
        stem = sanitize_filename(shown_name(source.with_suffix("")), platform="universal")
        stem = stem[:_STEM_LETTERS].strip(" .")
        key = hashlib.sha256(str(source).encode(errors="surrogateescape")).hexdigest()[:8]
        return self._folder / f"{stem or 'script'}-{key}{COPY_SUFFIX}"


def _put_damaged_aside(place: Path) -> Text:
    aside = place.with_suffix(DAMAGED_SUFFIX)
    try:
        place.replace(aside)
    except OSError as problem:
        return N_("The edited copy cannot be put aside: {why}.", why=problem.strerror or "")
    return N_("The copy of this script is damaged and was put aside as {file}; the author's file is read.",
              file=aside.name)  # fmt: skip


def _put_aside(place: Path, kept: ScriptCopy) -> Text:
    aside = place.with_name(f"{place.stem}-{kept.source_sha256[:8]}{COPY_SUFFIX}")
    try:
        place.replace(aside)
    except OSError as problem:
        return N_("The edited copy cannot be put aside: {why}.", why=problem.strerror or "")
    return N_("The author's file is newer than the edited copy; your edits are kept in {file}.", file=aside.name)


def _taken_up(fresh: ScriptCopy, kept: ScriptCopy) -> ScriptCopy:
    """What was kept, with what the author's file says of itself."""
    if len(kept.script.stages) != len(fresh.script.stages):
        return kept
    script = with_texts(fresh.script, [stage.text for stage in kept.script.stages]) if kept.edited else fresh.script
    return msgspec.structs.replace(kept, script=script)


def _read_copy(path: Path) -> ScriptCopy:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_COPY_BYTES + 1)
    except OSError as problem:
        raise _unreadable(path, problem) from problem
    if len(content) > MAX_COPY_BYTES:
        raise ScriptError(N_("{file} is far too large for a script.", file=shown_name(path)))
    return copy_of_bytes(content, path)


def _digest(path: Path) -> str:
    """SHA-256 of a file that has just been read as a script."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as problem:
        raise _unreadable(path, problem) from problem


def _unreadable(path: Path, problem: OSError) -> ScriptError:
    why = problem.strerror or type(problem).__name__
    return ScriptError(N_("{file} cannot be read: {why}.", file=shown_name(path), why=why))
