"""``studio-tui doctor``: what is missing on this machine and the command that fixes it."""

from __future__ import annotations

import sys

import click
import msgspec

from studio_tui.commands.common import settings_of
from studio_tui.commands.diagnosis import Diagnosis, Health, examine, settings_problem, this_machine
from studio_tui.commands.language import translator_of
from studio_tui.commands.options import json_option
from studio_tui.config import Settings, SettingsError
from studio_tui.i18n import Translator
from studio_tui.text import Text, mark

_WORDS: dict[Health, str] = {"ok": mark("ok"), "advice": mark("advice"), "missing": mark("MISSING")}


@click.command(
    help=mark("What is missing on this machine and the command that fixes it. Exit code 1 when it is needed.")
)
@json_option
@click.pass_context
def doctor(ctx: click.Context, *, as_json: bool) -> None:
    """Look at everything even when the settings cannot be read: then as if there were none."""
    translator = translator_of(ctx)
    findings: list[Diagnosis] = []
    try:
        settings = settings_of(ctx)
    except SettingsError as problem:
        findings.append(settings_problem(problem))
        settings = Settings()
    findings.extend(examine(settings, this_machine(settings)))
    healthy = all(finding.health != "missing" for finding in findings)
    if as_json:
        report = {"ok": healthy, "checks": [_as_json(finding, translator) for finding in findings]}
        click.echo(msgspec.json.format(msgspec.json.encode(report), indent=2).decode())
    else:
        _print(findings, translator)
    if not healthy:
        sys.exit(1)


def _as_json(finding: Diagnosis, translator: Translator) -> dict[str, str | None]:
    return {
        "name": finding.name,
        "status": finding.health,
        "message": translator.say(finding.text),
        "fix": None if finding.fix is None else translator.say(finding.fix),
    }


def _print(findings: list[Diagnosis], translator: Translator) -> None:
    words = {health: translator.say(Text(word)) for health, word in _WORDS.items()}
    width = max(len(word) for word in words.values())
    for finding in findings:
        click.echo(f"{words[finding.health]:<{width}}  {translator.say(finding.text)}")
        if finding.fix is not None:
            click.echo(f"{'':<{width}}  → {translator.say(finding.fix)}")
