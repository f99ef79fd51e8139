"""TOML from outside as values of one type; whatever is wrong with it is one sentence that names file and place."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypeVar

import msgspec

from studio_tui.text import N_, StudioError

T = TypeVar("T")


def without_nothing(table: dict[str, object]) -> dict[str, object]:
    """A table without the values that are None, at any depth of tables: TOML has no word for nothing."""
    return {
        key: without_nothing(value) if isinstance(value, dict) else value
        for key, value in table.items()
        if value is not None
    }


def decode_toml(content: bytes, kind: type[T], file: Path, error: type[StudioError]) -> T:
    """The values in a file's content, whose length the caller has limited; raises ``error`` when it has none."""
    try:
        return msgspec.convert(tomllib.loads(content.decode()), kind)
    except msgspec.ValidationError as problem:
        raise error(
            N_("{file} has a value that is not understood: {why}.", file=str(file), why=str(problem))
        ) from problem
    except (ValueError, RecursionError) as problem:
        # Besides its own errors tomllib lets those of endless numbers and of endless nesting through.
        raise error(
            N_("{file} is not valid TOML: {why}. Mend that line and start again.", file=str(file), why=str(problem))
        ) from problem
