"""``studio-tui name`` by its contract."""

from __future__ import annotations

import json
from typing import Any

import click
from click.testing import CliRunner, Result

from studio_tui.commands.name import name
from studio_tui.i18n import Translator


def called(*arguments: str) -> Result:
    return CliRunner().invoke(name, list(arguments), catch_exceptions=False)


def names_of(*arguments: str) -> tuple[list[dict[str, Any]], int]:
    result = called("--json", *arguments)
    assert result.stderr == ""
    return json.loads(result.stdout)["names"], result.exit_code


def test_the_document():
    names, code = names_of("k1m1c1b5 Кіріспе", "К1_M1_С1_В5_Кіріспе_T01.mov")
    assert code == 0
    expected = {"course": 1, "module": 1, "lesson": 1, "video": 5, "title": "Кіріспе", "code": "K1M1C1B5"}
    for one in names:
        assert {key: one[key] for key in expected} == expected
        assert one["canonical"] == "К1_M1_С1_В5_Кіріспе"
        assert one["problem"] is None
    assert [one["input"] for one in names] == ["k1m1c1b5 Кіріспе", "К1_M1_С1_В5_Кіріспе_T01.mov"]
    assert [one["take"] for one in names] == [None, 1]


def test_one_that_is_no_name():
    names, code = names_of("K1M1C1B5", "лекция")
    assert code == 1
    assert names[0]["problem"] is None
    assert names[1] == {
        "input": "лекция",
        "course": None,
        "module": None,
        "lesson": None,
        "video": None,
        "take": None,
        "title": None,
        "code": None,
        "canonical": None,
        "problem": "“лекция” names no video: write it like К1 M1 С1 В5.",
    }


def test_a_name_without_quotes():
    names, code = names_of("К1", "M1", "С1", "В5", "Оқу", "шеберлігі")
    assert (len(names), names[0]["title"], code) == (1, "Оқу шеберлігі", 0)


def test_input_is_given_back_as_it_was():
    names, _ = names_of("  K1M1C1B5\u202e ")
    assert names[0]["input"] == "  K1M1C1B5\u202e "


def test_for_people():
    result = called("k1m1c1b5 t2", "x\u202e")
    assert result.stdout.splitlines() == [
        "K1M1C1B5  К1_M1_С1_В5_T02",
        "?  x  “x” names no video: write it like К1 M1 С1 В5.",
    ]
    assert result.exit_code == 1


def test_without_a_name_it_is_bad_usage():
    assert called().exit_code == 2


def test_speaks_the_language_of_its_context():
    class Loud(Translator):
        def say(self, text: object) -> str:  # type: ignore[override]  # only to be recognised
            return f"<{getattr(text, 'msgid', text)}>"

    @click.group()
    @click.pass_context
    def top(context: click.Context) -> None:
        context.obj = Loud("en")

    top.add_command(name)
    result = CliRunner().invoke(top, ["name", "--json", ""])
    assert json.loads(result.stdout)["names"][0]["problem"] == "<The name is empty: write it like К1 M1 С1 В5.>"
