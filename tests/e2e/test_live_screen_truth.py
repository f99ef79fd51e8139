"""The live screen says what the interface really delivers: a real sound server, the station, a real terminal.

The sink claims 48 kHz and 24 bits whatever it has; rows and alarms are read off a terminal as the operator does.
"""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np
import pexpect
import pyte
import pytest
from numpy.typing import NDArray
from scipy import signal

from studio_tui.station.client import StationClient
from studio_tui.station.messages import Snapshot
from tests.rigs.private_pulse import INPUT_NAME, PrivatePulse, SampleFormat
from tests.rigs.station_process import StationProcess, snapshot_when, wait_until

COLUMNS, ROWS = 120, 40
PATIENCE_S = 40.0
STEADY_S = 4.2
"""The meters have judged twice more: what the first seconds suggest must not be taken back."""
PLAYED_S, PIECE_S = 100.0, 10.0  # longer than anybody waits

TRUTH_ALARMS = {"sound-bits", "sound-converted"}
"""Those of the clock are not judged here: on a machine that is busy with other tests, stamps come late."""
ONLY_16_BITS = "The sound has only 16 real bits, 24 are claimed: set the interface to 24 bits"
CONVERTED = "The sound is converted from 44.1 to 48 kHz: set interface and system to 48 kHz"
REALLY_44 = "▲ really 44.1 kHz  sound up to 22.1 kHz"
UNKNOWN_BITS = "? real bits unknown"

First = Literal["sound", "station"]


@dataclass(frozen=True)
class Told:
    """What screen and station have to say of an interface; alarms by their kind, as they are read."""

    truths: str
    real_bits: int | None
    source_rate_hz: int | None = None
    alarms: Mapping[str, str] = field(default_factory=dict)

    def stands_on(self, rows: list[str], snapshot: Snapshot) -> bool:
        """Whether all of it is there; what is there too is for the test to find."""
        kinds = {alarm.kind for alarm in snapshot.alarms}
        said = truth_alarms_on(rows)
        return (
            any(self.truths in row for row in rows) and kinds >= {*self.alarms} and said >= {*self.alarms.values()}
        )


def truth_alarms_on(rows: list[str]) -> set[str]:
    """The sentences of the red rows that speak of what the sound is."""
    found = (re.search(r"■ ALARM  (The sound (?:has only|is converted) .*?)   ", row) for row in rows)
    return {alarm[1] for alarm in found if alarm}


