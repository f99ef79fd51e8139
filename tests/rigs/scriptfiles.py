"""Sixty scripts in Word files, each in another form with other ways of keeping words, and what is seen in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.rigs.scriptforms import FORMS, LANGUAGES, TEXTS, Form, Language, Part
from tests.rigs.wordpackage import write_package
from tests.rigs.wordtraps import WAYS, Way


@dataclass(frozen=True)
class ScriptFile:
    """A file: its name, what is seen in it and which warnings it must lead to."""

    name: str
    language: Language
    stages: tuple[tuple[str, str], ...]
    body: str
    kinds: frozenset[str]
    survives_office: bool
    traps: tuple[str, ...] = ()
    strict: bool = False
    encoding: str = "UTF-8"

    def write(self, folder: Path) -> Path:
        """Write it into a folder."""
        return write_package(folder / f"{self.name}.docx", self.body, strict=self.strict, encoding=self.encoding)


def composed(
    name: str, language: Language, form: Form, ways: Sequence[Way], *, strict: bool = False, encoding: str = "UTF-8"
) -> ScriptFile:
    """A file with one stage for every way, laid out in a form."""
    parts = []
    for place, way in enumerate(ways):
        text = TEXTS[language][place % len(TEXTS[language])]
        parts.append(Part(str(place + 1), way.write(text), way.seen(text)))
    laid = form.lay(language, parts)
    return ScriptFile(
        name,
        language,
        laid.stages,
        laid.body,
        frozenset((*form.kinds, *(way.kind for way in ways if way.kind))),
        form.survives_office and all(way.survives_office for way in ways),
        (form.name, *(way.name for way in ways)),
        strict,
        encoding,
    )


def _sixty() -> tuple[ScriptFile, ...]:
    """Every form about twice, every way of keeping words three or four times."""
    made = []
    for place in range(60):
        form = FORMS[place % len(FORMS)]
        ways = [WAYS[(place * 3 + step) % len(WAYS)] for step in range(3)]
        if form.name.startswith("listed"):
            # A list that goes on in the script would count there too.
            ways = [way if way.name != "numbered-list" else WAYS[0] for way in ways]
        language = LANGUAGES[place % 3]
        name = "-".join((f"{place + 1:02d}", language, form.name, *(way.name for way in ways)))
        encoding = "UTF-16" if place % 20 == 7 else "UTF-8"
        made.append(composed(name, language, form, ways, strict=place % 10 == 3, encoding=encoding))
    return tuple(made)


SCRIPT_FILES = _sixty()


def _for_office() -> tuple[ScriptFile, ...]:
    """Files of everything that LibreOffice keeps when it opens a Word file and saves it again."""
    ways = [way for way in WAYS if way.survives_office]
    made = []
    for place, form in enumerate(form for form in FORMS if form.survives_office):
        chosen = [ways[(place * 3 + step) % len(ways)] for step in range(3)]
        if form.name.startswith("listed"):
            chosen = [way if way.name != "numbered-list" else ways[0] for way in chosen]
        if form.name == "cell-controls":
            # It turns them into fields of a form, and what was deleted in them into their text.
            chosen = [way if way.kind != "tracked_changes" else ways[0] for way in chosen]
        name = "-".join(("office", form.name, *(way.name for way in chosen)))
        made.append(composed(name, LANGUAGES[place % 3], form, chosen, strict=place % 10 == 3))
    return tuple(made)


OFFICE_FILES = _for_office()
