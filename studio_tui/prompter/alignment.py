"""When each word of a take was said: known words laid over the stretches of speech that were heard.

The speaker is now behind the prompter, now ahead of it, by a second or two, so its times only say roughly where a
word is. Where a stretch of speech begins is known to 0.01 s. So the words are divided among the stretches: as many
to each as take its time, pauses where the text has its punctuation, no word far from its time on the prompter. The
best division is found by dynamic programming; within a stretch words take time by the characters that are spoken.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import msgspec
import numpy as np
from numpy.typing import NDArray

from studio_tui.prompter.said import SaidWord

Span = tuple[float, float]
_Numbers = NDArray[np.float64]
_Places = NDArray[np.int64]

_BEAM = 80
"""Words on either side of the likeliest place that are tried."""
_UNEVEN, _EDGE_S = 0.12, 0.2
"""A stretch of speech is longer or shorter than its text says by 12 % and what its edges are off."""
_NO_PAUSE_HERE, _COMMA_HERE = 3.0, 0.8
"""Cost of a pause where the text has none, or only a comma; deviations cost their square in standard deviations."""
_STOP_S, _COMMA_S = 0.4, 0.05
_SWALLOWED_STOP, _SWALLOWED_COMMA = 1.5, 0.15
"""Cost of punctuation without a pause."""
_NOISE = 2.0
"""Cost of a stretch without any word: a cough, a chair."""
_UNSAID = 3.0
"""Cost of a second of text at the end that was not said."""
_FREE_S, _OFF_S, _MOST_OFF = (-1.0, 2.5), 1.5, 8.0
"""A speaker is between a second ahead of the prompter and 2.5 s behind it for nothing."""
_INNER_PAUSE_S = 0.15
"""Longest pause to be expected inside a stretch of speech: a longer one would have divided it."""


class _Text(msgspec.Struct, frozen=True):
    """The words as arrays, each with one more element than words: place n is before word n."""

    amounts: _Numbers
    swallowed: _Numbers
    breaks: _Numbers
    at_s: _Numbers


def align(words: Sequence[SaidWord], speech: Sequence[Span]) -> tuple[Span, ...]:
    """Beginning and end of every word, in seconds of the file.

    Args:
        words: in the order in which they were said.
        speech: the stretches of speech in the file, seconds, in order of time.

    Returns:
        one span a word; none begins before the one before it. Without speech they are the prompter's times, or 0.
    """
    if not words:
        return ()
    if not speech:
        times = [word.at_s or 0.0 for word in words]
        return tuple((start_s, end_s) for start_s, end_s in zip(times, [*times[1:], times[-1]], strict=True))
    text = _as_arrays(words)
    voiced_s = sum(end_s - start_s for start_s, end_s in speech)
    per_s = float(text.amounts[-1]) / max(voiced_s, 1e-3)
    places = _divided(text, speech, max(per_s, 1e-3))
    return _within(words, speech, places, max(per_s, 1e-3))


def _as_arrays(words: Sequence[SaidWord]) -> _Text:
    pauses = np.array([word.pause_s for word in words])
    stops, commas = pauses >= _STOP_S, (pauses >= _COMMA_S) & (pauses < _STOP_S)
    breaks = np.where(stops, 0.0, np.where(commas, _COMMA_HERE, _NO_PAUSE_HERE))
    costs = np.where(stops, _SWALLOWED_STOP, np.where(commas, _SWALLOWED_COMMA, 0.0))
    return _Text(
        amounts=np.array(list(accumulate((word.amount for word in words), initial=0)), float),
        swallowed=np.concatenate(([0.0], np.cumsum(costs))),
        breaks=np.concatenate(([0.0], breaks)),
        at_s=np.array([np.nan if word.at_s is None else word.at_s for word in words] + [np.nan]),
    )


def _divided(text: _Text, speech: Sequence[Span], per_s: float) -> list[int]:
    """Which word each stretch begins with, and where the last one ends: one place more than stretches."""
    count = len(text.amounts) - 1
    before: _Places = np.array([0])
    costs: _Numbers = np.array([0.0])
    origins: list[tuple[_Places, NDArray[np.intp], _Places]] = []
    for number, (start_s, end_s) in enumerate(speech):
        best = before[int(np.argmin(costs))]
        reach = text.amounts[best] + (end_s - start_s) * per_s
        centre = int(np.searchsorted(text.amounts, reach))
        after: _Places = np.arange(max(0, min(centre, count) - _BEAM), min(count, centre + _BEAM) + 1)
        total = costs[:, None] + _stretch_costs(text, before, after, (start_s, end_s), per_s)
        if number + 1 < len(speech):
            total = total + text.breaks[after][None, :]
        else:
            total = total + _UNSAID * (text.amounts[-1] - text.amounts[after])[None, :] / per_s
        chosen = np.argmin(total, axis=0)
        costs = total[chosen, np.arange(len(after))]
        origins.append((before, chosen, after))
        before = after
    at = int(np.argmin(costs))
    places = [int(before[at])]
    for earlier, chosen, _ in reversed(origins):
        at = int(chosen[at])
        places.append(int(earlier[at]))
    return places[::-1]


def _stretch_costs(text: _Text, before: _Places, after: _Places, span: Span, per_s: float) -> _Numbers:
    """Cost of the words from ``before`` to ``after`` in a stretch of speech; shape (before, after)."""
    length_s = span[1] - span[0]
    said_s = (text.amounts[after][None, :] - text.amounts[before][:, None]) / per_s
    off = np.abs(said_s - length_s) / (_UNEVEN * length_s + _EDGE_S)
    cost = np.where(off < 2.0, off * off, 4.0 * off - 4.0)
    inside = text.swallowed[np.maximum(after - 1, 0)][None, :] - text.swallowed[before][:, None]
    cost = cost + np.maximum(inside, 0.0)
    behind_s = span[0] - text.at_s[before]
    stray = np.maximum(np.maximum(_FREE_S[0] - behind_s, behind_s - _FREE_S[1]), 0.0) / _OFF_S
    cost = cost + np.nan_to_num(np.minimum(stray * stray, _MOST_OFF))[:, None]
    words = after[None, :] - before[:, None]
    return np.where(words > 0, cost, np.where(words == 0, cost + _NOISE, np.inf))


def _within(words: Sequence[SaidWord], speech: Sequence[Span], places: list[int], per_s: float) -> tuple[Span, ...]:
    """The words of each stretch over its time; what was not said any more stands at its end."""
    found: list[Span] = []
    for (start_s, end_s), first, following in zip(speech, places[:-1], places[1:], strict=True):
        own = words[first:following]
        gaps = [min(word.pause_s, _INNER_PAUSE_S) * per_s for word in own]
        whole = sum(word.amount for word in own) + sum(gaps[:-1])
        scale_s = (end_s - start_s) / whole if whole else 0.0
        at_s = start_s
        for word, gap in zip(own, gaps, strict=True):
            said_s = min(at_s + word.amount * scale_s, end_s)
            found.append((at_s, said_s))
            at_s = min(said_s + gap * scale_s, end_s)
    end_s = found[-1][1] if found else speech[-1][1]
    return (*found, *((end_s, end_s) for _ in range(len(words) - len(found))))
