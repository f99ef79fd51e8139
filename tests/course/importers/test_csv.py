"""Scripts in tables of separated values."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tui.course.importers.problem import ScriptError
from studio_tui.course.importers.reader import read_script
from studio_tui.course.script import Script

RECORDS = [
    ["Название курса", "География", ""],
    ["Результаты обучения:", "Понимать карту", ""],
    [],
    ["Этап", "Сценарий", "Визуальный ряд"],
    ["1", "Здравствуйте; сегодня, как обещано, «карта».\nВторой абзац [слайд 1].", "Спикер"],
    ["2", 'Он сказал: "да".', "Слайд 2, 3; 4"],
    ["", "", ""],
    ["Этап", "Сценарий", "Визуальный ряд"],
    ["3.", "До свидания!", ""],
]
STAGES = [
    ("1", "Здравствуйте; сегодня, как обещано, «карта».\nВторой абзац [слайд 1].", "Спикер"),
    ("2", 'Он сказал: "да".', "Слайд 2, 3; 4"),
    ("3", "До свидания!", ""),
]


def written(records: list[list[str]], separator: str = ",", line_end: str = "\r\n") -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=line_end).writerows(records)
    return text.getvalue()


def read(folder: Path, content: bytes) -> Script:
    path = folder / "сценарий.csv"
    path.write_bytes(content)
    return read_script(path)


def stages(script: Script) -> list[tuple[str, str, str]]:
    return [(stage.stage, stage.text, stage.visuals) for stage in script.stages]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
def test_every_separator_in_every_encoding(tmp_path: Path, separator: str, line_end: str, encoding: str):
    script = read(tmp_path, written(RECORDS, separator, line_end).encode(encoding))
    assert stages(script) == STAGES
    assert (script.sheet.course, script.sheet.outcomes, script.language) == ("География", "Понимать карту", "ru")
    assert {warning.kind for warning in script.warnings} == {"too_short"}


@pytest.mark.parametrize("first", ["sep=;\r\n", '"sep=;"\n', "SEP=;\n"])
def test_a_line_that_tells_excel_the_separator(tmp_path: Path, first: str):
    assert stages(read(tmp_path, (first + written(RECORDS, ";")).encode())) == STAGES


def test_utf_16_with_its_mark_in_the_other_order(tmp_path: Path):
    assert stages(read(tmp_path, codecs.BOM_UTF16_BE + written(RECORDS).encode("utf-16-be"))) == STAGES


KAZAKH = [["Кезең", "Сценарий", "Көрнекі"], ["1", "Сәлеметсіз бе, құрметті әріптес?", ""], ["2", "Рахмет? Иә!", ""]]


def test_letters_that_windows_lost_are_told(tmp_path: Path):
    script = read(tmp_path, written(KAZAKH).encode("cp1251", "replace"))
    assert script.stages[0].text == "С?леметсіз бе, ??рметті ?ріптес?"
    assert "lost_letters" in {warning.kind for warning in script.warnings}
    assert all(warning.of_file for warning in script.warnings if warning.kind == "lost_letters")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "kz1048"])
def test_kazakh_letters_stay(tmp_path: Path, encoding: str):
    script = read(tmp_path, written(KAZAKH).encode(encoding))
    assert [text for _, text, _ in stages(script)] == ["Сәлеметсіз бе, құрметті әріптес?", "Рахмет? Иә!"]
    assert script.language == "kk"
    assert "lost_letters" not in {warning.kind for warning in script.warnings}


def test_columns_in_another_order_and_one_too_many(tmp_path: Path):
    records = [
        ["Visuals", "Time", "Script", "Slide text", "Stage"],
        ["Slide", "0:30", "Hello", "Title", "1"],
        ["x"],
    ]
    script = read(tmp_path, written(records).encode())
    assert stages(script) == [("1", "Hello", "Slide\nTitle"), ("2", "", "x")]
    unread = [warning.message.args for warning in script.warnings if warning.kind == "unread_column"]
    assert unread == [{"heading": "Time"}]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "has no columns Stage, Script and Visuals"),
        ("Курс;Педагогика\n1;2\n".encode(), "has no columns Stage, Script and Visuals"),
        (b"GIF89a\x00\x01\x02\x03", "is not text that can be read"),
        (b"\xff\xfe\x00", "is not text that can be read"),
        (b"\x98\x98\x98", "is not text that can be read"),
        ("Этап;Сценарий\n1;Сөз сөз сөз".encode()[:-1], "is not text that can be read"),
        ("Stage,Script\n1,Größe für Füße\n".encode("latin-1"), "is not text that can be read"),
        (b"Stage,Script\n1," + b"a" * 200_000, "is no table of separated values"),
        (b"Stage,Script\n1,\n", "nothing to read out"),
        (b"a," * 1_000_001, "larger than"),
    ],
)
def test_what_is_no_script(tmp_path: Path, content: bytes, sentence: str):
    with pytest.raises(ScriptError) as refused:
        read(tmp_path, content)
    said = refused.value.text
    assert sentence in said.msgid
    assert said.args["file"] == "сценарий.csv"


@given(content=st.binary(max_size=300))
def test_any_bytes_end_in_a_script_or_a_sentence(tmp_path_factory: pytest.TempPathFactory, content: bytes):
    try:
        read(tmp_path_factory.mktemp("any"), content)
    except ScriptError:
        return


CELL = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=30).map(
    lambda text: f"сөз {text} соңы"
)


@given(cells=st.lists(CELL, min_size=1, max_size=6), separator=st.sampled_from(",;\t|"))
def test_what_was_written_is_read(tmp_path_factory: pytest.TempPathFactory, cells: list[str], separator: str):
    records = [["Кезең", "Сценарий"], *([str(place), text] for place, text in enumerate(cells, start=1))]
    script = read(tmp_path_factory.mktemp("any"), written(records, separator).encode())
    kept = [(stage.stage, "".join(filter(str.isalnum, stage.text))) for stage in script.stages]
    seen = [(str(place), "".join(filter(str.isalnum, text))) for place, text in enumerate(cells, start=1)]
    assert len(kept) == len(seen)
    assert [number for number, _ in kept] == [number for number, _ in seen]
    assert all(text.startswith("сөз") and text.endswith("соңы") for _, text in kept)


HEADING = "Кезең,Сценарий,Көрнекі\n"


def told(script: Script) -> list[tuple[str, str]]:
    kept = {"split_cell", "beyond_heading", "open_quote"}
    return [(warning.kind, warning.stage) for warning in script.warnings if warning.kind in kept]


@pytest.mark.parametrize(
    ("row", "stage"),
    [
        ("1,Білім, ғылым және өнер туралы айтамыз,Слайд 1", ("Білім, ғылым және өнер туралы айтамыз", "Слайд 1")),
        ("1,Сәлем,Слайд 1, Слайд 2", ("Сәлем", "Слайд 1, Слайд 2")),
        ("1,бір,екі,үш,Слайд", ("бір,екі,үш", "Слайд")),
        ("1, Бір, екі, Слайд", ("Бір, екі", "Слайд")),
        ("1,Өсім 2,5 пайыз,Слайд", ("Өсім 2,5 пайыз", "Слайд")),
        ('1,"Ол айтты, "иә", деп",Слайд', ('Ол айтты, "иә", деп', "Слайд")),
    ],
)
def test_a_separator_in_the_text_that_is_not_quoted(tmp_path: Path, row: str, stage: tuple[str, str]):
    script = read(tmp_path, f"{HEADING}{row}\n2,Соңы,\n".encode())
    assert stages(script) == [("1", *stage), ("2", "Соңы", "")]
    assert told(script) == [("split_cell", "1")]
    [warning] = [warning for warning in script.warnings if warning.kind == "split_cell"]
    assert (warning.of_file, warning.message.args) == (True, {"line": 2, "stage": "1"})


def test_empty_cells_at_the_end_are_no_surplus(tmp_path: Path):
    script = read(tmp_path, f"{HEADING}1,Бір,Слайд,,\n,Екі,,,\n".encode())
    assert [text for _, text, _ in stages(script)] == ["Бір", "Екі"]
    assert told(script) == []


def test_text_under_no_heading_is_kept_and_told(tmp_path: Path):
    script = read(tmp_path, "Кезең,Сценарий,Көрнекі,,\n1,Бір,Слайд,,Ескерту\n".encode())
    assert stages(script) == [("1", "Бір", "Слайд\nЕскерту")]
    assert told(script) == [("beyond_heading", "1")]


@pytest.mark.parametrize(
    "rows",
    [
        '1,"Бір,Слайд\n2,Екі,\n3,Үш,\n',
        '1,"Бір,Слайд\n2,"Екі",\n3,Үш,\n',
        '1,"Бір,Слайд\n2,Екі,\n3,"Үш",\n',
        '1,"Бір,Слайд\n2,Екі,"\n3,Үш,\n',
    ],
)
def test_a_quote_that_is_not_closed_ends_with_its_line(tmp_path: Path, rows: str):
    script = read(tmp_path, f"sep=,\n{HEADING}{rows}".encode())
    assert stages(script) == [("1", "Бір", "Слайд"), ("2", "Екі", ""), ("3", "Үш", "")]
    assert told(script)[0] == ("open_quote", "1")
    assert next(warning.message.args for warning in script.warnings if warning.kind == "open_quote") == {
        "line": 3,
        "stage": "1",
    }


def test_quotes_in_their_places(tmp_path: Path):
    rows = '1,"Бір, екі.\n2,5 млн, иә, бар",Слайд\n2,"Абай" жолы,\n3,"""Иә"", деді", "Слайд, сурет" \n'
    script = read(tmp_path, f"{HEADING}{rows}".encode())
    assert stages(script) == [
        ("1", "Бір, екі.\n2,5 млн, иә, бар", "Слайд"),
        ("2", '"Абай" жолы', ""),
        ("3", '"Иә", деді', "Слайд, сурет"),
    ]
    assert told(script) == []


@pytest.mark.timeout(10)
@pytest.mark.parametrize("piece", ['"', '""', '"a\n', '1,"a\n', '"""a\n', ',"', '1,"a,b\n2,c"\n', '"\n', ' "'])
def test_quotes_made_to_be_slow(tmp_path: Path, piece: str):
    try:
        read(tmp_path, (HEADING + piece * (60_000 // len(piece))).encode())
    except ScriptError:
        return
