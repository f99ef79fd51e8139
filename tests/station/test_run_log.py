"""What the prompter does is kept from the roll to the cut, in seconds from the roll."""

from threading import Thread

import msgspec

from studio_tui.course.script import Script, Sheet, Stage
from studio_tui.prompter import run
from studio_tui.prompter.clock import PrompterClock
from studio_tui.prompter.run import Run
from studio_tui.station.run_log import RunLog

ROLLED_AT_S = 500.0
SCRIPT = Script(file="a.txt", sheet=Sheet(), stages=(Stage(stage="1", text="Первый кадр."),), language="ru")
EDITED = msgspec.structs.replace(SCRIPT, stages=(Stage(stage="1", text="Первый кадр готов."),))


def clock(at_s: float, begun_s: float | None = None, *, running: bool = True) -> PrompterClock:
    return PrompterClock(anchor_s=at_s, running=running, length_s=5.0, begun_s=begun_s)


def test_times_count_from_the_roll():
    log = RunLog(ROLLED_AT_S)
    log.script(SCRIPT, (1.5,), clock(ROLLED_AT_S - 3.0, running=False), ROLLED_AT_S)
    log.clock(clock(ROLLED_AT_S + 2.0, begun_s=ROLLED_AT_S + 2.0))
    (reading,) = log.run(ROLLED_AT_S + 9.5).readings
    assert (reading.script, reading.stage_speeds, reading.end_s) == (SCRIPT, (1.5,), 9.5)
    assert [each.anchor_s for each in reading.clocks] == [-3.0, 2.0]
    assert [each.begun_s for each in reading.clocks] == [None, 2.0]


def test_another_script_ends_the_reading_of_the_first():
    log = RunLog(ROLLED_AT_S)
    log.script(SCRIPT, (), clock(ROLLED_AT_S), ROLLED_AT_S)
    log.script(EDITED, (), clock(ROLLED_AT_S + 4.0), ROLLED_AT_S + 4.0)
    first, second = log.run(ROLLED_AT_S + 6.0).readings
    assert (first.script, first.end_s, len(first.clocks)) == (SCRIPT, 4.0, 1)
    assert (second.script, second.end_s, len(second.clocks)) == (EDITED, 6.0, 1)


def test_without_a_script_there_is_nothing_to_keep():
    log = RunLog(ROLLED_AT_S)
    log.clock(clock(ROLLED_AT_S + 1.0))
    assert log.run(ROLLED_AT_S + 2.0) == Run()
    assert log.revision == 0


def test_every_change_shows_in_the_revision_and_asking_changes_nothing():
    log = RunLog(ROLLED_AT_S)
    log.script(SCRIPT, (), clock(ROLLED_AT_S), ROLLED_AT_S)
    log.clock(clock(ROLLED_AT_S + 1.0))
    assert log.revision == 2
    early = log.run(ROLLED_AT_S + 2.0)
    log.clock(clock(ROLLED_AT_S + 3.0))
    assert len(early.readings[0].clocks) == 2
    assert len(log.run(ROLLED_AT_S + 4.0).readings[0].clocks) == 3
    assert log.revision == 3


def test_what_is_kept_is_bounded():
    log = RunLog(ROLLED_AT_S)
    log.script(SCRIPT, (), clock(ROLLED_AT_S), ROLLED_AT_S)
    for step in range(run.MAX_CLOCKS + 5):
        log.clock(clock(ROLLED_AT_S + step / 100))
    assert len(log.run(ROLLED_AT_S + 400.0).readings[0].clocks) == run.MAX_CLOCKS


def test_it_may_be_told_and_asked_from_several_threads():
    log = RunLog(ROLLED_AT_S)
    log.script(SCRIPT, (), clock(ROLLED_AT_S), ROLLED_AT_S)
    tellers = [Thread(target=lambda: [log.clock(clock(ROLLED_AT_S + 1.0)) for _ in range(500)]) for _ in range(4)]
    for teller in tellers:
        teller.start()
    seen = [len(log.run(ROLLED_AT_S + 1.0).readings[0].clocks) for _ in range(200)]
    for teller in tellers:
        teller.join()
    assert seen == sorted(seen)
    assert len(log.run(ROLLED_AT_S + 1.0).readings[0].clocks) == 2001


def test_behind_the_cut_nothing_is_kept():
    log = RunLog(ROLLED_AT_S)
    log.script(SCRIPT, (), clock(ROLLED_AT_S), ROLLED_AT_S)
    ended = log.end(ROLLED_AT_S + 5.0)
    log.clock(clock(ROLLED_AT_S + 6.0))
    log.script(EDITED, (), clock(ROLLED_AT_S + 7.0), ROLLED_AT_S + 7.0)
    assert log.run(ROLLED_AT_S + 5.0) == ended
    assert log.revision == 1
