"""A take whose prompter follows the voice: speech through a real sound server, a real station, one time for both.

The take's own sound tells when the voice began and ended; the prompter's run tells when the text held and went on.
Both count from the roll.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from scipy import signal

from studio_tui.course.take import Slate, VideoCode
from studio_tui.prompter.clock import PrompterClock
from studio_tui.station.messages import Cut, Roll, SetSlate
from studio_tui.station.prompter_messages import LoadScript, Prompt
from studio_tui.station.run_file import read_run, run_file
from tests.rigs.paused_speech import SENTENCES, PausedSpeech
from tests.rigs.private_pulse import INPUT_NAME, PrivatePulse
from tests.rigs.spoken import RATE_HZ, Language
from tests.rigs.station_process import StationProcess, snapshot_when

PATIENCE_S = 0.8
_WAIT_S = 60.0
_CORRELATED_HZ = 8_000


@dataclass(frozen=True)
class HeldTake:
    """Seconds from the roll: where the sentences were spoken, and what the prompter did."""

    sentences: tuple[tuple[float, float], ...]
    clocks: tuple[PrompterClock, ...]

    def times_s(self, *, running: bool) -> list[float]:
        """When the text was held, or when it went on; the hand's start is the first of those."""
        return [
            after.anchor_s
            for before, after in pairwise(self.clocks)
            if after.running == running and before.running != running
        ]


def held_take(folder: Path, language: Language, speech: PausedSpeech, voice: str = "energy") -> HeldTake:
    """Roll, start the text by hand, let the speaker speak, cut."""
    script = folder / "script.txt"
    script.write_text("\n\n".join(SENTENCES[language] * 8), encoding="utf-8")
    settings = {
        "sound": {"backend": "sounddevice", "device": INPUT_NAME},
        "prompter": {"follow_voice": True, "patience_s": PATIENCE_S, "voice": voice},
    }
    # A socket's path is short, pytest's folders are not.
    with (
        tempfile.TemporaryDirectory(prefix="pulse-") as pulse_folder,
        PrivatePulse(Path(pulse_folder)) as pulse,
        StationProcess(folder, settings, pulse.env()) as station,
    ):
        station.start()
        client = station.client()
        snapshot_when(client, lambda now: now.sound.status == "running", _WAIT_S, "the sound")
        snapshot_when(client, lambda now: now.cameras[0].status == "running", _WAIT_S, "the camera")
        client.ask(SetSlate(Slate(VideoCode(1, 1, 1, 1), "Жасуша")))
        client.ask(LoadScript(str(script)))
        client.ask(Roll())
        client.ask(Prompt("start"))
        pulse.play(speech.words)
        client.ask(Cut())
        ended = snapshot_when(client, lambda now: bool(now.last_take and now.last_take.verdict), _WAIT_S, "verdict")
        client.close()
        assert ended.last_take is not None
        movie = station.library / ended.last_take.file
        lag_s = _lag_s(speech.words, _sound_of(movie))
        (reading,) = read_run(run_file(movie)).readings
    return HeldTake(
        sentences=tuple((start_s + lag_s, end_s + lag_s) for start_s, end_s in speech.sentences),
        clocks=reading.clocks,
    )


def _sound_of(movie: Path) -> NDArray[np.float64]:
    """The first channel of a movie, as it was recorded."""
    with av.open(str(movie)) as container:
        frames = [frame.to_ndarray().reshape(-1, 2)[:, 0] for frame in container.decode(audio=0)]
    return np.concatenate(frames).astype(np.float64)


def _lag_s(played: NDArray[np.int32], recorded: NDArray[np.float64]) -> float:
    """How long after the roll the played sound began."""
    step = RATE_HZ // _CORRELATED_HZ
    ours, theirs = (signal.decimate(each, step, ftype="fir") for each in (played[:, 0].astype(float), recorded))
    fitting = signal.correlate(theirs, ours, mode="full", method="fft")
    return float((int(np.argmax(fitting)) - (len(ours) - 1)) / _CORRELATED_HZ)
