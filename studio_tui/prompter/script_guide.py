"""What lies ahead of a reader: stages, cues, pictures to come, captions with names, breaths; in script time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from studio_tui.course.script import Script
from studio_tui.prompter.schedule import Schedule

LOWER_THIRD_S = 12.0
"""How long after its place a caption with the speaker's name is a matter of concern."""
LOWER_THIRD_BEFORE_S = 8.0
"""How long before."""

_LOWER_THIRD = regex.compile(
    r"(?<!\p{L})титр|төменгі\s+(?:жол|жазу|үштен|бөлі)|плашк|нижн\p{L}+\s+(?:треть|трети|строк|плашк|титр)"
    r"|lower[\s-]*third|name\s+(?:super|caption|strap)",
    regex.IGNORECASE,
)
_LEAST_BREATH_S = 0.3
_FIRST_WORDS = 12
_SHOWN_WORDS = 30
_WORDS_BEFORE = 1


@dataclass(frozen=True)
class ReadingPlace:
    """A place in the script: stage (from 1), stages in all, and the words from there on."""

    stage_number: int
    stage_count: int
    words: str


@dataclass(frozen=True)
class Ahead:
    """What comes next.

    Attributes:
        visuals: what is to be seen in the stage being read.
        cue: the next direction within the text, in its brackets; empty when none comes.
        cue_s: when it comes.
        next_visuals: what is to be seen in the next stage; empty when there is none.
        next_s: when that begins; None in the last stage.
        lower_third: name and position for the caption that is due about now, empty where the information sheet
            names nobody; None when none is due.
    """

    visuals: str = ""
    cue: str = ""
    cue_s: float = 0.0
    next_visuals: str = ""
    next_s: float | None = None
    lower_third: str | None = None


@dataclass(frozen=True)
class Stop:
    """A place to jump to: a stage, or a mark within one.

    Attributes:
        at_s: where.
        stage: index of its stage.
        name: the stage's number as its author wrote it; empty for a mark.
        words: the first words from there on.
    """

    at_s: float
    stage: int
    name: str
    words: str


class ScriptGuide:
    """A script with its schedule; everything that is looked for 25 times a second is found once."""

    def __init__(self, script: Script, schedule: Schedule) -> None:
        self.script, self.schedule = script, schedule
        self._cues = [(word.start_s, word.text) for word in schedule.words if word.kind == "cue"]
        self.breaths_s = tuple(_breaths(schedule))
        """Where breaths between two stages begin and end."""
        self.captions_s = tuple(
            (place_s - LOWER_THIRD_BEFORE_S, place_s + LOWER_THIRD_S)
            for place_s in sorted(self._caption_places_s())
        )
        """Between which places a caption with the speaker's name is a matter of concern."""
        speaker = script.sheet.speaker or script.sheet.author
        self.name = ", ".join(" ".join(part.split()) for part in (speaker, script.sheet.university) if part)
        """Name and position for that caption; empty where the information sheet names nobody."""

    def place(self, position_s: float) -> ReadingPlace | None:
        """The place of a script time; None where nothing is to be read."""
        schedule = self.schedule
        if not schedule.words:
            return None
        first = max(0, schedule.word_at(position_s) - _WORDS_BEFORE)
        return ReadingPlace(
            schedule.stage_at(position_s) + 1, len(schedule.stage_starts_s), self._words(first, _SHOWN_WORDS)
        )

    def ahead(self, position_s: float) -> Ahead:
        """What comes next."""
        stage = self.schedule.stage_at(position_s)
        stages, starts_s = self.script.stages, self.schedule.stage_starts_s
        following = stage + 1 < min(len(starts_s), len(stages))
        at = bisect_right(self._cues, position_s, key=lambda cue: cue[0])
        cue_s, cue = self._cues[at] if at < len(self._cues) else (0.0, "")
        return Ahead(
            visuals=_line(stages[stage].visuals) if stage < len(stages) else "",
            cue=cue,
            cue_s=cue_s,
            next_visuals=_line(stages[stage + 1].visuals) if following else "",
            next_s=starts_s[stage + 1] if following else None,
            lower_third=self.name if self._lower_third_is_due(position_s) else None,
        )

    def breath_left(self, position_s: float) -> float:
        """Share of the breath between two stages that is left; 0 while none is taken."""
        at = bisect_right(self.breaths_s, position_s, key=lambda breath: breath[0]) - 1
        if at < 0:
            return 0.0
        start_s, end_s = self.breaths_s[at]
        return (end_s - position_s) / (end_s - start_s) if position_s < end_s else 0.0

    def stops(self, markers_s: tuple[float, ...]) -> list[Stop]:
        """Every stage with words and every mark, in order."""
        schedule = self.schedule
        found = [
            Stop(start_s, index, stage.stage or str(index + 1), self._first_words(index))
            for index, (start_s, stage) in enumerate(zip(schedule.stage_starts_s, self.script.stages, strict=False))
        ]
        for marker_s in markers_s:
            word = schedule.word_at(marker_s)
            found.append(Stop(marker_s, schedule.stage_at(marker_s), "", self._words(word, _FIRST_WORDS)))
        return sorted(found, key=lambda stop: (stop.at_s, not stop.name))

    def _first_words(self, stage: int) -> str:
        return self._words(bisect_left(self.schedule.words, stage, key=lambda word: word.stage), _FIRST_WORDS)

    def _words(self, first: int, count: int) -> str:
        return " ".join(word.text for word in self.schedule.words[first : first + count])

    def _caption_places_s(self) -> Iterator[float]:
        """Where a caption comes: with a stage that shows it, or at its cue in the text."""
        for start_s, stage in zip(self.schedule.stage_starts_s, self.script.stages, strict=False):
            if _LOWER_THIRD.search(stage.visuals):
                yield start_s
        for cue_s, cue in self._cues:
            if _LOWER_THIRD.search(cue):
                yield cue_s

    def _lower_third_is_due(self, position_s: float) -> bool:
        return any(from_s <= position_s < until_s for from_s, until_s in self.captions_s)


def _breaths(schedule: Schedule) -> Iterator[tuple[float, float]]:
    """From the last spoken word of a stage to the beginning of the next."""
    last_s: dict[int, float] = {word.stage: word.end_s for word in schedule.words if word.spoken}
    for stage, end_s in last_s.items():
        following_s = schedule.stage_span_s(stage)[1]
        if following_s - end_s >= _LEAST_BREATH_S:
            yield end_s, following_s


def _line(text: str) -> str:
    return " ".join(text.split())
