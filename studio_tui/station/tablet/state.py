"""What is sent to the page and what it may say: JSON, each message with its ``kind``."""

from __future__ import annotations

from math import inf
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from studio_tui.course.script import Script
from studio_tui.course.words import TokenKind
from studio_tui.prompter.clock import PrompterClock
from studio_tui.prompter.schedule import Schedule
from studio_tui.prompter.script_guide import ScriptGuide
from studio_tui.station.messages import Snapshot
from studio_tui.station.prompter_messages import WPM_STEP, Prompt

PageWord = tuple[str, TokenKind, int, float, float, bool]
"""Text as shown, kind, stage from 0, begin and end in script time, and whether a new line follows."""


class PageScript(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="script"):
    """The script in time; the page lays out the lines.

    Attributes:
        script_id: as in the station's state; 0 without a script.
        language: of its texts.
        words: in reading order.
        visuals: what is seen, one for each stage.
        stage_starts_s: when each stage begins.
        breaths_s: where breaths between two stages begin and end.
        captions_s: between which places a caption with the speaker's name is a matter of concern.
        name: name and position for that caption; empty where nobody is named.
        length_s: script time of its end.
    """

    script_id: int
    language: str = ""
    words: tuple[PageWord, ...] = ()
    visuals: tuple[str, ...] = ()
    stage_starts_s: tuple[float, ...] = ()
    breaths_s: tuple[tuple[float, float], ...] = ()
    captions_s: tuple[tuple[float, float], ...] = ()
    name: str = ""
    length_s: float = 0.0


class PageState(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="state"):
    """Where the prompter is and how it looks; equal as long as the page has nothing new to show.

    Attributes:
        script_id: the script it is about.
        clock: the station's; one that stands before the script's end is anchored at 0, so that it stays the same.
        mirror: turned over left to right.
        flip: turned upside down.
        focus: where the line being read stands, 0 top to 1 bottom.
        letter_rows: size of the letters, in rows of a terminal.
        band_wpm: the preset's band for the script's language.
        stage_speed: multiple of the rate at which the stage being read goes.
        markers_s: places of the marks.
        held_by_voice: it stands because the speaker is silent.
        rolling: whether a take rolls.
    """

    script_id: int
    clock: PrompterClock
    mirror: bool
    flip: bool
    focus: float
    letter_rows: int
    band_wpm: tuple[float, float]
    stage_speed: float
    markers_s: tuple[float, ...]
    held_by_voice: bool
    rolling: bool


class Pong(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="pong"):
    """The answer to `Ping`: what it said, and the station's ``time.monotonic()``."""

    sent_ms: float
    now_s: float


class Ping(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="ping"):
    """The page compares clocks."""

    sent_ms: float


class Press(msgspec.Struct, frozen=True, tag_field="kind", tag="press"):
    """The page was tapped, or a key or button of it pressed; what that does is one of `PRESSES`."""

    does: Literal["toggle", "hold", "again", "slower", "faster", "stage_back", "stage_on", "rewind"]


class Line(msgspec.Struct, frozen=True, tag_field="kind", tag="line"):
    """To another line, as the lines stand on that page: seconds of script time from where the text is."""

    by_s: Annotated[float, Meta(ge=-60.0, le=60.0)]


FromPage = Ping | Press | Line

PRESSES = {
    "toggle": Prompt("toggle"),
    "hold": Prompt("hold"),
    "again": Prompt("again"),
    "slower": Prompt("wpm", -WPM_STEP),
    "faster": Prompt("wpm", WPM_STEP),
    "stage_back": Prompt("jump", -1),
    "stage_on": Prompt("jump", 1),
    "rewind": Prompt("rewind"),
}
"""All that a page may ask for, beside another line; the amounts are the station's."""


def asked_for(message: Press | Line) -> Prompt:
    """What the prompter is to do."""
    return Prompt("line", message.by_s) if isinstance(message, Line) else PRESSES[message.does]


def page_script(script_id: int, script: Script | None, schedule: Schedule) -> PageScript:
    """A script with its schedule, the one that the station goes by."""
    if script is None:
        return PageScript(script_id=script_id)
    guide = ScriptGuide(script, schedule)
    return PageScript(
        script_id=script_id,
        language=script.language,
        # To the last digit: a place that is a word's beginning must be one here too.
        words=tuple(
            (word.text, word.kind, word.stage, word.start_s, word.end_s, word.ends_paragraph)
            for word in schedule.words
        ),
        visuals=tuple(stage.visuals for stage in script.stages),
        stage_starts_s=schedule.stage_starts_s,
        breaths_s=guide.breaths_s,
        captions_s=guide.captions_s,
        name=guide.name,
        length_s=schedule.length_s,
    )


def page_state(snapshot: Snapshot) -> PageState:
    """What of a snapshot concerns the page."""
    prompter = snapshot.prompter
    clock = prompter.clock
    return PageState(
        script_id=prompter.script_id,
        clock=clock if clock.ends_s < inf else msgspec.structs.replace(clock, anchor_s=0.0),
        mirror=prompter.mirror,
        flip=prompter.flip,
        focus=prompter.focus,
        letter_rows=prompter.letter_rows,
        band_wpm=prompter.band_wpm,
        stage_speed=prompter.stage_speed,
        markers_s=prompter.markers_s,
        held_by_voice=prompter.held_by_voice,
        rolling=snapshot.take.phase == "rolling",
    )
