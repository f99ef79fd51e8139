"""The words of a take in the order in which they were said, as captions show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

import msgspec
import regex

from studio_tui.course.script import Script, ScriptLanguage
from studio_tui.course.stress import without_stress
from studio_tui.prompter.run import Passage, Run, read_parts
from studio_tui.prompter.schedule import Schedule, make_schedule

_BEHIND_A_MARK = regex.compile(r"""[\]}_][.,;:!?…)»”’"']*$""")


class SaidWord(msgspec.Struct, frozen=True, kw_only=True):
    """One word as it is written, and how it is said.

    Attributes:
        text: with its punctuation, without marks for the speaker.
        amount: characters of the spoken form; time within the text goes by these.
        pause_s: pause to be expected behind it, by its punctuation; 0 where none is.
        at_s: when the prompter began it, seconds from the roll; None without a prompter.
        ends_block: whether a stage ends with it, or the reader jumped: no caption goes on behind it.
    """

    text: str
    amount: int
    pause_s: float = 0.0
    at_s: float | None = None
    ends_block: bool = False


def said_in_run(run: Run) -> tuple[SaidWord, ...]:
    """The words that went by on the prompter."""
    found: list[SaidWord] = []
    for part in read_parts(run):
        found += _said(part.schedule, [passage.word for passage in part.passed], part.passed)
    return tuple(found)


def language_of(run: Run) -> ScriptLanguage | None:
    """The language of most of the words that went by on the prompter; None where none did."""
    words: Counter[ScriptLanguage] = Counter()
    for part in read_parts(run):
        words[part.reading.script.language] += len(part.passed)
    language, count = max(words.items(), key=lambda each: each[1], default=("kk", 0))
    return language if count else None


def said_in_script(script: Script) -> tuple[SaidWord, ...]:
    """All words of a script, nobody knows when."""
    schedule = make_schedule(script)
    return tuple(_said(schedule, [index for index, word in enumerate(schedule.words) if word.spoken], ()))


def _said(schedule: Schedule, order: Sequence[int], passed: Sequence[Passage]) -> Iterable[SaidWord]:
    words = schedule.words
    next_s = _next_starts(schedule)
    for place, index in enumerate(order):
        word = words[index]
        following = order[place + 1] if place + 1 < len(order) else None
        goes_on = following is not None and following > index and words[following].stage == word.stage
        yield SaidWord(
            text=_shown(schedule, index),
            amount=len(without_stress(word.spoken)),
            pause_s=max(0.0, next_s[index] - word.end_s),
            at_s=passed[place].start_s if passed else None,
            ends_block=not goes_on,
        )


def _next_starts(schedule: Schedule) -> list[float]:
    """When the spoken word behind each word begins, script time; the script's end behind the last."""
    starts_s: list[float] = []
    following_s = schedule.length_s
    for word in reversed(schedule.words):
        starts_s.append(following_s)
        if word.spoken:
            following_s = word.start_s
    return starts_s[::-1]


def _shown(schedule: Schedule, index: int) -> str:
    """A word as readers see it; the full stop behind a direction ("[slide 2].") ends the sentence before it."""
    text = without_stress(schedule.words[index].text)
    for after in islice(schedule.words, index + 1, None):
        if after.kind == "word":
            break
        behind = _BEHIND_A_MARK.search(after.text)
        if behind and not text.endswith((".", "!", "?", "…")):
            text += behind[0][1:].lstrip(")»”’\"'")
    return " ".join(text.split())
