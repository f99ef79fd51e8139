"""What every log must do, whatever database it is kept in."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from studio_tui.course.take import Take, VideoCode
from studio_tui.inventory.opening import LOG_FILE, open_store
from studio_tui.inventory.postgres import open_postgres
from studio_tui.inventory.store import StoreError, TakeStore
from tests.rigs.example_takes import any_take, example_take
from tests.rigs.postgres import PrivatePostgres

OTHER_VIDEO = VideoCode(1, 2, 3, 4)


@pytest.fixture(scope="module")
def postgres() -> Iterator[PrivatePostgres]:
    with PrivatePostgres() as server:
        yield server


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.xdist_group("postgres"))])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[TakeStore]:
    if request.param == "sqlite":
        log = open_store(tmp_path / LOG_FILE)
    else:
        server: PrivatePostgres = request.getfixturevalue("postgres")
        server.empty()
        log = open_postgres(server.url)
    yield log
    log.close()


def test_a_new_log_says_that_it_is_new_and_holds_nothing(store: TakeStore):
    assert store.is_new
    assert store.notices == ()
    assert store.takes() == ()


@given(take=any_take)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_take_comes_back_as_it_was_put(store: TakeStore, take: Take):
    if store.get(take.identity) is None:
        assert store.put(take) == take
        assert store.get(take.identity) == take


def test_a_take_is_updated_by_its_identity(store: TakeStore):
    store.put(example_take(state="rolling", duration_s=0.0, verdict=None))
    store.put(example_take(duration_s=30.0))
    assert [take.duration_s for take in store.takes()] == [30.0]


@pytest.mark.parametrize(
    "identity",
    ["", "A", "A/K1M1C1B5", "A/K1M1C1B5/T", "A/K1M1C1B5/T02", "B/K1M1C1B5/T01", "A/K1M1C1B5/T９", "/T" * 99],
)
def test_an_unknown_identity_finds_nothing(store: TakeStore, identity: str):
    store.put(example_take(1))
    assert store.get(identity) is None
    assert store.judgement(identity) is None
    assert store.events(identity) == ()


def test_takes_come_newest_first_whatever_the_time_zone(store: TakeStore):
    store.put(example_take(1, started_at="2025-09-01T10:00:00+05:00"))  # 05:00 UTC
    store.put(example_take(2, started_at="2025-09-01T09:30:00+06:00"))  # 03:30 UTC
    store.put(example_take(3, started_at="2025-09-01T06:00:00+00:00"))  # 06:00 UTC
    store.put(example_take(4, started_at="no time at all"))
    assert [take.number for take in store.takes()] == [3, 1, 2, 4]


def test_takes_can_be_limited_in_number_and_to_a_video(store: TakeStore):
    for number in range(1, 6):
        store.put(example_take(number, minute=number))
    store.put(example_take(1, minute=9, code=OTHER_VIDEO))
    assert [take.number for take in store.takes(limit=3)] == [1, 5, 4]
    assert [take.number for take in store.takes("K1M1C1B5", limit=2)] == [5, 4]
    assert [take.code for take in store.takes(str(OTHER_VIDEO))] == [OTHER_VIDEO]
    assert store.takes("K9M9C9B9") == ()


def test_numbers_are_counted_for_each_station_and_video(store: TakeStore):
    video = example_take().code
    assert store.next_number("A", video) == 1
    store.put(example_take(1))
    store.put(example_take(7))
    assert store.next_number("A", video) == 8
    assert store.next_number("B", video) == 1
    assert store.next_number("A", OTHER_VIDEO) == 1


def test_two_stations_may_use_the_same_number(store: TakeStore):
    store.put(example_take(1))
    store.put(example_take(1, station="B"))
    assert {take.identity for take in store.takes()} == {"A/K1M1C1B5/T01", "B/K1M1C1B5/T01"}


def test_the_producers_word_can_change(store: TakeStore):
    take = store.put(example_take())
    accepted = store.decide(take.identity, accept=True, note="жақсы дубль")
    assert (accepted.state, accepted.note) == ("accepted", "жақсы дубль")
    store.decide(take.identity, accept=False, note="шум в конце")
    rejected = store.get(take.identity)
    assert rejected is not None
    assert (rejected.state, rejected.note) == ("rejected", "шум в конце")


@pytest.mark.parametrize("state", ["claimed", "rolling"])
def test_a_take_that_is_not_recorded_cannot_be_decided(store: TakeStore, state: str):
    take = store.put(example_take(state=state))
    with pytest.raises(StoreError):
        store.decide(take.identity, accept=True)
    assert store.get(take.identity) == take


def test_an_unknown_take_is_neither_decided_nor_judged(store: TakeStore):
    with pytest.raises(StoreError):
        store.decide("A/K1M1C1B5/T01", accept=True)
    with pytest.raises(StoreError):
        store.put_judgement("A/K1M1C1B5/T01", "{}")
    assert store.takes() == ()


def test_a_late_check_does_not_undo_a_decision(store: TakeStore):
    recorded = store.put(example_take(state="recorded", verdict=None))
    store.decide(recorded.identity, accept=True, note="take it")
    now = store.put(example_take(state="checked", verdict="fail"))
    assert (now.state, now.note, now.verdict) == ("accepted", "take it", "fail")
    assert store.get(recorded.identity) == now


def test_only_the_last_judgement_is_kept(store: TakeStore):
    take = store.put(example_take())
    assert store.judgement(take.identity) is None
    store.put_judgement(take.identity, '{"verdict": "undecided"}')
    store.put_judgement(take.identity, '{"verdict": "pass", "file": "К1.mov"}')
    assert store.judgement(take.identity) == '{"verdict": "pass", "file": "К1.mov"}'


def test_events_tell_what_happened_to_a_take(store: TakeStore):
    for state in ("claimed", "rolling", "rolling", "recorded"):
        take = store.put(example_take(state=state))
    store.put_judgement(take.identity, "{}")
    store.put(example_take(state="checked"))
    store.decide(take.identity, accept=False, note="қайта")
    told = store.events(take.identity)
    assert [event.what for event in told] == ["claimed", "rolling", "recorded", "judged", "checked", "rejected"]
    assert told[-1].note == "қайта"
    assert sorted(event.at for event in told) == [event.at for event in told]


def test_rebuilding_brings_in_unknown_takes_and_keeps_known_ones(store: TakeStore):
    store.put(example_take(1))
    store.put(example_take(2, state="rejected", note="фон"))
    assert store.rebuild([example_take(2), example_take(3, problem="recovered")]) == 1
    assert {take.number: (take.state, take.note) for take in store.takes()} == {
        1: ("checked", ""),
        2: ("rejected", "фон"),
        3: ("checked", ""),
    }


def test_rebuilding_is_all_or_nothing(store: TakeStore):
    def sidecars():
        yield example_take(1)
        raise OSError("disk gone")

    with pytest.raises(OSError, match="disk gone"):
        store.rebuild(sidecars())
    assert store.takes() == ()


def test_rebuilding_twice_changes_nothing_more(store: TakeStore):
    takes = [example_take(number, minute=number) for number in range(1, 6)]
    assert store.rebuild(takes) == 5
    first = store.takes()
    assert store.rebuild(takes) == 0
    assert store.takes() == first
    assert len(store.events(takes[0].identity)) == 1


def test_threads_may_write_at_the_same_time(store: TakeStore):
    failures: list[StoreError] = []

    def write(station: str) -> None:
        try:
            for number in range(1, 26):
                store.put(example_take(number, station=station))
                store.takes(limit=3)
        except StoreError as problem:
            failures.append(problem)

    threads = [threading.Thread(target=write, args=(station,)) for station in "ABCD"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert len(store.takes()) == 100
