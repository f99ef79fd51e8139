"""The prompter as the speaker sees it: big letters, the line being read on a band, drawn from known ANSI text."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from functools import partial

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip

from studio_tui.prompter.clock import REFERENCE_WPM
from studio_tui.prompter.script_guide import ScriptGuide
from studio_tui.station.prompter_messages import PrompterState
from studio_tui.text import N_
from studio_tui.ui.kitty_lines import Figure, KittyLines, Name, Window, figure_on
from studio_tui.ui.page_rows import PageRow, turned
from studio_tui.ui.prompter_page import PrompterPage
from studio_tui.ui.prompter_signs import (
    EDGE_ROWS,
    MARGIN_CELLS,
    edge_rows,
    with_breath,
    with_count,
    with_focus_marks,
    with_script_marks,
)
from studio_tui.ui.raster.faststrip import ANSI_RESET, KnownStrip, ansi_colour
from studio_tui.ui.raster.kitty import Rgb
from studio_tui.ui.raster.painter import LinePainter
from studio_tui.ui.terminal_probe import CellSize
from studio_tui.ui.widgets.line_widget import LineWidget
from studio_tui.ui.widgets.rows import fit, printable
from studio_tui.ui.words import Words

_BREATH_STEPS = 24
_LEAST_ROWS_WITH_EDGES = 30


class PrompterView(LineWidget):
    """Draws a page at the moment the station's clock says; only rows that changed are sent."""

    COMPONENT_CLASSES = {  # noqa: RUF012 - Textual declares it so
        "prompter--past", "prompter--now", "prompter--next", "prompter--cue", "prompter--hint", "prompter--blank",
        "prompter--mark", "prompter--breath", "prompter--count", "prompter--edge", "prompter--band",
    }  # fmt: skip
    DEFAULT_CSS = """
    PrompterView {
        background: #000000;
        color: #8b96a8;
        .prompter--past { color: #414a58; }
        .prompter--now { color: #ffffff; }
        .prompter--next { color: #c3ccd8; }
        .prompter--cue { color: #e6a93c; }
        .prompter--hint { color: #74c7b8; }
        .prompter--blank { color: #ff7a33; }
        .prompter--mark { color: #56b4e9; }
        .prompter--breath { color: #2f6f95; }
        .prompter--count { color: #8fd0f5; }
        .prompter--edge { color: #6d7889; }
        .prompter--band { background: #141b26; }
    }
    """

    def __init__(self, words: Words, cell: CellSize | None = None, *, id: str | None = None) -> None:  # noqa: A002
        """Draw in this terminal.

        Args:
            words: its language.
            cell: a cell of it, where it shows pictures.
            id: the widget's name in stylesheets.
        """
        super().__init__(words, id=id)
        self._cell = cell
        self._shows_pictures = True
        self._pictures: KittyLines | None = None
        self._guide: ScriptGuide | None = None
        self._page: PrompterPage | None = None
        self._page_key: tuple[object, ...] = ()
        self._drawn_key: tuple[object, ...] = ()
        self._edges: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self._rows: list[tuple[PageRow, Hashable]] = []
        self._strips: list[Strip] = []
        self._inks: dict[tuple[str, bool], int] = {}

    @property
    def page(self) -> PrompterPage | None:
        """The script as it is laid out now."""
        return self._page

    @property
    def has_edges(self) -> bool:
        """Whether it draws the texts of `show_edges` itself."""
        return self._page is not None and self._page.rows < self.size.height

    def next_switch_in_s(self, state: PrompterState, now_s: float) -> float | None:
        """Seconds until the next line becomes the one being read; None while none will."""
        clock = state.clock
        if self._page is None or not clock.running or clock.count_in_s(now_s) > 0:
            return None
        position_s = clock.at(now_s)
        switch_s = self._page.next_switch_s(position_s)
        return None if switch_s is None else (switch_s - position_s) * REFERENCE_WPM / clock.wpm

    def show_edges(self, above: Sequence[str], below: Sequence[str]) -> None:
        """Facts to draw above and below the page while that is turned over, the most important first."""
        self._edges = tuple(map(printable, above)), tuple(map(printable, below))

    def show(self, guide: ScriptGuide | None, state: PrompterState, now_s: float) -> None:
        """Show the place of this moment.

        Args:
            guide: the script in time, None without one.
            state: clock and looks from the station.
            now_s: monotonic time.
        """
        size = self.size
        if guide is None or not guide.schedule.words or not size:
            if self._page is not None or guide is not self._guide:
                self._page, self._rows, self._strips, self._page_key = None, [], [], ()
                self.refresh()
            self._guide = guide
            return
        page = self._laid_out(guide, state)
        position_s = state.clock.at(now_s)
        count_s = state.clock.count_in_s(now_s)
        figure = str(math.ceil(count_s)) if count_s > 0 else ""
        breath = math.ceil(guide.breath_left(position_s) * _BREATH_STEPS) / _BREATH_STEPS
        if not state.clock.running:
            breath = 0.0
        reading = page.layout.place(position_s)[0]
        edges = self._edges if self.has_edges else None
        looks = (state.focus, state.mirror, state.flip, state.markers_s, figure, breath, edges)
        drawn_key = (page, page.scroll_px(position_s), reading, looks)
        if drawn_key != self._drawn_key or not self._rows:
            self._drawn_key = drawn_key
            rows = self._frame(page, state, position_s, figure, breath)
            self._put(rows, self._picture_keys(page, state, position_s, rows, figure))

    def _laid_out(self, guide: ScriptGuide, state: PrompterState) -> PrompterPage:
        size = self.size
        in_glass = (
            (state.mirror or state.flip) and state.letters != "plain" and size.height >= _LEAST_ROWS_WITH_EDGES
        )
        turns = (state.mirror, state.flip) if state.letters == "kitty" else ()
        page_key = (size, state.letters, state.letter_rows, in_glass, turns)
        if guide is not self._guide or page_key != self._page_key or self._page is None:
            self._guide, self._page_key = guide, page_key
            height = size.height - 2 * EDGE_ROWS if in_glass else size.height
            self._page = page = PrompterPage(
                guide.schedule,
                size.width,
                height,
                state.letters,
                state.letter_rows,
                self._cell if self._shows_pictures else None,
            )
            self._forget_pictures()
            self._pictures = self._pictures_of(page, state)
            self._rows, self._strips = [], []
        return self._page

    def _pictures_of(self, page: PrompterPage, state: PrompterState) -> KittyLines | None:
        if page.painter is None:
            return None
        window = Window(page.rows, page.painter.cell.height_px, MARGIN_CELLS, state.mirror, state.flip)
        return KittyLines(
            window, page.line_px, partial(self._painted, page.painter, page), partial(self._figure, page.painter)
        )

    def _painted(self, painter: LinePainter, page: PrompterPage, name: Name) -> Rgb:
        """The picture of a line; the band behind the one being read goes with it."""
        line, side = name
        runs = [(text, self._colour(tone)) for text, tone in page.toned(line, side)]
        ground = self._colour("band", background=True) if side == "now" else 0
        return painter.paint(runs, page.columns - 2 * MARGIN_CELLS, ground)

    def _figure(self, painter: LinePainter, figure: Figure) -> Rgb:
        return painter.paint_figure(figure.text, figure.columns, figure.rows, self._colour("count"))

    def _frame(
        self, page: PrompterPage, state: PrompterState, position_s: float, figure: str, breath: float
    ) -> list[PageRow]:
        """The page with all its signs, turned over as it is wanted."""
        rows = page.frame(position_s, state.focus)
        band = page.focus_rows(state.focus)
        rows = with_focus_marks(rows)
        if state.markers_s:
            rows = with_script_marks(rows, page.marked_rows(position_s, state.focus, state.markers_s))
        if breath > 0:
            rows = with_breath(rows, band, breath)
        if figure:
            rows = with_count(rows, figure, band)
        mosaic = page.mosaic
        if mosaic is None or not (state.mirror or state.flip):
            return rows
        if self.has_edges:
            above, below = (edge_rows(facts, "edge", page.columns, mosaic) for facts in self._edges)
            rows = [*above, *rows, *below]
        return turned(rows, mosaic, mirror=state.mirror, flip=state.flip)

    def _picture_keys(
        self, page: PrompterPage, state: PrompterState, position_s: float, rows: Sequence[PageRow], figure: str
    ) -> list[Hashable]:
        """For each row what hangs on it besides its text."""
        if self._pictures is None:
            return [()] * len(rows)
        above = (len(rows) - page.rows) // 2
        keys = self._pictures.place(page.picture_lines(position_s, state.focus), figure_on(rows, figure, above))
        return [*[()] * above, *keys, *[()] * (len(rows) - page.rows - above)]

    def _put(self, rows: Sequence[PageRow], keys: Sequence[Hashable]) -> None:
        old = self._rows
        whole = len(rows) != len(old)
        self._rows = list(zip(rows, keys, strict=True))
        if whole:
            self._strips = [self._strip(y, row) for y, row in enumerate(rows)]
            self.refresh()
            return
        changed = [y for y, row in enumerate(self._rows) if row != old[y]]
        for y in changed:
            self._strips[y] = self._strip(y, rows[y])
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def _strip(self, y: int, row: PageRow) -> Strip:
        pictures = self._pictures
        in_band = row.in_focus and pictures is None  # behind pictures the band is part of the line
        ground = self._colour("band", background=True) if in_band else _hex(self.background_colors[1])
        parts = [(text, self._colour(tone)) for text, tone in row.parts]

        def segments() -> list[Segment]:
            on = RichColor.from_rgb(ground >> 16, ground >> 8 & 255, ground & 255)
            return [
                Segment(text, Style(color=RichColor.from_rgb(ink >> 16, ink >> 8 & 255, ink & 255), bgcolor=on))
                for text, ink in parts
            ]

        if self.app.no_color:
            return Strip(segments(), self.size.width)
        ansi = "".join(f"{ansi_colour(ink, ground)}{text}" for text, ink in parts) + ANSI_RESET
        if pictures is None:
            return KnownStrip(ansi, self.size.width, segments)
        above = (len(self._rows) - self._page.rows) // 2 if self._page else 0
        return KnownStrip(ansi, self.size.width, segments, partial(pictures.escapes, y - above))

    def without_pictures(self) -> None:
        """Something will lie over the page: letters of blocks take the places of pictures."""
        self._shows_pictures, self._page_key = False, ()
        self._forget_pictures()

    def with_pictures(self) -> None:
        """Nothing lies over the page any more."""
        self._shows_pictures, self._page_key = True, ()

    def _forget_pictures(self) -> None:
        """Have the terminal forget what it was sent; this stands in no row."""
        driver = self.app._driver  # noqa: SLF001 - Textual has no other way to the terminal
        if self._pictures is not None and driver is not None:
            driver.write(self._pictures.goodbye())
        self._pictures = None

    def _colour(self, name: str, *, background: bool = False) -> int:
        known = self._inks.get((name, background))
        if known is None:
            styles = self.get_component_styles(f"prompter--{name}")
            known = self._inks[name, background] = _hex(styles.background if background else styles.color)
        return known

    def notify_style_update(self) -> None:
        """Colours have changed."""
        super().notify_style_update()
        self._inks = {}

    def render_line(self, y: int) -> Strip:
        """One row of the page, or a sentence in the middle while there is no script."""
        if y < len(self._strips):
            return self._strips[y]
        width, text = self.size.width, ""
        if not self._strips and y == self.size.height // 2:
            text = fit(self.words.say(N_("No script yet. The operator opens one with F3.")), width).center(width)
        return Strip([Segment(text or " " * width, self.ground)], width)


def _hex(colour: Color) -> int:
    red, green, blue = colour.rgb
    return red << 16 | green << 8 | blue
