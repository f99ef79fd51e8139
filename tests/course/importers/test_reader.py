"""Files that are read, and files that are refused with a sentence."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from studio_tui.course.importers.problem import ScriptError
from studio_tui.course.importers.reader import read_script
from studio_tui.i18n import Translator
from tests.rigs.wordfile import HEADING, paragraph, row, save, table


def refusal(path: Path) -> str:
    with pytest.raises(ScriptError) as refused:
        read_script(path)
    sentence = Translator("en").say(refused.value.text)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


@pytest.fixture
def word_file(tmp_path: Path) -> Path:
    return save(tmp_path / "script.docx", table(HEADING, row("1", "Сәлеметсіз бе", "")))


def test_missing(tmp_path: Path):
    assert refusal(tmp_path / "жоқ.docx") == "There is no file жоқ.docx."


def test_a_folder_and_a_device(tmp_path: Path):
    (tmp_path / "a.docx").mkdir()
    os.mkfifo(tmp_path / "b.txt")
    assert "no file that a script could be in" in refusal(tmp_path / "a.docx")
    assert "no file that a script could be in" in refusal(tmp_path / "b.txt")


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("a.doc", "save it as .docx"),
        ("a.RTF", "save it as .docx"),
        ("a.odt", "save it as .docx"),
        ("a.pdf", "take the Word file"),
        ("a.dot", "save it as .docx"),
        ("a.docm", "may run macros"),
        ("a.xlsx", "save the script's sheet as “CSV UTF-8”"),
        ("a.mp4", ".docx, .md, .csv or .txt"),
        ("сценарий", ".docx, .md, .csv or .txt"),
    ],
)
def test_other_kinds_of_file(tmp_path: Path, name: str, advice: str):
    (tmp_path / name).write_bytes(b"x")
    sentence = refusal(tmp_path / name)
    assert advice in sentence
    assert name in sentence


def test_suffixes_in_capitals(word_file: Path):
    assert read_script(word_file.rename(word_file.with_suffix(".DOCX"))).spoken_words == 2


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"Just some text", b"PK\x05\x06" + b"\0" * 18])
def test_no_word_file(tmp_path: Path, content: bytes):
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    assert "no Word file or is damaged" in refusal(path)


def test_an_old_or_protected_word_file(tmp_path: Path):
    path = tmp_path / "a.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504)
    assert "password" in refusal(path)


def test_cut_short_anywhere(word_file: Path):
    content = word_file.read_bytes()
    for length in range(0, len(content) - 1, len(content) // 40):
        word_file.write_bytes(content[:length])
        refusal(word_file)


def rewritten(path: Path, name: str, replacement: bytes | None) -> None:
    """The archive with one member replaced or left out."""
    members = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(members) as before, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
        for member in before.infolist():
            content = replacement if member.filename == name else before.read(member)
            if content is not None:
                after.writestr(member.filename, content)


@pytest.mark.parametrize("name", ["[Content_Types].xml", "_rels/.rels", "word/document.xml"])
@pytest.mark.parametrize("replacement", [None, b"", b"<w:document", b"<x/>", b"\xff\xfe\x00", b"<a>" * 5000])
def test_damaged_parts(word_file: Path, name: str, replacement: bytes | None):
    rewritten(word_file, name, replacement)
    assert "no Word file or is damaged" in refusal(word_file)


def test_flipped_bits_never_end_in_a_traceback(word_file: Path):
    content = word_file.read_bytes()
    for place in range(0, len(content), len(content) // 150):
        flipped = bytearray(content)
        flipped[place] ^= 0x55
        word_file.write_bytes(flipped)
        try:
            read_script(word_file)
        except ScriptError:
            continue


def test_bombs_are_not_unpacked(word_file: Path):
    rewritten(word_file, "word/styles.xml", b" " * 20_000_000)
    assert "would unpack to far more" in refusal(word_file)


def test_too_much_text_is_not_unpacked(word_file: Path):
    rewritten(word_file, "word/styles.xml", os.urandom(1_000_000).hex().encode() * 16)
    assert "would unpack to far more" in refusal(word_file)


def test_entity_bombs(word_file: Path):
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "boom"}">' for n in range(9))
    document = (
        f'<?xml version="1.0"?><!DOCTYPE w:document [{entities}]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&e8;</w:t></w:r></w:p></w:body></w:document>"
    )
    rewritten(word_file, "word/document.xml", document.encode())
    refusal(word_file)


def test_outside_files_are_not_read(word_file: Path, tmp_path: Path):
    secret = tmp_path / "secret.txt"
    secret.write_text("құпия сөз", encoding="utf-8")
    with zipfile.ZipFile(word_file) as archive:
        document = archive.read("word/document.xml").decode()
    declared = f'<!DOCTYPE x [<!ENTITY secret SYSTEM "{secret.as_uri()}">]>'
    head, _, rest = document.partition("?>")
    poisoned = f"{head}?>{declared}{rest}".replace("Сәлеметсіз бе", "Сәлем &secret;")
    rewritten(word_file, "word/document.xml", poisoned.encode())
    assert "құпия" not in read_script(word_file).stages[0].text


def test_no_script_table(tmp_path: Path):
    path = save(tmp_path / "a.docx", paragraph("Сәлем"), table(row("Курс атауы", "Педагогика")))
    assert "Stage, Script and Visuals" in refusal(path)


def test_nothing_to_read_out(tmp_path: Path):
    path = save(tmp_path / "a.docx", table(HEADING, row("1", "[слайд 1]", "Сурет"), row("2", "____", "")))
    assert "nothing to read out" in refusal(path)


def test_names_are_shown_clean(tmp_path: Path):
    assert refusal(tmp_path / "a\u202e\x1b[31m.docx") == "There is no file a[31m.docx."


def test_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "a.txt"
    path.write_text("Сөз", encoding="utf-8")

    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    # Tests may run as root, whom no permission stops.
    monkeypatch.setattr(Path, "open", denied)
    assert refusal(path) == "a.txt cannot be read: Permission denied."
