"""What the capture card delivers, in words and figures."""

from __future__ import annotations

from studio_tui.station.messages import CameraState
from studio_tui.text import N_, Text
from studio_tui.ui.widgets.rows import Ink, Part, Row, RowsWidget, joined, spread
from studio_tui.ui.widgets.sound_meter import feed_plate
from studio_tui.ui.words import Words

_ENCODING_NAMES = {"mjpeg": "MJPG", "bgr24": "RGB"}
_RATE_TOLERANCE = 0.01


class CameraStatus(RowsWidget):
    """Title with size, encoding and rate; below it losses and exposure."""

    def __init__(self, words: Words, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id)
        self._camera: CameraState | None = None
        self._of = (1, 1)

    def show(self, camera: CameraState, number: int, count: int) -> None:
        """Show the newest state of the ``number``-th of ``count`` cameras."""
        self._camera, self._of = camera, (number, count)
        self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        """Two rows."""
        del height
        title = self.say(N_("PICTURE"))
        camera = self._camera
        if camera is None:
            return [(Part(title, "strong"),), ()]
        number, count = self._of
        name = camera.name if count == 1 else f"{camera.name} {number}/{count}"
        encoding = _ENCODING_NAMES.get(camera.encoding, camera.encoding)
        facts = f"{name} · {camera.width_px}×{camera.height_px} · {encoding}"
        left = [Part(title, "strong"), Part("  "), Part(facts, "quiet")]
        return [spread(left, feed_plate(self, camera.status), width), self._figures(camera, width)]

    def _figures(self, camera: CameraState, width: int) -> Row:
        number = self.words.number
        rate = camera.frame_rate_hz
        wrong = rate is not None and abs(rate / camera.claimed_rate_hz - 1) > _RATE_TOLERANCE
        groups = [
            [Part(self.say(N_("{rate} fps", rate=number(rate, 2))), "hot" if wrong else "text")],
            self._count(N_("lost"), camera.lost_frames, "over"),
            self._count(N_("repeated"), camera.repeated_frames, "hot"),
            [
                Part(self.say(N_("luma")), "quiet"),
                Part(f" {number(camera.luma_low)}–{number(camera.luma_high)} ⌀ {number(camera.luma_mean)}"),
            ],
        ]
        if camera.skipped_frames:
            groups.append(self._count(N_("not measured"), camera.skipped_frames, "quiet"))
        return joined(groups, width)

    def _count(self, label: Text, count: int, ink: Ink) -> list[Part]:
        return [Part(f"{self.say(label)} ", "quiet"), Part(str(count), ink if count else "text")]
