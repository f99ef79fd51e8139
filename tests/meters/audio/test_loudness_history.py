"""Loudness over time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meters.audio.loudness_history import LoudnessHistory
from tests.rigs.tones import tone

RATE_HZ = 8_000
SIGNAL = tone([(6, -30.0), (6.5, -20.0)], rate_hz=RATE_HZ, hz=500)


def history(sizes: list[int], max_seconds: int = 100) -> LoudnessHistory:
    meter = LoudnessHistory(RATE_HZ, 2, max_seconds=max_seconds)
    at = 0
    for size in (*sizes, len(SIGNAL)):
        meter.feed(SIGNAL[at : at + size])
        at = min(at + size, len(SIGNAL))
    return meter


WHOLE = history([])


def test_a_value_at_the_end_of_every_second():
    seconds = WHOLE.short_term_lufs
    assert len(seconds) == 12
    assert seconds[:2] == (None, None)
    assert seconds[5] is not None
    assert seconds[11] is not None
    assert seconds[11] - seconds[5] == pytest.approx(10.0, abs=0.1)


@settings(max_examples=25, deadline=None)
@given(sizes=st.lists(st.integers(0, 20_000), max_size=40))
def test_the_size_of_blocks_leaves_no_trace(sizes: list[int]):
    meter = history(sizes)
    assert meter.short_term_lufs == WHOLE.short_term_lufs
    assert meter.read() == WHOLE.read()


def test_a_new_programme_has_no_past():
    meter = history([])
    meter.restart()
    assert meter.short_term_lufs == ()
    assert meter.read().integrated_lufs is None
    meter.feed(SIGNAL[: 2 * RATE_HZ])
    assert len(meter.short_term_lufs) == 2


def test_only_so_many_seconds_are_kept():
    assert history([], max_seconds=5).short_term_lufs == WHOLE.short_term_lufs[-5:]
