"""A script as a report for people: its sheet, a table of its stages, its times, and what is to be said of it."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator

from studio_tui.course.reading_time import clock, seconds_at
from studio_tui.course.script import Script, Stage
from studio_tui.course.words import round_cues
from studio_tui.i18n import Translator
from studio_tui.presets import Band
from studio_tui.text import N_, NN_, Text

_SHEET_LABELS: dict[str, Text] = {
    "course": N_("Course"),
    "topic": N_("Topic"),
    "outcomes": N_("Learning outcomes"),
    "number": N_("Number"),
    "author": N_("Author"),
    "university": N_("University"),
    "speaker": N_("Speaker"),
    "duration_min": N_("Duration"),
    "visuals": N_("Visuals"),
    "file_name": N_("File name"),
}
_LANGUAGES: dict[str, Text] = {"kk": N_("Kazakh"), "ru": N_("Russian"), "en": N_("English")}
_LONGEST_STAGE = 12
_LEAST_TEXT = 20
_INDENT = 2


def rates_wpm(band: Band) -> tuple[float, float, float]:
    """The rates that times are told at: the ends of a band and its middle."""
    return band.low_wpm, (band.low_wpm + band.high_wpm) / 2, band.high_wpm


def report(read: Script, band: Band, translator: Translator, width: int) -> Iterator[str]:
    """The lines of the report.

    Args:
        read: the script.
        band: how fast its language shall be read.
        translator: of the reader's language.
        width: columns of the terminal, 40 or more.
    """
    yield read.file
    yield from _sheet(read, translator, width)
    yield ""
    yield from _stages(read, band, translator, width)
    yield ""
    yield from _totals(read, band, translator)
    if read.warnings:
        yield ""
    for warning in read.warnings:
        yield from _wrapped(translator.say(warning.message), "! ", width)


def _sheet(read: Script, translator: Translator, width: int) -> Iterator[str]:
    filled: list[tuple[str, str]] = []
    for field, label in _SHEET_LABELS.items():
        value = getattr(read.sheet, field)
        said = translator.say(N_("{minutes} min", minutes=round(value, 1))) if isinstance(value, float) else value
        if said:
            filled.append((translator.say(label), said.replace("\n", " / ")))
    column = max((len(shown) for shown, _ in filled), default=0)
    for shown, said in filled:
        yield from _wrapped(said, f"{'':{_INDENT}}{shown:<{column}}  ", width)


def _stages(read: Script, band: Band, translator: Translator, width: int) -> Iterator[str]:
    """A table: stage, spoken words, its time at the slowest and the fastest rate, and how it begins."""
    slow, fast = band.low_wpm, band.high_wpm
    heading = (translator.say(N_("Stage")), translator.say(N_("Words")), f"{slow:g}", f"{fast:g}")
    rows = [
        (
            _cut(stage.stage, _LONGEST_STAGE),
            str(stage.spoken_words),
            clock(seconds_at(stage.spoken_words, slow)),
            clock(seconds_at(stage.spoken_words, fast)),
        )
        for stage in read.stages
    ]
    columns = [max(len(row[place]) for row in (heading, *rows)) for place in range(len(heading))]

    def line(row: tuple[str, ...], text: str) -> str:
        cells = [f"{row[0]:<{columns[0]}}", *(f"{row[place]:>{columns[place]}}" for place in range(1, len(row)))]
        return f"{'':{_INDENT}}{'  '.join(cells)}  {text}".rstrip()

    left = len(line(("",) * len(heading), "·")) - 1
    room = max(width - left, _LEAST_TEXT)
    yield line(heading, translator.say(N_("Begins with")))
    for row, stage in zip(rows, read.stages, strict=True):
        yield line(row, _cut(stage.text.replace("\n", " "), room) or "–")
        for below in _below(stage, translator):
            yield f"{'':{left}}{_cut(below, room)}"


def _below(stage: Stage, translator: Translator) -> Iterator[str]:
    """What is seen in a stage, and the cues in its text."""
    if stage.visuals:
        yield translator.say(N_("Seen: {visuals}", visuals=stage.visuals.replace("\n", " / ")))
    if stage.cues:
        yield translator.say(N_("Cues: {cues}", cues=" ".join(f"[{cue}]" for cue in stage.cues)))
    if taken := round_cues(stage.text):
        in_brackets = " ".join(f"({cue})" for cue in taken)
        yield translator.say(N_("Taken for cues, not read out: {cues}", cues=in_brackets))


def _totals(read: Script, band: Band, translator: Translator) -> Iterator[str]:
    syllables = sum(stage.syllables for stage in read.stages)
    yield translator.say(
        N_(
            "{language}: {stages}, {words}, {spoken}",
            language=_LANGUAGES[read.language],
            stages=NN_("{count} stage", "{count} stages", len(read.stages)),
            words=NN_("{count} word in the text", "{count} words in the text", read.words),
            spoken=NN_("{count} word aloud", "{count} words aloud", read.spoken_words),
        )
    )
    for wpm in rates_wpm(band):
        seconds = seconds_at(read.spoken_words, wpm)
        per_second = round(syllables / seconds, 1) if seconds else 0.0
        said = N_(
            "{time} at {wpm} words a minute, {syllables} syllables a second",
            time=clock(seconds),
            wpm=f"{wpm:g}",
            syllables=per_second,
        )
        yield f"{'':{_INDENT}}{translator.say(said)}"


def _wrapped(text: str, begin: str, width: int) -> list[str]:
    """A text over as many lines as it takes, those after the first indented as far as it begins."""
    room = max(width - len(begin), _LEAST_TEXT)
    lines = textwrap.wrap(text, room, break_on_hyphens=False) or [""]
    return [f"{begin if place == 0 else ' ' * len(begin)}{line}".rstrip() for place, line in enumerate(lines)]


def _cut(text: str, cells: int) -> str:
    """As much of a text as fits, with an ellipsis where something is left out."""
    if sum(map(_cells, text)) <= cells:
        return text
    kept, left = "", cells - 1
    for character in text:
        left -= _cells(character)
        if left < 0:
            break
        kept += character
    return f"{kept.rstrip()}…"


def _cells(character: str) -> int:
    return 0 if unicodedata.combining(character) else 1 + (unicodedata.east_asian_width(character) in "WF")
