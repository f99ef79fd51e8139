"""The base of the station's widgets: rows of inked text, of which only the changed ones are drawn again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.strip import Strip

from studio_tui.text import Text
from studio_tui.ui.widgets.line_widget import LineWidget
from studio_tui.ui.words import Words

Ink = Literal[
    "text", "strong", "strong-low", "quiet", "low", "ok", "hot", "over", "cue", "past",
    "bar-low", "bar-ok", "bar-hot", "bar-over", "bar-mark", "bar-target",
    "plate-rec", "plate-alarm", "plate-warning", "plate-ok", "plate-quiet", "plate-busy",
]  # fmt: skip


class Part(NamedTuple):
    """A run of text in one ink."""

    text: str
    ink: Ink = "text"


Row = tuple[Part, ...]

_ELLIPSIS = "…"
_UNPRINTABLE = dict.fromkeys(
    [
        *range(0x20),
        *range(0x7F, 0xA0),
        0x061C,
        *range(0x200B, 0x2010),
        *range(0x2028, 0x202F),
        *range(0x2066, 0x206A),
    ]
)


def printable(text: str) -> str:
    """Text without control and bidirectional characters: the last door before the terminal."""
    return text.translate(_UNPRINTABLE)


def fit(text: str, width: int) -> str:
    """The text in at most ``width`` cells, an ellipsis where it was cut."""
    clean = printable(text)
    if cell_len(clean) <= width:
        return clean
    return set_cell_size(clean, width - 1).rstrip() + _ELLIPSIS if width > 0 else ""


def pad(text: str, width: int) -> str:
    """The text in exactly ``width`` cells."""
    return set_cell_size(fit(text, width), max(0, width))


def width_of(row: Sequence[Part]) -> int:
    """A row's width in cells."""
    return sum(cell_len(part.text) for part in row)


def spread(left: Sequence[Part], right: Sequence[Part], width: int) -> Row:
    """One group at the left edge, one at the right; the last part of the left group gives way."""
    right_width = width_of(right)
    room = width - right_width
    kept: list[Part] = []
    for part in left:
        text = fit(part.text, room)
        room -= cell_len(text)
        kept.append(Part(text, part.ink))
        if room <= 0:
            break
    if right_width > width:
        return tuple(kept)
    return (*kept, Part(" " * max(0, room)), *right)


def joined(groups: Sequence[Sequence[Part]], width: int, gap: str = "  ") -> Row:
    """As many groups, in their order, as the width holds; the first always."""
    row: list[Part] = []
    for group in groups:
        needed = width_of(group) + (len(gap) if row else 0)
        if row and width_of(row) + needed > width:
            continue
        if row:
            row.append(Part(gap))
        row.extend(group)
    return tuple(row)


class RowsWidget(LineWidget):
    """Shows the rows that `rows` makes of what the widget was last shown."""

    COMPONENT_CLASSES = {  # noqa: RUF012 - Textual declares it so
        f"rows--{ink}"
        for ink in (
            "strong", "strong-low", "quiet", "low", "ok", "hot", "over", "cue", "past",
            "bar-low", "bar-ok", "bar-hot", "bar-over", "bar-mark", "bar-target",
            "plate-rec", "plate-alarm", "plate-warning", "plate-ok", "plate-quiet", "plate-busy",
        )
    }  # fmt: skip
    DEFAULT_CSS = """
    RowsWidget {
        height: auto;
        .rows--strong { text-style: bold; }
        .rows--strong-low { color: $ink-low; text-style: bold; }
        .rows--quiet { color: $ink-quiet; }
        .rows--low { color: $ink-low; }
        .rows--ok { color: $ink-ok; }
        .rows--hot { color: $ink-hot; text-style: bold; }
        .rows--over { color: $ink-over; text-style: bold; }
        .rows--cue { color: $ink-cue; }
        .rows--past { color: $ink-past; }
        .rows--bar-low { color: $ink-low; background: $ink-track; }
        .rows--bar-ok { color: $ink-ok; background: $ink-track; }
        .rows--bar-hot { color: $ink-hot; background: $ink-track; }
        .rows--bar-over { color: $ink-over; background: $ink-track; }
        .rows--bar-mark { color: $foreground; background: $ink-track; text-style: bold; }
        .rows--bar-target { color: $ink-quiet; background: $ink-track; }
        .rows--plate-rec { color: $plate-rec-text; background: $plate-rec; text-style: bold; }
        .rows--plate-alarm { color: $plate-alarm-text; background: $plate-alarm; text-style: bold; }
        .rows--plate-warning { color: $plate-warning-text; background: $plate-warning; }
        .rows--plate-ok { color: $plate-ok-text; background: $plate-ok; text-style: bold; }
        .rows--plate-quiet { color: $plate-quiet-text; background: $plate-quiet; }
        .rows--plate-busy { color: $plate-busy-text; background: $plate-busy; text-style: bold; }
    }
    """

    def __init__(self, words: Words, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id, classes=classes)
        self._drawn: list[Row] = []
        self._strips: list[Strip] = []
        self._drawn_size = Size()

    def rows(self, width: int, height: int) -> list[Row]:
        """The rows to show in a space of this size; rows beyond ``height`` are not seen."""
        raise NotImplementedError

    def say(self, text: Text) -> str:
        """A text in the screen's language, safe to print."""
        return printable(self.words.say(text))

    def redraw(self) -> None:
        """Draw again the rows that differ from those on the screen; ask for room when their number changed."""
        size = self.size
        if not size:
            self._drawn_size = Size()  # hidden: whatever was drawn is old when it comes back
            return
        fresh = self.rows(size.width, size.height)
        old, whole = self._drawn, size != self._drawn_size
        self._drawn, self._drawn_size = fresh, size
        if len(fresh) != len(old) and self.styles.is_auto_height:
            self._strips = []
            self.refresh(layout=True)
            return
        if whole or len(self._strips) != size.height:
            self._strips = []
            self.refresh()
            return
        empty: Row = ()
        changed = [
            y
            for y in range(size.height)
            if (old[y] if y < len(old) else empty) != (fresh[y] if y < len(fresh) else empty)
        ]
        for y in changed:
            self._strips[y] = self._strip(fresh[y] if y < len(fresh) else empty)
        if changed:
            self.refresh(*(Region(0, y, size.width, 1) for y in changed))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Rows there are, for ``height: auto``."""
        del container
        return len(self.rows(width, viewport.height))

    def notify_style_update(self) -> None:
        """Colours have changed: draw everything again."""
        super().notify_style_update()
        self._strips = []

    def reworded(self) -> None:
        """The language has changed: say everything again."""
        self._drawn_size = Size()
        self._strips = []
        self.refresh(layout=True)

    def render_line(self, y: int) -> Strip:
        """One row as Textual wants it."""
        size = self.size
        if size != self._drawn_size:
            self._drawn, self._drawn_size, self._strips = self.rows(size.width, size.height), size, []
        if len(self._strips) != size.height:
            padded = [*self._drawn[: size.height], *([()] * (size.height - len(self._drawn)))]
            self._strips = [self._strip(row) for row in padded]
        return self._strips[y] if y < len(self._strips) else Strip.blank(size.width, self.ground)

    def _strip(self, row: Row) -> Strip:
        segments = [Segment(part.text, self.ink_style(part.ink)) for part in row if part.text]
        return Strip(segments).adjust_cell_length(self.size.width, self.ground)

    def ink_style(self, ink: Ink) -> Style:
        """The Rich style of an ink on this widget."""
        return self.ground if ink == "text" else self.get_component_rich_style(f"rows--{ink}")
