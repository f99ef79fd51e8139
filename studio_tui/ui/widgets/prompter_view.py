"""The prompter as the speaker sees it: big letters the line being read on a band, drawn from known ANSI text."""

from __future__ import annotations

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip

from studio_tui.prompter.schedule import Schedule
from studio_tui.station.messages import PrompterState
from studio_tui.text import N_
from studio_tui.ui.prompter_page import MARGIN_CELLS, PageRow, PrompterPage, Tone
from studio_tui.ui.raster.faststrip import ANSI_RESET, KnownStrip, ansi_colour
from studio_tui.ui.widgets.line_widget import LineWidget
from studio_tui.ui.widgets.rows import fit
from studio_tui.ui.words import Words

_FOCUS_MARKS = ("▶", "◀")


class PrompterView(LineWidget):
    """Draws a page at the moment the station's clock says; only rows that changed are sent."""

    COMPONENT_CLASSES = {  # noqa: RUF012 - Textual declares it so
        "prompter--past", "prompter--now", "prompter--next", "prompter--cue", "prompter--mark", "prompter--band",
    }  # fmt: skip
    DEFAULT_CSS = """
    PrompterView {
        background: #000000;
        color: #8b96a8;
        .prompter--past { color: #414a58; }
        .prompter--now { color: #ffffff; }
        .prompter--next { color: #c3ccd8; }
        .prompter--cue { color: #e6a93c; }
        .prompter--mark { color: #56b4e9; }
        .prompter--band { background: #141b26; }
    }
    """

    def __init__(self, words: Words, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id)
        self._schedule: Schedule | None = None
        self._page: PrompterPage | None = None
        self._page_key: tuple[object, ...] = ()
        self._drawn_key: tuple[object, ...] = ()
        self._rows: list[PageRow] = []
        self._strips: list[Strip] = []
        self._marks_at = -1

    @property
    def page(self) -> PrompterPage | None:
        """The script as it is laid out now."""
        return self._page

    def show(self, schedule: Schedule | None, state: PrompterState, now_s: float) -> None:
        """Show the place of this moment.

        Args:
            schedule: the script in time, None without one.
            state: clock and looks from the station.
            now_s: monotonic time.
        """
        size = self.size
        if schedule is None or not schedule.words or not size:
            if self._page is not None or schedule is not self._schedule:
                self._page, self._rows, self._strips, self._page_key = None, [], [], ()
                self.refresh()
            self._schedule = schedule
            return
        page_key = (size, state.letters, state.letter_rows)
        if schedule is not self._schedule or page_key != self._page_key or self._page is None:
            self._schedule, self._page_key = schedule, page_key
            self._page = PrompterPage(schedule, size.width, size.height, state.letters, state.letter_rows)
            self._rows, self._strips = [], []
        position_s = state.clock.at(now_s)
        reading = self._page.layout.place(position_s)[0]
        drawn_key = (self._page, self._page.scroll_px(position_s), reading, state.focus, state.mirror)
        if drawn_key != self._drawn_key or not self._rows:
            self._drawn_key = drawn_key
            self._put(self._page.frame(position_s, state.focus, mirror=state.mirror))

    def _put(self, rows: list[PageRow]) -> None:
        whole = len(rows) != len(self._rows)
        old_rows, old_strips, old_marks_at = self._rows, self._strips, self._marks_at
        in_focus = [y for y, row in enumerate(rows) if row.in_focus]
        self._marks_at = in_focus[len(in_focus) // 2] if in_focus else -1
        remarked = {self._marks_at, old_marks_at} if self._marks_at != old_marks_at else set()
        changed = [y for y, row in enumerate(rows) if whole or row != old_rows[y] or y in remarked]
        self._rows = rows
        self._strips = [old_strips[y] if not whole else self._strip(y) for y in range(len(rows))]
        if whole:
            self.refresh()
            return
        for y in changed:
            self._strips[y] = self._strip(y)
        if changed:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in changed))

    def _strip(self, y: int) -> Strip:
        row = self._rows[y]
        ground = self._colour("band", background=True) if row.in_focus else _hex(self.background_colors[1])
        parts: list[tuple[str, int]] = []
        x = 0
        for cells, tone in row.runs:
            parts.append((row.text[x : x + cells], self._colour(tone)))
            x += cells
        if y == self._marks_at:
            parts = _marked(parts, self._colour("mark"))

        def segments() -> list[Segment]:
            on = RichColor.from_rgb(ground >> 16, ground >> 8 & 255, ground & 255)
            return [
                Segment(text, Style(color=RichColor.from_rgb(ink >> 16, ink >> 8 & 255, ink & 255), bgcolor=on))
                for text, ink in parts
            ]

        if self.app.no_color:
            return Strip(segments(), self.size.width)
        ansi = "".join(f"{ansi_colour(ink, ground)}{text}" for text, ink in parts) + ANSI_RESET
        return KnownStrip(ansi, self.size.width, segments)

    def _colour(self, name: Tone | str, *, background: bool = False) -> int:
        styles = self.get_component_styles(f"prompter--{name}")
        return _hex(styles.background if background else styles.color)

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


def _marked(parts: list[tuple[str, int]], ink: int) -> list[tuple[str, int]]:
    """The row with the focus marks in its margins."""
    (first, first_ink), (last, last_ink) = parts[0], parts[-1]
    inner = [(first[MARGIN_CELLS:], first_ink), *parts[1:]]
    if len(parts) == 1:
        inner = [(first[MARGIN_CELLS:-MARGIN_CELLS], first_ink)]
    else:
        inner[-1] = (last[:-MARGIN_CELLS], last_ink)
    left, right = (mark.center(MARGIN_CELLS) for mark in _FOCUS_MARKS)
    return [(left, ink), *inner, (right, ink)]
