"""A take of a known reading: sound server, station, prompter, recorder, checker, captions, as in the studio."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest

from studio_tui.course.take import Slate, VideoCode
from studio_tui.station.messages import Done, GetJudgement, JudgementAnswer, Roll, SetSlate, Snapshot
from studio_tui.station.prompter_messages import LoadScript
from tests.rigs.private_pulse import INPUT_NAME, PrivatePulse
from tests.rigs.read_aloud import ReadAloud, read_aloud
from tests.rigs.spoken import Language
from tests.rigs.station_process import StationProcess, snapshot_when

_ROOM_S = 6.0
"""The room is heard before the first word, so long that the take has time to roll in it."""


def hears_the_room(now: Snapshot) -> bool:
    """Whether the sound has begun to play."""
    return bool(now.sound.channels) and now.sound.channels[0].peak_dbfs > -80.0


def caption_starts(file: Path) -> list[tuple[float, int]]:
    """When each caption of an .srt begins, and how many words it has."""
    found = []
    for block in file.read_text(encoding="utf-8").strip().split("\n\n"):
        _, times, *lines = block.split("\n")
        hours, minutes, seconds, milliseconds = map(int, re.findall(r"\d+", times)[:4])
        start_s = hours * 3600 + minutes * 60 + seconds + milliseconds / 1000
        found.append((start_s, len(" ".join(lines).split())))
    return found


def off_s(captions: list[tuple[float, int]], read: ReadAloud) -> list[float]:
    """How far each caption that begins with a clause is from it, the first one from itself."""
    begins, at = {}, 0
    for clause in read.clauses:
        begins[at] = clause.start_s
        at += len(clause.text.rpartition("]")[2].split())
    zero_s, at, found = captions[0][0] - read.clauses[0].start_s, 0, []
    for start_s, words in captions:
        if at in begins:
            found.append(start_s - zero_s - begins[at])
        at += words
    return found


@pytest.mark.parametrize(
    ("language", "speed", "snr_db"),
    [
        ("kk", 310, 20.0),
        pytest.param("ru", 250, 30.0, marks=pytest.mark.long),
        pytest.param("en", 165, 20.0, marks=pytest.mark.long),
    ],
)
def test_the_pace_of_a_take_is_right_and_its_captions_too(
    language: Language, speed: int, snr_db: float, tmp_path: Path
) -> None:
    read = read_aloud(language, speed, snr_db, lead_s=_ROOM_S, seed=speed)
    script = tmp_path / "script.txt"
    script.write_text("\n\n".join(stage.text for stage in read.script.stages), encoding="utf-8")
    settings = {
        "sound": {"backend": "sounddevice", "device": INPUT_NAME},
        "camera": [{"name": "A", "width_px": 640, "height_px": 360}],
        "prompter": {"start_with_roll": True, "count_in_s": 3.5, "wpm": round(read.pace_wpm)},
    }
    # A socket's path is short, pytest's folders are not.
    with (
        tempfile.TemporaryDirectory(prefix="pulse-") as folder,
        PrivatePulse(Path(folder)) as pulse,
        StationProcess(tmp_path, settings, pulse.env()) as station,
    ):
        station.start()
        client = station.client()
        try:
            snapshot_when(client, lambda now: now.cameras[0].status == "running", 30, "the camera")
            assert isinstance(client.ask(LoadScript(str(script))), Done)
            assert isinstance(client.ask(SetSlate(Slate(VideoCode(1, 1, 1, 1), "Фотосинтез"))), Done)
            with pulse.start_playing(read.samples) as player:
                snapshot_when(client, hears_the_room, 20, "the room")
                assert isinstance(client.ask(Roll(duration_s=read.clauses[-1].end_s + 0.5)), Done)
                assert player.wait(60) == 0
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
    measured = answer.judgement.measurements
    assert measured["pace_wpm"] == pytest.approx(read.pace_wpm, rel=0.01), {
        name: measured.get(name)
        for name in ("speech_at_s", "read_words", "lost_samples", "dropouts", "pace_stages")
    }
    assert (measured["script_words"], measured["script_read_share"]) == (read.script.spoken_words, 1.0)
    stages = measured["pace_stages"]
    assert isinstance(stages, list)
    assert [stage["stage"] for stage in stages if isinstance(stage, dict)] == ["1", "2", "3"]
    captions = caption_starts(movie.with_suffix(f".{language}.srt"))
    assert sum(words for _, words in captions) == sum(
        len(clause.text.rpartition("]")[2].split()) for clause in read.clauses
    )
    assert max(map(abs, off_s(captions, read))) <= 0.3
    assert movie.with_suffix(f".{language}.vtt").is_file()
