"""Captions as files: SubRip (.srt) and WebVTT (.vtt)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Literal

from studio_tui.course.script import ScriptLanguage
from studio_tui.prompter.captions import Caption

CaptionFormat = Literal["srt", "vtt"]
FORMATS: tuple[CaptionFormat, ...] = ("srt", "vtt")


def caption_text(captions: Sequence[Caption], fmt: CaptionFormat, language: ScriptLanguage) -> str:
    """The whole file; an .srt cannot say its language."""
    if fmt == "srt":
        return "".join(
            f"{number}\n{_times(caption, _srt_clock)}\n{_lines(caption, _srt_line)}\n\n"
            for number, caption in enumerate(captions, 1)
        )
    cues = "".join(f"\n{_times(caption, _vtt_clock)}\n{_lines(caption, _vtt_line)}\n" for caption in captions)
    return f"WEBVTT\nKind: captions\nLanguage: {language}\n{cues}"


def _times(caption: Caption, clock: Callable[[float], str]) -> str:
    return f"{clock(caption.start_s)} --> {clock(caption.end_s)}"


def _lines(caption: Caption, line: Callable[[str], str]) -> str:
    return "\n".join(line(each) for each in caption.lines)


def _srt_line(line: str) -> str:
    # An arrow would be taken for a line of times, and <b> for a tag that nobody meant.
    return line.replace("-->", "→").replace("<", "‹").replace(">", "›")


def _vtt_line(line: str) -> str:
    return escape(line.replace("-->", "→"), quote=False)


def _srt_clock(seconds: float) -> str:
    return _vtt_clock(seconds).replace(".", ",")


def _vtt_clock(seconds: float) -> str:
    milliseconds = round(max(0.0, seconds) * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}.{rest % 1000:03d}"
