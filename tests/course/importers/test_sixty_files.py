"""Sixty Word files: the text of every stage is complete to the word, nothing lost and nothing doubled."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio_tui.course.importers.reader import read_script
from studio_tui.course.script import Script
from tests.rigs.scriptfiles import SCRIPT_FILES, ScriptFile, composed
from tests.rigs.scriptforms import FORMS, LANGUAGES, Form, Language
from tests.rigs.wordtraps import DECOY, WAYS, Way


def words(script: Script) -> list[tuple[str, list[str]]]:
    return [(stage.stage, stage.text.split()) for stage in script.stages]


def expected(file: ScriptFile) -> list[tuple[str, list[str]]]:
    return [(number, text.split()) for number, text in file.stages]


def check(file: ScriptFile, script: Script) -> None:
    assert words(script) == expected(file)
    everything = [script.sheet.outcomes, script.sheet.topic, *(stage.visuals for stage in script.stages)]
    assert not any(DECOY in text for text in everything)
    assert script.language == file.language
    assert file.kinds <= {warning.kind for warning in script.warnings}


def test_there_are_sixty_and_every_trap_is_in_one():
    assert len({file.name for file in SCRIPT_FILES}) == 60
    used = {trap for file in SCRIPT_FILES for trap in file.traps}
    assert used == {trap.name for trap in (*WAYS, *FORMS)}


@pytest.mark.parametrize("file", SCRIPT_FILES, ids=lambda file: file.name)
def test_complete_to_the_word(tmp_path: Path, file: ScriptFile):
    check(file, read_script(file.write(tmp_path)))


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_way_alone(tmp_path: Path, way: Way, language: Language):
    file = composed("alone", language, FORMS[0], [way])
    script = read_script(file.write(tmp_path))
    check(file, script)
    told = {warning.kind for warning in script.warnings} - {"too_short"}
    assert told == set(file.kinds), "and nothing else is said"


@settings(max_examples=60, deadline=None)
@given(
    form=st.sampled_from([form for form in FORMS if not form.name.startswith("listed")]),
    ways=st.lists(st.sampled_from(WAYS), min_size=2, max_size=5),
    language=st.sampled_from(LANGUAGES),
    dialect=st.sampled_from(["transitional", "strict"]),
)
def test_any_traps_together(
    tmp_path_factory: pytest.TempPathFactory, form: Form, ways: list[Way], language: Language, dialect: str
):
    file = composed("any", language, form, ways, strict=dialect == "strict")
    check(file, read_script(file.write(tmp_path_factory.mktemp("any"))))
