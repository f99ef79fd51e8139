"""What the channels of a sound are called, on screens and in alarms."""

from __future__ import annotations

_NAMES = {1: ("M",), 2: ("L", "R")}


def channel_names(count: int) -> tuple[str, ...]:
    """M alone, L and R for a pair, else numbers from 1; at most two cells each."""
    return _NAMES.get(count) or tuple(str(number) for number in range(1, count + 1))
