"""A widget without border and padding whose rows go to the compositor as they are."""

from __future__ import annotations

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from studio_tui.ui.words import Words


class LineWidget(Widget):
    """Skips Textual's style cache, which for a row of a meter costs more than the row itself.

    Subclasses keep their strips and return them from ``render_line``; stylesheets must give them neither border nor
    padding. Without colours everything takes Textual's own way, where its filters are.
    """

    ALLOW_SELECT = False

    def __init__(self, words: Words, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.words = words
        self._ground: Style | None = None

    @property
    def ground(self) -> Style:
        """The widget's own style, for text in no other ink and for what is empty."""
        if self._ground is None:
            self._ground = self.rich_style
        return self._ground

    def notify_style_update(self) -> None:
        """Textual says that colours or classes have changed."""
        super().notify_style_update()
        self._ground = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows of a region."""
        if self.app.no_color:
            return super().render_lines(crop)
        strips = [self.render_line(y) for y in range(crop.y, crop.bottom)]
        if crop.x or crop.width != self.size.width:
            return [strip.crop(crop.x, crop.right) for strip in strips]
        return strips
