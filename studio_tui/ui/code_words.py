"""Video codes as the screens write them: the document's letters with spaces, ``К1 M1 С1 В5``."""

from __future__ import annotations

from studio_tui.course.filenames import canonical_name
from studio_tui.course.take import VideoCode


def code_words(code: VideoCode) -> str:
    """A code in the form the course documents print."""
    return canonical_name(code, "").replace("_", " ").strip()
