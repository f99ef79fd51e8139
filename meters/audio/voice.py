"""When somebody speaks: what a voice detector says, and how stretches of speech come about."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass
from typing import Protocol

from meters.audio.reading import Doubt, Reading
from meters.audio.samples import Samples
from meters.interval import Interval

MIN_PAUSE_S = 0.25
"""What is shorter is no pause but articulation: the silence before a plosive (Goldman-Eisler 1968)."""

MIN_SPEECH_S = 0.06
"""What is shorter is no speech but a click or a knock."""

MIN_JUDGED_S = 1.0
"""Of less sound nobody can tell."""

MAX_KEPT = 4_000
"""Stretches and pauses that are kept, a few hours' worth; those beyond are counted only."""

_MAX_BEFORE_ONSET_S = 0.1
_EARLY_NUCLEI = 16


@dataclass(frozen=True)
class Speech:
    """When somebody spoke in the ``duration_s`` since the start; times count from the first frame fed.

    ``phonation_s`` is the time in ``segments``, stretches of speech without a pause, and ``share`` their share of
    all time. ``pauses`` lie between them, so silence before the first word and after the last one is none; they are
    at least 0.25 s long. Of both the first `MAX_KEPT` are kept; ``pause_count`` and ``longest_pause_s`` know all.
    ``syllables`` is an estimate of their number in the segments.

    ``active`` is whether somebody speaks now; it holds on for 0.25 s, so as to last from word to word.
    ``silent_for_s`` is the time since anything of speech was heard, or since the start.
    """

    duration_s: float
    phonation_s: float
    share: float
    segments: tuple[Interval, ...]
    pauses: tuple[Interval, ...]
    pause_count: int
    longest_pause_s: float
    syllables: int
    active: bool
    silent_for_s: float


def doubt_of(speech: Speech) -> Doubt | None:
    """Why nothing can be said of it: too little sound, or nobody speaks."""
    if speech.duration_s < MIN_JUDGED_S:
        return "too_short"
    return None if speech.segments else "no_speech"


class VoiceDetector(Protocol):
    """Finds speech in a stream."""

    def feed(self, samples: Samples) -> None:
        """Take the next samples, shape (frames, channels)."""

    def read(self) -> Speech:
        """Speech so far, at any time."""

    def judged(self) -> Reading[Speech]:
        """The same with how sure it is: "too_short" below 1 s, "no_speech" when there was none."""


class Timeline:
    """Makes stretches of speech and pauses out of steps, each of which holds speech, something like it, or none.

    A stretch begins when so many steps in a row hold speech, and from where it was something like it before that,
    by at most 0.1 s. It goes on while it is something like it, and ends where that was last so when there has been
    none for 0.25 s.
    """

    def __init__(self, step_s: float, onset_steps: int) -> None:
        self._step_s = step_s
        self._onset_steps = onset_steps
        self._hold_steps = math.ceil(MIN_PAUSE_S / step_s - 1e-9)
        self._min_steps = max(1, round(MIN_SPEECH_S / step_s))
        self._back_steps = round(_MAX_BEFORE_ONSET_S / step_s)
        self._now = 0
        self._like_since = self._in_a_row = 0
        # The stretch that goes on, in steps, and the syllables in it.
        self._is_open = False
        self._start = self._last = self._heard = self._nuclei = 0
        self._early: deque[float] = deque(maxlen=_EARLY_NUCLEI)
        # Those before it.
        self._segments: list[Interval] = []
        self._pauses: list[Interval] = []
        self._pause_count = self._syllables = 0
        self._longest_pause_s = self._phonation_s = 0.0
        self._end = 0

    def step(self, *, speech: bool, like: bool) -> None:
        """What the next step holds; ``like`` is true whenever ``speech`` is."""
        self._now += 1
        if self._is_open:
            if like:
                self._last = self._now
                self._heard += 1
            elif self._now - self._last >= self._hold_steps:
                self._close()
        elif speech:
            self._in_a_row += 1
            if self._in_a_row >= self._onset_steps:
                self._open()
        else:
            self._in_a_row = 0
            if not like:
                self._like_since = self._now

    def nucleus(self, at_s: float) -> None:
        """Say when there was a syllable, in order of time."""
        if not self._is_open:
            self._early.append(at_s)
        elif at_s >= self._start * self._step_s:
            self._nuclei += 1

    def read(self) -> Speech:
        """Speech so far."""
        duration_s = self._now * self._step_s
        phonation_s, syllables = self._phonation_s, self._syllables
        segments, pauses = tuple(self._segments), tuple(self._pauses)
        pause_count, longest_pause_s = self._pause_count, self._longest_pause_s
        if self._is_open and self._heard >= self._min_steps:
            segment = self._interval(self._start, self._last)
            segments += (segment,)
            phonation_s += segment.duration_s
            syllables += self._nuclei
            if self._end:
                pause = self._interval(self._end, self._start)
                pauses += (pause,)
                pause_count += 1
                longest_pause_s = max(longest_pause_s, pause.duration_s)
        heard_last = self._last if self._is_open else self._end
        return Speech(
            duration_s=duration_s,
            phonation_s=phonation_s,
            share=phonation_s / duration_s if self._now else 0.0,
            segments=segments,
            pauses=pauses,
            pause_count=pause_count,
            longest_pause_s=longest_pause_s,
            syllables=syllables,
            active=self._is_open,
            silent_for_s=(self._now - heard_last) * self._step_s,
        )

    def _open(self) -> None:
        self._is_open = True
        self._start = max(self._like_since, self._now - self._onset_steps - self._back_steps)
        self._last = self._now
        self._heard = self._in_a_row
        self._nuclei = sum(at_s >= self._start * self._step_s for at_s in self._early)
        self._early.clear()

    def _close(self) -> None:
        if self._heard >= self._min_steps:
            self._keep()
        self._is_open = False
        self._in_a_row = 0
        self._like_since = self._now

    def _keep(self) -> None:
        segment = self._interval(self._start, self._last)
        self._phonation_s += segment.duration_s
        self._syllables += self._nuclei
        if self._end:
            pause = self._interval(self._end, self._start)
            self._pause_count += 1
            self._longest_pause_s = max(self._longest_pause_s, pause.duration_s)
            if len(self._pauses) < MAX_KEPT:
                self._pauses.append(pause)
        if len(self._segments) < MAX_KEPT:
            self._segments.append(segment)
        self._end = self._last

    def _interval(self, start: int, end: int) -> Interval:
        return Interval(start * self._step_s, end * self._step_s)
