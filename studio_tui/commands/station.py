"""``studio-tui station``: the station without a screen."""

from __future__ import annotations

import sys

import click
import msgspec

from studio_tui.commands.common import (
    config_path,
    ensure_station,
    fault_option,
    faults_of,
    first_snapshot,
    link_to,
    settings_of,
    tell,
    wait_until_stopped,
)
from studio_tui.commands.language import translator_of
from studio_tui.commands.options import json_option
from studio_tui.station.address import runtime_dir, station_runs
from studio_tui.station.messages import Snapshot, Stop
from studio_tui.text import N_, Text, mark


@click.group(help=mark("Start, stop or look at the station."))
def station() -> None:
    """See the help text above; the docstring is for readers of the code."""


@station.command(help=mark("Start the station in the background; it stays when the terminal is closed."))
@fault_option
@click.pass_context
def start(ctx: click.Context, own_faults: tuple[str, ...]) -> None:
    """Start, wait until it answers, say where its takes go."""
    settings = settings_of(ctx)
    started = ensure_station(settings, config_path(ctx), faults_of(ctx, own_faults))
    with link_to(settings) as client:
        snapshot = first_snapshot(client)
    line = N_("Station {name} is running.", name=snapshot.station)
    if not started:
        line = N_("Station {name} was running already.", name=snapshot.station)
    click.echo(translator_of(ctx).say(line))
    click.echo(translator_of(ctx).say(N_("Takes go to {folder}", folder=snapshot.library)))


@station.command(help=mark("Stop the station. A take that rolls is only ended with --force, and is kept."))
@click.option("--force", is_flag=True, help=mark("Also while a take rolls: it is cut, checked and kept."))
@click.pass_context
def stop(ctx: click.Context, *, force: bool) -> None:
    """Stop and wait until the process has ended."""
    settings = settings_of(ctx)
    with link_to(settings) as client:
        tell(client, Stop(even_rolling=force))
    wait_until_stopped(settings.station.name)
    click.echo(translator_of(ctx).say(N_("The station has stopped.")))


@station.command(help=mark("What the station sees and does now; exit code 1 when none runs."))
@json_option
@click.pass_context
def status(ctx: click.Context, *, as_json: bool) -> None:
    """Print one snapshot; this is also what a screen reader can use."""
    settings = settings_of(ctx)
    if not station_runs(runtime_dir(settings.station.name)):
        click.echo(translator_of(ctx).say(N_("No station is running. Start it with: studio-tui")), err=True)
        sys.exit(1)
    with link_to(settings) as client:
        snapshot = first_snapshot(client)
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(snapshot), indent=2).decode())
        return
    for line in _lines(snapshot):
        click.echo(translator_of(ctx).say(line))


def _lines(snapshot: Snapshot) -> list[Text]:
    """A snapshot in sentences."""
    lines = [N_("Station {name}; takes go to {folder}", name=snapshot.station, folder=snapshot.library)]
    sound = snapshot.sound
    lines.append(N_("Sound: {device}, {state}", device=sound.device or "–", state=feed_word(sound.status)))
    lines.extend(
        N_(
            "Picture {name}: {device}, {state}",
            name=camera.name,
            device=camera.device,
            state=feed_word(camera.status),
        )
        for camera in snapshot.cameras
    )
    if snapshot.take.phase == "rolling":
        lines.append(
            N_("Rolling: {file}, {elapsed:.0f} s", file=snapshot.take.file, elapsed=snapshot.take.elapsed_s)
        )
    lines.append(N_("Room on the disk: {minutes:.0f} minutes", minutes=snapshot.disk.minutes_left))
    return lines + [alarm.text for alarm in snapshot.alarms]


_FEED_WORDS = {
    "opening": mark("opening"),
    "running": mark("working"),
    "stalled": mark("silent: nothing arrives"),
    "lost": mark("not connected"),
}


def feed_word(status: str) -> Text:
    """The word for the state of a device."""
    return Text(_FEED_WORDS[status])
