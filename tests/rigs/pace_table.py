"""The pace of known readings: espeak-ng at six speeds in three languages, in two rooms, measured from files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from meters.audio.detectors import Voice
from studio_tui.checking.judge import judge_file
from studio_tui.checking.signals import TakeFacts
from studio_tui.checking.spoken_script import read_as_a_whole
from studio_tui.checking.voices import maker_of_voice
from studio_tui.presets import load_preset
from tests.rigs.read_aloud import SPEEDS, ReadAloud, read_aloud
from tests.rigs.spoken import LANGUAGES, Language
from tests.rigs.wavfile import wav

SNRS_DB = (20.0, 30.0)


@dataclass(frozen=True)
class PaceCase:
    """A script of a language, read at a speed of espeak-ng's in a room so far below the voice."""

    language: Language
    speed: int
    snr_db: float

    def __str__(self) -> str:
        return f"{self.language} -s {self.speed} {self.snr_db:g} dB"


@dataclass(frozen=True)
class PaceRow:
    """What was measured of a case: words a minute, and share of the script that was read."""

    case: PaceCase
    true_wpm: float
    measured_wpm: float
    read_share: float
    syllable_ratio: float

    @property
    def error(self) -> float:
        """Relative."""
        return self.measured_wpm / self.true_wpm - 1.0


CASES: tuple[PaceCase, ...] = tuple(
    PaceCase(language, speed, snr_db) for language in LANGUAGES for speed in SPEEDS[language] for snr_db in SNRS_DB
)


def write_reading(read: ReadAloud, path: Path) -> Path:
    """The sound as a WAV file of 24 bits."""
    low = (read.samples >> 8).astype("<i4").view("u1").reshape(-1, 4)[:, :3]
    path.write_bytes(wav(low.tobytes()))
    return path


def measure_case(case: PaceCase, voice: Voice = "energy") -> PaceRow:
    """Write the reading to a file and judge it as ``studio-tui check --script`` does."""
    read = read_aloud(case.language, case.speed, case.snr_db, seed=case.speed)
    with tempfile.TemporaryDirectory() as folder:
        path = write_reading(read, Path(folder) / "reading.wav")
        facts = TakeFacts(spoken=read_as_a_whole(read.script))
        preset = load_preset("bmg-coursera-source")
        found = judge_file(path, preset, facts, make_voice=maker_of_voice(voice)).measurements
    numbers = {name: found[name] for name in ("pace_wpm", "script_read_share", "syllables", "script_syllables")}
    told = {name: float(value) if isinstance(value, int | float) else 0.0 for name, value in numbers.items()}
    return PaceRow(
        case,
        read.pace_wpm,
        told["pace_wpm"],
        told["script_read_share"],
        told["syllables"] / max(1.0, told["script_syllables"]),
    )


def table(rows: Sequence[PaceRow]) -> str:
    """All of them, and the worst."""
    return "\n".join(_lines(rows))


def _lines(rows: Sequence[PaceRow]) -> Iterator[str]:
    yield f"{'case':<20}{'true wpm':>10}{'measured':>10}{'error %':>9}{'read':>7}{'syllables':>11}"
    for row in rows:
        yield (
            f"{row.case!s:<20}{row.true_wpm:>10.1f}{row.measured_wpm:>10.1f}{100 * row.error:>9.3f}"
            f"{row.read_share:>7.2f}{row.syllable_ratio:>11.2f}"
        )
    worst = max(rows, key=lambda row: abs(row.error))
    yield f"worst of {len(rows)}: {100 * worst.error:.3f} % ({worst.case})"
