"""The pace of takes of known readings, through a private sound server and a whole station: 36 in half an hour.

``make soak`` runs it; alone it is ``python benchmarks/soak_pace.py [--only kk] [--at-once 1]``. It fails when a
pace is off by more than 1 % or a caption by more than 0.3 s. `pace_table.py` measures the same readings from files.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.rigs.pace_table import CASES, PaceCase
from tests.rigs.prompted_take import PromptedTake, take_reading
from tests.rigs.spoken import LANGUAGES

_MOST_ERROR, _MOST_OFF_S = 0.01, 0.3


@dataclass(frozen=True)
class Row:
    """What came of a reading."""

    case: PaceCase
    taken: PromptedTake

    @property
    def error(self) -> float:
        """Of the pace, relative."""
        return self._measured("pace_wpm") / self.taken.read.pace_wpm - 1.0

    @property
    def caption_off_s(self) -> float:
        """Of the caption that is furthest from its clause."""
        return max(map(abs, self.taken.captions_off_s))

    def __str__(self) -> str:
        true_wpm, wpm, share = (
            self.taken.read.pace_wpm,
            self._measured("pace_wpm"),
            self._measured("script_read_share"),
        )
        figures = f"{true_wpm:>10.1f}{wpm:>10.1f}{100 * self.error:>9.3f}{share:>7.2f}{self.caption_off_s:>13.2f}"
        return f"{self.case!s:<20}{figures}"

    def _measured(self, name: str) -> float:
        value = self.taken.measured[name]
        assert isinstance(value, int | float)
        return float(value)


def take(case: PaceCase) -> Row:
    """One reading."""
    with tempfile.TemporaryDirectory() as folder:
        return Row(case, take_reading(case, Path(folder)))


def main() -> int:
    """Take, print a line for each reading, and the worst at last; returns 1 when one is off by too much."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=LANGUAGES)
    parser.add_argument("--at-once", type=int, default=1)
    arguments = parser.parse_args()
    cases = [case for case in CASES if arguments.only in {None, case.language}]
    print(f"{'case':<20}{'true wpm':>10}{'measured':>10}{'error %':>9}{'read':>7}{'captions s':>13}", flush=True)
    rows = []
    with ThreadPoolExecutor(arguments.at_once) as pool:
        for row in pool.map(take, cases):
            rows.append(row)
            print(row, flush=True)
    error, off_s = max(abs(row.error) for row in rows), max(row.caption_off_s for row in rows)
    print(f"worst of {len(rows)}: {100 * error:.3f} %, captions {off_s:.2f} s")
    return int(error > _MOST_ERROR or off_s > _MOST_OFF_S)


if __name__ == "__main__":
    sys.exit(main())
