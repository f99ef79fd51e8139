"""The schedule in lines: which words stand on which line, and where in the lines a moment is.

Lines depend on the width and the letters of a display, times do not: a layout only groups what is already timed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator

import msgspec
import regex

from studio_tui.course.words import TokenKind
from studio_tui.prompter.schedule import Schedule, ScheduledWord

Measure = Callable[[str], float]
"""Width of a text on the display, in cells or pixels; more text is never narrower."""


_HYPHEN = "-"


class Piece(msgspec.Struct, frozen=True, kw_only=True):
    """A word on a line, or a part of a word that is wider than a line.

    Attributes:
        text: what is shown.
        word: index into the schedule's words.
        kind: ``word``, ``cue``, ``hint`` or ``blank``.
        start_s: script time at which it begins.
        end_s: script time at which it has been said.
    """

    text: str
    word: int
    kind: TokenKind
    start_s: float
    end_s: float

    @property
    def is_cue(self) -> bool:
        """Whether it is a direction or a hint, to be shown and not to be read."""
        return self.kind in {"cue", "hint"}


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the prompter: at least one piece, all of one stage and paragraph.

    Attributes:
        pieces: from left to right, one space between them.
        stage: index of the stage.
        starts_stage: whether a stage begins here.
        start_s: script time at which it becomes the line being read.
        end_s: script time at which the next line does; equal to ``start_s`` when nothing on it is spoken.
    """

    pieces: tuple[Piece, ...]
    stage: int
    starts_stage: bool
    start_s: float
    end_s: float

    @property
    def text(self) -> str:
        """The line as shown."""
        return " ".join(piece.text for piece in self.pieces)


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """Lines of a schedule at one width."""

    lines: tuple[Line, ...] = ()
    length_s: float = 0.0

    def place(self, position_s: float) -> tuple[int, float]:
        """The line being read and how much of its time has passed, 0 to 1. It never goes back as time goes on.

        A line without spoken words has no time and is passed over. Without lines it is (0, 0.0).
        """
        if not self.lines:
            return 0, 0.0
        position_s = min(max(position_s, 0.0), self.length_s)
        index = max(0, bisect_right(self.lines, position_s, key=lambda line: line.start_s) - 1)
        if position_s >= self.length_s:
            # What is shown behind the last spoken word is not yet reached when that word has been said.
            index = next((place for place in range(index, -1, -1) if _span(self.lines[place]) > 0), 0)
        line = self.lines[index]
        return index, min((position_s - line.start_s) / _span(line), 1.0) if _span(line) > 0 else 0.0

    def position(self, line: int, fraction: float = 0.0) -> float:
        """Script time of a place in the lines, the inverse of `place`; outside the lines it is the nearest end."""
        if not self.lines:
            return 0.0
        if line < 0:
            return self.lines[0].start_s
        if line >= len(self.lines):
            return self.length_s
        found = self.lines[line]
        return min(found.start_s + min(max(fraction, 0.0), 1.0) * _span(found), self.length_s)


def wrap(schedule: Schedule, width: float, measure: Measure) -> Layout:
    """Put the words of a schedule on lines at most ``width`` wide.

    A stage and a paragraph begin a new line. What is wider than a line, mostly a cue, is parted at its spaces; a
    word that is so still is cut between characters, as a reader sees them, with a hyphen where there is room for
    one. The parts share the time; a single character wider than a line stands alone.
    """
    groups = list(_grouped(schedule, width, measure))
    starts_s = [group[0].start_s for group in groups]
    lines: list[Line] = []
    for place, group in enumerate(groups):
        stage = schedule.words[group[0].word].stage
        lines.append(
            Line(
                pieces=tuple(group),
                stage=stage,
                starts_stage=not lines or lines[-1].stage != stage,
                start_s=starts_s[place] if place else 0.0,
                end_s=starts_s[place + 1] if place + 1 < len(groups) else schedule.length_s,
            )
        )
    return Layout(lines=tuple(lines), length_s=schedule.length_s)


def _grouped(schedule: Schedule, width: float, measure: Measure) -> Iterator[list[Piece]]:
    """The pieces of each line."""
    group: list[Piece] = []
    text = ""
    for index, word in enumerate(schedule.words):
        before = schedule.words[index - 1] if index else word
        if group and (before.ends_paragraph or before.stage != word.stage):
            yield group
            group, text = [], ""
        for piece in _cut(word, index, width, measure):
            wider = f"{text} {piece.text}" if group else piece.text
            if group and measure(wider) > width:
                yield group
                group, wider = [], piece.text
            group.append(piece)
            text = wider
    if group:
        yield group


def _cut(word: ScheduledWord, index: int, width: float, measure: Measure) -> list[Piece]:
    """A word as one piece, or as many as it takes to fit the width."""
    texts = [word.text]
    if measure(word.text) > width:
        hyphen = "" if word.kind == "blank" else _HYPHEN
        texts = [part for text in word.text.split() for part in _parts(text, width, measure, hyphen)]
    total = sum(map(len, texts))
    pieces: list[Piece] = []
    done = 0
    for text in texts:
        start_s = word.start_s + (word.end_s - word.start_s) * done / total if done else word.start_s
        done += len(text)
        end_s = word.start_s + (word.end_s - word.start_s) * done / total if done < total else word.end_s
        pieces.append(Piece(text=text, word=index, kind=word.kind, start_s=start_s, end_s=end_s))
    return pieces


def _parts(text: str, width: float, measure: Measure, hyphen: str) -> list[str]:
    """A word as it is where it fits, else cut into parts that do, all but the last with a hyphen behind."""
    if measure(text) <= width:
        return [text]
    parts: list[str] = []
    part = ""
    characters: list[str] = regex.findall(r"\X", text)
    for place, character in enumerate(characters):
        is_last = place + 1 == len(characters)
        longer = part + character
        if part and measure(longer if is_last or _has_hyphen(longer) else longer + hyphen) > width:
            parts.append(part if _has_hyphen(part) or measure(part + hyphen) > width else part + hyphen)
            part = character
        else:
            part = longer
    return [*parts, part]


def _has_hyphen(part: str) -> bool:
    return part.endswith(("-", "\u2010", "\u2011", "–", "—"))


def _span(line: Line) -> float:
    return line.end_s - line.start_s
