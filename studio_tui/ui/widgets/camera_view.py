"""The camera's picture in half blocks, drawn from known ANSI text so that only changed rows cost anything."""

from __future__ import annotations

import numpy as np
from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip

from studio_tui.station.messages import CameraState, Picture
from studio_tui.text import N_
from studio_tui.ui.raster.faststrip import KnownStrip
from studio_tui.ui.raster.picture import PictureRow, RgbImage, box_of, fitted, picture_rows
from studio_tui.ui.widgets.line_widget import LineWidget
from studio_tui.ui.widgets.rows import fit
from studio_tui.ui.words import Words


class RasterWidget(LineWidget):
    """A picture of half blocks in the middle of its space; subclasses say which picture."""

    DEFAULT_CSS = """
    RasterWidget { background: $surface; color: $ink-quiet; }
    """

    def __init__(self, words: Words, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id)
        self._picture_rows: list[PictureRow] = []
        self._strips: list[Strip] = []
        self._left = self._top = 0

    def instead(self) -> str:
        """What to say while there is no picture."""
        return ""

    def put(self, rgb: RgbImage | None) -> None:
        """Show a picture that has the shape `fitted` gave it; None clears."""
        rows = [] if rgb is None else picture_rows(rgb)
        columns = 0 if rgb is None else rgb.shape[1]
        left = (self.size.width - columns) // 2
        top = (self.size.height - len(rows)) // 2
        moved = (left, top, len(rows)) != (self._left, self._top, len(self._picture_rows))
        changed = [
            Region(0, top + y, self.size.width, 1)
            for y, row in enumerate(rows)
            if moved or row != self._picture_rows[y]
        ]
        old_rows, old_strips = self._picture_rows, self._strips
        self._picture_rows, self._left, self._top = rows, left, top
        self._strips = [
            old_strips[y] if not moved and row == old_rows[y] else self._strip(row) for y, row in enumerate(rows)
        ]
        if moved:
            self.refresh()
        elif changed:
            self.refresh(*changed)

    def _strip(self, row: PictureRow) -> Strip:
        """A whole row of the widget: margin, picture, margin."""
        style = self.ground
        columns = sum(cells for cells, _, _ in row.runs)
        before, after = " " * self._left, " " * (self.size.width - self._left - columns)

        def segments() -> list[Segment]:
            return [Segment(before, style), *row.segments(), Segment(after, style)]

        if self.app.no_color:
            return Strip(segments(), self.size.width)
        system = self.app.console._color_system  # noqa: SLF001 - Rich has no public way to ask for it
        edge = style.render(before, color_system=system), style.render(after, color_system=system)
        return KnownStrip(edge[0] + row.ansi() + edge[1], self.size.width, segments)

    def render_line(self, y: int) -> Strip:
        """One row: picture, or what is said instead in the middle."""
        row = y - self._top
        if 0 <= row < len(self._strips):
            return self._strips[row]
        width, text = self.size.width, ""
        if not self._strips and y == self.size.height // 2:
            text = fit(self.instead(), width).center(width)
        return Strip([Segment(text or " " * width, self.ground)], width)


class CameraView(RasterWidget):
    """The picture of one camera."""

    def __init__(self, words: Words, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id)
        self._status = "opening"
        self._shown_at_s = -1.0
        self._shown_size = (0, 0)

    def instead(self) -> str:
        """Why there is no picture."""
        if self._status == "opening":
            return self.words.say(N_("The camera is being opened"))
        return self.words.say(N_("NO PICTURE"))

    def show(self, camera: CameraState, picture: Picture | None) -> None:
        """Show the newest picture, or none while the camera delivers none."""
        if camera.status != self._status:
            self._status = camera.status
            self._shown_at_s = -1.0
            self.refresh()
        if picture is None or camera.status in {"lost", "opening"}:
            self.put(None)
            return
        size = (self.size.width, self.size.height)
        if (picture.at_s, size) == (self._shown_at_s, self._shown_size):
            return
        self._shown_at_s, self._shown_size = picture.at_s, size
        columns, rows = box_of(*size, picture.width_px, picture.height_px)
        if columns and len(picture.rgb) == picture.width_px * picture.height_px * 3:
            rgb = np.frombuffer(picture.rgb, np.uint8).reshape(picture.height_px, picture.width_px, 3)
            self.put(fitted(rgb, columns, rows))
