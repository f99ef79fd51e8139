"""The prompter's run as the check wants it."""

import msgspec
import pytest

from studio_tui.course.script import Script, Sheet, Stage
from studio_tui.course.words import count
from studio_tui.prompter.clock import PrompterClock
from studio_tui.prompter.run import TO_ITS_END_S, Reading, Run
from studio_tui.station.spoken_run import spoken_script

TEXTS = (
    "Давление газа зависит от температуры. [формула] Чем она выше, тем быстрее движутся частицы.",
    "В 1662 году это измерил Роберт Бойль, а позже и другие учёные.",
    "[пауза]",
    "Запишите формулу в тетрадь, и на следующем занятии мы решим с ней три задачи.",
)


def stage(number: int, text: str) -> Stage:
    counted = count(text, "ru")
    return Stage(
        stage=str(number),
        text=text,
        words=counted.words,
        spoken_words=counted.spoken_words,
        syllables=counted.syllables,
    )


SCRIPT = Script(
    file="газ.txt",
    sheet=Sheet(),
    stages=tuple(stage(number, text) for number, text in enumerate(TEXTS, 1)),
    language="ru",
)
SCHEDULE = Reading(script=SCRIPT).schedule()
LENGTH_S = SCHEDULE.length_s


def clock(position_s: float = 0.0, anchor_s: float = 0.0, *, running: bool = True) -> PrompterClock:
    return PrompterClock(position_s=position_s, anchor_s=anchor_s, running=running, length_s=LENGTH_S)


def run(*clocks: PrompterClock, end_s: float) -> Run:
    return Run(readings=(Reading(script=SCRIPT, clocks=clocks, end_s=end_s),))


def test_a_script_read_to_its_end_counts_as_its_importer_counted_it():
    spoken = spoken_script(run(clock(), end_s=LENGTH_S + 5))
    assert spoken is not None
    assert (spoken.read_words, spoken.read_syllables) == (SCRIPT.spoken_words, spoken.syllables)
    assert (spoken.read_share, spoken.left_s) == (1.0, 0.0)
    assert [each.stage for each in spoken.stages] == ["1", "2", "4"]
    assert [each.words for each in spoken.stages] == [SCRIPT.stages[i].spoken_words for i in (0, 1, 3)]
    assert [each.start_s for each in spoken.stages] == [
        pytest.approx(SCHEDULE.stage_starts_s[index]) for index in (0, 1, 3)
    ]


def test_a_cut_in_the_middle_says_what_is_left():
    spoken = spoken_script(run(clock(), end_s=LENGTH_S / 2))
    assert spoken is not None
    assert spoken.left_s == pytest.approx(LENGTH_S / 2, abs=1.0)
    assert spoken.read_share == pytest.approx(0.5, abs=0.1)
    assert spoken.read_words == pytest.approx(SCRIPT.spoken_words / 2, abs=4)


def test_a_speaker_who_is_a_little_ahead_has_read_to_the_end():
    spoken = spoken_script(run(clock(), end_s=LENGTH_S - TO_ITS_END_S / 2))
    assert spoken is not None
    assert (spoken.read_words, spoken.read_share, spoken.left_s) == (SCRIPT.spoken_words, 1.0, 0.0)


def test_a_stage_that_is_read_again_comes_again_and_is_no_larger_share():
    second_s = SCHEDULE.stage_starts_s[1]
    end_s = SCHEDULE.stage_starts_s[3]
    spoken = spoken_script(run(clock(), clock(second_s, end_s), end_s=end_s + LENGTH_S))
    assert spoken is not None
    assert [each.stage for each in spoken.stages] == ["1", "2", "2", "4"]
    assert spoken.read_words == SCRIPT.spoken_words + SCRIPT.stages[1].spoken_words
    assert spoken.read_share == 1.0


def test_a_rewind_behind_the_end_takes_nothing_back():
    spoken = spoken_script(run(clock(), clock(0.0, LENGTH_S + 2, running=False), end_s=LENGTH_S + 4))
    assert spoken is not None
    assert (spoken.read_words, spoken.read_share, spoken.left_s) == (SCRIPT.spoken_words, 1.0, 0.0)


def test_a_text_that_never_moved_may_have_been_read_but_nobody_knows_when():
    spoken = spoken_script(run(clock(running=False), end_s=30.0))
    assert spoken is not None
    assert (spoken.read_words, spoken.read_share, spoken.left_s) == (SCRIPT.spoken_words, None, None)
    assert all(each.start_s is None for each in spoken.stages)


def test_a_script_that_was_edited_while_it_ran_is_one_script():
    reading = Reading(script=SCRIPT, clocks=(clock(),), end_s=5.0)
    rest = msgspec.structs.replace(reading, clocks=(clock(5.0, 5.0),), end_s=LENGTH_S + 1)
    spoken = spoken_script(Run(readings=(reading, rest)))
    assert spoken is not None
    assert (spoken.read_words, spoken.read_share) == (SCRIPT.spoken_words, 1.0)


def test_nothing_to_read_is_no_script():
    assert spoken_script(Run()) is None
    silent = msgspec.structs.replace(SCRIPT, stages=(stage(1, "[музыка]"),))
    assert spoken_script(Run(readings=(Reading(script=silent, clocks=(clock(),), end_s=9.0),))) is None
