"""What each channel counts in loudness: ITU-R BS.1770-5, Annex 1 (up to 5.1) and Annex 3 (any position)."""

from __future__ import annotations

from collections.abc import Sequence

SURROUND_WEIGHT = 1.41
"""+1.5 dB, for speakers at the listener's sides: 60° to 120° from the front, less than 30° above or below
(BS.1770-5 Annex 3)."""

# FFmpeg's names of positions. All others (fronts, centre, back centre, heights, floor, down-mixes) count 1.
_LOW_FREQUENCY = frozenset({"LFE", "LFE2"})
_SIDES = frozenset({"SL", "SR", "SDL", "SDR", "SSL", "SSR", "WL", "WR"})
_BACKS = frozenset({"BL", "BR"})

# The usual order where nothing is said about positions: mono, L R, L R C, L R Ls Rs, L R C Ls Rs, L R C LFE Ls Rs.
_USUAL = {
    4: (1.0, 1.0, SURROUND_WEIGHT, SURROUND_WEIGHT),
    5: (1.0, 1.0, 1.0, SURROUND_WEIGHT, SURROUND_WEIGHT),
    6: (1.0, 1.0, 1.0, 0.0, SURROUND_WEIGHT, SURROUND_WEIGHT),
}


def usual_weights(channels: int) -> tuple[float, ...]:
    """Weights of so many channels in BS.1770's order; more than six are taken for tracks of equal weight."""
    return _USUAL.get(channels, (1.0,) * channels)


def weights_of_positions(positions: Sequence[str]) -> tuple[float, ...]:
    """Weights of channels at the speaker positions that FFmpeg names (``FL FR FC LFE BL BR SL SR`` …).

    ``BL`` and ``BR`` are the surrounds at 110° while a layout has no sides (5.1, quad); beside ``SL`` and ``SR``
    (7.1) they stand at 135° and count 1. A name that is not known counts 1, too.
    """
    names = [position.upper() for position in positions]
    surrounds = _SIDES if _SIDES.intersection(names) else _BACKS
    return tuple(0.0 if name in _LOW_FREQUENCY else SURROUND_WEIGHT if name in surrounds else 1.0 for name in names)
