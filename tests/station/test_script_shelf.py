"""Scripts of the library: the author's file is never touched, the station's edits are never lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from studio_tui.course.script_copy import COPIES_FOLDER, ScriptCopy, with_stage_text
from studio_tui.station.script_keeper import ScriptKeeper
from studio_tui.station.script_shelf import ScriptShelf
from studio_tui.text import StudioError
from tests.rigs.station_process import wait_until

TEXT = "Сәлеметсіздер ме!\n\nБүгін жасуша туралы айтамыз.\n\nСау болыңыздар!"


@pytest.fixture
def author(tmp_path: Path) -> Path:
    file = tmp_path / "автор" / "Жасуша құрылысы.txt"
    file.parent.mkdir()
    file.write_text(TEXT)
    return file


@pytest.fixture
def shelf(tmp_path: Path) -> ScriptShelf:
    return ScriptShelf(tmp_path / "library")


def copies(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "library" / COPIES_FOLDER).glob("*"))


def edited(copy: ScriptCopy) -> ScriptCopy:
    return with_stage_text(copy, 1, "Бүгін жасушаның ядросы туралы айтамыз.")


def test_opening_writes_nothing(author: Path, shelf: ScriptShelf, tmp_path: Path):
    opened = shelf.open(author)
    assert (opened.notice, opened.copy.edited, len(opened.copy.script.stages)) == (None, False, 3)
    assert not (tmp_path / "library").exists()


def test_edits_are_found_again_and_the_authors_file_stays(author: Path, shelf: ScriptShelf, tmp_path: Path):
    opened = shelf.open(author)
    kept = msgspec.structs.replace(edited(opened.copy), wpm=165.0, target_s=500.0, stage_speeds=(1.0, 0.9, 1.0))
    shelf.keep(kept, opened.place)
    again = shelf.open(author)
    assert msgspec.structs.replace(again.copy, script=kept.script) == kept
    assert again.copy.script.stages == kept.script.stages
    assert again.notice is not None
    assert author.read_text() == TEXT
    (copy,) = copies(tmp_path)
    assert copy.name.startswith("Жасуша құрылысы-")


def test_a_newer_file_of_the_author_is_read_and_the_edits_are_put_aside(
    author: Path, shelf: ScriptShelf, tmp_path: Path
):
    opened = shelf.open(author)
    kept = msgspec.structs.replace(edited(opened.copy), wpm=165.0)
    shelf.keep(kept, opened.place)
    author.write_text(TEXT.replace("Сау болыңыздар!", "Келесі сабақта кездескенше!"))
    newer = shelf.open(author)
    assert newer.copy.script.stages[2].text == "Келесі сабақта кездескенше!"
    assert (newer.copy.edited, newer.copy.wpm) == (False, 165.0)
    assert newer.notice is not None
    (aside,) = copies(tmp_path)
    assert aside.name in newer.notice.args.values()
    assert shelf.open(aside).copy.script.stages[1].text == kept.script.stages[1].text


def test_edits_of_what_was_put_aside_go_there(author: Path, shelf: ScriptShelf, tmp_path: Path):
    opened = shelf.open(author)
    shelf.keep(edited(opened.copy), opened.place)
    author.write_text(TEXT + "\n\nҚосымша.")
    newer = shelf.open(author)
    shelf.keep(newer.copy, newer.place)
    (aside,) = [path for path in copies(tmp_path) if path != newer.place]
    old = shelf.open(aside)
    assert old.place == aside
    shelf.keep(with_stage_text(old.copy, 0, "Қайырлы күн!"), old.place)
    assert shelf.open(author).copy.script.stages[0].text == "Сәлеметсіздер ме!"


def test_files_of_one_name_in_two_folders_have_two_copies(author: Path, shelf: ScriptShelf, tmp_path: Path):
    other = tmp_path / "басқа" / author.name
    other.parent.mkdir()
    other.write_text("Басқа сабақ.")
    for file in (author, other):
        opened = shelf.open(file)
        shelf.keep(opened.copy, opened.place)
    assert len(copies(tmp_path)) == 2
    assert shelf.open(other).copy.script.stages[0].text == "Басқа сабақ."


@pytest.mark.parametrize("content", [b"", b"\x00" * 50, b"source = 1"])
def test_a_damaged_copy_costs_the_edits_and_not_the_script(author: Path, shelf: ScriptShelf, content: bytes):
    opened = shelf.open(author)
    opened.place.parent.mkdir(parents=True)
    opened.place.write_bytes(content)
    with pytest.raises(StudioError):
        shelf.open(opened.place)
    again = shelf.open(author)
    assert len(again.copy.script.stages) == 3
    assert again.notice is not None
    (damaged,) = opened.place.parent.iterdir()
    assert (damaged.read_bytes(), damaged.suffix) == (content, ".damaged")


def test_a_name_that_leaves_the_library_does_not(shelf: ScriptShelf, tmp_path: Path):
    file = tmp_path / "..%2f..:con.txt"
    file.write_text(TEXT)
    opened = shelf.open(file)
    shelf.keep(opened.copy, opened.place)
    assert opened.place.parent == tmp_path / "library" / COPIES_FOLDER


@pytest.fixture
def keeper(shelf: ScriptShelf) -> Iterator[ScriptKeeper]:
    keeper = ScriptKeeper(shelf)
    keeper.start()
    yield keeper
    keeper.stop()


def test_the_keeper_writes_the_newest(author: Path, shelf: ScriptShelf, keeper: ScriptKeeper):
    opened = shelf.open(author)
    for wpm in range(100, 200):
        keeper.keep(msgspec.structs.replace(opened.copy, wpm=float(wpm)), opened.place)
    keeper.stop()
    assert shelf.open(author).copy.wpm == 199.0


def test_the_keeper_says_what_the_disk_says(author: Path, tmp_path: Path):
    (tmp_path / "library").write_text("a file where the library should be")
    shelf = ScriptShelf(tmp_path / "library")
    keeper = ScriptKeeper(shelf)
    keeper.start()
    opened = shelf.open(author)
    keeper.keep(opened.copy, opened.place)
    wait_until(lambda: keeper.problem is not None, 10.0, "the disk's refusal")
    (tmp_path / "library").unlink()
    keeper.keep(opened.copy, opened.place)
    wait_until(lambda: keeper.problem is None, 10.0, "the copy on the disk")
    keeper.stop()
    assert opened.place.exists()
