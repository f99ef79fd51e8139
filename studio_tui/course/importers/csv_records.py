"""The records of a table of separated values, as people and spreadsheets write them.

The standard library's reader is right for what spreadsheets write. In a file that was typed by hand, a quote that
nobody closed makes it swallow the rows below without a word; here such a row ends where its line ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

import msgspec
import regex

MAX_CELL_CHARACTERS = 131_072
"""Longest cell; a whole script has some 12,000 characters."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One record.

    Attributes:
        cells: as they stand between the separators, without the quotes around them.
        line: on which it begins, counted from 1.
        end: place of the text behind it and its line's end.
        unclosed: whether a quote in it was never closed, so that it was taken to end with its line.
    """

    cells: list[str]
    line: int
    end: int
    unclosed: bool = False


class CellTooLongError(ValueError):
    """A cell is longer than any in a script: the file is no table."""


class Records:
    """Reads the records of a text one by one.

    Args:
        text: of the file, with any line ends.
        separator: a single character.
    """

    def __init__(self, text: str, separator: str) -> None:
        self._text = text
        self._separator = separator
        self._place = 0
        self._line = 1

    def each(self, width: Callable[[], int | None]) -> Iterator[Record]:
        """Every record.

        Args:
            width: how many cells the rows have, as far as that is known when the next one is read.

        Raises:
            CellTooLongError: a cell is longer than `MAX_CELL_CHARACTERS`.
        """
        while self._place < len(self._text):
            record = self._quoted() or self._as_written()
            if _swallows(self._text[self._place : record.end], self._separator, width()):
                record = self._as_written()
            if max(map(len, record.cells)) > MAX_CELL_CHARACTERS:
                raise CellTooLongError
            yield record
            self._line += len(_LINE_END.findall(self._text, self._place, record.end))
            self._place = record.end

    def _quoted(self) -> Record | None:
        """A record whose quotes are all in their places, else None."""
        cells: list[str] = []
        place = self._place
        while True:
            match = _cell(self._separator).match(self._text, place)
            if match is None:
                return None
            cells.append(match["plain"] if match["quoted"] is None else match["quoted"].replace('""', '"'))
            place = match.end()
            if match["end"] != self._separator:
                return Record(cells=cells, line=self._line, end=place)

    def _as_written(self) -> Record:
        """The line, whatever its quotes say."""
        end = _LINE_END.search(self._text, self._place)
        line = self._text[self._place : end.start() if end else len(self._text)]
        return Record(
            cells=[_without_quotes(cell) for cell in line.split(self._separator)],
            line=self._line,
            end=end.end() if end else len(self._text),
            unclosed=line.count('"') % 2 == 1,
        )


_LINE_END = regex.compile(r"\r\n?|\n")


@lru_cache
def _cell(separator: str) -> regex.Pattern[str]:
    sign = regex.escape(separator)
    return regex.compile(
        rf'(?:[ ]*"(?P<quoted>(?:[^"]++|"")*+)"[ ]*|(?P<plain>(?![ ]*")[^{sign}\r\n]*+))(?P<end>{sign}|\r\n?|\n|$)'
    )


def _without_quotes(cell: str) -> str:
    """A cell of a line whose quotes are not in their places, without those that open or close it."""
    if cell.startswith('"') and cell.endswith('"') and cell.count('"') == 2:
        return cell[1:-1]
    if cell.count('"') % 2 == 0:
        return cell
    return cell[1:] if cell.startswith('"') else cell.removesuffix('"')


def _swallows(written: str, separator: str, width: int | None) -> bool:
    """Whether a record is rows that a quote in the wrong place has put together.

    Its first line is a whole row, and one below begins with the number that comes next, as a row does.
    """
    first, *below = _LINE_END.split(written.strip("\r\n"))
    number = _NUMBER.match(first)
    if not below or width is None or number is None or first.count(separator) < width - 1:
        return False
    following = regex.compile(rf'"?{int(number[1]) + 1}[.)]?"?{regex.escape(separator)}(?![\s\p{{Nd}}])')
    return any(map(following.match, below))


_NUMBER = regex.compile(r'"?(\d{1,4})')
