"""The script that screens hold: asked for once, with its speeds, and never mixed with another one's times."""

from collections.abc import Callable

import msgspec

from studio_tui.prompter.schedule import make_schedule
from studio_tui.station.messages import Answer, Command, Snapshot
from studio_tui.station.prompter_messages import GetScript, ScriptAnswer
from studio_tui.ui.reading import ScriptFollower
from tests.rigs.fake_station import IDLE, PROMPTER, SCRIPT

OTHER = msgspec.structs.replace(SCRIPT, stages=SCRIPT.stages[1:])


class Line:
    """Commands that wait for an answer until a test gives one."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Command, Callable[[Answer], None]]] = []

    def send(self, command: Command, then: Callable[[Answer], None]) -> None:
        self.waiting.append((command, then))

    def answer(self, answer: Answer) -> None:
        command, then = self.waiting.pop(0)
        assert isinstance(command, GetScript)
        then(answer)


def _with_script(number: int, position_s: float = 0.0) -> Snapshot:
    clock = msgspec.structs.replace(PROMPTER.clock, position_s=position_s)
    return msgspec.structs.replace(IDLE, prompter=msgspec.structs.replace(PROMPTER, script_id=number, clock=clock))


def _holding(line: Line) -> ScriptFollower:
    follower = ScriptFollower(line.send, lambda work: work())
    follower.follow(_with_script(1))
    line.answer(ScriptAnswer(1, SCRIPT))
    follower.follow(_with_script(1))
    assert follower.script is SCRIPT
    return follower


def test_the_speeds_of_stages_are_in_the_schedule():
    line = Line()
    follower = ScriptFollower(line.send, lambda work: work())
    follower.follow(_with_script(1))
    speeds = (1.0, 0.8, 1.2)
    line.answer(ScriptAnswer(1, SCRIPT, speeds))
    follower.follow(_with_script(1))
    assert follower.schedule == make_schedule(SCRIPT, speeds)
    assert follower.schedule != make_schedule(SCRIPT)


def test_the_old_script_stays_with_its_own_clock_until_the_new_one_is_here():
    line = Line()
    follower = _holding(line)
    follower.follow(_with_script(1, 5.0))
    follower.follow(_with_script(2, 9.0))
    assert follower.script is SCRIPT
    assert follower.state is not None
    assert follower.state.clock.position_s == 5.0
    line.answer(ScriptAnswer(2, OTHER))
    assert follower.script is SCRIPT, "script and state change together"
    follower.follow(_with_script(2, 9.2))
    assert follower.script is OTHER
    assert follower.state.clock.position_s == 9.2


def test_an_answer_that_came_too_late_is_not_shown():
    line = Line()
    follower = _holding(line)
    follower.follow(_with_script(2))
    follower.follow(_with_script(3))
    line.answer(ScriptAnswer(2, OTHER))
    follower.follow(_with_script(3))
    assert follower.script is SCRIPT
    line.answer(ScriptAnswer(3, OTHER))
    follower.follow(_with_script(3))
    assert follower.script is OTHER


def test_no_script_is_no_script_at_once():
    line = Line()
    follower = _holding(line)
    follower.follow(_with_script(0))
    assert follower.script is None
    assert not line.waiting


def test_another_station_under_the_same_number_is_asked_again():
    line = Line()
    follower = _holding(line)
    follower.forget()
    follower.follow(_with_script(1, 3.0))
    assert follower.script is SCRIPT, "the page stays while the answer is awaited"
    line.answer(ScriptAnswer(1, OTHER))
    follower.follow(_with_script(1, 3.0))
    assert follower.script is OTHER


def test_threads_that_end_in_another_order_do_not_bring_an_old_script_back():
    line, threads = Line(), []
    follower = ScriptFollower(line.send, threads.append)
    follower.follow(_with_script(2))
    line.answer(ScriptAnswer(2, SCRIPT))
    follower.follow(_with_script(3))
    line.answer(ScriptAnswer(3, OTHER))
    for work in reversed(threads):
        work()
    follower.follow(_with_script(3))
    assert follower.script is OTHER
    assert follower.script_id == 3


def test_a_thread_that_ends_after_the_station_was_away_brings_nothing():
    line, threads = Line(), []
    follower = ScriptFollower(line.send, threads.append)
    follower.follow(_with_script(1))
    line.answer(ScriptAnswer(1, SCRIPT))
    follower.forget()
    threads.pop()()
    follower.follow(_with_script(1))
    assert follower.script is None
    line.answer(ScriptAnswer(1, OTHER))
    threads.pop()()
    follower.follow(_with_script(1))
    assert follower.script is OTHER
