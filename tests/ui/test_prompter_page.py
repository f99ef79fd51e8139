"""The prompter's page: every word is shown, the line being read stands at the focus, a mirror is a mirror."""

import itertools

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio_tui.course.script import Stage
from studio_tui.prompter.schedule import make_schedule
from studio_tui.ui.page_rows import turned
from studio_tui.ui.prompter_page import PrompterPage, letter_rows_that_fit
from tests.rigs.fake_station import SCRIPT

SCHEDULE = make_schedule(SCRIPT)
FOCUS = 0.33


def _page(letters: str = "quadrant", columns: int = 120, rows: int = 36) -> PrompterPage:
    return PrompterPage(SCHEDULE, columns, rows, letters, 6)


@pytest.mark.parametrize("letters", ["half", "quadrant", "sextant", "plain"])
def test_rows_are_as_wide_as_the_window(letters: str):
    page = _page(letters)
    frame = page.frame(5.0, FOCUS)
    assert len(frame) == 36
    for row in frame:
        assert len(row.text) == 120
        assert sum(cells for cells, _ in row.runs) == 120


def test_plain_letters_can_be_read_and_the_line_being_read_is_in_the_focus():
    page = _page("plain")
    index, _ = page.layout.place(9.0)
    frame = page.frame(9.0, FOCUS)
    (focus,) = [row for row in frame if row.in_focus and row.text.strip()]
    assert all(
        y in page.focus_rows(FOCUS) or abs(y - page.focus_rows(FOCUS).start) <= 1
        for y, row in enumerate(frame)
        if row is focus
    )
    assert focus.text.strip() == page.layout.lines[index].text
    assert {tone for _, tone in focus.runs} <= {"now", "cue"}


def test_what_was_read_is_past_and_what_comes_is_next():
    page = _page()
    frame = page.frame(12.0, 0.5)
    band = page.focus_rows(0.5)
    inked = [row for row in frame if row.text.strip()]
    assert {"past"} == {tone for row in frame[: band.start - 3] if row in inked for _, tone in row.runs}
    assert "past" not in {tone for row in frame[band.stop + 3 :] for _, tone in row.runs}


def test_cues_have_a_tone_of_their_own():
    page = _page("plain", columns=80)
    frame = page.frame(0.0, 0.1)
    (row,) = [row for row in frame if "[слайд 1]" in row.text]
    x, shown = 0, ""
    for cells, tone in row.runs:
        shown += row.text[x : x + cells] if tone == "cue" else ""
        x += cells
    assert shown.strip() == "[слайд 1]"


def test_mirrored_twice_is_the_page_itself():
    page = _page()
    assert page.mosaic is not None
    plain = page.frame(7.0, FOCUS)
    mirrored = turned(plain, page.mosaic, mirror=True, flip=False)
    swap = str.maketrans("▘▝▌▐▖▗▞▚▛▜▙▟", "▝▘▐▌▗▖▚▞▜▛▟▙")
    for one, other in zip(plain, mirrored, strict=True):
        assert other.text[::-1].translate(swap) == one.text
        assert tuple(reversed(other.runs)) == one.runs


@settings(max_examples=100, deadline=None)
@given(st.floats(0, SCHEDULE.length_s), st.sampled_from([0.2, FOCUS, 0.5]))
def test_the_line_being_read_stands_on_the_focus(position_s: float, focus: float):
    """At most half a line away from it, an eighth more beside the gap between two stages."""
    page = _page()
    frame = page.frame(position_s, focus)
    height, wanted = len(page.focus_rows(focus)), page.focus_rows(focus)
    band = [y for y, row in enumerate(frame) if row.in_focus]
    assert len(band) in range(height - 1, height + 2)
    away_rows = (band[0] + band[-1]) / 2 - (wanted[0] + wanted[-1]) / 2
    assert abs(away_rows) <= height * (0.5 + 0.125) + 0.5
    assert {tone for y in band for _, tone in frame[y].runs} <= {"now", "cue"}


def test_the_text_lingers_while_the_middle_of_a_line_is_read():
    page = _page()
    for index in range(len(page.layout.lines)):
        middle = page.scroll_px(page.layout.position(index, 0.5))
        for share in (0.25, 0.75):
            assert abs(page.scroll_px(page.layout.position(index, share)) - middle) <= 12 / 6


def test_the_first_line_begins_and_the_last_ends_on_the_focus():
    page = _page()
    wanted = page.focus_rows(FOCUS)
    for position_s in (0.0, SCHEDULE.length_s):
        frame = page.frame(position_s, FOCUS)
        assert [y for y, row in enumerate(frame) if row.in_focus] == list(wanted)


def test_a_line_without_spoken_words_is_passed_smoothly():
    stage = Stage(stage="1", text="Бірінші сөйлем осында.\n[слайд 1 – суретті көрсету]\nЕкінші сөйлем мұнда.")
    schedule = make_schedule(msgspec.structs.replace(SCRIPT, stages=(stage,)))
    page = PrompterPage(schedule, 120, 36, "quadrant", 6)
    assert any(line.start_s == line.end_s for line in page.layout.lines), "a line of nothing but a cue"
    places = [page.scroll_px(schedule.length_s * step / 300) for step in range(301)]
    assert max(after - before for before, after in itertools.pairwise(places)) <= 2


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(0, SCHEDULE.length_s), min_size=2, max_size=20).map(sorted))
def test_the_text_never_runs_backwards(moments: list[float]):
    page = _page()
    places = [page.scroll_px(moment) for moment in moments]
    assert places == sorted(places)


def test_the_text_moves_in_steps_of_one_pixel():
    """At 165 words a minute and 30 pictures a second nothing may jump, except over the gap between two stages."""
    page = _page()
    steps = int(SCHEDULE.length_s * 30 * 150 / 165)
    places = [page.scroll_px(step * 165 / 150 / 30) for step in range(steps)]
    assert max(after - before for before, after in itertools.pairwise(places)) <= 2


@given(st.integers(2, 20), st.integers(20, 300))
def test_letters_shrink_until_words_fit(wanted: int, columns: int):
    rows = letter_rows_that_fit(wanted, columns)
    assert 3 <= rows <= max(3, wanted)
    assert rows == max(3, wanted) or columns < 16 * wanted


@pytest.mark.parametrize("letters", ["plain", "quadrant"])
def test_hints_and_blanks_have_tones_of_their_own_and_a_blank_keeps_it(letters: str):
    text = (
        "Бұл Coursera (курсэра) платформасы. Оның ________ курсы бар. [слайд 1] Келесі сөйлем осында.\nСоңғы абзац."
    )
    stage = Stage(stage="1", text=text)
    schedule = make_schedule(msgspec.structs.replace(SCRIPT, stages=(stage,)))
    page = PrompterPage(schedule, 70, 30, letters, 4)
    kinds = {word.kind for word in schedule.words}
    before, after = (
        {tone for row in page.frame(position_s, 0.5) for _, tone in row.runs}
        for position_s in (0.0, schedule.length_s)
    )
    assert kinds - {"word"} <= before
    assert "blank" in kinds
    assert "blank" in after, "a hole in the script does not fade"
    assert "cue" not in after
