"""The station's hold on the log: sidecars first, a database in trouble costs a warning and never a take."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio_tui.checking.findings import Finding, Judgement
from studio_tui.course.take import Slate, Take
from studio_tui.inventory.opening import LOG_FILE, open_store
from studio_tui.recording.claim import claim_take
from studio_tui.recording.library import take_files
from studio_tui.recording.sidecar import read_sidecar
from studio_tui.station import take_log
from studio_tui.station.take_log import BEHIND_FILE, TakeLog
from studio_tui.text import N_, StudioError
from tests.rigs.example_takes import FIRST_VIDEO

SLATE = Slate(FIRST_VIDEO, "Қазақ тілінің дыбыстары")
JUDGEMENT = Judgement(
    file="a.mov",
    verdict="fail",
    preset="bmg-coursera-source",
    findings=(Finding(rule="silence", status="fail", message=N_("A channel is silent."), at_s=((1.0, 6.5),)),),
    measurements={"used_bits": 16},
)


@pytest.fixture(autouse=True)
def no_long_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A locked database is waited for, but not for seconds."""
    monkeypatch.setattr(take_log, "_OPEN_WAIT_S", 0.05)
    monkeypatch.setattr(take_log, "_REOPEN_WAIT_S", 0.05)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


def recorded(library: Path, **values: object) -> Take:
    """A take whose name is claimed on the disk."""
    claimed = claim_take(library, "A", SLATE)
    claimed.holding.release()
    return msgspec.structs.replace(claimed.take, state="recorded", duration_s=30.0, **values)


def checked(take: Take) -> Take:
    return msgspec.structs.replace(take, state="checked", verdict="pass", findings_json="[]")


def sidecar(library: Path, take: Take) -> Take:
    return read_sidecar(take_files(library, take.file).sidecar)


def in_database(library: Path) -> list[Take]:
    store = open_store(library / LOG_FILE)
    try:
        return list(store.takes())
    finally:
        store.close()


@contextmanager
def opened(library: Path) -> Iterator[TakeLog]:
    log = TakeLog(library)
    try:
        yield log
    finally:
        log.close()


