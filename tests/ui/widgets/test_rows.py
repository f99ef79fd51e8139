"""Rows of text: never wider than the screen, cut at whole characters, safe to print."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from studio_tui.columns import column_rows
from studio_tui.ui.widgets.bars import thin_bar, zoned_bar
from studio_tui.ui.widgets.rows import Part, fit, joined, pad, printable, spread, width_of

WIDE = st.text(st.sampled_from("аәқңA1 日本語🎥é\u0301\u202e\x1b\n"), max_size=40)
ZONES = [(0.0, "bar-low"), (0.3, "bar-ok"), (0.9, "bar-hot")]


@given(WIDE, st.integers(0, 30))
def test_a_text_fits(text: str, width: int):
    assert cell_len(fit(text, width)) <= width
    assert cell_len(pad(text, width)) == width


def test_a_cut_is_seen():
    assert fit("Алгоритмдерге кіріспе", 12) == "Алгоритмдер…"
    assert fit("Алгоритм", 8) == "Алгоритм"


@given(st.text())
def test_nothing_that_steers_a_terminal_is_printed(text: str):
    assert not {chr(code) for code in (*range(32), *range(0x7F, 0xA0), *range(0x202A, 0x202F))} & set(
        printable(text)
    )


@given(st.lists(WIDE, min_size=1, max_size=5), st.lists(WIDE, max_size=2), st.integers(0, 80))
def test_two_groups_share_a_row(left: list[str], right: list[str], width: int):
    row = spread([Part(text) for text in left], [Part(printable(text)) for text in right], width)
    assert width_of(row) <= width


@given(st.lists(WIDE.map(printable), min_size=1, max_size=6), st.integers(1, 60))
def test_groups_that_do_not_fit_are_left_out_whole(texts: list[str], width: int):
    row = joined([[Part(text)] for text in texts], width)
    assert width_of(row) <= max(width, cell_len(texts[0]))
    assert row[0].text == texts[0]


@given(st.floats(-1, 2), st.integers(1, 120))
def test_a_bar_is_as_long_as_its_share(share: float, width: int):
    row = zoned_bar(share, width, ZONES)
    eighths = sum(" ▏▎▍▌▋▊▉█".index(glyph) for part in row for glyph in part.text)
    assert width_of(row) == width
    assert eighths == round(min(max(share, 0), 1) * width * 8)
    assert width_of(thin_bar(share, width)) == width


def test_marks_stand_over_the_bar_and_only_inside_it():
    row = zoned_bar(0.5, 10, ZONES, {7: ("┃", "bar-mark"), 12: ("┃", "bar-mark")})
    assert "".join(part.text for part in row) == "█████  ┃  "


@given(
    st.floats(0, 1),
    st.integers(1, 60),
    st.lists(st.floats(0, 1), max_size=4).map(sorted),
    st.dictionaries(st.integers(-2, 62), st.sampled_from("┃┊▉"), max_size=4),
)
def test_a_bar_is_whole_whatever_its_zones_and_marks(
    share: float, width: int, starts: list[float], marks: dict[int, str]
):
    zones = [(0.0, "bar-low"), *zip(starts, ["bar-ok", "bar-hot"] * 2, strict=False)]
    row = zoned_bar(share, width, zones, {x: (sign, "bar-mark") for x, sign in marks.items()})
    text = "".join(part.text for part in row)
    assert len(text) == width
    assert {x: sign for x, sign in marks.items() if 0 <= x < width}.items() <= dict(enumerate(text)).items()
    inks = [part.ink for part in row for _ in part.text]
    for x in set(range(width)) - set(marks):
        assert inks[x] == [ink for start, ink in zones if round(start * width) <= x][-1]


def test_upright_bars_grow_by_eighths():
    assert column_rows([0.0, 0.25, 0.5, 1.0], 2) == ["   █", " ▄██"]
