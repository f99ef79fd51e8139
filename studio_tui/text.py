"""Text for people that is translated where it is shown, not where it is made.

A station, its checker and its screens are separate processes and each screen may speak another language, so what
travels between them is the English message and its arguments.
"""

from __future__ import annotations

import msgspec


class Text(msgspec.Struct, frozen=True):
    """A message to be translated: an English template and the values that fill its ``{names}``.

    ``plural`` and ``count`` are set for messages that depend on a number; ``count`` chooses the form and is also
    available to the template as ``{count}``. Arguments may themselves be texts.
    """

    msgid: str
    args: dict[str, str | int | float | Text] = {}
    plural: str = ""
    count: int = 0


def N_(msgid: str, /, **args: str | float | Text) -> Text:  # noqa: N802 - the name gettext extractors know
    """Mark a message for translation and hold its arguments until it is shown."""
    return Text(msgid, dict(args))


def NN_(singular: str, plural: str, count: int, /, **args: str | float | Text) -> Text:  # noqa: N802
    """Mark a message whose form depends on a count."""
    return Text(singular, dict(args), plural, count)


def mark(msgid: str) -> str:
    """Mark a message that is kept as it is, e.g. a command's help, and translated by whoever shows it."""
    return msgid


class StudioError(Exception):
    """Something the operator must know: what happened, where, and what to do, as one translatable sentence."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.msgid)
        self.text = text
