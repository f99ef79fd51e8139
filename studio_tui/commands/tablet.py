"""``studio-tui tablet``: where a tablet or another computer finds the prompter."""

from __future__ import annotations

import io
from ipaddress import ip_address
from urllib.parse import urlsplit

import click
import msgspec

from studio_tui.commands.common import link_to, settings_of, tell
from studio_tui.commands.language import translator_of
from studio_tui.commands.options import json_option
from studio_tui.station.prompter_messages import COMPARE_FINGERPRINT, GetTabletAddress, TabletAnswer
from studio_tui.text import N_, mark


@click.command(help=mark("Address of the prompter's page for a tablet, with a key that works once."))
@json_option
@click.pass_context
def tablet(ctx: click.Context, *, as_json: bool) -> None:
    """Ask the running station for a fresh key; print the address, and a code for the tablet's camera."""
    with link_to(settings_of(ctx)) as client:
        answer = tell(client, GetTabletAddress())
    assert isinstance(answer, TabletAnswer)  # noqa: S101 - the answer to this command, for the type checker
    if as_json:
        click.echo(msgspec.json.encode({"address": answer.address, "fingerprint": answer.fingerprint}).decode())
        return
    say = translator_of(ctx).say
    click.echo(answer.address)
    click.echo(code_rows(answer.address))
    click.echo(say(N_("Open it on the tablet within ten minutes; the key works once. This command gives another.")))
    if is_here_only(answer.address):
        click.echo(
            say(
                N_(
                    "This address works on this machine only. For a tablet set host under [tablet] in studio.toml "
                    "to this machine's address in the studio's network."
                )
            )
        )
    if answer.fingerprint:
        click.echo(say(COMPARE_FINGERPRINT))
        click.echo("\n".join(answer.fingerprint_rows))


def code_rows(address: str) -> str:
    """An address as a QR code of half blocks, light on the terminal's dark ground."""
    import segno  # noqa: PLC0415 - only this command needs it

    drawn = io.StringIO()
    segno.make_qr(address, error="l").terminal(drawn, border=2, compact=True)
    return drawn.getvalue()


def is_here_only(address: str) -> bool:
    """Whether an address leads nowhere but to this machine."""
    parts = urlsplit(address)
    try:
        return parts.scheme == "http" or ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return parts.hostname == "localhost"