class Terminal:
    """The operator's screen in a terminal: what the program writes, and what then stands there."""

    def __init__(self, station: StationProcess) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        command, *arguments = station.command("--language", "en", "--role", "camera")
        # The workers of pytest-xdist are told a size of their own, which would be believed before the terminal's.
        env = {name: value for name, value in station.env.items() if name not in {"COLUMNS", "LINES"}}
        env |= {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        self._program: pexpect.spawn[bytes] = pexpect.spawn(
            command, arguments, env=env, dimensions=(ROWS, COLUMNS), encoding=None
        )

    def rows(self) -> list[str]:
        """The rows after everything that has come up to now; waits a moment for more."""
        try:
            self._stream.feed(self._program.read_nonblocking(65_536, timeout=0.1))
        except pexpect.TIMEOUT:
            pass
        except pexpect.EOF:
            pytest.fail("the screen has ended:\n" + "\n".join(self._screen.display))
        return [row.rstrip() for row in self._screen.display]

    def close(self) -> None:
        self._program.close(force=True)


class Desk:
    """Terminal and station side by side, and every alarm about what the sound is that was ever seen."""

    def __init__(self, terminal: Terminal, client: StationClient) -> None:
        self._terminal, self._client = terminal, client
        self.truth_alarms: set[str] = set()

    def look_until(self, there: Callable[[list[str], Snapshot], bool], what: str) -> tuple[list[str], Snapshot]:
        """Screen and snapshot as soon as something holds for them."""
        deadline_s = time.monotonic() + PATIENCE_S
        while True:
            rows, snapshot = self._terminal.rows(), self._client.snapshot
            if snapshot is not None:
                self.truth_alarms |= TRUTH_ALARMS & {alarm.kind for alarm in snapshot.alarms}
                if there(rows, snapshot):
                    return rows, snapshot
            assert time.monotonic() < deadline_s, "\n".join([f"waited for {what}", *rows, str(snapshot)])


@contextmanager
def desk_on(folder: Path, rate_hz: int, sample_format: SampleFormat, first: First) -> Iterator[Desk]:
    """A station whose sound comes from a sink of that kind, in which a voice is heard; the picture is simulated.

    ``first``: what is there first; the other one comes once that runs.
    """
    with ExitStack() as stack:
        # A socket's path is short, pytest's folders are not.
        sockets = stack.enter_context(tempfile.TemporaryDirectory(prefix="pulse-"))
        pulse = stack.enter_context(PrivatePulse(Path(sockets), rate_hz=rate_hz, sample_format=sample_format))
        settings = {"sound": {"backend": "sounddevice", "device": INPUT_NAME}}
        station = stack.enter_context(StationProcess(folder, settings, pulse.env()))
        client = stack.enter_context(closing(station.client()))

        if first == "station":
            station.start()
            snapshot_when(client, lambda now: now.sound.status == "running", PATIENCE_S, "the interface")
        player = stack.enter_context(pulse.start_playing(voice_in_a_room(rate_hz)))
        stack.callback(player.kill)
        if first == "sound":
            wait_until(
                lambda: "RUNNING" in pulse._pactl("list", "short", "sinks").stdout, PATIENCE_S, "the sound to play"
            )
            station.start()
        terminal = stack.enter_context(closing(Terminal(station)))
        yield Desk(terminal, client)


def voice_in_a_room(rate_hz: int) -> NDArray[np.int32]:
    """24 bits at the sink's own rate: syllables of dark noise in a room of −75 dBFS, over and over; seeded."""
    random = np.random.default_rng(7)
    frames = round(PIECE_S * rate_hz)
    syllables = np.maximum(np.sin(2.0 * np.pi * 1.3 * np.arange(frames) / rate_hz), 0.0)
    voice = signal.lfilter([0.02], [1.0, -0.95], random.standard_normal(frames)) * syllables**2
    sound = random.standard_normal((frames, 2)) * 10.0 ** (-75.0 / 20.0) + voice[:, None]
    words = np.rint(np.clip(sound, -1.0, 0.99) * 2**23).astype(np.int32) << 8
    return np.tile(words, (round(PLAYED_S / PIECE_S), 1))


@pytest.mark.parametrize(
    ("rate_hz", "sample_format", "first", "told"),
    [
        pytest.param(
            48_000, "s24le", "sound", Told("✓ really 24 bit  sound up to 24.0 kHz", 24), id="all it claims"
        ),
        pytest.param(
            48_000,
            "s16le",
            "sound",
            Told("▲ really 16 bit  sound up to 24.0 kHz", 16, None, {"sound-bits": ONLY_16_BITS}),
            id="16 bits",
        ),
        # Whoever sounds first sets the sink's rate, so this one stays at 44.1 kHz. The server's converter fills the
        # words, whatever they held: then nobody can tell how many bits there were, and no tick may say it.
        pytest.param(
            44_100,
            "s24le",
            "sound",
            Told(f"{UNKNOWN_BITS}  {REALLY_44}", None, 44_100, {"sound-converted": CONVERTED}),
            id="44.1 kHz",
        ),
        pytest.param(
            44_100,
            "s16le",
            "sound",
            Told(f"{UNKNOWN_BITS}  {REALLY_44}", None, 44_100, {"sound-converted": CONVERTED}),
            id="44.1 kHz and 16 bits, converted afterwards",
        ),
        # Here the station comes first: the sink goes to 48 kHz, and what is played is converted and then cut.
        pytest.param(
            44_100,
            "s16le",
            "station",
            Told(
                f"▲ really 16 bit  {REALLY_44}",
                16,
                44_100,
                {"sound-bits": ONLY_16_BITS, "sound-converted": CONVERTED},
            ),
            id="44.1 kHz and 16 bits, converted before",
        ),
    ],
)
def test_the_screen_says_what_the_interface_really_delivers(
    rate_hz: int, sample_format: SampleFormat, first: First, told: Told, tmp_path: Path
) -> None:
    with desk_on(tmp_path, rate_hz, sample_format, first) as desk:
        rows, snapshot = desk.look_until(told.stands_on, told.truths)
        again, _ = desk.look_until(
            lambda _, now: now.at_s >= snapshot.at_s + STEADY_S, "what the meters say next time"
        )
    sound = snapshot.sound
    assert (sound.rate_hz, sound.bits) == (48_000, 24)  # so it claims
    assert any("studio_in · 48 kHz · 24 bit" in row for row in rows)
    assert (sound.real_bits, sound.source_rate_hz) == (told.real_bits, told.source_rate_hz)
    assert desk.truth_alarms == set(told.alarms)
    for last in (rows, again):
        assert any(told.truths in row for row in last), "\n".join(last)
        assert truth_alarms_on(last) == set(told.alarms.values())
