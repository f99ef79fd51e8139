"""The text in time: when each word of a script is read.

A word takes time by the characters of its *spoken* form, and a comma or a full stop is a pause: that predicts a
line's duration to 8-12 %, counting words only to 18-21 % (measured on synthetic speech). Words are what the whole
is measured by: the script lasts its spoken words at ``REFERENCE_WPM``. A stage may have a speed of its own, which
stretches the time of that stage alone. A cue that asks for a pause of so many seconds ("[пауза 3 с]") has them
besides, whatever the speed of its stage; like all script time they pass faster at a higher rate.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import accumulate, chain, repeat
from math import inf, nextafter

import msgspec
import regex

from studio_tui.course.script import Script, ScriptLanguage
from studio_tui.course.stress import without_stress
from studio_tui.course.words import Token, TokenKind, tokens
from studio_tui.prompter.clock import REFERENCE_WPM
from studio_tui.prompter.punctuation import ENDS_SENTENCE

COMMA_PAUSE_S = 0.18
STOP_PAUSE_S = 0.45
BREATH_PAUSE_S = 0.8
"""Between two stages, where the speaker breathes and the picture changes."""
MAX_CUE_PAUSE_S = 120.0
"""Longest pause that a cue can ask for."""
MAX_PAUSE_SHARE = 0.4
"""Pauses never take more of a script than this, however many full stops its author sets."""

_BRACKETED = regex.compile(r"^(?:\[[^\[\]]*+\]|\([^()]*+\)|\{[^{}]*+\})")
_PAUSE = regex.compile(r"(?<!\p{L})(?:пауза|үзіліс|кідіріс|pause)", regex.IGNORECASE)
_CUE_SECONDS = regex.compile(
    r"(?<![\p{L}\p{Nd}.,])(?P<number>\p{Nd}{1,4}(?:[.,]\p{Nd}{1,2})?)[\s-]?"
    r"(?:(?:секунд\p{L}*|сек|с|seconds?|secs?|s)|(?P<minutes>минут\p{L}*|мин|minutes?|mins?))(?!\p{L})",
    regex.IGNORECASE,
)
_COMMA = regex.compile(r"""(?:[,;:]["»”’')\]]*(?: ?[-–—])?| ?[–—]| -)$""")


class ScheduledWord(msgspec.Struct, frozen=True, kw_only=True):
    """One word, cue, hint or blank and when it is read.

    Attributes:
        text: as shown, with its punctuation; a cue or a hint in its brackets.
        kind: ``word``, ``cue``, ``hint`` or ``blank``; all but words take no time, unless a cue is a pause that
            says its length.
        start_s: script time at which it begins.
        end_s: script time at which it has been said; what lies between it and the next word is a pause.
        stage: index of its stage in the script.
        ends_paragraph: whether a new line follows.
        spoken: what is said, words separated by one space; empty for cues and blanks.
    """

    text: str
    kind: TokenKind = "word"
    start_s: float
    end_s: float
    stage: int
    ends_paragraph: bool = False
    spoken: str = ""

    @property
    def is_cue(self) -> bool:
        """Whether it is a direction or a hint, to be shown and not to be read."""
        return self.kind in {"cue", "hint"}


class Schedule(msgspec.Struct, frozen=True, kw_only=True):
    """A script in script time, the seconds of reading at ``REFERENCE_WPM``; times never decrease.

    Where a stage has a speed of its own, its time is that of ``REFERENCE_WPM`` times the speed.

    Attributes:
        words: in reading order.
        stage_starts_s: when each stage begins, one for each stage of the script.
        length_s: script time of the last word's end; 0 when nothing is spoken.
    """

    words: tuple[ScheduledWord, ...] = ()
    stage_starts_s: tuple[float, ...] = ()
    length_s: float = 0.0

    def stage_at(self, position_s: float) -> int:
        """Index of the stage being read; 0 before the first. A stage without a spoken word is never being read."""
        # At the very end the last stage with words is being read, not one of cues that begins where it ends.
        position_s = min(position_s, nextafter(self.length_s, -inf))
        return max(0, bisect_right(self.stage_starts_s, position_s) - 1)

    def stage_span_s(self, stage: int) -> tuple[float, float]:
        """Beginning and end of a stage; the breath behind it belongs to it."""
        starts_s = (*self.stage_starts_s, self.length_s)
        return starts_s[stage], starts_s[stage + 1]

    def starts_s(self, words: tuple[int, int]) -> tuple[float, float]:
        """When two words begin, by their indices; behind the last word it is the script's end."""
        first, second = (self.words[word].start_s if word < len(self.words) else self.length_s for word in words)
        return first, second

    def word_at(self, position_s: float) -> int:
        """Index of the word that was begun last; 0 before the first."""
        return max(0, bisect_right(self.words, position_s, key=lambda word: word.start_s) - 1)


def make_schedule(script: Script, stage_speeds: Sequence[float] = ()) -> Schedule:
    """The schedule of a script; each stage may be read at a multiple of the common rate, 1 where none is given."""
    return schedule_texts([stage.text for stage in script.stages], script.language, stage_speeds)


def schedule_texts(texts: list[str], language: ScriptLanguage, stage_speeds: Sequence[float] = ()) -> Schedule:
    """The schedule of stages given as texts, paragraphs separated by newlines."""
    stages = [tokens(text, language) for text in texts]
    every = [token for stage in stages for token in stage]
    known_speeds = chain(stage_speeds, repeat(1.0))
    speeds = [speed for stage, speed in zip(stages, known_speeds, strict=False) for _ in stage]
    even_s = sum(len(token.spoken.split()) for token in every) * 60.0 / REFERENCE_WPM
    spans_s, pauses_s = _durations(stages, even_s)
    spans_s = [span_s / speed for span_s, speed in zip(spans_s, speeds, strict=True)]
    pauses_s = [pause_s / speed for pause_s, speed in zip(pauses_s, speeds, strict=True)]
    last_spoken = max((place for place, token in enumerate(every) if token.spoken), default=-1)
    asked_s = [cue_pause_s(token.text) if token.kind == "cue" else 0.0 for token in every[: last_spoken + 1]]
    spans_s[: last_spoken + 1] = [span_s + pause_s for span_s, pause_s in zip(spans_s, asked_s, strict=False)]
    # Sums of fractions end a little beside the whole; what stands behind the last word is exactly at the end.
    sums_s = list(accumulate((span + pause for span, pause in zip(spans_s, pauses_s, strict=True)), initial=0.0))
    length_s = even_s + sum(asked_s) if all(speed == 1.0 for speed in speeds) else sums_s[last_spoken + 1]
    starts_s = [min(sum_s, length_s) if place <= last_spoken else length_s for place, sum_s in enumerate(sums_s)]

    words: list[ScheduledWord] = []
    stage_starts_s: list[float] = []
    for index, stage in enumerate(stages):
        stage_starts_s.append(starts_s[len(words)])
        for token in stage:
            place = len(words)
            end_s = min(starts_s[place] + spans_s[place], length_s) if place != last_spoken else length_s
            words.append(
                ScheduledWord(
                    text=token.text,
                    kind=token.kind,
                    start_s=starts_s[place],
                    end_s=end_s,
                    stage=index,
                    ends_paragraph=token.ends_paragraph,
                    spoken=token.spoken,
                )
            )
    return Schedule(words=tuple(words), stage_starts_s=tuple(stage_starts_s), length_s=length_s)


def same_place(position_s: float, before: Schedule, after: Schedule) -> float:
    """Script time in another schedule of the same script, changed in texts or speeds: as far in the same word.

    Within words that were replaced by others it is as far in these.
    """
    if not before.words or not after.words:
        return 0.0
    old, new = _counterpart(
        before.word_at(position_s), [word.text for word in before.words], [word.text for word in after.words]
    )
    start_s, end_s = before.starts_s(old)
    share = min((position_s - start_s) / (end_s - start_s), 1.0) if end_s > start_s else 0.0
    start_s, end_s = after.starts_s(new)
    return start_s + max(share, 0.0) * (end_s - start_s)


def _counterpart(word: int, before: list[str], after: list[str]) -> tuple[tuple[int, int], tuple[int, int]]:
    """A word in a text and in a changed one, each as its index and that behind it; or what it was changed in."""
    most = min(len(before), len(after))
    first = next((at for at in range(most) if before[at] != after[at]), most)
    behind = next((at for at in range(most - first) if before[-1 - at] != after[-1 - at]), most - first)
    old_end, new_end = len(before) - behind, len(after) - behind
    if word < first:
        return (word, word + 1), (word, word + 1)
    if word >= old_end:
        return (word, word + 1), (word - old_end + new_end, word - old_end + new_end + 1)
    # Only what lies between the first change and the last is compared in full: that takes its time.
    matcher = SequenceMatcher(a=before[first:old_end], b=after[first:new_end])
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if old_from <= word - first < old_to:
            place = word + new_from - old_from
            if tag == "equal":
                return (word, word + 1), (place, place + 1)
            return (first + old_from, first + old_to), (first + new_from, first + new_to)
    return (first, old_end), (first, new_end)


def cue_pause_s(cue: str) -> float:
    """Seconds of the pause that a cue asks for: "[пауза 3 секунды]", "[үзіліс 3 с]", "[3-second pause]"; else 0."""
    if not _PAUSE.search(cue):
        return 0.0
    match = _CUE_SECONDS.search(cue)
    if match is None:
        return 0.0
    seconds = float(match["number"].replace(",", ".")) * (60.0 if match["minutes"] else 1.0)
    return min(seconds, MAX_CUE_PAUSE_S)


def _durations(stages: list[tuple[Token, ...]], length_s: float) -> tuple[list[float], list[float]]:
    """How long each token is read and how long the pause behind it is; together ``length_s``."""
    every = [token for stage in stages for token in stage]
    pauses_s = _pauses(stages)
    characters = [len(without_stress(token.spoken)) for token in every]
    all_pauses_s, all_characters = sum(pauses_s), sum(characters)
    if all_pauses_s > length_s * MAX_PAUSE_SHARE:
        scale = length_s * MAX_PAUSE_SHARE / all_pauses_s
        pauses_s = [pause * scale for pause in pauses_s]
        all_pauses_s = sum(pauses_s)
    character_s = (length_s - all_pauses_s) / all_characters if all_characters else 0.0
    return [count * character_s for count in characters], pauses_s


def _pauses(stages: list[tuple[Token, ...]]) -> list[float]:
    """The pause behind each token: only behind spoken ones, and none behind the last of them.

    A cue takes no time itself, but the full stop behind it ("[slide 2].") ends the sentence before it. A stage ends
    with a breath.
    """
    every = [token for stage in stages for token in stage]
    stage_ends = set(accumulate(map(len, stages)))
    pauses_s = [0.0] * len(every)
    last_spoken = -1
    for place, token in enumerate(every):
        if token.spoken:
            last_spoken = place
            pauses_s[place] = _pause(token.text)
        elif last_spoken >= 0:
            said_after = token.text if token.kind == "blank" else _BRACKETED.sub("", token.text)
            pauses_s[last_spoken] = max(pauses_s[last_spoken], _pause(said_after))
        if token.ends_paragraph and last_spoken >= 0:
            least_s = BREATH_PAUSE_S if place + 1 in stage_ends else STOP_PAUSE_S
            pauses_s[last_spoken] = max(pauses_s[last_spoken], least_s)
    if last_spoken >= 0:
        pauses_s[last_spoken] = 0.0
    return pauses_s


def _pause(text: str) -> float:
    if ENDS_SENTENCE.search(text):
        return STOP_PAUSE_S
    return COMMA_PAUSE_S if _COMMA.search(text) else 0.0
