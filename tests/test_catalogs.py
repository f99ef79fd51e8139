"""Every text of the program is there in Kazakh, Russian and English, with the same places to fill in."""

from __future__ import annotations

import runpy
import string
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from studio_tui.i18n import DOMAIN, LANGUAGES, LOCALE_DIR

ROOT = Path(__file__).parents[1]
MAKE_CATALOGS = runpy.run_path(str(ROOT / ".ci" / "catalogs.py"))
PLURAL_FORMS = {"kk": 2, "ru": 3, "en": 2}


@cache
def texts() -> frozenset[str]:
    """All messages in the code, those with a plural by their singular."""
    template: Catalog = MAKE_CATALOGS["texts_in_code"]()
    return frozenset(
        message.id[0] if isinstance(message.id, tuple) else message.id for message in template if message.id
    )


def catalog(language: str) -> Catalog:
    with (LOCALE_DIR / language / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale=language)


def places(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_missing(language: str) -> None:
    translated = {
        message.id[0] if isinstance(message.id, tuple) else message.id
        for message in catalog(language)
        if message.id and not message.fuzzy and all([*message.string] if message.pluralizable else [message.string])
    }
    assert sorted(texts() - translated) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_left_over(language: str) -> None:
    known = {
        message.id[0] if isinstance(message.id, tuple) else message.id
        for message in catalog(language)
        if message.id
    }
    assert sorted(known - texts()) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_has_the_same_places_to_fill_in(language: str) -> None:
    for message in catalog(language):
        if not message.id:
            continue
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        wanted = places(originals[-1])
        for form in message.string if message.pluralizable else (message.string,):
            assert places(form) | {"count"} == wanted | {"count"}, (originals, form)


@pytest.mark.parametrize("language", LANGUAGES)
def test_plurals_have_all_their_forms(language: str) -> None:
    assert catalog(language).num_plurals == PLURAL_FORMS[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalog_is_up_to_date(language: str) -> None:
    folder = LOCALE_DIR / language / "LC_MESSAGES"
    source = (folder / f"{DOMAIN}.po").read_bytes()
    assert (folder / f"{DOMAIN}.mo").read_bytes() == MAKE_CATALOGS["compiled"](source, language)
