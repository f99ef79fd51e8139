"""What a simulated station's devices have in common: one clock and the faults that were asked for."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from studio_tui.capture.simulated.faults import Fault, Kind

SOUND_NAME = "Simulated microphone"
PICTURE_NAME = "Simulated camera"


@dataclass
class SimulatedRig:
    """Made once per station and given to every simulated source, however often one is opened again.

    Attributes:
        faults: what goes wrong, and when.
        started_s: ``time.monotonic()`` of the devices' clock.
        faults_from_s: ``time.monotonic()`` from which the faults' seconds count; as ``started_s`` until told.
    """

    faults: tuple[Fault, ...] = ()
    started_s: float = field(default_factory=time.monotonic)
    faults_from_s: float = field(init=False)

    def __post_init__(self) -> None:
        self.faults_from_s = self.started_s

    def count_from(self, at_s: float) -> None:
        """Let the faults' seconds count from another moment: a station does so at every roll."""
        self.faults_from_s = at_s

    def fault(self, kind: Kind, at_s: float) -> Fault | None:
        """The fault of a kind that holds at a moment of ``time.monotonic()``."""
        since_start_s = at_s - self.faults_from_s
        return next((fault for fault in self.faults if fault.kind == kind and fault.covers(since_start_s)), None)

    def struck(self, kind: Kind, from_s: float, to_s: float) -> bool:
        """Whether a fault of a kind held at any moment between two of ``time.monotonic()``, both included."""
        first_s, last_s = from_s - self.faults_from_s, to_s - self.faults_from_s
        return any(
            fault.kind == kind and fault.start_s <= last_s and first_s < fault.start_s + fault.length_s
            for fault in self.faults
        )
