"""The command line as a whole: help in three languages, quick, every command there, refusals of one sentence."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from studio_tui.cli import COMMANDS, cli
from studio_tui.i18n import LANGUAGES, Translator
from studio_tui.text import Text
from tests.rigs.command_line import CommandLine, is_one_sentence, private_sockets

HEAVY = {"alembic", "av", "cv2", "docx", "numpy", "pyaudio", "scipy", "sounddevice", "sqlalchemy", "textual", "zmq"}
SETTINGS_READERS = (
    ["station", "status"],
    ["station", "start"],
    ["station", "stop"],
    ["takes", "--list"],
    ["takes"],
    ["prompter"],
    ["record", "--video", "K1M1C1B5", "--seconds", "1"],
    ["setup", "--sound", "sim", "--camera", "sim"],
    [],
)


def call(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments), prog_name="studio-tui")


def words(text: str) -> str:
    """A text as its words, however it was wrapped."""
    return " ".join(text.split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_lists_every_command_in_the_users_language(language: str) -> None:
    result = call("--language", language, "--help")
    assert result.exit_code == 0
    shown = words(result.stdout)
    say = Translator(language).say
    for name, purpose in COMMANDS.items():
        assert f"{name} " in shown
        assert words(say(Text(purpose))) in shown
    for option in cli.params:
        if isinstance(option, click.Option) and option.help and option.name != "version":
            assert words(say(Text(option.help))) in shown


def test_help_in_one_language_after_the_other() -> None:
    """What was said in one language must not stand in the way of the next."""
    first = {language: call("--language", language, "record", "--help").stdout for language in LANGUAGES}
    again = {language: call("--language", language, "record", "--help").stdout for language in reversed(LANGUAGES)}
    assert first == again
    assert len(set(first.values())) == len(LANGUAGES)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_there_and_explains_itself(name: str) -> None:
    context = click.Context(cli, obj=Translator("en"))
    command = cli.get_command(context, name)
    assert command is not None
    assert command.name == name
    assert command.help is not None
    assert command.help.startswith(COMMANDS[name].rstrip("."))
    for option in command.params:
        assert not isinstance(option, click.Option) or option.help, f"{name} {option.opts} has no help"
    result = call("--language", "kk", name, "--help")
    assert result.exit_code == 0
    assert words(Translator("kk").say(Text(command.help))) in words(result.stdout)


@pytest.mark.parametrize("name", ["start", "stop", "status"])
def test_subcommands_explain_themselves_too(name: str) -> None:
    english, russian = (call("--language", language, "station", name, "--help").stdout for language in ("en", "ru"))
    assert words(english).startswith(f"Usage: studio-tui station {name}")
    assert words(russian) != words(english)


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import json, sys\n"
        "from studio_tui.cli import cli\n"
        "try: cli.main(['--language', 'ru', '--help'])\n"
        "except SystemExit as end: code = end.code\n"
        "print(json.dumps([code, sorted({name.partition('.')[0] for name in sys.modules})]), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    code, loaded = json.loads(done.stderr)
    assert code == 0
    assert "demo" in done.stdout
    assert HEAVY.isdisjoint(loaded)
    assert not any(name.startswith("studio_tui.commands.") and name.endswith(tuple(COMMANDS)) for name in loaded)


def test_the_version() -> None:
    result = call("--version")
    assert (result.exit_code, result.stderr) == (0, "")
    assert version("studio-tui") in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["explode"],
        ["--no-such-option"],
        ["--language", "de", "station", "status"],
        ["--role", "director"],
        ["station"],
        ["station", "explode"],
        ["record"],
        ["demo", "--seconds", "nan"],
        ["demo", "--seconds", "inf"],
        ["--config"],
    ],
)
def test_bad_usage_is_exit_2_and_nothing_on_standard_output(arguments: list[str]) -> None:
    result = call(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("arguments", SETTINGS_READERS, ids=" ".join)
@pytest.mark.parametrize(
    "content", ['[station]\nname = "A B"\n', "[station\n", "keys = " + "[" * 5000], ids=["value", "toml", "nesting"]
)
def test_settings_that_are_not_understood_are_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, arguments: list[str]
) -> None:
    with private_sockets(monkeypatch) as sockets:
        line = CommandLine(tmp_path)
        line.config.write_text(content)
        result = line(*arguments)
        assert is_one_sentence(result), result.output
        assert str(line.config) in result.stderr
        assert line.config.read_text() == content
        assert sorted(tmp_path.iterdir()) == [line.config]
        assert list(sockets.iterdir()) == []


def test_settings_that_are_not_there_are_one_sentence(tmp_path: Path) -> None:
    result = call("--language", "ru", "--config", str(tmp_path / "студия.toml"), "station", "status")
    assert is_one_sentence(result)
    assert "студия.toml" in result.stderr


def test_refusals_speak_the_language_of_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    said = set()
    with private_sockets(monkeypatch):
        for language in LANGUAGES:
            config = tmp_path / f"{language}.toml"
            config.write_text(f'[station]\nname = "T"\nlanguage = "{language}"\n')
            result = call("--config", str(config), "station", "stop")
            assert is_one_sentence(result)
            said.add(result.stderr)
    assert len(said) == len(LANGUAGES)


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "kk_KZ.UTF-8"}, "kk"),
        ({"LC_MESSAGES": "en_US"}, "en"),
        ({"LANG": "C.UTF-8"}, "kk"),
        ({}, "kk"),
    ],
)
def test_the_system_chooses_the_language_and_else_it_is_kazakh(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("LANG", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert call("--help").stdout == call("--language", language, "--help").stdout
