"""A script: the information sheet of a video and its stages, as the importers understood them."""

from __future__ import annotations

from typing import Literal

import msgspec

from studio_tui.text import Text

ScriptLanguage = Literal["kk", "ru", "en"]


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """The video information sheet (A, table 2); empty strings where the author left a field out."""

    course: str = ""
    topic: str = ""
    outcomes: str = ""
    number: str = ""
    author: str = ""
    university: str = ""
    speaker: str = ""
    duration_min: float | None = None
    visuals: str = ""
    file_name: str = ""


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the script table (A, table 3).

    Attributes:
        stage: its number or name as written.
        text: what stands in the script column, cues and all; paragraphs separated by a newline.
        visuals: what is seen.
        cues: directions in square brackets inside the text, without the brackets; they are not spoken.
        words: words as written, without cues.
        spoken_words: words as spoken: numerals count as the words they are read as.
        syllables: vowels of the spoken form.
    """

    stage: str
    text: str
    visuals: str = ""
    cues: tuple[str, ...] = ()
    words: int = 0
    spoken_words: int = 0
    syllables: int = 0


class ScriptWarning(msgspec.Struct, frozen=True, kw_only=True):
    """Something about a script that its author should know.

    Attributes:
        kind: names it once and for all, e.g. ``blank``.
        message: a sentence.
        stage: empty when it concerns the whole.
        of_file: about the author's file rather than its texts, so that it stays true when those are edited.
    """

    kind: str
    message: Text
    stage: str = ""
    of_file: bool = False


class Script(msgspec.Struct, frozen=True, kw_only=True):
    """A script with its counts."""

    file: str
    sheet: Sheet
    stages: tuple[Stage, ...]
    language: ScriptLanguage
    warnings: tuple[ScriptWarning, ...] = ()

    @property
    def words(self) -> int:
        """Words as written, over all stages."""
        return sum(stage.words for stage in self.stages)

    @property
    def spoken_words(self) -> int:
        """Words as spoken, over all stages."""
        return sum(stage.spoken_words for stage in self.stages)
