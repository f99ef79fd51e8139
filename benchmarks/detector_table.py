"""Which faults the sound detectors find in generated sound, and how often they see one that is not there.

Run it as ``python benchmarks/detector_table.py``; tests/meters/audio/test_detector_table.py holds it to its rates.
Every rate has its 95 % interval (Wilson) beside it.
"""

from __future__ import annotations

from tests.rigs.detector_cases import CASES
from tests.rigs.detector_table import judge, table

if __name__ == "__main__":
    print(table([judge(case) for case in CASES]))
