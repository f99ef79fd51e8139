"""Scopes of the picture: luma waveform and histogram."""

from __future__ import annotations

import numpy as np
from PIL import Image

from studio_tui.columns import column_rows
from studio_tui.station.messages import Picture
from studio_tui.text import N_
from studio_tui.ui.raster.picture import RgbImage
from studio_tui.ui.widgets.camera_view import RasterWidget
from studio_tui.ui.widgets.rows import Part, Row, RowsWidget, pad
from studio_tui.ui.words import Words

WAVEFORM_ROWS, WAVEFORM_COLUMNS = 64, 128
_BLACK_LUMA, _WHITE_LUMA = 16, 235  # nominal range of 8-bit video, ITU-R BT.709


def waveform_image(waveform: bytes, columns: int, rows: int, *, dark: bool) -> RgbImage | None:
    """The waveform as a picture for half blocks, with lines at nominal black and white.

    Args:
        waveform: 64 rows × 128 columns of densities, luma 0 in the last row.
        columns: cells across.
        rows: cells down.
        dark: whether it is drawn on a dark ground.
    """
    if len(waveform) != WAVEFORM_ROWS * WAVEFORM_COLUMNS or columns < 1 or rows < 1:
        return None
    densities = np.frombuffer(waveform, np.uint8).reshape(WAVEFORM_ROWS, WAVEFORM_COLUMNS)
    scaled = Image.fromarray(densities).resize((columns, 2 * rows), Image.Resampling.BOX)
    # The root lifts thin traces; without it a single bright object would be invisible.
    trace = np.sqrt(np.asarray(scaled, np.float64) / 255.0)[..., None]
    ground = np.array([18, 24, 33] if dark else [236, 240, 245], np.float64)
    ink = np.array([150, 235, 200] if dark else [0, 80, 60], np.float64)
    line = np.array([60, 72, 90] if dark else [180, 188, 200], np.float64)
    image = np.broadcast_to(ground, (2 * rows, columns, 3)).copy()
    for luma in (_BLACK_LUMA, _WHITE_LUMA):
        image[min(2 * rows - 1, round((255 - luma) / 256 * 2 * rows)), :] = line
    mixed: RgbImage = (image + (ink - image) * trace).astype(np.uint8) & np.uint8(0xF8)
    return mixed


class Waveform(RasterWidget):
    """Luma over the width of the picture: bright at the top, lines at nominal white and black."""

    def __init__(self, words: Words, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id)
        self._shown: tuple[float, int, int, str] | None = None

    def show(self, picture: Picture | None) -> None:
        """Show the newest waveform."""
        size = self.size
        key = (picture.at_s if picture else -1.0, size.width, size.height, self.app.theme)
        if key == self._shown:
            return
        self._shown = key
        dark = self.app.current_theme.dark
        self.put(waveform_image(picture.waveform, size.width, size.height, dark=dark) if picture else None)


class Histogram(RowsWidget):
    """How often each luma occurs, dark at the left."""

    DEFAULT_CSS = """
    Histogram { height: 1fr; }
    """

    def __init__(self, words: Words, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id)
        self._bins: tuple[int, ...] = ()

    def show(self, picture: Picture | None) -> None:
        """Show the newest histogram."""
        self._bins = picture.histogram if picture else ()
        self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        """Bars over a line that says which end is dark."""
        bars = max(1, height - 1)
        if self._bins and width > 0:
            places = np.arange(width) * len(self._bins) // width
            # The root again: a slide's white would press everything else to the floor.
            values = [float(np.sqrt(self._bins[place] / 1000)) for place in places]
            rows: list[Row] = [(Part(row, "low"),) for row in column_rows(values, bars)]
        else:
            rows = [()] * bars
        dark, bright = self.say(N_("dark")), self.say(N_("bright"))
        rows.append((Part(pad(dark, max(0, width - len(bright))), "quiet"), Part(bright, "quiet")))
        return rows
