"""Scales and rulers: ticks stand where their standard puts them, and labels never touch, at any width."""

from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meters.audio.ballistics import BALLISTICS
from studio_tui.station.messages import BallisticsName
from studio_tui.ui.widgets.level_scales import SCALES, LevelScale
from studio_tui.ui.widgets.loudness import loudness_ruler
from studio_tui.ui.widgets.rows import Row, width_of
from studio_tui.ui.widgets.ruler import LINES, Mark, line_at, ruler
from studio_tui.ui.widgets.sound_meter import level_ruler
from studio_tui.ui.widgets.stereo import correlation_ruler

EVERY_SCALE = pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
WIDTHS = range(40, 201)


def text_of(row: Row) -> str:
    return "".join(part.text for part in row)


def marks_on(row: Row) -> dict[int, str]:
    """Cell of each line on a ruler, and the label that belongs to it, read as a person would."""
    text = text_of(row)
    found = {}
    for cell in (cell for cell, sign in enumerate(text) if sign in LINES):
        after = text[cell + 1 :].split(" ")[0] if cell + 1 < len(text) else ""
        before = text[:cell].split(" ")[-1]
        found[cell] = after or before
    return found


@EVERY_SCALE
def test_a_face_is_that_of_its_meter(scale: LevelScale):
    meter = BALLISTICS[scale.name]
    assert (scale.standard, scale.alignment_dbfs) == (meter.sign, meter.alignment_dbfs)
    assert {tick.dbfs for tick in scale.ticks} >= {meter.alignment_dbfs}


def test_every_ballistics_has_a_face():
    assert set(SCALES) == set(get_args(BallisticsName))
    assert len({scale.standard for scale in SCALES.values()}) == len(SCALES)


@EVERY_SCALE
def test_a_scale_rises_from_end_to_end(scale: LevelScale):
    levels, shares = zip(*scale.deflection, strict=True)
    assert all(low < high for low, high in pairwise(levels))
    assert all(low < high for low, high in pairwise(shares))
    assert (shares[0], shares[-1]) == (0.0, pytest.approx(1.0))
    assert (scale.share(-200.0), scale.share(6.0)) == (0.0, 1.0)
    assert all(levels[0] <= tick.dbfs <= levels[-1] for tick in scale.ticks)
    starts = [begin for begin, _ in scale.zones]
    assert starts == sorted(starts)
    assert len(set(starts)) == 4


@EVERY_SCALE
def test_breakpoints_are_met_exactly_and_joined_by_straight_lines(scale: LevelScale):
    for (low, low_share), (high, high_share) in pairwise(scale.deflection):
        assert scale.share(low) == pytest.approx(low_share)
        assert scale.share((low + high) / 2) == pytest.approx((low_share + high_share) / 2)


@pytest.mark.parametrize(
    ("name", "label", "dbfs"),
    [
        ("ppm1", "0", -9.0),
        ("ppm1", "−9", -18.0),
        ("ppm1", "+5", -4.0),
        ("ppm1", "−50", -59.0),
        ("ppm2a", "4", -18.0),
        ("ppm2a", "6", -10.0),
        ("ppm2a", "1", -30.0),
        ("vu", "0", -18.0),
        ("vu", "+3", -15.0),
        ("vu", "−20", -38.0),
        ("k20", "0", -20.0),
        ("k20", "+20", 0.0),
        ("k14", "0", -14.0),
        ("k14", "+14", 0.0),
        ("digital18", "0", 0.0),
        ("digital18", "−18", -18.0),
    ],
)
def test_a_mark_stands_at_its_level(name: BallisticsName, label: str, dbfs: float):
    assert {tick.label: tick.dbfs for tick in SCALES[name].ticks}[label] == dbfs


def test_the_marks_of_the_bbc_meter_are_equally_far_apart():
    places = sorted(SCALES["ppm2a"].share(tick.dbfs) for tick in SCALES["ppm2a"].ticks)
    assert len(places) == 7
    assert {round(high - low, 9) for low, high in pairwise(places)} == {round(places[1] - places[0], 9)}


