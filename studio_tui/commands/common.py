"""What several commands need: the settings, a link to the station, a station started when there is none."""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import ParamSpec

import click

from studio_tui.capture.simulated.faults import parse_fault
from studio_tui.config import Settings, load_settings
from studio_tui.station.address import runtime_dir, station_runs
from studio_tui.station.client import StationClient, StationGoneError
from studio_tui.station.launch import last_words, start_station
from studio_tui.station.messages import Answer, Command, Refused, Snapshot
from studio_tui.text import N_, StudioError, mark

P = ParamSpec("P")

_FIRST_SNAPSHOT_S = 20.0
_STOP_S = 30.0


def config_path(ctx: click.Context) -> Path | None:
    """The settings file named on the command line."""
    chosen: Path | None = ctx.find_root().params.get("config")
    return chosen


def settings_of(ctx: click.Context) -> Settings:
    """The settings of this call."""
    return load_settings(config_path(ctx))


class Seconds(click.FloatRange):
    """A length on the command line: 1 second to a day."""

    def __init__(self) -> None:
        super().__init__(min=1, max=86_400)

    def convert(self, value: float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The length in seconds; ``nan`` is in no range, and Click lets it through."""
        seconds: float = super().convert(value, param, ctx)
        if math.isnan(seconds):
            self.fail(f"{value!r} is not a valid float range.", param, ctx)
        return seconds


def fault_option(command: Callable[P, None]) -> Callable[P, None]:
    """The option ``--fault``, for every command that can start a station."""
    return click.option(
        "--fault",
        "own_faults",
        multiple=True,
        metavar="KIND@S+S",
        help=mark("Trouble for simulated devices to make."),
    )(command)


def faults_of(ctx: click.Context, own_faults: Sequence[str]) -> tuple[str, ...]:
    """Faults asked for before the command's name and behind it."""
    return (*ctx.find_root().params["faults"], *own_faults)


@contextlib.contextmanager
def link_to(settings: Settings) -> Iterator[StationClient]:
    """A link to the station of these settings, closed at the end."""
    client = StationClient(runtime_dir(settings.station.name))
    try:
        yield client
    finally:
        client.close()


def ensure_station(settings: Settings, config: Path | None, faults: Sequence[str] = ()) -> bool:
    """Start a station unless one runs; returns whether it was started now.

    Raises:
        StudioError: it cannot start, or faults are asked of one that runs already.
    """
    for fault in faults:
        parse_fault(fault)
    started = start_station(settings.station.name, config, faults)
    if faults and not started:
        raise StudioError(
            N_("A station already runs, so it cannot be given faults. Stop it: studio-tui station stop")
        )
    return started


def wait_until_stopped(station: str) -> None:
    """Wait until a station's process has ended; raises `StudioError` when it does not."""
    folder = runtime_dir(station)
    deadline_s = time.monotonic() + _STOP_S
    while station_runs(folder):
        if time.monotonic() > deadline_s:
            raise StudioError(N_("The station is still busy. Look at its log in {folder}.", folder=str(folder)))
        time.sleep(0.05)


def first_snapshot(client: StationClient) -> Snapshot:
    """Wait until the station shows itself; raises `StationGoneError` when it does not."""
    return snapshot_when(client, lambda _: True, _FIRST_SNAPSHOT_S)


def snapshot_when(client: StationClient, condition: Callable[[Snapshot], bool], timeout_s: float) -> Snapshot:
    """The first snapshot for which a condition holds; raises `StationGoneError` when none comes in time."""
    deadline_s = time.monotonic() + timeout_s
    while time.monotonic() < deadline_s:
        snapshot = client.snapshot
        if snapshot is not None and condition(snapshot):
            return snapshot
        if not station_runs(client.folder):
            raise StationGoneError(last_words(client.folder))
        time.sleep(0.02)
    raise StationGoneError(N_("The station does not answer. Look at it with: studio-tui station status"))


def told(answer: Answer) -> Answer:
    """The answer, unless it is a refusal: that becomes an error sentence."""
    if isinstance(answer, Refused):
        raise StudioError(answer.text)
    return answer


def tell(client: StationClient, command: Command) -> Answer:
    """Send a command that must be carried out."""
    return told(client.ask(command))
