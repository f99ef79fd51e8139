"""The prompter's lines as pictures that the terminal keeps and moves: smooth letters at the cost of a few words.

Each line is sent once for each way it is shown (past, being read, to come) and from then on only placed, to the
pixel. What a row has to say to the terminal is decided when the row is written, so that a frame that was never
written costs nothing and loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import count

from rich.cells import cell_len

from studio_tui.ui.page_rows import PageRow, Tone
from studio_tui.ui.prompter_page import PictureLine
from studio_tui.ui.raster.kitty import Crop, Rgb, forgotten, placed, transmitted

_FIGURE = 1
"""Number of the picture of the count-in's figure."""
_FIRST = 2


@dataclass(frozen=True)
class _Placement:
    """Where in the window a picture stands: row, pixels below its top, and the part of it that is shown."""

    row: int
    down_px: int
    crop: Crop


@dataclass(frozen=True)
class Window:
    """The window that lines are shown in: its height, the margin left of the lines, whether it is turned over."""

    rows: int
    cell_height_px: int
    margin_cells: int
    mirror: bool = False
    flip: bool = False


@dataclass(frozen=True)
class Figure:
    """A figure and the part of the window it takes, in cells."""

    text: str
    row: int
    column: int
    rows: int
    columns: int


Name = tuple[int, Tone]
"""What a picture shows: a line, and how."""


class KittyLines:
    """Pictures of one page in one terminal."""

    def __init__(
        self,
        window: Window,
        line_px: int,
        paint: Callable[[Name], Rgb],
        paint_figure: Callable[[Figure], Rgb],
    ) -> None:
        """Begin with nothing sent.

        Args:
            window: where they are shown.
            line_px: height of a line.
            paint: makes the picture of a line as it is read, not turned over.
            paint_figure: likewise that of the count-in's figure.
        """
        self._window, self._line_px = window, line_px
        self._paint, self._paint_figure = paint, paint_figure
        self._numbers: dict[Name, int] = {}
        self._sent: set[int] = set()
        self._places: dict[int, _Placement] = {}
        self._leaving: list[int] = []
        self._figure: Figure | None = None

    def place(self, lines: Sequence[PictureLine], figure: Figure | None = None) -> list[Hashable]:
        """Say where lines are from now on; gives a key for each row: when it changes, the row must be written.

        Args:
            lines: those in the window.
            figure: the count-in's, over them.
        """
        places: dict[int, _Placement] = {}
        for line in lines:
            placement = self._placement(line.top_px)
            if placement is not None:
                places[self._number((line.line, line.side))] = placement
        self._leaving += [number for number in self._places if number not in places]
        if figure is None and self._figure is not None:
            self._leaving.append(_FIGURE)
        elif figure is not None and (self._figure is None or figure.text != self._figure.text):
            self._sent.discard(_FIGURE)
        self._figure = figure
        self._places = places
        keys: list[list[Hashable]] = [[] for _ in range(self._window.rows)]
        for number, placement in places.items():
            keys[placement.row].append((number, placement))
        if figure is not None:
            keys[figure.row].append(figure)
        return [tuple(key) for key in keys]

    def goodbye(self) -> str:
        """What makes the terminal forget all pictures; they are sent anew when they are placed again."""
        said = "".join(forgotten(number) for number in sorted(self._sent))
        self._sent.clear()
        return said

    def escapes(self, row: int) -> str:
        """What the terminal is to be told before a row is written; asked when it is."""
        said = [forgotten(number) for number in self._forgettable()]
        for name, number in self._numbers.items():
            placement = self._places.get(number)
            if placement is not None and placement.row == row:
                if number not in self._sent:
                    said += self._sending(number, self._turned(self._paint(name)))
                margin = self._window.margin_cells
                said.append(placed(number, placement.crop, right=margin, down_px=placement.down_px))
        figure = self._figure
        if figure is not None and figure.row == row:
            whole = Crop(0, figure.rows * self._window.cell_height_px)
            said += self._sending(_FIGURE, self._turned(self._paint_figure(figure)))
            said.append(placed(_FIGURE, whole, right=figure.column, down_px=0, level=1))
        return "".join(said)

    def _placement(self, top_px: int) -> _Placement | None:
        window_px = self._window.rows * self._window.cell_height_px
        if self._window.flip:
            top_px = window_px - top_px - self._line_px
        from_px, to_px = max(top_px, 0), min(top_px + self._line_px, window_px)
        if to_px <= from_px:
            return None
        row, down_px = divmod(from_px, self._window.cell_height_px)
        return _Placement(row, down_px, Crop(from_px - top_px, to_px - from_px))

    def _turned(self, picture: Rgb) -> Rgb:
        picture = picture[:, ::-1] if self._window.mirror else picture
        return picture[::-1] if self._window.flip else picture

    def _number(self, name: Name) -> int:
        """A picture's number; one that was forgotten leaves its number to the next."""
        if name not in self._numbers:
            taken = {*self._numbers.values(), *self._leaving}
            self._numbers[name] = next(number for number in count(_FIRST) if number not in taken)
        return self._numbers[name]

    def _forgettable(self) -> list[int]:
        """Pictures that have left the window, once."""
        left = [number for number in self._leaving if number not in self._places and self._is_gone(number)]
        self._leaving = []
        self._numbers = {name: number for name, number in self._numbers.items() if number not in left}
        self._sent -= set(left)
        return left

    def _is_gone(self, number: int) -> bool:
        return number in self._sent and (number != _FIGURE or self._figure is None)

    def _sending(self, number: int, picture: Rgb) -> list[str]:
        if number in self._sent:
            return []
        self._sent.add(number)
        return [transmitted(number, picture)]


def figure_on(rows: Sequence[PageRow], text: str, above: int) -> Figure | None:
    """Where the count-in's figure is on a page, one run in each of its rows; rows count from ``above`` on."""
    found = [
        (y - above, sum(cell_len(text) for text, _ in row.parts[:at]), cell_len(run[0]))
        for y, row in enumerate(rows)
        for at, run in enumerate(row.parts)
        if run[1] == "count"
    ]
    if not text or not found or found[0][0] < 0:
        return None
    row, column, columns = found[0]
    return Figure(text, row, column, len(found), columns)
