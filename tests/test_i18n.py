"""Texts become words of one language: plural forms, decimal signs, texts inside texts, and what a catalog lacks."""

from __future__ import annotations

import gettext
from pathlib import Path

import msgspec
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from hypothesis import given
from hypothesis import strategies as st

from studio_tui import i18n
from studio_tui.i18n import DOMAIN, LANGUAGES, Translator
from studio_tui.text import N_, NN_, StudioError, Text

PLURALS = {
    "kk": ("{count} дубль", "{count} дубль"),
    "ru": ("{count} дубль", "{count} дубля", "{count} дублей"),
    "en": ("{count} take", "{count} takes"),
}


@pytest.fixture
def catalogs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small catalogs of this test's own, compiled as the real ones are."""
    for language, forms in PLURALS.items():
        catalog = Catalog(locale=language)
        catalog.add(("{count} take", "{count} takes"), forms)
        if language == "kk":
            catalog.add("Silence on {channel} for {seconds:.1f} s", "{channel} арнасында {seconds:.1f} с үнсіздік")
            catalog.add("left", "сол жақ")
        folder = tmp_path / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        with (folder / f"{DOMAIN}.mo").open("wb") as file:
            write_mo(file, catalog)
    monkeypatch.setattr(i18n, "LOCALE_DIR", tmp_path)


def takes(count: int, language: str) -> str:
    return Translator(language).say(NN_("{count} take", "{count} takes", count))


@pytest.mark.usefixtures("catalogs")
@pytest.mark.parametrize(
    ("language", "count", "said"),
    [
        ("en", 1, "1 take"),
        ("en", 0, "0 takes"),
        ("en", 21, "21 takes"),
        ("ru", 1, "1 дубль"),
        ("ru", 21, "21 дубль"),
        ("ru", 2, "2 дубля"),
        ("ru", 24, "24 дубля"),
        ("ru", 5, "5 дублей"),
        ("ru", 11, "11 дублей"),
        ("ru", 12, "12 дублей"),
        ("ru", 112, "112 дублей"),
        ("ru", 0, "0 дублей"),
        ("kk", 1, "1 дубль"),
        ("kk", 5, "5 дубль"),
    ],
)
def test_plurals_follow_the_language(language: str, count: int, said: str) -> None:
    assert takes(count, language) == said


@pytest.mark.parametrize(("language", "number"), [("kk", "-23,4"), ("ru", "-23,4"), ("en", "-23.4")])
def test_fractions_have_the_languages_decimal_sign(language: str, number: str) -> None:
    assert (
        Translator(language)
        .say(N_("nowhere in a catalog: {level:.1f} LUFS", level=-23.42))
        .endswith(f"{number} LUFS")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_points_that_are_no_decimal_signs_stay(language: str) -> None:
    said = Translator(language).say(N_("{file} v{version}: {count}", file="К1.M1.mov", version="0.1.0", count=5))
    assert said == "К1.M1.mov v0.1.0: 5"


@pytest.mark.usefixtures("catalogs")
def test_texts_inside_texts_speak_the_same_language() -> None:
    text = N_("Silence on {channel} for {seconds:.1f} s", channel=N_("left"), seconds=4.5)
    assert Translator("kk").say(text) == "сол жақ арнасында 4,5 с үнсіздік"
    assert Translator("en").say(text) == "Silence on left for 4.5 s"


@pytest.mark.usefixtures("catalogs")
def test_what_a_catalog_lacks_is_said_in_english() -> None:
    assert Translator("ru").say(N_("Silence on {channel} for {seconds:.1f} s", channel="L", seconds=1.0)) == (
        "Silence on L for 1,0 s"
    )


def test_a_language_that_is_not_there_falls_back_to_english() -> None:
    assert Translator("fr").say(N_("A take is rolling already.")) == "A take is rolling already."
    assert takes(2, "fr") == "2 takes"


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_the_real_catalogs_are_found(language: str) -> None:
    english = "A take is rolling already."
    assert Translator(language).say(N_(english)) != english
    assert isinstance(gettext.translation(DOMAIN, i18n.LOCALE_DIR, [language]), gettext.GNUTranslations)


def test_an_empty_text_is_nothing_and_not_the_catalogs_head() -> None:
    assert [Translator(language).say(Text("")) for language in LANGUAGES] == ["", "", ""]


@given(value=st.text())
def test_what_fills_a_text_in_is_never_read_as_a_template(value: str) -> None:
    assert Translator("ru").say(N_("“{name}”", name=value)) == f"“{value}”"


def test_braces_without_arguments_are_letters() -> None:
    assert Translator("en").say(Text("{name} stays")) == "{name} stays"


@given(
    text=st.recursive(
        st.builds(N_, st.just("plain")),
        lambda inner: st.builds(
            lambda value, count: NN_("{a} once", "{a} often", count, a=value), inner, st.integers(0, 99)
        ),
        max_leaves=4,
    )
)
def test_a_text_says_the_same_after_a_journey(text: Text) -> None:
    arrived = msgspec.msgpack.decode(msgspec.msgpack.encode(text), type=Text)
    for language in LANGUAGES:
        assert Translator(language).say(arrived) == Translator(language).say(text)


def test_an_error_carries_its_text_and_its_english() -> None:
    problem = StudioError(N_("There is no file {file}.", file="a.md"))
    assert problem.text.args == {"file": "a.md"}
    assert str(problem) == "There is no file {file}."


@pytest.mark.parametrize("share", [0.874, 1.0])
def test_percent_stand_apart_from_their_number(share: float) -> None:
    said = {
        language: Translator(language).say(Text("{share:.1%} read", {"share": share})) for language in LANGUAGES
    }
    wanted = f"{100 * share:.1f}"
    assert said == {"en": f"{wanted} % read"} | dict.fromkeys(("kk", "ru"), f"{wanted} % read".replace(".", ","))
