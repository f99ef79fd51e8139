"""Captions beside their take: ``<take>.kk.srt`` and ``<take>.kk.vtt``, made when the take has its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from studio_tui.checking.findings import Judgement
from studio_tui.course.script import ScriptLanguage
from studio_tui.prompter.alignment import Span
from studio_tui.prompter.caption_text import FORMATS, CaptionFormat, caption_text
from studio_tui.prompter.captions import Caption, make_captions
from studio_tui.prompter.run import Run
from studio_tui.prompter.said import language_of, said_in_run
from studio_tui.recording.disk import write_atomically
from studio_tui.text import N_, StudioError


class CaptionError(StudioError):
    """Captions that cannot be made or written: of which file, why."""


def caption_file(movie: Path, language: ScriptLanguage, fmt: CaptionFormat) -> Path:
    """Where the captions of a movie lie."""
    return movie.with_suffix(f".{language}.{fmt}")


def keep_captions(movie: Path, run: Run, judgement: Judgement) -> tuple[Path, ...]:
    """Make the captions of a take and write them beside it, in all formats; what was written.

    Nothing is written where nothing went by on the prompter, where nobody spoke, and where what was said was
    something else: wrong captions are worse than none.

    Raises:
        CaptionError: the disk refuses.
    """
    words, language = said_in_run(run), language_of(run)
    speech = _speech(judgement)
    doubts = judgement.measurements.get("could_not_tell")
    off_script = isinstance(doubts, dict) and doubts.get("pace_wpm") == "off_script"
    if language is None or not speech or off_script:
        return ()
    captions = make_captions(words, speech, language)
    return tuple(write_captions(caption_file(movie, language, fmt), captions, fmt, language) for fmt in FORMATS)


def write_captions(path: Path, captions: Sequence[Caption], fmt: CaptionFormat, language: ScriptLanguage) -> Path:
    """Write captions down, whole or not at all; raises `CaptionError` when the disk refuses."""
    try:
        write_atomically(path, caption_text(captions, fmt, language).encode())
    except OSError as problem:
        raise CaptionError(
            N_("The captions {file} cannot be written: {why}.", file=str(path), why=problem.strerror or "")
        ) from problem
    return path


def _speech(judgement: Judgement) -> tuple[Span, ...]:
    spans = judgement.measurements.get("speech_at_s")
    if not isinstance(spans, list):
        return ()
    return tuple((span[0], span[1]) for span in spans if isinstance(span, list | tuple))
