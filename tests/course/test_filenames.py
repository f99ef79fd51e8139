"""Canonical names: as the document prints them, legal everywhere, read back."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path, PurePosixPath

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st
from pathvalidate import Platform, validate_filename

from studio_tui.course.codes import parse
from studio_tui.course.filenames import (
    DOCUMENT_STYLE,
    LATIN_STYLE,
    MAX_NAME_BYTES,
    NameStyle,
    canonical_name,
    library_folder,
    parse_file_name,
    safe_title,
)
from studio_tui.course.take import VideoCode

CODE = VideoCode(1, 1, 1, 5)


def test_as_the_document_prints_it():
    name = canonical_name(CODE, "Оқу шеберлігі")
    assert name == "\u041a1_\u004d1_\u04211_\u04125_Оқу шеберлігі"
    assert canonical_name(CODE, "Оқу шеберлігі", 1) == name + "_T01"
    assert canonical_name(CODE) == "К1_M1_С1_В5"
    assert canonical_name(CODE, take=12) == "К1_M1_С1_В5_T12"


def test_plain_letters():
    name = canonical_name(VideoCode(12, 3, 4, 105), "Intro", 100, style=LATIN_STYLE)
    assert name == "K12_M3_C4_B105_Intro_T100"
    assert name.isascii()


def test_folders():
    assert library_folder(CODE) == PurePosixPath("К1/M1")
    assert library_folder(VideoCode(2, 13, 1, 1), style=LATIN_STYLE) == PurePosixPath("K2/M13")


def test_a_style_that_cannot_be_read_back_is_refused():
    with pytest.raises(ValueError, match="could not be read back"):
        NameStyle(course="X")
    with pytest.raises(ValueError, match="could not be read back"):
        NameStyle(course="../К")


@pytest.mark.parametrize(
    ("title", "safe"),
    [
        ("Блум: «екі сигма»", "Блум - «екі сигма»"),
        ('"Оқу шеберлігі" тұжырымдамасы', "'Оқу шеберлігі' тұжырымдамасы"),
        ("Что такое C?", "Что такое C"),
        ("10:30", "10-30"),
        ("бет 1/2 | a\\b", "бет 1-2 - a-b"),
        ("a*b <c>", "ab ‹c›"),
        ("соңы...  ", "соңы"),
        ("--=формула", "формула"),
        ("../../etc/passwd", "etc-passwd"),
        (".NET", ".NET"),
        ("Гормон_T4", "Гормон_T-4"),
        ("T4", "T-4"),
        ("Take 5", "Take-5"),
        ("жол\nекі\u202e", "жол екі"),
        ("те\u0438\u0306", "тей"),
        ("???", ""),
    ],
)
def test_titles(title: str, safe: str):
    assert safe_title(title) == safe


def test_is_cut_between_characters_as_read():
    family = "👩\u0308"  # two code points, six bytes
    safe = safe_title("қ" + family * 100, max_bytes=25)
    assert safe == "қ" + family * 3
    assert len(safe_title("ә" * 500).encode()) <= 255


# Letters that matter and letters from anywhere.
titles = st.text(max_size=300) | st.text(
    alphabet="Оқушеб T_t0123.-= ?:\"/\\|<>*()'\u0306\u200d\u202eКMСВ", max_size=300
)
codes = st.builds(VideoCode, *[st.integers(1, 999)] * 4)
takes = st.none() | st.integers(1, 999)
styles = st.sampled_from([DOCUMENT_STYLE, LATIN_STYLE])


@given(codes, titles, takes, styles)
@example(CODE, "X_T0", None, DOCUMENT_STYLE)
@example(CODE, "X -T05", 1, DOCUMENT_STYLE)
@example(CODE, "a" * 201 + "_T01234567", None, DOCUMENT_STYLE)
@example(CODE, "(К1 M1 С1 В5) x", None, DOCUMENT_STYLE)
@example(CODE, "(К1 M1 С1 В6)", None, DOCUMENT_STYLE)
def test_is_read_back(code: VideoCode, title: str, take: int | None, style: NameStyle):
    name = canonical_name(code, title, take, style=style)
    parsed = parse(name)
    assert (parsed.code, parsed.title, parsed.take) == (code, safe_title(title), take)
    assert canonical_name(code, parsed.title, parsed.take, style=style) == name
    for suffix in (".mov", ".mov.part", ".toml", ".MOV"):
        assert parse_file_name(name + suffix) == parsed


@given(codes, titles, takes, styles)
def test_is_legal_everywhere(code: VideoCode, title: str, take: int | None, style: NameStyle):
    name = canonical_name(code, title, take, style=style)
    assert unicodedata.is_normalized("NFC", name)
    assert name[0] not in "-=. "
    assert name[-1] not in ". "
    longest = canonical_name(code, title, 999, style=style) + ".mov.part"
    assert len(longest.encode()) <= MAX_NAME_BYTES
    for platform in (Platform.LINUX, Platform.WINDOWS, Platform.MACOS):
        validate_filename(name, platform=platform)
        validate_filename(longest, platform=platform, max_len=255)


@given(titles)
def test_cuts_no_character_apart(title: str):
    full = safe_title(title, max_bytes=10_000)
    cut = safe_title(title, max_bytes=30)
    assert len(cut.encode()) <= 30
    if full.startswith(cut):
        rest = regex.findall(r"\X", full)
        assert cut in {"".join(rest[:count]) for count in range(len(rest) + 1)}


def test_can_be_made_on_this_disk(tmp_path: Path):
    name = canonical_name(VideoCode(999, 999, 999, 999), "Ұзақ тақырып 👩‍🏫 " * 60, 999) + ".mov.part"
    (tmp_path / name).touch()
    assert os.listdir(tmp_path) == [name]  # noqa: PTH208 - the bytes that the file system gives back
