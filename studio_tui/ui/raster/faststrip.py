"""A Textual strip whose ANSI text is already known, for widgets where every row changes with every frame.

An ordinary strip makes its caches when it is made and its ANSI text from its segments; for a moving picture that
is most of the cost. This one answers what the compositor asks of a row that is shown whole: its length, itself
undivided, its ANSI text. Whoever asks for more (a dialog that covers a part, a screenshot) finds an empty slot,
and the strip fills itself in from segments made at that moment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.console import Console
from rich.segment import Segment
from textual.strip import Strip


class KnownStrip(Strip):
    """A strip that is drawn from known ANSI text and becomes an ordinary one when it must."""

    __slots__ = ("_ansi", "_before", "_filled", "_make_segments")

    def __init__(
        self,
        ansi: str,
        cell_length: int,
        make_segments: Callable[[], Iterable[Segment]],
        before: Callable[[], str] | None = None,
    ) -> None:
        """Hold a row.

        Args:
            ansi: the row's text with its escape sequences, ending in a reset.
            cell_length: its width in cells.
            make_segments: the same row as segments, called at most once.
            before: what else the terminal is to be told, asked each time the row is written.
        """
        self._before = before
        self._ansi = ansi
        self._make_segments = make_segments
        self._filled = False
        self._cell_length = cell_length

    def __getattr__(self, name: str) -> object:
        """Called only for a slot that is empty: fill in what an ordinary strip has."""
        if self._filled:
            raise AttributeError(name)
        self._filled = True
        super().__init__(self._make_segments(), self._cell_length)
        return object.__getattribute__(self, name)

    def render(self, console: Console) -> str:  # noqa: ARG002 - the base class needs the console
        """The known ANSI text."""
        return self._ansi if self._before is None else self._before() + self._ansi

    def divide(self, cuts: Iterable[int]) -> Sequence[Strip]:
        """Itself when the only cut is at its end, else ordinary parts."""
        places = list(cuts)
        return [self] if places == [self._cell_length] else super().divide(places)


def ansi_colour(foreground: int, background: int | None = None) -> str:
    """The escape sequence that sets true colours, each given as 0xRRGGBB."""
    sequence = f"\x1b[38;2;{foreground >> 16};{foreground >> 8 & 255};{foreground & 255}"
    if background is not None:
        sequence += f";48;2;{background >> 16};{background >> 8 & 255};{background & 255}"
    return sequence + "m"


ANSI_RESET = "\x1b[0m"
