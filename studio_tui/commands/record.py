"""``studio-tui record``: one take without a screen, from the slate to the log."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import cast

import click
import msgspec

from studio_tui.checking.findings import Finding
from studio_tui.checking.report import STATUS_WORDS, finding_as_json
from studio_tui.commands.common import (
    Seconds,
    config_path,
    ensure_station,
    fault_option,
    faults_of,
    link_to,
    settings_of,
    snapshot_when,
    tell,
    wait_until_stopped,
)
from studio_tui.commands.language import translator_of
from studio_tui.commands.options import json_option
from studio_tui.course.codes import parse
from studio_tui.course.take import Slate, Take
from studio_tui.i18n import Translator
from studio_tui.station.address import station_runs
from studio_tui.station.client import StationClient
from studio_tui.station.messages import Cut, GetTakes, Roll, SetSlate, Snapshot, Stop, TakesAnswer
from studio_tui.text import N_, StudioError, mark

_READY_S = 40.0
_MARGIN_S = 5.0
_VERDICT_S = 60.0
_EXIT_CODES = {"pass": 0, "fail": 1, "undecided": 3}
_EXIT_UNREADABLE = 2
_UNLOGGED = N_("The log cannot be used now. Takes are safe: each has its own file of notes.")


@click.command(help=mark("Roll one take without a screen, check it, log it."))
@click.option("--video", required=True, help=mark("Code of the video in any spelling, with or without a title."))
@click.option("--seconds", required=True, type=Seconds(), help=mark("Length of the take."))
@json_option
@fault_option
@click.pass_context
def record(ctx: click.Context, video: str, seconds: float, own_faults: tuple[str, ...], *, as_json: bool) -> None:
    """Use the running station, or one that lives as long as this take."""
    slate = _slate(video)
    settings = settings_of(ctx)
    started = ensure_station(settings, config_path(ctx), faults_of(ctx, own_faults))
    with link_to(settings) as client:
        try:
            take, logged = _one_take(client, slate, seconds)
        finally:
            if started and station_runs(client.folder):
                tell(client, Stop(even_rolling=True))
                wait_until_stopped(settings.station.name)
    say = _report if as_json else _line
    click.echo(say(take, settings.library / take.file, translator_of(ctx), logged=logged))
    sys.exit(_EXIT_CODES.get(take.verdict or "undecided", _EXIT_UNREADABLE))


def _slate(video: str) -> Slate:
    parsed = parse(video)
    if parsed.code is None:
        raise StudioError(parsed.problem or N_("“{text}” is no video code. Write it like K1M1C1B5.", text=video))
    return Slate(parsed.code, parsed.title)


def _one_take(client: StationClient, slate: Slate, seconds: float) -> tuple[Take, bool]:
    """Roll, wait for the cut and the verdict. Ctrl+C cuts: what was recorded is kept and checked.

    Gives the take, and whether it is in the log.
    """
    ready = snapshot_when(client, _devices_run, _READY_S)
    if ready.take.phase in {"rolling", "closing"}:
        raise StudioError(N_("A take is rolling already."))  # and its slate is somebody's
    before = ready.last_take
    tell(client, SetSlate(slate))
    tell(client, Roll(duration_s=seconds))
    try:
        snapshot_when(client, lambda now: now.take.phase == "rolling", _READY_S)
        snapshot_when(client, lambda now: now.take.phase != "rolling", seconds + _MARGIN_S)
    except KeyboardInterrupt:
        tell(client, Cut())
    ended = snapshot_when(client, lambda now: _is_judged(now, before), _VERDICT_S).last_take
    take = cast("Take", ended)  # _is_judged has seen that there is one
    answer = client.ask(GetTakes(str(take.code)))
    logged = isinstance(answer, TakesAnswer) and take.identity in {each.identity for each in answer.takes}
    return take, logged


def _devices_run(snapshot: Snapshot) -> bool:
    return snapshot.sound.status == "running" and all(camera.status == "running" for camera in snapshot.cameras)


def _is_judged(snapshot: Snapshot, before: Take | None) -> bool:
    take = snapshot.last_take
    return (
        snapshot.take.phase == "idle"
        and take is not None
        and (before is None or take.identity != before.identity)
        and take.verdict is not None
    )


def _line(take: Take, movie: Path, translator: Translator, *, logged: bool) -> str:
    verdict = STATUS_WORDS[take.verdict or "undecided"]
    line = translator.say(N_("{file}: {verdict}", file=str(movie), verdict=verdict))
    return line if logged else line + "\n" + translator.say(_UNLOGGED)


def _report(take: Take, movie: Path, translator: Translator, *, logged: bool) -> str:
    findings = msgspec.json.decode(take.findings_json or "[]", type=tuple[Finding, ...])
    report = {
        "take": take.identity,
        "video": str(take.code),
        "file": str(movie),
        "sidecar": str(movie.with_suffix(".toml")),
        "frames": take.frames,
        "lost_frames": take.lost_frames,
        "samples": take.samples,
        "lost_samples": take.lost_samples,
        "duration_s": take.duration_s,
        "video_bitrate_mbps": take.video_bitrate_mbps,
        "verdict": take.verdict,
        "findings": [finding_as_json(finding, translator) for finding in findings],
        "logged": logged,
    }
    return msgspec.json.format(msgspec.json.encode(report), indent=2).decode()
