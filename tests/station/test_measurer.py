"""Measuring beside a device: offering never waits, what is skipped is counted, stopping measures what is due."""

from __future__ import annotations

import threading

import pytest

from studio_tui.station import measurer as measurer_module
from studio_tui.station.measurer import MOST_FAILURES, Measurer
from tests.rigs.station_process import wait_until


@pytest.fixture
def failures(monkeypatch: pytest.MonkeyPatch) -> list[type[BaseException]]:
    """Kinds of error that ended a thread."""
    seen: list[type[BaseException]] = []
    monkeypatch.setattr(threading, "excepthook", lambda hook: seen.append(hook.exc_type))
    return seen


def test_everything_is_measured_in_order() -> None:
    measured: list[int] = []
    measurer = Measurer("numbers", measured.append, depth=100)
    measurer.start()
    for number in range(100):
        measurer.offer(number)
    measurer.stop()
    assert measured == list(range(100))
    assert measurer.skipped == 0


def test_offering_never_waits_and_what_is_skipped_is_counted() -> None:
    measured: list[int] = []
    begun, go_on = threading.Event(), threading.Event()

    def slow(number: int) -> None:
        begun.set()
        go_on.wait()
        measured.append(number)

    measurer = Measurer("slow", slow, depth=3)
    measurer.start()
    measurer.offer(0)
    assert begun.wait(10)
    for number in range(1, 11):
        measurer.offer(number)  # would hang here
    assert measurer.skipped == 7
    go_on.set()
    measurer.stop()
    assert measured == [0, 1, 2, 3]


def test_an_item_that_cannot_be_measured_costs_itself_only(failures: list[type[BaseException]]) -> None:
    measured: list[int] = []

    def measure(number: int) -> None:
        if number % 2:
            raise ZeroDivisionError
        measured.append(number)

    measurer = Measurer("odd", measure, depth=10)
    measurer.start()
    for number in range(6):
        measurer.offer(number)
    wait_until(lambda: measured == [0, 2, 4], 10, "the even ones")
    wait_until(lambda: measurer.skipped == 3, 10, "the odd ones")
    measurer.stop()
    assert failures == [ZeroDivisionError] * 3


def test_a_meter_that_always_fails_is_given_up_and_holds_nothing_up(
    failures: list[type[BaseException]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measurer_module, "_STOP_S", 0.1)

    def measure(_: int) -> None:
        raise ZeroDivisionError

    measurer = Measurer("broken", measure, depth=MOST_FAILURES)
    measurer.start()
    for number in range(MOST_FAILURES):
        measurer.offer(number)
    wait_until(lambda: len(failures) == MOST_FAILURES, 20, "the last failure")
    for number in range(MOST_FAILURES + 5):
        measurer.offer(number)
    assert measurer.skipped == MOST_FAILURES + 5
    measurer.stop()  # would hang here
    assert len(failures) == MOST_FAILURES
