"""Keys: every letter with its twin on the Cyrillic layouts, every action with a name for ``[keys]`` of studio.toml.

A Kazakh layout types letters on the digit row, so no digit is a key here. A letter's twin is the letter that the
same key types on the Russian and Kazakh layouts; what matters is where the finger goes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from textual.binding import ActiveBinding, Binding, BindingType

from studio_tui.text import Text
from studio_tui.ui.words import Words

_LATIN = "qwertyuiopasdfghjklzxcvbnm"
_CYRILLIC = "йцукенгшщзфывапролдячсмить"
TWINS = dict(zip(_LATIN, _CYRILLIC, strict=True))
"""Latin letter to the Cyrillic letter on the same key."""


def key(
    keys: str, action: str, label: Text, about: Text | None = None, *, name: str, shown: bool = True, cap: str = ""
) -> Binding:
    """A binding whose words are translated when they are shown.

    Args:
        keys: keys separated by commas; a single Latin letter, alone or with ctrl, brings its twin along.
        action: Textual's name of what is done.
        label: one or two words for the key bar.
        about: one sentence for the help.
        name: what ``[keys]`` of studio.toml calls it.
        shown: whether the key bar shows it.
        cap: what the key bar writes for the key; the first key's name when empty.
    """
    return Binding(
        ",".join(with_twins(keys.split(","))),
        action,
        description=label.msgid,
        tooltip=about.msgid if about else "",
        show=shown,
        key_display=cap or _cap(keys.split(",", maxsplit=1)[0]),
        id=name,
    )


def with_twins(keys: Iterable[str]) -> list[str]:
    """The keys, each Latin letter followed by its Cyrillic twin."""
    found: list[str] = []
    for name in keys:
        prefix, _, letter = name.rpartition("+")
        found.append(name)
        if letter in TWINS:
            found.append(f"{prefix}+{TWINS[letter]}" if prefix else TWINS[letter])
    return found


def _cap(name: str) -> str:
    prefix, _, last = name.rpartition("+")
    cap = last.upper() if len(last) < 4 else last.capitalize()
    return f"{prefix.capitalize()}+{cap}" if prefix else cap


def spoken(bindings: dict[str, ActiveBinding], words: Words) -> dict[str, ActiveBinding]:
    """Active bindings with their words in the chosen language."""
    return {
        name: active._replace(
            binding=replace(active.binding, description=words.say(Text(active.binding.description))),
            tooltip=words.say(Text(active.tooltip)) if active.tooltip else "",
        )
        for name, active in bindings.items()
    }


def unknown_names(keymap: dict[str, str], bindings: Iterable[BindingType]) -> list[str]:
    """Names in ``[keys]`` of studio.toml that no action has."""
    names = {binding.id for binding in bindings if isinstance(binding, Binding)}
    return [name for name in keymap if name not in names]
