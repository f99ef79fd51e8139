"""What stations and screens say to each other survives the wire, and what is no message is refused."""

from __future__ import annotations

from typing import get_args

import msgspec
import pytest

from studio_tui.checking.findings import Judgement, Scores
from studio_tui.course.take import Slate, VideoCode
from studio_tui.station.messages import (
    AcknowledgeClips,
    Answer,
    Command,
    Cut,
    Decide,
    Done,
    GetJudgement,
    GetStatus,
    GetTakes,
    JudgementAnswer,
    MeasureRoomTone,
    Picture,
    Published,
    RebuildLog,
    Refused,
    Roll,
    SetSlate,
    Snapshot,
    Stop,
    TakesAnswer,
)
from studio_tui.station.prompter_messages import (
    EditStage,
    GetScript,
    GetTabletAddress,
    LoadScript,
    Prompt,
    ScriptAnswer,
    TabletAnswer,
)
from studio_tui.text import N_, NN_
from tests.rigs.fake_station import ALARMED, FINDINGS, SCRIPT, TAKES, picture

NESTED = N_(
    "{what} at {at_s:.1f} s, {count} times", what=N_("Silence on {channel}", channel="Ә"), at_s=1.5, count=3
)
COMMANDS: tuple[Command, ...] = (
    SetSlate(Slate(VideoCode(1, 2, 3, 4), "Ғылым мен «әдіс» [/b] \\ 100 %")),
    Roll(),
    Roll(duration_s=30.5),
    Cut(),
    Decide("A/K1M1C1B5/T01", accept=True),
    Decide("A/K1M1C1B5/T02", accept=False, note="Дыбыс алыстан\nшығады"),
    AcknowledgeClips(),
    LoadScript("/сценарий/К1_M1_С1_В5.docx"),
    Prompt("jump", -2),
    Prompt("wpm", 5.0),
    Prompt("toggle"),
    GetScript(),
    GetTakes(),
    GetTakes("K1M1C1B5", 10),
    MeasureRoomTone(),
    EditStage(3, 0, "Сәлеметсіздер ме!\nБастайық."),
    RebuildLog(),
    GetStatus(),
    GetTabletAddress(),
    GetJudgement("A/K1M1C1B5/T01"),
    Stop(),
    Stop(even_rolling=True),
)
ANSWERS: tuple[Answer, ...] = (
    Done(),
    Done(NESTED),
    Refused(NN_("{count} take is open", "{count} takes are open", 2)),
    ScriptAnswer(0, None),
    ScriptAnswer(3, SCRIPT),
    TakesAnswer(()),
    TakesAnswer(TAKES),
    TabletAnswer("http://127.0.0.1:8750/?key=Ab-_9"),
    JudgementAnswer(None),
    JudgementAnswer(
        Judgement(
            file="К1.mov",
            verdict="fail",
            preset="p",
            findings=FINDINGS,
            scores=Scores(1, 3),
            measurements={"black_s": [(0.5, 1.25)], "used_bits": 16, "scan": None},
        )
    ),
    ALARMED,
)


def test_no_message_is_left_out_here() -> None:
    assert {type(command) for command in COMMANDS} == set(get_args(Command))
    assert {type(answer) for answer in ANSWERS} == set(get_args(Answer))


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: type(command).__name__)
def test_a_command_survives_the_wire(command: Command) -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(command), type=Command) == command


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: type(answer).__name__)
def test_an_answer_survives_the_wire(answer: Answer) -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(answer), type=Answer) == answer


@pytest.mark.parametrize("message", [ALARMED, picture()], ids=lambda message: type(message).__name__)
def test_what_is_published_survives_the_wire(message: Snapshot | Picture) -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(message), type=Published) == message


@pytest.mark.parametrize(
    "message",
    [
        {"type": "Explode"},
        {"type": "Roll", "duration_s": "long"},
        {"type": "SetSlate", "slate": {"code": "K1M1C1B5"}},
        {"type": "Prompt", "action": "fly"},
        {"type": "Decide", "identity": "A/K1M1C1B5/T01"},
        {"type": "Snapshot"},
        {},
        [],
        None,
        "Roll",
    ],
    ids=str,
)
def test_what_is_no_command_is_refused(message: object) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.msgpack.decode(msgspec.msgpack.encode(message), type=Command)


def test_a_newer_screens_extra_fields_are_passed_over() -> None:
    told = {"type": "Roll", "duration_s": 5.0, "reason": "later versions may say more"}
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(told), type=Command) == Roll(5.0)
