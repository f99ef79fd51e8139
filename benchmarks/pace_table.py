"""How right the measured pace of a take is: known readings in Kazakh, Russian and English, from slow to fast.

Run it as ``python benchmarks/pace_table.py [energy|silero]``; tests/checking/test_measured_pace.py holds it to 1 %.
"""

from __future__ import annotations

import sys

from tests.rigs.pace_table import CASES, measure_case, table

if __name__ == "__main__":
    voice = "silero" if sys.argv[1:] == ["silero"] else "energy"
    print(table([measure_case(case, voice) for case in CASES]))
