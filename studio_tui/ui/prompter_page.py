"""The prompter's page: a window of big letters over the script, for any moment of script time; no Textual."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import numpy as np
from rich.cells import cell_len, set_cell_size

from studio_tui.prompter.lines import Layout, Line, wrap
from studio_tui.prompter.schedule import Schedule
from studio_tui.ui.page_rows import PageRow, Run, Tone, split_cells
from studio_tui.ui.prompter_signs import MARGIN_CELLS
from studio_tui.ui.raster.letters import LetterSetter
from studio_tui.ui.raster.mosaic import MOSAICS, Bitmap, Mosaic, MosaicName, mosaic_rows
from studio_tui.ui.raster.painter import LinePainter
from studio_tui.ui.terminal_probe import CellSize

_LEAST_LETTERS_A_LINE = 14
_CELLS_A_LETTER_ROW = 1.05  # a letter of DejaVu Sans Bold is about as many cells wide as its line is rows high
_STAGE_GAP_SHARE = 0.25
_LINGER = 0.6  # 0 moves the text evenly, 1 brings it to a stand while a line's middle words are read
_PLAIN_LINE_ROWS = 2
_KIND_TONES: dict[str, Tone] = {"cue": "cue", "hint": "hint", "blank": "blank"}
"""What is no word to be read has a tone of its own, until it has been passed; a blank keeps it even then."""


def letter_rows_that_fit(wanted: int, columns: int) -> int:
    """The height of a line, made smaller where a window is too narrow for whole words."""
    return max(3, min(wanted, round(columns / _LEAST_LETTERS_A_LINE / _CELLS_A_LETTER_ROW)))


@dataclass(frozen=True)
class PictureLine:
    """A line in the window: which, how it is shown, and its top in pixels from the window's."""

    line: int
    side: Tone
    top_px: int


