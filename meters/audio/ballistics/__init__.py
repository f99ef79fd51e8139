"""How level meters move, and which to choose for what.

ppm1: quasi-peak, IEC 60268-10 type I (DIN), integrates 5 ms. For recording: shows nearly every peak that could be
heard to clip, and falls fast (20 dB in 1.7 s). The line-up tone is 18 dB below full scale, programme peaks at 9 dB
below. The one to take when nothing speaks for another.

ppm2a: quasi-peak, IEC 60268-10 type IIa (BBC), integrates 10 ms and falls slower (24 dB in 2.8 s). For those who
have learned to ride speech between its marks; it hides peaks of a millisecond, so leave 9 dB above them.

vu: IEC 60268-17, the mean of the rectified signal, 0.3 s up and down. Near to how loud speech is, and blind to
peaks, which lie 10 dB and more above it. For matching voices. 0 VU is the line-up level, 18 dB below full scale.

k20, k14: RMS of Bob Katz's K-System, 0.6 s, 0 at 20 or 14 dB below full scale, for rooms whose monitors are
calibrated to it: K-20 for wide dynamics, K-14 for what is to be denser.

digital18: sample peak, IEC 60268-18, with the EBU's line-up level of 18 dB below full scale (R 68). For guarding a
converter: every sample counts, also those that nobody would hear clip.

All of them read in dBFS of the sine that would read the same: a steady sine with peaks at -18 dBFS reads -18 on
every meter, whatever it measures inside. On anything else they differ, as they are meant to. None of them is a
loudness meter; deliveries are judged by `meters.audio.loudness`. `PeakHold` is the mark that stays.
"""

from meters.audio.ballistics.catalog import BALLISTICS, Ballistics, LevelReader
from meters.audio.ballistics.digital import DigitalPeakMeter
from meters.audio.ballistics.hold import PeakHold
from meters.audio.ballistics.k_system import KSystemMeter
from meters.audio.ballistics.quasi_peak import TYPE_I, TYPE_IIA, PpmMeter, PpmType
from meters.audio.ballistics.vu import VuMeter

__all__ = [
    "BALLISTICS",
    "TYPE_I",
    "TYPE_IIA",
    "Ballistics",
    "DigitalPeakMeter",
    "KSystemMeter",
    "LevelReader",
    "PeakHold",
    "PpmMeter",
    "PpmType",
    "VuMeter",
]