def test_a_vu_pointer_moves_with_the_voltage():
    scale = SCALES["vu"]
    assert scale.share(-18.0) == pytest.approx(0.708, abs=0.001)
    assert scale.share(-18.0 - 6.0206) == pytest.approx(scale.share(-18.0) / 2, rel=0.01)


@pytest.mark.parametrize(
    ("dbfs", "percent"), [(-70, 0), (-60, 2.5), (-50, 7.5), (-40, 15), (-30, 30), (-20, 50), (-10, 75), (0, 100)]
)
def test_the_digital_scale_follows_its_standard(dbfs: float, percent: float):
    """IEC 60268-18, the scale of digital peak meters."""
    assert SCALES["digital18"].share(dbfs) == pytest.approx(percent / 100)


@EVERY_SCALE
def test_ticks_stand_in_their_places_at_every_width(scale: LevelScale):
    places = {tick.label: scale.share(tick.dbfs) for tick in scale.ticks}
    for cells in WIDTHS:
        row = level_ruler(scale, cells)
        assert width_of(row) == cells
        for cell, label in marks_on(row).items():
            if label:
                assert cell == line_at(places[label], cells)[0], (cells, label)
        assert scale.ticks[0].label in marks_on(row).values(), cells


@EVERY_SCALE
def test_labels_never_touch_and_are_never_cut(scale: LevelScale):
    labels = {tick.label for tick in scale.ticks}
    for cells in WIDTHS:
        text = text_of(level_ruler(scale, cells))
        for word in text.split():
            assert word.strip(LINES) in labels | {""}, (cells, word)
            assert sum(sign in LINES for sign in word) == 1, (cells, word)


@EVERY_SCALE
def test_the_alignment_stands_out_where_it_has_a_mark(scale: LevelScale):
    aligned = [tick.label for tick in scale.ticks if tick.dbfs == scale.alignment_dbfs]
    row = level_ruler(scale, 60)
    assert [part.text.strip().strip(LINES) for part in row if part.ink == "cue"] == aligned


@given(
    st.lists(st.tuples(st.sampled_from(["0", "−9", "+5", "−50", "мин"]), st.floats(0, 1)), max_size=12),
    st.integers(0, 120),
)
def test_a_ruler_of_anything_is_as_wide_as_asked_and_tidy(ticks: list[tuple[str, float]], cells: int):
    row = ruler([Mark(label, share) for label, share in ticks], cells)
    assert width_of(row) == cells
    for word in text_of(row).split():
        assert word.strip(LINES) in {label for label, _ in ticks} | {""}
        assert sum(sign in LINES for sign in word) == 1


@given(st.floats(0, 1), st.integers(1, 200))
def test_a_line_is_right_to_a_sixth_of_a_cell(share: float, cells: int):
    cell, sign = line_at(share, cells)
    drawn = cell + {"▏": 1 / 6, "│": 1 / 2, "▕": 5 / 6}[sign]
    assert abs(drawn - share * cells) <= 1 / 6 + 1e-9


def test_the_loudness_scale_goes_from_18_below_the_target_to_9_above():
    """EBU Tech 3341, the EBU +9 scale."""
    for cells in WIDTHS:
        marks = marks_on(loudness_ruler(-23.0, cells))
        by_label = {label: cell for cell, label in marks.items() if label}
        assert by_label["−23"] == int(18 / 27 * cells)
        assert by_label["−41"] == 0
        assert by_label["−14"] == cells - 1
    assert next(part.text for part in loudness_ruler(-16.5, 80) if part.ink == "cue").endswith("−16.5")


def test_the_correlation_scale_has_its_zero_in_the_middle():
    for cells in WIDTHS:
        assert marks_on(correlation_ruler(cells)) == {0: "−1", cells // 2: "0", cells - 1: "+1"}
