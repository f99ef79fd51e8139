"""Calls the command line in this process, on a library of the test's own."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from click.testing import CliRunner, Result

from studio_tui.cli import cli
from studio_tui.station.address import RUNTIME_VARIABLE


class CommandLine:
    """A settings file, and calls with it. Nothing runs; whatever starts a station needs a `StationProcess`."""

    def __init__(self, folder: Path, settings: Mapping[str, Any] | None = None) -> None:
        self.library = folder / "library"
        self.config = folder / "studio.toml"
        table = {"station": {"name": "T", "library": str(self.library)}, **(settings or {})}
        self.config.write_text(tomli_w.dumps(table), encoding="utf-8")

    def __call__(self, *arguments: str | Path, language: str = "en", typed: str | None = None) -> Result:
        words = ["--config", str(self.config), "--language", language, *map(str, arguments)]
        return CliRunner().invoke(cli, words, input=typed, prog_name="studio-tui")


@contextmanager
def private_sockets(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for sockets that no station of this machine uses; their paths are short, pytest's are not."""
    folder = tempfile.mkdtemp(prefix="st-")
    monkeypatch.setenv(RUNTIME_VARIABLE, folder)
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder)


def is_one_sentence(result: Result) -> bool:
    """Whether a refusal is exit code 2, nothing on standard output and one line on standard error."""
    return (result.exit_code, result.stdout) == (2, "") and len(result.stderr.strip().splitlines()) == 1


def only_document(stdout: str) -> Any:  # noqa: ANN401 - whatever JSON says
    """The JSON document that standard output consists of; fails when anything else was printed."""
    assert stdout.endswith("\n")
    return json.loads(stdout, parse_constant=_refuse)


def _refuse(constant: str) -> None:
    raise AssertionError(f"{constant} is no JSON")
