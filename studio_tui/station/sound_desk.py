"""Sound at the station: one feed from the device, one thread that measures what it brings."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import msgspec

from meters.audio.levels import FLOOR_DBFS
from studio_tui.capture.cadence import SampleCadence
from studio_tui.capture.feed import Feed
from studio_tui.capture.sound import SoundBlock, SoundFormat, SoundSource
from studio_tui.config import Settings
from studio_tui.station.measurer import Measurer
from studio_tui.station.messages import SoundState
from studio_tui.station.sound_meters import SoundMeters

_WAITING_S = 2.0  # of sound that may wait to be measured


class SoundDesk:
    """Owns the feed and its measuring thread.

    ``record`` is handed every block before anything is measured, ``listen`` those that are measured, before the
    meters get them: the prompter waits for it.
    """

    def __init__(
        self,
        settings: Settings,
        open_source: Callable[[], SoundSource],
        record: Callable[[SoundBlock], None],
        listen: Callable[[SoundBlock, SoundFormat], None] | None = None,
    ) -> None:
        self._settings = settings
        self._listen = listen
        wanted = settings.sound
        self._meters = self._meters_for(SoundFormat(wanted.rate_hz, wanted.channels, wanted.bits))
        self._lock = threading.Lock()
        depth = round(_WAITING_S * 1000 / wanted.block_ms)
        self._measurer: Measurer[SoundBlock] = Measurer("sound meters", self._measure, depth)
        self.feed: Feed[SoundBlock, SoundFormat] = Feed(
            open_source, SampleCadence(), (record, self._measurer.offer)
        )

    def start(self) -> None:
        """Open the device, as soon as it is there."""
        self._measurer.start()
        self.feed.start()

    def stop(self) -> None:
        """Close the device."""
        self.feed.stop()
        self._measurer.stop()

    def begin_programme(self) -> None:
        """Begin integrated loudness anew, at the roll."""
        with self._lock:
            self._meters.begin_programme()

    def end_programme(self) -> None:
        """Let integrated loudness stand, at the cut."""
        with self._lock:
            self._meters.end_programme()

    def acknowledge_clips(self) -> None:
        """The operator has seen clips and holes."""
        with self._lock:
            self._meters.acknowledge_clips()

    def measure_room_tone(self) -> None:
        """Listen to the silent room from now on."""
        with self._lock:
            self._meters.measure_room_tone()

    def _meters_for(self, fmt: SoundFormat) -> SoundMeters:
        return SoundMeters(fmt, self._settings.meters, self._settings.alarms)

    def _measure(self, block: SoundBlock) -> None:
        fmt = self.feed.state.format
        if self._listen is not None and fmt is not None and block.samples.shape[1] == fmt.channels:
            self._listen(block, fmt)
        with self._lock:
            if fmt is not None and fmt != self._meters.format:
                self._meters = self._meters_for(fmt)
            if block.samples.shape[1] == self._meters.format.channels:
                self._meters.feed(block)

    def read(self) -> SoundState:
        """What the interface delivers now."""
        feed = self.feed.state
        with self._lock:
            fmt = self._meters.format
            state = SoundState(
                device=feed.device,
                status=feed.status,
                rate_hz=fmt.rate_hz,
                bits=fmt.bits,
                lost_samples=feed.lost,
                skipped_blocks=self._measurer.skipped,
                problem=feed.problem,
            )
            heard = self._meters.read(state, time.monotonic())
        return heard if feed.status == "running" else _nothing_heard(heard)


def _nothing_heard(state: SoundState) -> SoundState:
    """Without what the meters showed when the device was lost: a needle that stands still is no level."""
    channels = tuple(
        msgspec.structs.replace(each, peak_dbfs=FLOOR_DBFS, level_dbfs=FLOOR_DBFS, hold_dbfs=FLOOR_DBFS)
        for each in state.channels
    )
    return msgspec.structs.replace(
        state, channels=channels, momentary_lufs=None, short_term_lufs=None, correlation=None, balance_db=None
    )
