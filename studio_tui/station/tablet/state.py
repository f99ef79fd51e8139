"""What is sent to the page and what it may say: JSON, each message with its ``kind``."""

from __future__ import annotations

import msgspec

from studio_tui.course.script import Script
from studio_tui.course.words import TokenKind
from studio_tui.prompter.clock import PrompterClock
from studio_tui.prompter.schedule import Schedule
from studio_tui.station.messages import Snapshot

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
        length_s: script time of its end.
    """

    script_id: int
    language: str = ""
    words: tuple[PageWord, ...] = ()
    visuals: tuple[str, ...] = ()
    stage_starts_s: tuple[float, ...] = ()
    length_s: float = 0.0


class PageState(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="state"):
    """Where the prompter is and how it looks; equal as long as the page has nothing new to show.

    Attributes:
        script_id: the script it is about.
        clock: the station's; a clock that stands is anchored at 0, so that it stays the same.
        mirror: turned over left to right.
        flip: turned upside down.
        focus: where the line being read stands, 0 top to 1 bottom.
        letter_rows: size of the letters, in rows of a terminal.
        held_by_voice: it stands because the speaker is silent.
        rolling: whether a take rolls.
    """

    script_id: int
    clock: PrompterClock
    mirror: bool
    flip: bool
    focus: float
    letter_rows: int
    held_by_voice: bool
    rolling: bool


class Pong(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="pong"):
    """The answer to `Ping`: what it said, and the station's ``time.monotonic()``."""

    sent_ms: float
    now_s: float


class Ping(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="ping"):
    """The page compares clocks."""

    sent_ms: float


class Toggle(msgspec.Struct, frozen=True, tag_field="kind", tag="toggle"):
    """The page was tapped: start or hold."""


FromPage = Ping | Toggle


def page_script(script_id: int, script: Script | None, schedule: Schedule) -> PageScript:
    """A script with its schedule, the one that the station goes by."""
    if script is None:
        return PageScript(script_id=script_id)
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
        length_s=schedule.length_s,
    )


def page_state(snapshot: Snapshot) -> PageState:
    """What of a snapshot concerns the page."""
    prompter = snapshot.prompter
    clock = prompter.clock
    return PageState(
        script_id=prompter.script_id,
        clock=clock if clock.running else msgspec.structs.replace(clock, anchor_s=0.0),
        mirror=prompter.mirror,
        flip=prompter.flip,
        focus=prompter.focus,
        letter_rows=prompter.letter_rows,
        held_by_voice=prompter.held_by_voice,
        rolling=snapshot.take.phase == "rolling",
    )
