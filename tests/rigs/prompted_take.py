"""A known reading taken as in the studio: sound server, station, prompter, recorder, checker, captions."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from studio_tui.course.take import Slate, VideoCode
from studio_tui.station.messages import Done, GetJudgement, JudgementAnswer, Roll, SetSlate, Snapshot
from studio_tui.station.prompter_messages import LoadScript
from tests.rigs.pace_table import PaceCase
from tests.rigs.private_pulse import INPUT_NAME, PrivatePulse
from tests.rigs.read_aloud import ReadAloud, read_aloud
from tests.rigs.station_process import StationProcess, snapshot_when

_ROOM_S = 6.0
"""The room is heard before the first word, so long that the take has time to roll in it."""


@dataclass(frozen=True)
class PromptedTake:
    """What was read, what was measured of it, and its captions: when each begins, and its text."""

    read: ReadAloud
    measured: Mapping[str, object]
    captions: tuple[tuple[float, str], ...]
    has_webvtt: bool

    @property
    def captions_off_s(self) -> list[float]:
        """How far each caption that begins with a clause is from it, the first one from itself."""
        (_, first_s), *_ = late = self.read.captions_off_s(self.captions)
        return [late_s - first_s for _, late_s in late]


def take_reading(case: PaceCase, folder: Path) -> PromptedTake:
    """Start a sound server and a station in ``folder``, and roll a take while the script is read; about 50 s."""
    read = read_aloud(case.language, case.speed, case.snr_db, lead_s=_ROOM_S, seed=case.speed)
    script = folder / "script.txt"
    script.write_text("\n\n".join(stage.text for stage in read.script.stages), encoding="utf-8")
    settings = {
        "sound": {"backend": "sounddevice", "device": INPUT_NAME},
        "camera": [{"name": "A", "width_px": 640, "height_px": 360}],
        "prompter": {"start_with_roll": True, "count_in_s": 3.5, "wpm": round(read.pace_wpm)},
    }
    # A socket's path is short, pytest's folders are not.
    with (
        tempfile.TemporaryDirectory(prefix="pulse-") as run,
        PrivatePulse(Path(run)) as pulse,
        StationProcess(folder, settings, pulse.env()) as station,
    ):
        station.start()
        client = station.client()
        try:
            snapshot_when(client, lambda now: now.cameras[0].status == "running", 30, "the camera")
            assert isinstance(client.ask(LoadScript(str(script))), Done)
            assert isinstance(client.ask(SetSlate(Slate(VideoCode(1, 1, 1, 1), "Фотосинтез"))), Done)
            with pulse.start_playing(read.samples) as player:
                snapshot_when(client, _hears_the_room, 20, "the room")
                assert isinstance(client.ask(Roll(duration_s=read.clauses[-1].end_s + 0.5)), Done)
                assert player.wait(120) == 0
            ended = snapshot_when(
                client, lambda now: bool(now.last_take and now.last_take.verdict), 60, "a verdict"
            )
            assert ended.last_take is not None
            answer = client.ask(GetJudgement(ended.last_take.identity))
            snapshot_when(client, lambda now: now.take.phase == "idle", 30, "the captions")
        finally:
            client.close()
        movie = station.library / ended.last_take.file
    assert isinstance(answer, JudgementAnswer)
    assert answer.judgement is not None
    return PromptedTake(
        read,
        answer.judgement.measurements,
        _captions_in(movie.with_suffix(f".{case.language}.srt")),
        movie.with_suffix(f".{case.language}.vtt").is_file(),
    )


def _hears_the_room(now: Snapshot) -> bool:
    """Whether the sound has begun to play."""
    return bool(now.sound.channels) and now.sound.channels[0].peak_dbfs > -80.0


def _captions_in(file: Path) -> tuple[tuple[float, str], ...]:
    """When each caption of an .srt begins, and its text."""
    found = []
    for block in file.read_text(encoding="utf-8").strip().split("\n\n"):
        _, times, *lines = block.split("\n")
        hours, minutes, seconds, milliseconds = map(int, re.findall(r"\d+", times)[:4])
        start_s = hours * 3600 + minutes * 60 + seconds + milliseconds / 1000
        found.append((start_s, " ".join(lines)))
    return tuple(found)