class PrompterPage:
    """A script laid out for one size of window and one kind of letters."""

    def __init__(
        self,
        schedule: Schedule,
        columns: int,
        rows: int,
        letters: str,
        letter_rows: int,
        cell: CellSize | None = None,
    ) -> None:
        """Lay out.

        Args:
            schedule: the script in time.
            columns: width of the window in cells.
            rows: height of the window.
            letters: ``half``, ``quadrant``, ``sextant``, ``plain`` for the terminal's own letters, or ``kitty`` for
                pictures: `frame` then leaves their place empty, and `picture_lines` says where they are.
            letter_rows: height of a line in rows; ``plain`` ignores it.
            cell: a cell of a terminal that shows pictures; without one ``kitty`` is ``quadrant``.
        """
        self.columns, self.rows = columns, rows
        self._setter: LetterSetter | None = None
        self.painter: LinePainter | None = None
        height_rows = letter_rows_that_fit(letter_rows, columns)
        if letters == "kitty" and cell is not None:
            self.painter = LinePainter(cell, height_rows)
            self._down, self._line_px = cell.height_px, self.painter.height_px
        elif letters != "plain":
            self._setter = _line_setter(_mosaic_name(letters), height_rows)
            self._down, self._line_px = self._setter.mosaic.down, self._setter.height_px
        else:
            self._down, self._line_px = 1, _PLAIN_LINE_ROWS
        big = self._setter or self.painter
        self._width = lru_cache(maxsize=8192)(big.width_cells if big else lambda text: float(cell_len(text)))
        self.layout: Layout = wrap(schedule, max(4, columns - 2 * MARGIN_CELLS), self._measure)
        gap_px = round(self._line_px * _STAGE_GAP_SHARE)
        heights = [
            self._line_px + (gap_px if line.starts_stage and at else 0) for at, line in enumerate(self.layout.lines)
        ]
        bottoms = list(accumulate(heights))
        self._tops = [bottom - self._line_px for bottom in bottoms]
        self._timed = [at for at, line in enumerate(self.layout.lines) if line.end_s > line.start_s]
        self._switches_s = [self.layout.lines[at].start_s for at in self._timed]
        self._runs = lru_cache(maxsize=256)(self._runs_uncached)

    @property
    def mosaic(self) -> Mosaic | None:
        """The block characters that signs are drawn with; None beside the terminal's own letters."""
        if self.painter is not None:
            return MOSAICS["quadrant"]
        return self._setter.mosaic if self._setter else None

    @property
    def line_px(self) -> int:
        """Height of a line, in pixels of the mosaic or of the terminal."""
        return self._line_px

    def _measure(self, text: str) -> float:
        """Width in cells: that of its words, each measured once; kerning beside a space is neglected."""
        words = text.split(" ")
        return sum(map(self._width, words)) + (len(words) - 1) * self._width(" ")

    def scroll_px(self, position_s: float) -> int:
        """Place of a script time on the scroll, in pixels of the mosaic; it never runs back.

        It is in a line's middle when half of the line's time has passed, and half-way between two lines when one
        gives way to the other: at most half a line from the one being read, a little more beside a stage's gap or a
        line without spoken words. The script begins in the middle of its first line and ends in that of its last.
        """
        if not self._timed:
            return 0
        index, share = self.layout.place(position_s)
        at = max(0, bisect_right(self._timed, index) - 1)
        middle = self._middle_px(at)
        eased = share + _LINGER * math.sin(2 * math.pi * share) / (2 * math.pi)
        neighbour = self._middle_px(at - 1 if share < 0.5 else at + 1)
        return round(middle + abs(eased - 0.5) * (neighbour - middle))

    def _middle_px(self, at: int) -> float:
        """Middle of a line that takes time; beyond the ends it is the line at the end."""
        return self._tops[self._timed[min(max(at, 0), len(self._timed) - 1)]] + self._line_px / 2

    def next_switch_s(self, position_s: float) -> float | None:
        """Script time at which the next line becomes the one being read; None on the last one."""
        at = bisect_right(self._switches_s, position_s)
        return self._switches_s[at] if at < len(self._switches_s) else None

    def focus_rows(self, focus: float) -> range:
        """The rows around the place that the line being read is scrolled to."""
        height = max(1, self._line_px // self._down)
        first = min(max(0, round(focus * self.rows) - height // 2), max(0, self.rows - height))
        return range(first, min(self.rows, first + height))

    def frame(self, position_s: float, focus: float) -> list[PageRow]:
        """The window at a script time.

        Args:
            position_s: script time.
            focus: where the line being read stands, 0 top to 1 bottom.
        """
        top_px = self._top_px(position_s, focus)
        reading = self.layout.place(position_s)[0]
        first, last = self._lines_between(top_px, top_px + self.rows * self._down)
        texts = self._texts(top_px, first, last)
        empty: tuple[tuple[int, Tone], ...] = ((self.columns, "next"),)
        rows = []
        for y, text in enumerate(texts):
            line = self._line_at(top_px + y * self._down + self._down // 2)
            runs = empty if line is None else self._runs(line, _side(line, reading))
            rows.append(PageRow(_parts(text, runs), line == reading))
        return rows

    def picture_lines(self, position_s: float, focus: float) -> list[PictureLine]:
        """The lines in the window at a script time, for a terminal that shows them as pictures."""
        top_px = self._top_px(position_s, focus)
        reading = self.layout.place(position_s)[0]
        shown = range(*self._lines_between(top_px, top_px + self.rows * self._down))
        return [PictureLine(line, _side(line, reading), self._tops[line] - top_px) for line in shown]

    def toned(self, line: int, side: Tone) -> list[Run]:
        """The pieces of a line, each with its tone."""
        return [(piece.text, _tone(piece.kind, side)) for piece in self.layout.lines[line].pieces]

    def marked_rows(self, position_s: float, focus: float, markers_s: Sequence[float]) -> list[int]:
        """Rows, maybe beyond the window, in which the lines of marks have their middle, for the same window."""
        top_px = self._top_px(position_s, focus)
        lines = sorted({self.layout.place(marker_s)[0] for marker_s in markers_s})
        return [(self._tops[line] + self._line_px // 2 - top_px) // self._down for line in lines if self._tops]

    def _top_px(self, position_s: float, focus: float) -> int:
        band = self.focus_rows(focus)
        middle_px = (band.start + len(band) / 2) * self._down
        return self.scroll_px(position_s) - round(middle_px)

    def _lines_between(self, top_px: int, bottom_px: int) -> tuple[int, int]:
        """First line that reaches into a part of the scroll, and the first behind it."""
        first = max(0, bisect_right(self._tops, top_px - self._line_px))
        return first, max(first, bisect_right(self._tops, bottom_px - 1))

    def _line_at(self, y_px: int) -> int | None:
        index = bisect_right(self._tops, y_px) - 1
        return index if index >= 0 and y_px < self._tops[index] + self._line_px else None

    def _texts(self, top_px: int, first_line: int, last_line: int) -> list[str]:
        shown = range(first_line, last_line)
        if self._setter is None:
            return [" " * self.columns] * self.rows if self.painter else self._plain_texts(top_px, shown)
        mosaic = self._setter.mosaic
        window: Bitmap = np.zeros((self.rows * mosaic.down, self.columns * mosaic.across), np.bool_)
        for line in shown:
            start = self._tops[line] - top_px
            first, last = max(0, start), min(window.shape[0], start + self._line_px)
            if first < last:
                bitmap = self._setter.set_line(self.layout.lines[line].text, self.columns, MARGIN_CELLS)
                window[first:last] = bitmap[first - start : last - start]
        return mosaic_rows(window, mosaic)

    def _plain_texts(self, top_px: int, shown: range) -> list[str]:
        texts = [" " * self.columns] * self.rows
        for line in shown:
            y = self._tops[line] - top_px
            if 0 <= y < self.rows:
                texts[y] = set_cell_size(" " * MARGIN_CELLS + self.layout.lines[line].text, self.columns)
        return texts

    def _runs_uncached(self, index: int, side: Tone) -> tuple[tuple[int, Tone], ...]:
        """Runs of a line: cues have their own tone as long as they are to come."""
        ends: list[tuple[int, Tone]] = []
        for end, kind in self._piece_ends(self.layout.lines[index]):
            ends.append((min(end, self.columns), _tone(kind, side)))
        ends.append((self.columns, side))
        runs: list[tuple[int, Tone]] = []
        x = 0
        for end, tone in ends:
            if end > x:
                runs.append((end - x, tone))
                x = end
        return tuple(runs)

    def _piece_ends(self, line: Line) -> list[tuple[int, str]]:
        """Where each piece ends on its line, in whole cells, half of the space behind it included."""
        found: list[tuple[int, str]] = []
        said = ""
        for piece in line.pieces:
            said = f"{said} {piece.text}" if said else piece.text
            end = MARGIN_CELLS + self._measure(said) + self._measure(" ") / 2
            found.append((int(end) if self._setter else MARGIN_CELLS + cell_len(said), piece.kind))
        return found


_NEXT: Tone = "next"


@lru_cache(maxsize=4)
def _line_setter(name: MosaicName, height_rows: int) -> LetterSetter:
    """Kept with the lines it has set: a script that was edited or paced anew is mostly the same lines."""
    return LetterSetter.for_lines(MOSAICS[name], height_rows)


def _tone(kind: str, side: Tone) -> Tone:
    tone = _KIND_TONES.get(kind, side)
    return tone if side != "past" or tone == "blank" else side


def _mosaic_name(letters: str) -> MosaicName:
    return "half" if letters == "half" else "sextant" if letters == "sextant" else "quadrant"


def _side(line: int, reading: int) -> Tone:
    return "past" if line < reading else "now" if line == reading else "next"


def _parts(text: str, runs: Sequence[tuple[int, Tone]]) -> tuple[Run, ...]:
    """A row's text cut into its runs."""
    parts: list[Run] = []
    for cells, tone in runs:
        part, text = split_cells(text, cells)
        parts.append((part, tone))
    return tuple(parts)
