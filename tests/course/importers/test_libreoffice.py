"""Word files as LibreOffice saves them, and ours after it opened and saved them: complete to the word."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio_tui.course.importers.reader import read_script
from tests.rigs.officefiles import saved_as_word, write_all
from tests.rigs.scriptfiles import OFFICE_FILES, ScriptFile
from tests.rigs.scriptforms import LANGUAGES
from tests.rigs.wordtraps import DECOY


class Saved:
    """Word files as LibreOffice saves them, and ours after it opened and saved them: complete to the word."""

    def __init__(self, folder: Path) -> None:
        sources, self.folder, profile = (folder / name for name in ("sources", "saved", "profile"))
        sources.mkdir()
        self.seen = write_all(sources)
        ours = [file.write(sources) for file in OFFICE_FILES]
        saved_as_word([*ours, *sorted(sources.glob("*.fodt"))], self.folder, profile)
        # Without its name LibreOffice takes a page for something that it cannot save as a Word file.
        saved_as_word(sorted(sources.glob("*.html")), self.folder, profile, "--infilter=HTML (StarWriter)")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Saved:
    return Saved(tmp_path_factory.mktemp("office"))


@pytest.mark.parametrize("file", OFFICE_FILES, ids=lambda file: file.name)
def test_ours_saved_again(saved: Saved, file: ScriptFile):
    script = read_script(saved.folder / f"{file.name}.docx")
    assert [(stage.stage, stage.text.split()) for stage in script.stages] == [
        (number, text.split()) for number, text in file.stages
    ]
    assert not any(DECOY in stage.visuals for stage in script.stages)


@pytest.mark.parametrize("kind", ["writer", "page"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_its_own(saved: Saved, kind: str, language: str):
    script = read_script(saved.folder / f"{kind}-{language}.docx")
    assert [(stage.stage, stage.text.split()) for stage in script.stages] == [
        (number, text.split()) for number, text in saved.seen[f"{kind}-{language}"]
    ]
    assert script.language == language
    told = {warning.kind for warning in script.warnings}
    assert ({"tracked_changes", "notes", "comments", "text_boxes"} <= told) == (kind == "writer")