@contextmanager
def locked(library: Path) -> Iterator[None]:
    """Another program writes, and does not end."""
    with closing(sqlite3.connect(library / LOG_FILE, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


def impatient(log: TakeLog) -> None:
    """Let an open log wait for a lock no longer than a test may."""
    store = log._store
    with store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 50")


def test_a_take_is_in_its_sidecar_and_in_the_log(library: Path) -> None:
    with opened(library) as log:
        take = recorded(library)
        assert log.keep(take) == take
        assert log.takes("", 10) == (take,)
        assert log.takes(str(take.code), 10) == (take,)
        assert log.takes("K9M9C9B9", 10) == ()
    assert sidecar(library, take) == take
    assert in_database(library) == [take]


def test_every_change_is_seen_by_the_screens(library: Path) -> None:
    with opened(library) as log:
        seen = [log.revision]
        take = recorded(library)
        for change in (
            lambda: log.keep(take),
            lambda: log.keep(checked(take)),
            lambda: log.decide(take.identity, "", accept=True),
            log.rebuild,
        ):
            change()
            seen.append(log.revision)
    assert seen == sorted(set(seen))


def test_a_judgement_is_kept_in_full(library: Path) -> None:
    with opened(library) as log:
        take = log.keep(recorded(library))
        assert log.judgement(take.identity) is None
        log.keep_judgement(take.identity, JUDGEMENT)
        assert log.judgement(take.identity) == JUDGEMENT


def test_numbers_go_on_from_the_highest(library: Path) -> None:
    with opened(library) as log:
        assert log.next_number("A", FIRST_VIDEO) == 1
        log.keep(msgspec.structs.replace(recorded(library), number=7))
        assert log.next_number("A", FIRST_VIDEO) == 8
        assert log.next_number("B", FIRST_VIDEO) == 1


def test_a_decision_is_in_both(library: Path) -> None:
    with opened(library) as log:
        take = log.keep(checked(recorded(library)))
        log.decide(take.identity, "Дыбыс таза", accept=True)
    for known in (sidecar(library, take), *in_database(library)):
        assert (known.state, known.note) == ("accepted", "Дыбыс таза")


def test_a_decision_on_nothing_is_refused(library: Path) -> None:
    with opened(library) as log, pytest.raises(StudioError, match="no take"):
        log.decide("A/K1M1C1B5/T09", "", accept=True)


@pytest.mark.parametrize("accept", [True, False])
def test_a_late_check_never_undoes_a_decision(library: Path, *, accept: bool) -> None:
    with opened(library) as log:
        take = log.keep(recorded(library))
        decided = log.decide(take.identity, "ok", accept=accept)
        kept = log.keep(checked(take))
    assert (kept.state, kept.note, kept.verdict) == (decided.state, "ok", "pass")
    assert sidecar(library, take) == kept
    assert in_database(library) == [kept]


def test_a_late_check_never_undoes_a_decision_that_only_the_sidecar_knows(library: Path) -> None:
    with opened(library) as log:
        take = log.keep(recorded(library))
        decided = log.decide(take.identity, "ok", accept=True)
        impatient(log)
        with locked(library):
            log.keep(checked(take))
        assert sidecar(library, take) == msgspec.structs.replace(checked(take), state=decided.state, note="ok")


def test_notes_that_cannot_be_written_leave_the_decision_in_the_log(library: Path) -> None:
    with opened(library) as log:
        take = log.keep(recorded(library))
        notes = take_files(library, take.file).sidecar
        notes.unlink()
        notes.mkdir()
        before = log.revision
        assert log.decide(take.identity, "", accept=True).state == "accepted"
        assert log.revision > before
        assert log.problem is not None
        notes.rmdir()
        log.keep(checked(take))
        assert log.problem is None
    assert [known.state for known in in_database(library)] == ["accepted"]
    assert sidecar(library, take).state == "accepted"


def test_without_its_sidecar_a_take_is_not_logged(library: Path) -> None:
    """The log must not know what the sidecars cannot give back."""
    with opened(library) as log:
        take = recorded(library)
        notes = take_files(library, take.file).sidecar
        notes.unlink()
        notes.mkdir()
        with pytest.raises(StudioError, match="notes of a take"):
            log.keep(take)
        assert log.takes("", 10) == ()


def test_a_locked_log_costs_a_warning_and_catches_up(library: Path) -> None:
    with opened(library) as log:
        first = log.keep(recorded(library))
        impatient(log)
        with locked(library):
            second = log.keep(checked(recorded(library)))
            assert log.problem is not None
            assert sidecar(library, second) == second
            log.keep_judgement(second.identity, JUDGEMENT)
        third = log.keep(recorded(library))
        assert log.problem is None
        assert {take.identity for take in log.takes("", 10)} == {each.identity for each in (first, second, third)}
    assert not (library / BEHIND_FILE).exists()


def test_a_log_that_was_locked_to_the_end_is_caught_up_by_the_next_station(library: Path) -> None:
    with opened(library) as log:
        log.keep(recorded(library))
        impatient(log)
        with locked(library):
            second = log.keep(checked(recorded(library)))
    with opened(library) as log:
        assert second in log.takes("", 10)
    assert not (library / BEHIND_FILE).exists()


def test_a_log_that_is_locked_at_the_start_is_opened_later(library: Path) -> None:
    open_store(_made(library) / LOG_FILE).close()
    with locked(library):
        log = TakeLog(library)
        assert log.problem is not None
        first = log.keep(recorded(library))
        assert log.next_number("A", FIRST_VIDEO) == 1
        for question in (lambda: log.takes("", 10), log.rebuild, lambda: log.judgement(first.identity)):
            with pytest.raises(StudioError, match="cannot be used now"):
                question()
        log.keep_judgement(first.identity, JUDGEMENT)
    second = log.keep(recorded(library))
    assert log.problem is None
    assert {take.identity for take in log.takes("", 10)} == {first.identity, second.identity}
    log.close()


def test_a_damaged_log_is_made_anew_from_the_sidecars(library: Path) -> None:
    with opened(library) as log:
        take = log.keep(checked(recorded(library)))
    (library / LOG_FILE).write_bytes(b"not a database at all" * 500)
    with opened(library) as log:
        assert log.takes("", 10) == (take,)
        assert [notice.msgid.split()[3] for notice in log.notices] == ["was"]


def test_a_log_that_was_deleted_is_made_anew_from_the_sidecars(library: Path) -> None:
    with opened(library) as log:
        takes = [log.keep(recorded(library)) for _ in range(3)]
        log.decide(takes[1].identity, "", accept=True)
    for file in library.glob(f"{LOG_FILE}*"):
        file.unlink()
    with opened(library) as log:
        assert {take.number: take.state for take in log.takes("", 10)} == {
            1: "recorded",
            2: "accepted",
            3: "recorded",
        }


def test_a_library_that_cannot_be_is_a_warning(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with opened(tmp_path / "file" / "library") as log:
        assert log.problem is not None


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder


@given(steps=st.lists(st.sampled_from(["check", "accept", "reject", "restart", "rebuild"]), max_size=10))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_the_last_decision_stands(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    library = tmp_path_factory.mktemp("steps") / "library"
    log = TakeLog(library)
    take = log.keep(recorded(library))
    decided = "recorded"
    for step in steps:
        if step == "check":
            log.keep(checked(take))
            decided = "checked" if decided == "recorded" else decided
        elif step in {"accept", "reject"}:
            decided = log.decide(take.identity, "", accept=step == "accept").state
        elif step == "rebuild":
            log.rebuild()
        elif step == "restart":
            log.close()
            log = TakeLog(library)
    log.close()
    assert sidecar(library, take).state == decided
    assert [known.state for known in in_database(library)] == [decided]
