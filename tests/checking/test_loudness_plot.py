"""Loudness over time in text: nothing loud gets lost, every line fits."""

from hypothesis import given
from hypothesis import strategies as st

from studio_tui.checking.loudness_plot import loudness_plot

_LOUDNESS = st.none() | st.floats(-70, 0)


def columns(lines: list[str]) -> list[list[str]]:
    return [list(line.partition("┤")[2]) for line in lines if "┤" in line]


def test_silence_has_no_plot():
    assert loudness_plot([None] * 50, 80) == []
    assert loudness_plot([], 80) == []


def test_a_step_is_a_step():
    lines = loudness_plot([-32.0] * 30 + [-20.0] * 30, 80)
    top = "".join(columns(lines)[0])
    assert not top[:30].strip()
    assert len(top[30:].strip()) == 30
    assert lines[-1].split() == ["0:00", "0:12", "0:24", "0:36", "0:48"]


def test_the_scale_names_the_top_of_each_row():
    lines = loudness_plot([-21.0] * 40, 80)
    full = next(line for line in lines if "█" in line)
    assert full.split("┤")[0].strip() == "−21"


@given(values=st.lists(_LOUDNESS, max_size=3000), width=st.integers(1, 250))
def test_every_line_fits_and_the_loudest_second_shows(values: list[float | None], width: int):
    lines = loudness_plot(values, width)
    known = [value for value in values if value is not None]
    assert bool(lines) == bool(known)
    if not lines:
        return
    assert max(map(len, lines[:-1])) <= max(width, 20)
    assert max(known) <= -41 or any("".join(row).strip() for row in columns(lines))
    cells = lines[-2].count("─")
    edges = [cell * len(values) // cells for cell in range(cells + 1)]
    loudest = values.index(max(known))
    its_cell = next(cell for cell in range(cells) if edges[cell] <= loudest < edges[cell + 1])
    heights = [sum(cell < len(row) and row[cell] != " " for row in columns(lines)) for cell in range(cells)]
    assert heights[its_cell] == max(heights)
