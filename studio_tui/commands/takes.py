"""``studio-tui takes``: the producer's screen, or the log as a list."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click
import msgspec

from studio_tui.commands.common import config_path, link_to, settings_of, tell
from studio_tui.commands.language import translator_of
from studio_tui.config import Settings
from studio_tui.course.take import Take
from studio_tui.i18n import Translator
from studio_tui.inventory.opening import LOG_FILE, open_store
from studio_tui.inventory.store import TakeStore
from studio_tui.recording.sidecar import all_sidecars
from studio_tui.station.address import runtime_dir, station_runs
from studio_tui.station.messages import RebuildLog
from studio_tui.text import N_, Text, mark

_ALL = 1_000_000
_STATES = {
    "claimed": mark("claimed"),
    "rolling": mark("rolling"),
    "recorded": mark("recorded"),
    "checked": mark("checked"),
    "accepted": mark("accepted"),
    "rejected": mark("rejected"),
}
_VERDICTS = {
    "pass": mark("pass"),
    "fail": mark("fail"),
    "undecided": mark("undecided"),
    "unreadable": mark("unreadable"),
}


@click.command(help=mark("The producer's screen, or the list of takes."))
@click.option("--list", "as_list", is_flag=True, help=mark("Print the takes in the log, newest first."))
@click.option("--rebuild", is_flag=True, help=mark("Bring into the log what the notes beside the takes say."))
@click.option("--json", "as_json", is_flag=True, help=mark("With --list: one JSON document on standard output."))
@click.pass_context
def takes(ctx: click.Context, *, as_list: bool, rebuild: bool, as_json: bool) -> None:
    """The log is read from the disk; it needs no station."""
    settings = settings_of(ctx)
    translator = translator_of(ctx)
    if rebuild:
        click.echo(translator.say(_rebuild(settings, translator)), err=as_json)
    if as_list or as_json:
        _print(_logged(settings, translator), translator, as_json=as_json)
    elif not rebuild:
        from studio_tui.commands.attach import show  # noqa: PLC0415 - a list should not wait for the screens

        show(config_path(ctx), "producer", translator.language)


def _rebuild(settings: Settings, translator: Translator) -> Text:
    """Through the station while one runs: it is the one that writes the log then."""
    if station_runs(runtime_dir(settings.station.name)):
        with link_to(settings) as client:
            tell(client, RebuildLog())
        return N_("The log now holds everything that the notes beside the takes say.")
    with _store(settings, translator) as store:
        found = store.rebuild(all_sidecars(settings.library))
    return N_("Takes that were missing in the log: {count}", count=found)


def _logged(settings: Settings, translator: Translator) -> tuple[Take, ...]:
    if not (settings.library / LOG_FILE).exists():
        return ()
    with _store(settings, translator) as store:
        if store.is_new:  # in place of a damaged one
            store.rebuild(all_sidecars(settings.library))
        return store.takes(limit=_ALL)


@contextmanager
def _store(settings: Settings, translator: Translator) -> Iterator[TakeStore]:
    """The log, opened; what was found in doing so is told on standard error."""
    store = open_store(settings.library / LOG_FILE)
    try:
        for notice in store.notices:
            click.echo(translator.say(notice.text), err=True)
        yield store
    finally:
        store.close()


def _print(logged: tuple[Take, ...], translator: Translator, *, as_json: bool) -> None:
    if as_json:
        rows = [_row(take) for take in logged]
        click.echo(msgspec.json.format(msgspec.json.encode({"takes": rows}), indent=2).decode())
        return
    if not logged:
        click.echo(translator.say(N_("The log has no takes yet.")))
    for take in logged:
        click.echo(_line(take, translator))


def _line(take: Take, translator: Translator) -> str:
    verdict = translator.say(Text(_VERDICTS[take.verdict])) if take.verdict else "–"
    state = translator.say(Text(_STATES[take.state]))
    length = f"{take.duration_s:7.1f} s"
    return f"{take.started_at[:16]}  {take.identity:<24}  {length}  {verdict:<14}  {state:<12}  {take.title}"


def _row(take: Take) -> dict[str, object]:
    """A take as outside programs read it: with plain code, and its findings as JSON instead of a string of it."""
    row: dict[str, object] = msgspec.to_builtins(take)
    findings = msgspec.json.decode(take.findings_json or "[]")
    del row["findings_json"]
    return {"take": take.identity, "video": str(take.code), **row, "findings": findings}
