"""What goes wrong with a script file, as a sentence for the operator."""

from __future__ import annotations

from pathlib import Path

from studio_tui.course.clean import clean_line
from studio_tui.text import StudioError


class ScriptError(StudioError):
    """A script that cannot be read: which file, what is wrong, what to do."""


def shown_name(path: Path) -> str:
    """A file's name as it may be shown in a sentence."""
    return clean_line(path.name) or "?"
