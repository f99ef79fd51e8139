"""Captions of a take: what was said, cut where it reads well, each beginning when its first word is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from studio_tui.prompter.alignment import Span, align
from studio_tui.prompter.caption_breaks import LINE_CHARACTERS, Language, break_cost, ends_sentence, two_lines
from studio_tui.prompter.said import SaidWord

MIN_S, MAX_S = 1.0, 7.0
MAX_CHARACTERS_PER_S, MOST_CHARACTERS_PER_S = 17.0, 20.0
"""Reading speed that is aimed at, and the most where the speaker leaves no time (Netflix: 17 and 20 for adults)."""
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


def make_captions(words: Sequence[SaidWord], speech: Sequence[Span], language: Language) -> tuple[Caption, ...]:
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
        for first, following in _cut(texts, spans, language):
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


def _cut(texts: Sequence[str], spans: Sequence[Span], language: Language) -> list[tuple[int, int]]:
    """The best way to cut a block into captions, each from its first word to before the next one's."""
    count = len(texts)
    most = 2 * LINE_CHARACTERS[language] + 1
    costs = [0.0] + [float("inf")] * count
    origins = [0] * (count + 1)
    for following in range(1, count + 1):
        length = -1
        for first in range(following - 1, -1, -1):
            length += len(texts[first]) + 1
            if length > most and first < following - 1:
                break
            if two_lines(texts[first:following], language) is None:
                continue
            cost = costs[first] + _cost(texts, spans, first, following, language)
            if cost < costs[following]:
                costs[following], origins[following] = cost, first
    cuts = []
    following = count
    while following:
        cuts.append((origins[following], following))
        following = origins[following]
    return cuts[::-1]


def _cost(texts: Sequence[str], spans: Sequence[Span], first: int, following: int, language: Language) -> float:
    """How well a caption of these words reads: where it ends, how full it is, how long it can stand."""
    length = sum(map(len, texts[first:following])) + following - first - 1
    start_s = spans[first][0]
    is_last = following == len(texts)
    until_s = spans[following - 1][1] + MIN_S if is_last else spans[following][0] - GAP_S
    stands_s = max(until_s - start_s, 1e-3)
    cost = _CAPTION + 4.0 * (length / (2 * LINE_CHARACTERS[language]) - _FULL) ** 2
    cost += 20.0 * max(0.0, MIN_S - stands_s) + 12.0 * max(0.0, spans[following - 1][1] - start_s - MAX_S)
    # Text that is said too fast to be read is so however it is cut: it counts by its length.
    too_fast = min(max(0.0, length / stands_s - MAX_CHARACTERS_PER_S), 20.0)
    cost += 0.5 * too_fast * length / LINE_CHARACTERS[language]
    if not is_last:
        pause_s = spans[following][0] - spans[following - 1][1]
        cost += break_cost(texts[following - 1], texts[following], language) - 4.0 * min(pause_s, 1.0)
    for place in range(first + 1, following):
        cost += 4.0 * max(0.0, spans[place][0] - spans[place - 1][1] - CHAIN_S)
        cost += 2.5 * ends_sentence(texts[place - 1], texts[place])
    return cost


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
