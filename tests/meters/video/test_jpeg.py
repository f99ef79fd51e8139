import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meters.video.jpeg import decode_reduced, jpeg_size
from tests.rigs.lecture_shot import LectureShot

PICTURE = cv2.cvtColor(LectureShot().at(0.0), cv2.COLOR_GRAY2BGR)
PACKET = cv2.imencode(".jpg", PICTURE, [cv2.IMWRITE_JPEG_QUALITY, 90])[1].ravel()
SMALL = cv2.imencode(".jpg", PICTURE[:64, :64])[1].ravel()


def test_decodes_to_a_quarter_that_looks_the_same():
    small = decode_reduced(PACKET)
    assert small.shape == (180, 320, 3)
    expected = cv2.resize(PICTURE, (320, 180), interpolation=cv2.INTER_AREA)
    assert np.abs(small.astype(int) - expected).mean() < 2.0


def test_size_is_read_from_the_header():
    assert jpeg_size(PACKET) == (1280, 720)
    assert jpeg_size(SMALL) == (64, 64)


@pytest.mark.parametrize("padding", [0, 0x55])
def test_padding_behind_the_end_is_no_harm(padding: int):
    assert decode_reduced(np.concatenate([PACKET, np.full(1000, padding, np.uint8)])) is not None


@pytest.mark.parametrize("share", [0.0, 0.001, 0.01, 0.5, 0.99])
def test_packet_cut_short_is_broken(share: float):
    cut = int(len(PACKET) * share)
    assert decode_reduced(PACKET[:cut]) is None
    assert decode_reduced(np.concatenate([PACKET[:cut], np.zeros(len(PACKET) - cut, np.uint8)])) is None


@pytest.mark.parametrize("side_px", [16_384, 65_535])
def test_header_that_asks_for_too_much_memory_is_refused(side_px: int):
    packet = SMALL.copy()
    at = packet.tobytes().index(b"\xff\xc0")
    packet[at + 5 : at + 9] = list(side_px.to_bytes(2) * 2)
    assert jpeg_size(packet) == (side_px, side_px)
    assert decode_reduced(packet) is None


@settings(deadline=None)
@given(st.binary(max_size=500))
def test_bytes_of_any_kind_never_raise(data: bytes):
    for packet in (data, b"\xff\xd8" + data + b"\xff\xd9"):
        array = np.frombuffer(packet, np.uint8)
        jpeg_size(array)
        decode_reduced(array)


@settings(deadline=None, max_examples=200)
@given(position=st.integers(0, len(SMALL) - 1), value=st.integers(0, 255))
def test_a_wrong_byte_anywhere_never_raises(position: int, value: int):
    packet = SMALL.copy()
    packet[position] = value
    picture = decode_reduced(packet)
    assert picture is None or picture.ndim == 3
