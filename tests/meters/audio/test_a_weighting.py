import numpy as np
import pytest

from meters.audio.a_weighting import a_weighting_power

# IEC 61672-1:2013, table 3: nominal frequency, and the weighting in dB at the exact one, tenths of a decade apart.
TABLE = [
    (10, -70.4), (12.5, -63.4), (16, -56.7), (20, -50.5), (25, -44.7), (31.5, -39.4), (40, -34.6), (50, -30.2),
    (63, -26.2), (80, -22.5), (100, -19.1), (125, -16.1), (160, -13.4), (200, -10.9), (250, -8.6), (315, -6.6),
    (400, -4.8), (500, -3.2), (630, -1.9), (800, -0.8), (1_000, 0.0), (1_250, 0.6), (1_600, 1.0), (2_000, 1.2),
    (2_500, 1.3), (3_150, 1.2), (4_000, 1.0), (5_000, 0.5), (6_300, -0.1), (8_000, -1.1), (10_000, -2.5),
    (12_500, -4.3), (16_000, -6.6), (20_000, -9.3),
]  # fmt: skip


@pytest.mark.parametrize(("nominal_hz", "weight_db"), TABLE)
def test_table_of_iec_61672_1(nominal_hz: float, weight_db: float):
    exact_hz = 10.0 ** (round(10.0 * np.log10(nominal_hz)) / 10.0)
    assert exact_hz == pytest.approx(nominal_hz, rel=0.02)
    ours_db = 10.0 * np.log10(a_weighting_power(np.array(exact_hz)))
    # The table is rounded to 0.1 dB.
    assert ours_db == pytest.approx(weight_db, abs=0.051)


def test_the_reference_is_exact_and_a_constant_weighs_nothing():
    assert a_weighting_power(np.array([1_000.0, 0.0])).tolist() == [1.0, 0.0]
