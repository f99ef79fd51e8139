"""Two themes of the station, dark and light, after Okabe and Ito's palette for every kind of colour vision.

Sky blue and orange of that palette are equally light, so colour never speaks alone: a word or a glyph stands beside
it. Contrasts on the panels are at least 4.5 to 1 for every text colour here.
"""

from __future__ import annotations

from textual.theme import Theme

DARK = "studio-dark"
LIGHT = "studio-light"

_DARK_INKS = {
    "ink-quiet": "#8b96a8",
    "ink-track": "#1d2531",
    "ink-low": "#56b4e9",
    "ink-ok": "#1fb58a",
    "ink-hot": "#e69f00",
    "ink-over": "#ff7a33",
    "ink-cue": "#e6b450",
    "ink-past": "#4d5767",
    "plate-rec": "#c4122f",
    "plate-rec-text": "#ffffff",
    "plate-alarm": "#e8681a",
    "plate-alarm-text": "#000000",
    "plate-warning": "#e6b13c",
    "plate-warning-text": "#000000",
    "plate-ok": "#1a9c77",
    "plate-ok-text": "#000000",
    "plate-quiet": "#232c3a",
    "plate-quiet-text": "#c6cfdb",
    "plate-busy": "#56b4e9",
    "plate-busy-text": "#000000",
}

_LIGHT_INKS = {
    "ink-quiet": "#566072",
    "ink-track": "#dde2ea",
    "ink-low": "#0069a8",
    "ink-ok": "#00735a",
    "ink-hot": "#8a5a00",
    "ink-over": "#b33a00",
    "ink-cue": "#8a5a00",
    "ink-past": "#a7afbb",
    "plate-rec": "#b00020",
    "plate-rec-text": "#ffffff",
    "plate-alarm": "#e8681a",
    "plate-alarm-text": "#000000",
    "plate-warning": "#f0bf4c",
    "plate-warning-text": "#000000",
    "plate-ok": "#00735a",
    "plate-ok-text": "#ffffff",
    "plate-quiet": "#d3dae4",
    "plate-quiet-text": "#26303f",
    "plate-busy": "#0069a8",
    "plate-busy-text": "#ffffff",
}

DEFAULT_INKS = _DARK_INKS
"""Values for Textual's stylesheet variables while no theme of ours is in use."""

THEMES = (
    Theme(
        name=DARK,
        dark=True,
        primary="#56b4e9",
        secondary="#3f86b3",
        accent="#56b4e9",
        warning="#e69f00",
        error="#ff7a33",
        success="#1fb58a",
        foreground="#dfe5ee",
        background="#090c11",
        surface="#10151d",
        panel="#171e29",
        variables={**_DARK_INKS, "block-cursor-text-style": "none", "input-selection-background": "#56b4e9 35%"},
    ),
    Theme(
        name=LIGHT,
        dark=False,
        primary="#0069a8",
        secondary="#3a7ca5",
        accent="#0069a8",
        warning="#8a5a00",
        error="#b33a00",
        success="#00735a",
        foreground="#18202c",
        background="#e9ecf1",
        surface="#f8f9fb",
        panel="#eef1f5",
        variables={**_LIGHT_INKS, "block-cursor-text-style": "none", "input-selection-background": "#0069a8 30%"},
    ),
)
