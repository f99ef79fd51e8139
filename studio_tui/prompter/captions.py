"""Captions of a take: what was said, cut where it reads well, each beginning when its first word is said."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

import msgspec

from studio_tui.course.script import ScriptLanguage
from studio_tui.prompter.alignment import Span, align
from studio_tui.prompter.caption_breaks import LINE_CHARACTERS, break_cost, ends_sentence, two_lines
from studio_tui.prompter.said import SaidWord

MIN_S, MAX_S = 1.0, 7.0
MAX_CHARACTERS_PER_S = 17.0
"""Reading speed that is aimed at, the usual one for adults; a fast speaker leaves no time for it."""
GAP_S = 0.08
"""Two pictures of 25 a second (Netflix: two pictures between captions); shorter ones would flicker."""
CHAIN_S = 0.5
"""A shorter gap is closed to `GAP_S`: a caption that goes and at once comes again is restless."""
LEAST_S = 0.2
"""A caption is never shorter, whatever times it is given."""

_CAPTION = 3.0
"""Cost of a caption as such: few long ones read better than many short ones."""
_FULL = 0.75
"""Share of two lines that a caption fills best."""


class Caption(msgspec.Struct, frozen=True, kw_only=True):
    """One caption: seconds of the file, and one line or two."""

    start_s: float
    end_s: float
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its words on one line."""
        return " ".join(self.lines)


def make_captions(
    words: Sequence[SaidWord], speech: Sequence[Span], language: ScriptLanguage
) -> tuple[Caption, ...]:
    """Captions of all words, in order of time, none over the next.

    Each begins with its first word and stays until its last word is said, longer where reading takes longer and the
    next one leaves the time; it is between `MIN_S` and `MAX_S` on the screen where the speaker allows it.

    Args:
        words: in the order in which they were said.
        speech: stretches of speech in the file, seconds.
        language: of the words; the length of lines and the places to break depend on it.
    """
    times = align(words, speech)
    pieces: list[tuple[float, float, tuple[str, ...]]] = []
    for block in _blocks(words):
        texts, spans = [word.text for word in words[block]], times[block]
        for first, following in _Cutter(texts, spans, language).cut():
            lines = two_lines(texts[first:following], language)
            if lines is not None:
                pieces.append((spans[first][0], spans[following - 1][1], lines))
    return tuple(_timed(pieces))


def _blocks(words: Sequence[SaidWord]) -> Iterator[slice]:
    """Stretches of words that captions do not go beyond: stages, and what was read in one go."""
    start = 0
    for place, word in enumerate(words, 1):
        if word.ends_block:
            yield slice(start, place)
            start = place
    if start < len(words):
        yield slice(start, len(words))


class _Cutter:
    """The best way to cut a block into captions; every sum over words is looked up, not added up again."""

    def __init__(self, texts: Sequence[str], spans: Sequence[Span], language: ScriptLanguage) -> None:
        self._count = len(texts)
        self._spans = spans
        self._most = LINE_CHARACTERS[language]
        pairs = list(pairwise(texts))
        gaps_s = [following[0] - before[1] for before, following in pairwise(spans)]
        # Place n is between word n - 1 and word n; nothing is before the first and behind the last.
        ending = [
            break_cost(*pair, language) - 4.0 * min(gap_s, 1.0) for pair, gap_s in zip(pairs, gaps_s, strict=True)
        ]
        inner = [
            4.0 * max(0.0, gap_s - CHAIN_S) + 2.5 * ends_sentence(*pair)
            for pair, gap_s in zip(pairs, gaps_s, strict=True)
        ]
        self._ending = [0.0, *ending, 0.0]
        self._inner = list(accumulate([0.0, *inner], initial=0.0))
        self._ends = list(accumulate((len(text) + 1 for text in texts), initial=0))

    def cut(self) -> list[tuple[int, int]]:
        """Captions, each from its first word to before the next one's."""
        costs = [0.0] + [float("inf")] * self._count
        origins = [0] * (self._count + 1)
        for following in range(1, self._count + 1):
            for first in range(following - 1, -1, -1):
                if self._length(first, following) > 2 * self._most + 1 and first < following - 1:
                    break
                if not self._fits(first, following):
                    continue
                cost = costs[first] + self._cost(first, following)
                if cost < costs[following]:
                    costs[following], origins[following] = cost, first
        cuts = []
        following = self._count
        while following:
            cuts.append((origins[following], following))
            following = origins[following]
        return cuts[::-1]

    def _length(self, first: int, following: int) -> int:
        return self._ends[following] - self._ends[first] - 1

    def _fits(self, first: int, following: int) -> bool:
        """Whether the words stand on two lines, see `two_lines`: as many as there is room for on the first."""
        if self._length(first, following) <= self._most:
            return True
        full = bisect_right(self._ends, self._ends[first] + self._most + 1) - 1
        second = min(max(full, first + 1), following)
        return self._length(second, following) <= self._most or following - second <= 1

    def _cost(self, first: int, following: int) -> float:
        """How well a caption of these words reads: where it ends, how full it is, how long it can stand."""
        length = self._length(first, following)
        start_s, said_s = self._spans[first][0], self._spans[following - 1][1]
        until_s = said_s + MIN_S if following == self._count else self._spans[following][0] - GAP_S
        stands_s = max(until_s - start_s, 1e-3)
        cost = _CAPTION + 4.0 * (length / (2 * self._most) - _FULL) ** 2
        cost += 20.0 * max(0.0, MIN_S - stands_s) + 12.0 * max(0.0, said_s - start_s - MAX_S)
        # Text that is said too fast to be read is so however it is cut: it counts by its length.
        too_fast = min(max(0.0, length / stands_s - MAX_CHARACTERS_PER_S), 20.0)
        cost += 0.5 * too_fast * length / self._most
        return cost + self._ending[following] + self._inner[following] - self._inner[first + 1]


def _timed(pieces: Sequence[tuple[float, float, tuple[str, ...]]]) -> Iterator[Caption]:
    """The captions with their times; one that would begin before the one before it has stood waits for it."""
    starts_s: list[float] = []
    for start_s, _, _ in pieces:
        least_s = starts_s[-1] + LEAST_S + GAP_S if starts_s else 0.0
        starts_s.append(round(max(start_s, least_s), 3))
    for place, (_, said_s, lines) in enumerate(pieces):
        start_s = starts_s[place]
        wanted_s = max(said_s, start_s + MIN_S, start_s + sum(map(len, lines)) / MAX_CHARACTERS_PER_S)
        end_s = min(wanted_s, start_s + MAX_S)
        if place + 1 < len(pieces):
            latest_s = starts_s[place + 1] - GAP_S
            if latest_s - end_s < CHAIN_S:
                end_s = min(latest_s, start_s + MAX_S)
        yield Caption(start_s=start_s, end_s=round(end_s, 3), lines=lines)
