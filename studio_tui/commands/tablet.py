"""``studio-tui tablet``: where a tablet or another computer finds the prompter."""

from __future__ import annotations

import io
from urllib.parse import urlsplit

import click
import msgspec

from studio_tui.commands.common import link_to, settings_of, tell
from studio_tui.commands.language import translator_of
from studio_tui.commands.options import json_option
from studio_tui.station.messages import GetTabletAddress, TabletAnswer
from studio_tui.text import N_, Text, mark

LOOPBACK_HOSTS = frozenset({"127.0.0.1", "::1", "localhost"})


@click.command(help=mark("Address of the prompter's page for a tablet, with a key that works once."))
@json_option
@click.pass_context
def tablet(ctx: click.Context, *, as_json: bool) -> None:
    """Ask the running station for a fresh key; print the address, and a code for the tablet's camera."""
    with link_to(settings_of(ctx)) as client:
        answer = tell(client, GetTabletAddress())
    assert isinstance(answer, TabletAnswer)  # noqa: S101 - the answer to this command, for the type checker
    if as_json:
        click.echo(msgspec.json.encode({"address": answer.address}).decode())
        return
    say = translator_of(ctx).say
    click.echo(answer.address)
    click.echo(code_rows(answer.address))
    click.echo(say(N_("Open it on the tablet within ten minutes; the key works once. This command gives another.")))
    for line in _hints(answer.address):
        click.echo(say(line))


def code_rows(address: str) -> str:
    """An address as a QR code of half blocks, light on the terminal's dark ground."""
    import segno  # noqa: PLC0415 - only this command needs it

    drawn = io.StringIO()
    segno.make_qr(address, error="l").terminal(drawn, border=2, compact=True)
    return drawn.getvalue()


def _hints(address: str) -> list[Text]:
    """What to know about an address like this."""
    parts = urlsplit(address)
    if parts.hostname in LOOPBACK_HOSTS:
        return [
            N_(
                "This address works on this machine only. For a tablet set host under [tablet] in studio.toml "
                "to this machine's address in the studio's network."
            )
        ]
    if parts.scheme == "http":
        return [N_("The page is not encrypted: use it in a network that you trust.")]
    return []
