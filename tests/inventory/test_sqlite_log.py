"""The log in a file: it survives what happens to files, and says what happened."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from studio_tui.i18n import Translator
from studio_tui.inventory.opening import LOG_FILE, open_store
from studio_tui.inventory.store import StoreError, TakeStore
from tests.rigs.example_takes import example_take

ENGLISH = Translator("en")

WRITER = """
import sys
from pathlib import Path
from studio_tui.inventory.opening import open_store
from tests.rigs.example_takes import example_take

store = open_store(Path(sys.argv[1]), wait_s=30)
for number in range(1, 10_000):
    store.put(example_take(number, station=sys.argv[2]))
    print(number, flush=True)
    if number == int(sys.argv[3]):
        break
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "library" / LOG_FILE


def log_with_takes(file: Path, count: int = 200) -> None:
    store = open_store(file)
    store.rebuild([example_take(number, minute=number, findings_json="[]" * 200) for number in range(1, count + 1)])
    store.close()


def sentences(store: TakeStore) -> list[str]:
    return [ENGLISH.say(notice.text) for notice in store.notices]


def writer(file: Path, station: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, file, station, str(count)], stdout=subprocess.PIPE, text=True
    )


def test_a_log_is_found_again(file: Path):
    log_with_takes(file, 3)
    store = open_store(file)
    assert not store.is_new
    assert [take.number for take in store.takes()] == [3, 2, 1]
    store.close()


def test_every_commit_is_forced_to_the_disk(file: Path):
    store = open_store(file)
    with store._writing() as connection:  # no other way to ask a connection what it was set to
        asked = {
            pragma: connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()
            for pragma in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    store.close()
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def overwrite_a_page(file: Path) -> None:
    with file.open("r+b") as database:
        database.seek(3 * 4096)
        database.write(b"\xa5" * 4096)


def replace_by_text(file: Path) -> None:
    file.write_text("this is no database\n" * 500)


def cut_in_half(file: Path) -> None:
    with file.open("r+b") as database:
        database.truncate(file.stat().st_size // 2)


@pytest.mark.parametrize("damage", [overwrite_a_page, replace_by_text, cut_in_half])
def test_a_damaged_log_is_set_aside_and_a_new_one_made(file: Path, damage: Callable[[Path], None]):
    log_with_takes(file)
    damage(file)
    damaged = file.read_bytes()
    store = open_store(file)
    assert store.is_new
    assert store.takes() == ()
    store.put(example_take(1))
    store.close()
    [aside] = file.parent.glob("*.damaged-*")
    assert aside.read_bytes() == damaged
    assert aside.name in sentences(store)[0]


def test_logs_set_aside_never_replace_each_other(file: Path):
    for content in ("first", "second", "third"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(content * 500)
        open_store(file).close()
    assert {aside.read_text()[:5] for aside in file.parent.glob("*.damaged-*")} == {"first", "secon", "third"}


def test_a_log_of_a_newer_version_is_left_alone(file: Path):
    log_with_takes(file, 1)
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    before = file.read_bytes()
    with pytest.raises(StoreError) as refusal:
        open_store(file)
    assert "newer version" in ENGLISH.say(refusal.value.text)
    assert file.read_bytes() == before
    assert list(file.parent.glob("*.damaged-*")) == []


def test_a_locked_log_is_waited_for_and_then_named(file: Path):
    store = open_store(file, wait_s=0.1)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError) as refusal:
            store.put(example_take(1))
        assert store.takes() == ()  # reading goes on
        other.execute("ROLLBACK")
    sentence = ENGLISH.say(refusal.value.text)
    assert str(file) in sentence
    assert "in use" in sentence
    store.put(example_take(1))
    store.close()


def test_a_locked_log_is_not_taken_for_a_damaged_one(file: Path):
    log_with_takes(file, 1)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError):
            open_store(file, wait_s=0.1)
    assert list(file.parent.glob("*.damaged-*")) == []


def test_a_place_where_no_log_can_be_is_a_sentence(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError):
        open_store(tmp_path / "file" / LOG_FILE)
    (tmp_path / LOG_FILE).mkdir()
    with pytest.raises(StoreError):
        open_store(tmp_path / LOG_FILE)


def test_a_full_log_is_a_sentence(file: Path):
    store = open_store(file)
    with store._writing() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 30")  # SQLite's own way to say "the disk is full"
    with pytest.raises(StoreError) as refusal:
        store.rebuild([example_take(number, findings_json="x" * 5000) for number in range(1, 200)])
    assert "disk is full" in ENGLISH.say(refusal.value.text)
    assert store.takes() == ()
    store.close()


def test_odd_folder_names_do_no_harm(tmp_path: Path):
    file = tmp_path / "50% дайын ?#" / LOG_FILE
    log_with_takes(file, 2)
    assert file.is_file()
    store = open_store(file)
    assert len(store.takes()) == 2
    store.close()


def test_processes_take_turns(file: Path):
    writers = [writer(file, station, 40) for station in "AB"]
    for process in writers:
        process.communicate()
    assert [process.returncode for process in writers] == [0, 0]
    store = open_store(file)
    assert len(store.takes()) == 80
    store.close()


def test_what_was_acknowledged_survives_a_killed_process(file: Path):
    process = writer(file, "A", 9_999)
    assert process.stdout is not None
    acknowledged = [int(process.stdout.readline()) for _ in range(20)]
    process.kill()
    process.communicate()
    store = open_store(file)
    assert not store.is_new
    assert {take.number for take in store.takes()} >= set(acknowledged)
    store.close()
