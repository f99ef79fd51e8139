"""The library's own copy of a script: what the author sent, as it was edited and paced at the station.

The author's file is never written to. The copy knows which file it came from and what was in it, so that an edited
copy is found again when the same file is opened, and a newer file is noticed.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import msgspec
import tomli_w
from msgspec import Meta

from studio_tui.course.clean import clean_line, clean_text
from studio_tui.course.importers.draft import Draft, Row, finish
from studio_tui.course.importers.problem import ScriptError, shown_name
from studio_tui.course.script import Script, Sheet
from studio_tui.text import N_, StudioError
from studio_tui.toml_values import decode_toml, without_nothing

COPIES_FOLDER, COPY_SUFFIX = "Scripts", ".toml"
"""Where in the library the copies are, and what they are called."""
MAX_STAGE_CHARACTERS = 50_000
MIN_SPEED, MAX_SPEED = 0.5, 1.5
MAX_MARKERS = 200

_HEAD = "# A script as this station reads it. Made from the author's file, which stays as it is.\n"
_Count = Annotated[int, Meta(ge=0, le=1_000_000)]
_Speed = Annotated[float, Meta(ge=MIN_SPEED, le=MAX_SPEED)]


class Marker(msgspec.Struct, frozen=True, order=True):
    """A place to jump to: the beginning of a word, by stage and by word within it, both counted from 0."""

    stage: _Count
    word: _Count


class ScriptCopy(msgspec.Struct, frozen=True, kw_only=True):
    """A script as the station keeps it.

    Attributes:
        script: texts and counts as they are now.
        source: the author's file, absolute.
        source_sha256: of that file's content when it was read, hexadecimal.
        edited: whether a text differs from the author's.
        wpm: rate it was last read at; None before that.
        target_s: how long the reading shall take; None when the rate decides.
        stage_speeds: each stage's multiple of the rate; empty where every stage is read at it.
        markers: places to jump to, in order.
    """

    script: Script
    source: str
    source_sha256: str
    edited: bool = False
    wpm: float | None = None
    target_s: float | None = None
    stage_speeds: tuple[float, ...] = ()
    markers: tuple[Marker, ...] = ()

    def speed(self, stage: int) -> float:
        """A stage's multiple of the rate."""
        return self.stage_speeds[stage] if stage < len(self.stage_speeds) else 1.0


def with_stage_text(copy: ScriptCopy, stage: int, text: str) -> ScriptCopy:
    """The copy with another text for a stage (counted from 0), counted anew. Markers in that stage go.

    Raises:
        StudioError: there is no such stage, the text is far too long, or nothing would be left to read.
    """
    stages = copy.script.stages
    if not 0 <= stage < len(stages):
        raise StudioError(N_("The script has no stage {stage}.", stage=stage + 1))
    text = clean_text(text)
    if len(text) > MAX_STAGE_CHARACTERS:
        raise StudioError(N_("This is far too long for one stage of a video."))
    texts = [text if index == stage else each.text for index, each in enumerate(stages)]
    script = with_texts(copy.script, texts)
    markers = tuple(marker for marker in copy.markers if marker.stage != stage)
    return msgspec.structs.replace(copy, script=script, markers=markers, edited=True)


def with_speed(copy: ScriptCopy, stage: int, speed: float) -> ScriptCopy:
    """The copy with another speed for a stage, kept within the limits."""
    speeds = [copy.speed(index) for index in range(len(copy.script.stages))]
    speeds[stage] = round(min(max(speed, MIN_SPEED), MAX_SPEED), 3)
    return msgspec.structs.replace(copy, stage_speeds=tuple(speeds) if set(speeds) != {1.0} else ())


def with_marker_switched(copy: ScriptCopy, marker: Marker) -> ScriptCopy:
    """The copy with a marker more, or without it where there was one.

    Raises:
        StudioError: there are far too many already.
    """
    markers = set(copy.markers) ^ {marker}
    if len(markers) > MAX_MARKERS:
        raise StudioError(N_("The script has {count} marks already. Take some away first.", count=MAX_MARKERS))
    return msgspec.structs.replace(copy, markers=tuple(sorted(markers)))


def with_texts(script: Script, texts: Iterable[str]) -> Script:
    """The script with other texts for its stages, counted anew; what was said of the author's file stays said."""
    rows = tuple(
        Row(stage=stage.stage, text=text, visuals=stage.visuals, numbered=True)
        for stage, text in zip(script.stages, texts, strict=True)
    )
    told = tuple(warning for warning in script.warnings if warning.of_file)
    return finish(script.file, shown_name(Path(script.file)), Draft(sheet=script.sheet, rows=rows, warnings=told))


class _Stage(msgspec.Struct, frozen=True, kw_only=True):
    stage: Annotated[str, Meta(max_length=1_000)]
    text: Annotated[str, Meta(max_length=MAX_STAGE_CHARACTERS * 10)]
    visuals: str = ""
    speed: _Speed = 1.0
    markers: tuple[_Count, ...] = ()


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The copy as it lies in the library."""

    source: str
    source_sha256: str
    edited: bool = False
    wpm: Annotated[float, Meta(ge=1, le=1_000)] | None = None
    target_s: Annotated[float, Meta(gt=0, le=36_000)] | None = None
    sheet: Sheet = Sheet()
    stage: Annotated[tuple[_Stage, ...], Meta(min_length=1, max_length=10_000)]


def copy_bytes(copy: ScriptCopy) -> bytes:
    """A copy as the text of its file."""
    file = _File(
        source=copy.source,
        source_sha256=copy.source_sha256,
        edited=copy.edited,
        wpm=copy.wpm,
        target_s=copy.target_s,
        sheet=copy.script.sheet,
        stage=tuple(
            _Stage(
                stage=stage.stage,
                text=stage.text,
                visuals=stage.visuals,
                speed=copy.speed(index),
                markers=tuple(marker.word for marker in copy.markers if marker.stage == index),
            )
            for index, stage in enumerate(copy.script.stages)
        ),
    )
    table = without_nothing(msgspec.to_builtins(file))
    return (_HEAD + tomli_w.dumps(table, multiline_strings=True)).encode()


def copy_of_bytes(content: bytes, path: Path) -> ScriptCopy:
    """The copy in a file's content, whose length the caller has limited.

    Raises:
        ScriptError: it holds no copy of a script.
    """
    file = decode_toml(content, _File, path, ScriptError)
    rows = tuple(
        Row(
            stage=clean_line(stage.stage),
            text=clean_text(stage.text),
            visuals=clean_text(stage.visuals),
            numbered=True,
        )
        for stage in file.stage
    )
    script = finish(clean_line(file.source), shown_name(path), Draft(sheet=_clean(file.sheet), rows=rows))
    whole = len(script.stages) == len(file.stage)
    speeds = tuple(stage.speed for stage in file.stage) if whole else ()
    markers = {
        Marker(index, word)
        for index, stage in enumerate(file.stage)
        for word in stage.markers[:MAX_MARKERS]
        if whole
    }
    return ScriptCopy(
        script=script,
        source=clean_line(file.source),
        source_sha256=file.source_sha256,
        edited=file.edited,
        wpm=file.wpm,
        target_s=file.target_s,
        stage_speeds=speeds if set(speeds) != {1.0} else (),
        markers=tuple(sorted(markers)[:MAX_MARKERS]),
    )


def _clean(sheet: Sheet) -> Sheet:
    texts = {
        name: clean_text(value) for name, value in msgspec.structs.asdict(sheet).items() if isinstance(value, str)
    }
    return msgspec.structs.replace(sheet, **texts)
