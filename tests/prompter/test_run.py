"""Which words went by while a take rolled, and when."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tui.course.script import Script, Sheet, Stage
from studio_tui.prompter.clock import REFERENCE_WPM, PrompterClock
from studio_tui.prompter.run import MAX_NUDGE_S, Passage, Reading, Run, passages, read_parts
from studio_tui.prompter.schedule import Schedule, same_place

SCRIPT = Script(
    file="талшықтар.txt",
    sheet=Sheet(),
    language="kk",
    stages=(
        Stage(stage="1", text="Бүгін өсімдік талшықтарын зерттейміз. [1-слайд] Оларды микроскоппен көреміз."),
        Stage(stage="2", text="Алдымен кесінді дайындаймыз, кейін оны бояймыз.\nСоңында суретін саламыз."),
        Stage(stage="3", text="Келесі сабаққа дәптер, қарындаш және 2 жапырақ алып келіңіздер, рақмет!"),
    ),
)


def reading(*clocks: PrompterClock, end_s: float = 60.0, speeds: tuple[float, ...] = ()) -> Reading:
    return Reading(script=SCRIPT, stage_speeds=speeds, clocks=clocks, end_s=end_s)


SCHEDULE = reading().schedule()
SPOKEN = [index for index, word in enumerate(SCHEDULE.words) if word.spoken]


def running(position_s: float = 0.0, anchor_s: float = 0.0, wpm: float = REFERENCE_WPM) -> PrompterClock:
    return PrompterClock(
        position_s=position_s, anchor_s=anchor_s, wpm=wpm, running=True, length_s=SCHEDULE.length_s
    )


def standing(position_s: float = 0.0, anchor_s: float = 0.0) -> PrompterClock:
    return msgspec.structs.replace(running(position_s, anchor_s), running=False)


def passed(*clocks: PrompterClock, end_s: float = 60.0) -> tuple[Passage, ...]:
    return passages(reading(*clocks, end_s=end_s), SCHEDULE)


def words_of(found: tuple[Passage, ...]) -> list[int]:
    return [passage.word for passage in found]


def test_at_the_reference_rate_words_go_by_as_they_are_scheduled():
    found = passed(running())
    assert words_of(found) == SPOKEN
    for passage in found:
        word = SCHEDULE.words[passage.word]
        assert (passage.start_s, passage.end_s) == (pytest.approx(word.start_s), pytest.approx(word.end_s))


@pytest.mark.parametrize("wpm", [75.0, 300.0])
def test_another_rate_stretches_the_times(wpm: float):
    for passage in passed(running(wpm=wpm)):
        word = SCHEDULE.words[passage.word]
        assert passage.start_s == pytest.approx(word.start_s * REFERENCE_WPM / wpm)
        assert passage.end_s == pytest.approx(word.end_s * REFERENCE_WPM / wpm)


def test_a_stage_with_a_speed_of_its_own_goes_by_at_it():
    twice = reading(running(), speeds=(1.0, 2.0))
    schedule = twice.schedule()
    found = passages(twice, schedule)
    assert words_of(found) == SPOKEN
    second = [passage for passage in found if schedule.words[passage.word].stage == 1]
    plain = [word for word in SCHEDULE.words if word.stage == 1 and word.spoken]
    assert second[-1].end_s - second[0].start_s == pytest.approx((plain[-1].end_s - plain[0].start_s) / 2)


def test_a_count_in_moves_everything_and_before_it_nothing_goes_by():
    found = passed(standing(), running(anchor_s=3.0))
    assert words_of(found) == SPOKEN
    assert found[0].start_s == pytest.approx(3.0 + SCHEDULE.words[0].start_s)


def test_a_clock_from_before_the_roll_counts_from_the_roll_on():
    found = passed(running(anchor_s=-2.0))
    assert words_of(found) == [index for index in SPOKEN if SCHEDULE.words[index].start_s >= 2.0]
    assert all(passage.start_s >= 0 for passage in found)


def test_the_cut_ends_it():
    found = passed(running(), end_s=2.5)
    assert words_of(found) == [index for index in SPOKEN if SCHEDULE.words[index].start_s < 2.5]


def test_a_hold_delays_what_comes_after_it():
    held_at = 2.0
    found = passed(running(), standing(held_at, 2.0), running(held_at, 7.0))
    assert words_of(found) == SPOKEN
    for passage in found:
        delay_s = 5.0 if SCHEDULE.words[passage.word].start_s >= held_at else 0.0
        assert passage.start_s == pytest.approx(SCHEDULE.words[passage.word].start_s + delay_s)


def test_again_from_the_stage_repeats_its_words():
    start_s = SCHEDULE.stage_starts_s[1]
    found = passed(running(), standing(start_s, start_s + 2.0), running(start_s, start_s + 10.0))
    again = [index for index in SPOKEN if SCHEDULE.words[index].start_s >= start_s]
    repeated = [index for index in again if SCHEDULE.words[index].start_s < start_s + 2.0]
    assert repeated
    assert words_of(found) == [*[index for index in SPOKEN if index < again[0]], *repeated, *again]


def test_a_jump_over_a_stage_leaves_it_out():
    start_s = SCHEDULE.length_s - 1.0
    assert start_s > MAX_NUDGE_S
    found = passed(running(), running(start_s, 0.5))
    assert words_of(found) == [
        index for index in SPOKEN if SCHEDULE.words[index].start_s < 0.5 or SCHEDULE.words[index].start_s >= start_s
    ]


def test_a_nudge_back_is_waiting_for_the_speaker_and_repeats_nothing():
    found = passed(running(), running(2.5, 5.0))
    assert words_of(found) == SPOKEN
    for passage in found:
        word = SCHEDULE.words[passage.word]
        assert passage.start_s == pytest.approx(word.start_s + (2.5 if word.start_s >= 2.5 else 0.0))


def test_a_nudge_forward_is_catching_up_and_leaves_nothing_out():
    found = passed(running(), running(5.5, 3.0))
    assert words_of(found) == SPOKEN
    assert {passage.start_s for passage in found if 3.0 < SCHEDULE.words[passage.word].start_s < 5.5} == {3.0}


def test_a_text_that_a_hand_moves_line_by_line_goes_by_while_it_stands():
    step_s = SCHEDULE.length_s / 4
    clocks = [standing(place * step_s, place * 5.0) for place in range(5)]
    found = passed(*clocks, end_s=20.0)
    assert words_of(found) == SPOKEN
    for passage in found:
        line = int(SCHEDULE.words[passage.word].start_s / step_s)
        assert line * 5.0 <= passage.start_s < line * 5.0 + 5.0


def test_nothing_goes_by_without_a_clock_or_while_it_stands():
    assert passages(reading(), SCHEDULE) == ()
    assert passed(standing()) == ()
    assert passages(reading(running()), Schedule()) == ()


def test_it_survives_being_kept():
    kept = reading(standing(), running(anchor_s=3.0), end_s=4.5)
    assert msgspec.json.decode(msgspec.json.encode(kept), type=Reading) == kept


@given(
    steps=st.lists(
        st.tuples(st.floats(0, 1), st.floats(0.01, 20), st.floats(40, 300), st.booleans()), min_size=1, max_size=12
    )
)
def test_whatever_is_done_words_go_by_in_order_of_time(steps: list[tuple[float, float, float, bool]]):
    clocks, at_s = [], 0.0
    for share, length_s, wpm, runs in steps:
        clock = running(share * SCHEDULE.length_s, at_s, wpm)
        clocks.append(clock if runs else msgspec.structs.replace(clock, running=False))
        at_s += length_s
    found = passed(*clocks, end_s=at_s)
    starts = [passage.start_s for passage in found]
    assert starts == sorted(starts)
    assert all(0 <= passage.start_s <= passage.end_s for passage in found)
    assert all(passage.start_s <= at_s + 1e-6 for passage in found)
    assert set(words_of(found)) <= set(SPOKEN)


def run_of(*readings: Reading) -> Run:
    return Run(readings=readings)


def read_in(run: Run) -> list[str]:
    return [part.schedule.words[passage.word].text for part in read_parts(run) for passage in part.passed]


def test_a_change_shortly_before_the_end_doubles_no_word():
    """The speed of a stage is changed two seconds before the end: what is left is read once, in the new reading."""
    change_s = SCHEDULE.length_s - 2.0
    faster = reading(speeds=(1.0, 1.0, 1.5)).schedule()
    place_s = same_place(change_s, SCHEDULE, faster)
    goes_on = msgspec.structs.replace(running(place_s, change_s), length_s=faster.length_s)
    first = reading(running(), end_s=change_s)
    for end_s in (change_s + 0.3, change_s + 10.0):
        second = reading(goes_on, end_s=end_s, speeds=(1.0, 1.0, 1.5))
        assert read_in(run_of(first, second)) == [SCHEDULE.words[index].text for index in SPOKEN]


def test_a_change_at_the_cut_leaves_the_rest_read():
    change_s = SCHEDULE.length_s - 2.0
    first = reading(running(), end_s=change_s)
    second = reading(standing(change_s, change_s), end_s=change_s + 1.0)
    assert read_in(run_of(first, second)) == [SCHEDULE.words[index].text for index in SPOKEN]


def test_a_text_that_never_moved_is_not_completed():
    assert read_in(run_of(reading(standing(SCHEDULE.length_s - 1.0)))) == []


def test_a_nudge_by_nearly_nothing_takes_no_time():
    (first, *_) = passed(standing(0.0), standing(5e-324, 1.0), end_s=2.0)
    assert (first.word, first.start_s, first.end_s) == (SPOKEN[0], 0.0, 0.0)
