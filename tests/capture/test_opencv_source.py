"""What a V4L2 card sends is what comes out of OpenCV: its own JPEG byte for byte, in order, at its real pace."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio_tui.config import CameraSettings
from tests.rigs.feed_reader import FeedReader
from tests.rigs.pretend_card import JPEG_PICTURES, PretendCard, jpegs_in_pool

SETTLED = 15


@pytest.fixture
def card(tmp_path: Path) -> PretendCard:
    return PretendCard(tmp_path)


@pytest.fixture
def reader(card: PretendCard) -> Iterator[FeedReader]:
    with FeedReader(CameraSettings(backend="opencv", device=str(card.device)), card.env()) as started:
        yield started


@pytest.fixture(scope="module")
def places() -> dict[int, int]:
    """Places of the card's pictures in its pool, by checksum."""
    return {zlib.crc32(jpeg): place for place, jpeg in enumerate(jpegs_in_pool())}


def test_jpegs_are_untouched_and_their_numbers_are_the_card_s_own(
    card: PretendCard, reader: FeedReader, places: dict[int, int]
):
    reader.more(SETTLED)
    lost, dropped = reader.state.lost, card.counters.dropped
    card.drop(1)
    reader.until(lambda: reader.state.lost - lost == card.counters.dropped - dropped >= 1)
    card.drop(4)
    reader.until(lambda: reader.state.lost - lost == card.counters.dropped - dropped >= 5)
    reader.more(SETTLED)
    offsets = [(places[frame.crc] - frame.index) % JPEG_PICTURES for frame in reader.frames[SETTLED - 1 :]]
    assert offsets[-1] == offsets[0], "every lost frame has its number"
    wrong = sum(offset != offsets[0] for offset in offsets)
    assert wrong <= 4, "one lost frame is known after five witnesses, four at once"


def test_a_card_that_repeats_its_pictures_is_not_mended(
    card: PretendCard, reader: FeedReader, places: dict[int, int]
):
    reader.more(SETTLED)
    card.control("half")
    seen = reader.more(40)[10:]
    assert any(
        all(places[frame.crc] == (frame.index + first) // 2 % JPEG_PICTURES for frame in seen)
        for first in range(2 * JPEG_PICTURES)
    )


def test_a_card_that_is_faster_than_it_claims_is_measured(card: PretendCard, reader: FeedReader):
    card.control("fps=30")
    reader.until(
        lambda: reader.state.measured_rate_hz is not None and abs(reader.state.measured_rate_hz - 30) < 0.1
    )
    assert reader.state.format.startswith("1920×1080 25 Hz")
