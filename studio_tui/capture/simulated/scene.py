"""What the simulated camera looks at: a lecturer in front of a slide, drawn for a moment of the loop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

import cv2
import numpy as np
from numpy.typing import NDArray

Bgr = NDArray[np.uint8]

_Colour = tuple[int, int, int]
_Point = tuple[float, float]

_WALL, _FLOOR = (118, 112, 104), (84, 92, 104)
_PAPER, _INK, _ACCENT = (236, 238, 238), (48, 40, 36), (150, 84, 24)
_SKIN, _LIPS, _HAIR = (136, 168, 214), (92, 92, 172), (38, 44, 56)
_SUIT, _SHIRT, _TIE = (92, 66, 50), (226, 226, 222), (60, 40, 140)

_TITLE = "Сызықтық теңдеулер жүйесі"
_LINES = (
    "1. Жүйенің матрицасы және рангі",
    "2. Гаусс әдісі: қадам сайын",
    "3. Шешімнің бар болу шарты",
    "4. Мысал: үш айнымалы, үш теңдеу",
)
_SHIFT = 4  # OpenCV's fixed point: sixteenths of a pixel, so that slow movements do not jump


@dataclass(frozen=True)
class _Pose:
    """Where the lecturer's parts are, in units of the picture's height, from its upper left corner."""

    sway: float
    nod: float
    left_hand: _Point
    right_hand: _Point
    mouth: float
    blink: bool


class Scene:
    """Wall, slide and lecturer at one picture size.

    Args:
        width_px: width of the pictures.
        height_px: their height; the figure is drawn in proportion to it.
    """

    def __init__(self, width_px: int, height_px: int) -> None:
        self._unit = height_px
        self._room = _room(width_px, height_px)
        self._x = 0.33 * width_px / height_px  # where the lecturer stands

    def draw(self, phase: float) -> Bgr:
        """The picture at a phase of the loop, 0 to 1; at 1 everything stands as at 0. Shape (height, width, 3)."""
        picture = self._room.copy()
        self._draw_lecturer(picture, _pose(phase, self._x))
        return picture

    def _draw_lecturer(self, picture: Bgr, pose: _Pose) -> None:
        x = self._x + pose.sway
        self._shape(
            picture,
            [
                (x - 0.17, 1.02),
                (x - 0.16, 0.56),
                (x - 0.07, 0.50),
                (x + 0.07, 0.50),
                (x + 0.16, 0.56),
                (x + 0.17, 1.02),
            ],
            _SUIT,
        )
        self._shape(picture, [(x - 0.05, 0.50), (x + 0.05, 0.50), (x, 0.70)], _SHIRT)
        self._shape(
            picture, [(x - 0.012, 0.53), (x + 0.012, 0.53), (x + 0.016, 0.66), (x, 0.70), (x - 0.016, 0.66)], _TIE
        )
        self._arm(picture, (x - 0.15, 0.59), pose.left_hand, -1)
        self._arm(picture, (x + 0.15, 0.59), pose.right_hand, 1)
        self._draw_head(picture, (x + pose.sway * 0.6, 0.38 + pose.nod), pose)

    def _draw_head(self, picture: Bgr, head: _Point, pose: _Pose) -> None:
        x, y = head
        self._line(picture, (x, y + 0.06), (x - pose.sway * 0.6, 0.51), 0.07, _SKIN)
        self._ellipse(picture, (x, y - 0.02), (0.084, 0.108), _HAIR)
        self._ellipse(picture, (x, y + 0.012), (0.074, 0.096), _SKIN)
        for side in (-1, 1):
            eye = (x + side * 0.03, y - 0.008)
            self._ellipse(picture, eye, (0.013, 0.002 if pose.blink else 0.007), (240, 240, 240))
            self._ellipse(picture, eye, (0.005, 0.001 if pose.blink else 0.005), _HAIR)
            self._line(picture, (eye[0] - 0.015, eye[1] - 0.019), (eye[0] + 0.015, eye[1] - 0.02), 0.005, _HAIR)
        self._line(picture, (x, y + 0.006), (x + 0.006, y + 0.032), 0.004, (112, 140, 190))
        self._ellipse(picture, (x, y + 0.062), (0.022, 0.004 + 0.012 * pose.mouth), _LIPS)

    def _arm(self, picture: Bgr, shoulder: _Point, hand: _Point, side: int) -> None:
        elbow = ((shoulder[0] + hand[0]) / 2 + side * 0.07, (shoulder[1] + hand[1]) / 2 + 0.09)
        self._line(picture, shoulder, elbow, 0.075, _SUIT)
        self._line(picture, elbow, hand, 0.06, _SUIT)
        self._ellipse(picture, hand, (0.032, 0.034), _SKIN)

    def _fixed(self, point: _Point) -> tuple[int, int]:
        scale = self._unit * 2**_SHIFT
        return round(point[0] * scale), round(point[1] * scale)

    def _shape(self, picture: Bgr, corners: Sequence[_Point], colour: _Colour) -> None:
        points = np.array([self._fixed(corner) for corner in corners], np.int32)
        cv2.fillPoly(picture, [points], colour, cv2.LINE_AA, _SHIFT)

    def _line(self, picture: Bgr, start: _Point, end: _Point, width: float, colour: _Colour) -> None:
        thickness = max(1, round(width * self._unit))
        cv2.line(picture, self._fixed(start), self._fixed(end), colour, thickness, cv2.LINE_AA, _SHIFT)

    def _ellipse(self, picture: Bgr, centre: _Point, radii: _Point, colour: _Colour) -> None:
        cv2.ellipse(picture, self._fixed(centre), self._fixed(radii), 0, 0, 360, colour, -1, cv2.LINE_AA, _SHIFT)


def _pose(phase: float, x: float) -> _Pose:
    """Everything is a sum of whole waves per loop, so that the loop has no seam."""

    def wave(times: int, shift: float = 0.0) -> float:
        return sin(2 * pi * (times * phase + shift))

    sway = 0.016 * wave(1) + 0.006 * wave(3, 0.2)
    return _Pose(
        sway=sway,
        nod=0.004 * wave(4) + 0.003 * wave(7, 0.3),
        left_hand=(x + sway - 0.12 + 0.03 * wave(2), 0.74 + 0.05 * wave(3, 0.1)),
        right_hand=(x + sway + 0.24 + 0.07 * wave(1, 0.6), 0.60 + 0.11 * wave(2, 0.4)),
        mouth=abs(wave(11)) * (0.5 + 0.5 * cos(2 * pi * 3 * phase)),
        blink=any(abs(phase - moment) < 0.012 for moment in (0.31, 0.78)),
    )


def _room(width_px: int, height_px: int) -> Bgr:
    rows = np.linspace(1.12, 0.86, height_px)[:, None, None]
    columns = 1.0 - 0.18 * np.abs(np.linspace(-0.8, 1.0, width_px))[None, :, None]
    room: Bgr = np.clip(rows * columns * np.array(_WALL), 0, 255).astype(np.uint8)
    room[round(0.94 * height_px) :] = _FLOOR
    left, top = round(0.52 * width_px), round(0.10 * height_px)
    right, bottom = round(0.97 * width_px), round(0.82 * height_px)
    cv2.rectangle(room, (left - 3, top - 3), (right + 3, bottom + 3), (60, 60, 60), -1)
    cv2.rectangle(room, (left, top), (right, bottom), _PAPER, -1)
    _write_slide(room[top:bottom, left:right], height_px / 1080)
    return room


def _write_slide(slide: Bgr, scale: float) -> None:
    """Text and a graph on the slide; ``scale`` is 1 at 1080 lines."""
    height_px, width_px = slide.shape[:2]
    margin = round(44 * scale)
    face = cv2.FontFace("sans")
    cv2.putText(slide, _TITLE, (margin, round(86 * scale)), _ACCENT, face, max(8, round(46 * scale)), 700)
    cv2.line(
        slide,
        (margin, round(112 * scale)),
        (width_px - margin, round(112 * scale)),
        _ACCENT,
        max(1, round(4 * scale)),
    )
    for number, line in enumerate(_LINES):
        foot = round((180 + 58 * number) * scale)
        cv2.putText(slide, line, (margin, foot), _INK, face, max(7, round(34 * scale)), 400)
    across = np.linspace(0.0, 1.0, 200)
    curve_y = height_px * (0.78 - 0.14 * np.sin(4 * pi * across) * (1.0 - 0.6 * across))
    curve = np.stack([margin + across * (width_px - 2 * margin), curve_y], axis=1)
    cv2.polylines(
        slide,
        [np.rint(curve).astype(np.int32)],
        isClosed=False,
        color=_ACCENT,
        thickness=max(1, round(5 * scale)),
        lineType=cv2.LINE_AA,
    )
    axis = round(height_px * 0.78)
    cv2.arrowedLine(
        slide, (margin, axis), (width_px - margin, axis), _INK, max(1, round(2 * scale)), tipLength=0.02
    )
