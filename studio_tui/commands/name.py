"""``studio-tui name``: what the slate understands of a typed name."""

from __future__ import annotations

import click
import msgspec

from studio_tui.commands.options import json_option
from studio_tui.course.clean import clean_line
from studio_tui.course.codes import Parsed
from studio_tui.course.filenames import canonical_name, parse_file_name
from studio_tui.i18n import Translator
from studio_tui.text import mark


@click.command(help=mark("Read codes and names of videos in any spelling."))
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...")
@json_option
@click.pass_context
def name(context: click.Context, /, *, texts: tuple[str, ...], as_json: bool) -> None:
    """Parse codes and names of videos and write them in the one canonical form.

    Each TEXT is a name; the words of a single name need no quotes. Exit code 1 if one of them is no name.
    """
    translator = context.find_object(Translator) or Translator("en")
    parsed = [(text, parse_file_name(text)) for text in _names(texts)]
    if as_json:
        document = {"names": [_json(text, one, translator) for text, one in parsed]}
        click.echo(msgspec.json.format(msgspec.json.encode(document), indent=2))
    else:
        for text, one in parsed:
            click.echo(_line(text, one, translator))
    context.exit(1 if any(one.problem for _, one in parsed) else 0)


def _names(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The names that were given: ``name К1 M1 С1 В5 Кіріспе`` is one, though a shell makes five of it."""
    together = " ".join(texts)
    alone = [parse_file_name(text) for text in texts]
    if all(one.problem for one in alone) and parse_file_name(together).problem is None:
        return (together,)
    return texts


def _json(text: str, one: Parsed, translator: Translator) -> dict[str, str | int | None]:
    document: dict[str, str | int | None] = dict.fromkeys(
        ("input", "course", "module", "lesson", "video", "take", "title", "code", "canonical", "problem")
    )
    document["input"] = _printable(text)
    if one.problem is not None:
        document["problem"] = translator.say(one.problem)
    if one.code is not None:
        document |= msgspec.structs.asdict(one.code)
        document |= {"take": one.take, "title": one.title, "code": str(one.code)}
        document["canonical"] = canonical_name(one.code, one.title)
    return document


def _line(text: str, one: Parsed, translator: Translator) -> str:
    if one.code is None:
        return f"?  {clean_line(text)}  {translator.say(one.problem) if one.problem else ''}".rstrip()
    return f"{one.code}  {canonical_name(one.code, one.title, one.take)}"


def _printable(text: str) -> str:
    """The text as given, but bytes that are no text in it shown as question marks."""
    return text.encode("utf-8", "replace").decode("utf-8")
