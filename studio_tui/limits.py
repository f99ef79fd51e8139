"""How far the prompter can be set, the same in studio.toml, under a key, and from another screen."""

from __future__ import annotations

MIN_WPM, MAX_WPM = 40.0, 300.0
"""Words a minute."""
MIN_LETTER_ROWS, MAX_LETTER_ROWS = 2, 20
"""Height of a line in terminal rows."""
MIN_FOCUS, MAX_FOCUS = 0.1, 0.9
"""Where the line being read stands, as a share of the height from the top."""
MIN_PATIENCE_S, MAX_PATIENCE_S = 0.2, 10.0
"""Silence after which the text holds, seconds."""
