"""Damaged places of a file, counted; neighbouring ones are one place."""

from __future__ import annotations

from studio_tui.checking.measurements import MAX_SPANS, Span, Spans

_SAME_PLACE_S = 0.5


class Damage:
    """Collects where decoding failed. Memory is bounded."""

    def __init__(self) -> None:
        self.count = 0
        self._places: list[Span] = []

    def at(self, at_s: float) -> None:
        """Something at ``at_s`` could not be decoded."""
        if self._places and at_s - self._places[-1][1] <= _SAME_PLACE_S:
            self._places[-1] = (self._places[-1][0], max(at_s, self._places[-1][1]))
            return
        self.count += 1
        if len(self._places) < MAX_SPANS:
            self._places.append((at_s, at_s))

    @property
    def places(self) -> Spans:
        """The first `MAX_SPANS` places."""
        return tuple(self._places)
