"""WAV files written by hand, so that their headers can lie."""

from __future__ import annotations

import struct

PCM, FLOAT = 1, 3


def wav(
    data: bytes,
    *,
    channels: int = 2,
    rate_hz: int = 48_000,
    bits: int = 24,
    coding: int = PCM,
    claimed_bytes: int | None = None,
) -> bytes:
    """A RIFF file around ``data``; ``claimed_bytes`` is what its header says of the length."""
    frame = channels * bits // 8
    head = struct.pack("<HHIIHH", coding, channels, rate_hz, (rate_hz * frame) % 2**32, frame, bits)
    claimed = len(data) if claimed_bytes is None else claimed_bytes
    return b"".join([
        b"RIFF", struct.pack("<I", 36 + claimed), b"WAVEfmt ", struct.pack("<I", len(head)), head,
        b"data", struct.pack("<I", claimed), data,
    ])  # fmt: skip
