"""The end of a take: its file gets its name, its sidecar says what is in it, and neither overwrites anything."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import msgspec

from studio_tui.course.take import Take
from studio_tui.i18n import Translator
from studio_tui.recording.disk import move_without_overwriting
from studio_tui.recording.fragments import FragmentError, Fragments, Track, is_closed
from studio_tui.recording.library import TakeFiles, take_files
from studio_tui.recording.mending import mend
from studio_tui.recording.sidecar import write_sidecar
from studio_tui.text import N_, StudioError, Text

_english = Translator("en").say


def keep_take(library: Path, recorded: Take, problems: Sequence[Text]) -> Take:
    """Give a closed file its name and write its sidecar; returns the take as the sidecar has it. Never raises.

    A file that could not be closed is mended and counted: the figures are those of what is really there. A take
    without any media becomes ``rejected``: its number stays taken, its empty file goes.
    """
    files = take_files(library, recorded.file)
    said = list(problems)
    try:
        if files.part.stat().st_size == 0:
            files.part.unlink()
            said.append(N_("Nothing was recorded: neither picture nor sound came."))
            recorded = msgspec.structs.replace(recorded, state="rejected", duration_s=0.0, frames=0, samples=0)
        else:
            recorded = _counted(files, recorded)
            move_without_overwriting(files.part, files.movie)
    except FileExistsError:
        said.append(N_("There is another {file} already. This take lies beside it as {part}.",
                       file=files.movie.name, part=files.part.name))  # fmt: skip
    except OSError as problem:
        said.append(N_("The take lies in {part}: it could not be given its name: {why}.",
                       part=files.part.name, why=problem.strerror or ""))  # fmt: skip
    kept = msgspec.structs.replace(recorded, problem=sentences(said, recorded.problem))
    try:
        write_sidecar(library, kept)
    except StudioError as problem:
        return msgspec.structs.replace(kept, problem=sentences([*said, problem.text], recorded.problem))
    return kept


def sentences(problems: Sequence[Text], before: str = "") -> str:
    """Problems as the English text of a sidecar, each once."""
    return " ".join(dict.fromkeys(filter(None, [before, *map(_english, problems)])))


def as_counted(take: Take, fragments: Fragments) -> Take:
    """A take with the figures of what its file holds."""
    video, sound = fragments.track("video"), fragments.track("sound")
    video_bytes = sum(chunk.size for chunk in video.chunks) if video else 0
    return msgspec.structs.replace(
        take,
        frames=video.length if video else 0,
        lost_frames=_lost_frames(video) if video else 0,
        samples=sound.length if sound else 0,
        duration_s=round(max(track.end_s for track in fragments.tracks), 6),
        video_bitrate_mbps=round(video_bytes * 8e-6 / video.end_s, 3) if video and video.end_s else 0.0,
    )


def _lost_frames(video: Track) -> int:
    """Empty slots between the first picture and the last, on the grid of the smallest step."""
    times = [chunk.time for chunk in video.chunks]
    steps = [later - earlier for earlier, later in pairwise(times)]
    return round(sum(steps) / min(steps)) - len(steps) if steps and min(steps) > 0 else 0


def _counted(files: TakeFiles, recorded: Take) -> Take:
    if is_closed(files.part):
        return recorded
    try:
        return as_counted(recorded, mend(files.part))
    except FragmentError:
        return recorded
