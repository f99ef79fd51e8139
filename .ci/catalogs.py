"""Brings the catalogs up to date with the texts in the code: ``make catalogs``.

New texts come into ``kk`` and ``ru`` untranslated, texts that are gone leave, and ``en`` says what the code says.
Then translate what is empty and run it again: it compiles what is there and lists what is still missing.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
DOMAIN = "studio_tui"
LANGUAGES = ("kk", "ru", "en")
_COMMENT = "# What studio-tui says. Texts come from the code by `make catalogs`; translations are written here."
_LEFT_OUT = (
    b'"Project-Id-Version',
    b'"Report-Msgid-Bugs-To',
    b'"POT-Creation-Date',
    b'"PO-Revision-Date',
    b'"Last-Translator',
    b'"Language-Team',
    b'"Generated-By',
)
_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
KEYWORDS = {"N_": (1,), "NN_": (1, 2), "mark": (1,)}


def texts_in_code() -> Catalog:
    """A template with every text of the program and the files it stands in."""
    template = Catalog()
    for file in sorted((ROOT / DOMAIN).rglob("*.py")):
        for message in _texts_in(ast.parse(file.read_bytes())):
            template.add(message, locations=[(file.relative_to(ROOT).as_posix(), 0)])
    return template


def _texts_in(tree: ast.AST) -> Iterator[str | tuple[str, ...]]:
    """Every marked text, also one inside an f-string, which Babel on Python 3.11 does not see."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in KEYWORDS:
            said = tuple(
                argument.value
                for argument in node.args[: len(KEYWORDS[node.func.id])]
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
            )
            if len(said) == len(KEYWORDS[node.func.id]):
                yield said[0] if len(said) == 1 else said


def brought_up_to_date(language: str, template: Catalog) -> Catalog:
    """A language's catalog with just the texts of the template, each with its translation if it has one."""
    file = ROOT / DOMAIN / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    before = Catalog(locale=language)
    if file.exists():
        with file.open("rb") as source:
            before = read_po(source, locale=language)
    catalog = Catalog(locale=language, header_comment=_COMMENT, fuzzy=False)
    for message in template:
        if message.id:
            old = before.get(message.id)
            own = message.id if language == "en" else old.string if old else ""
            catalog.add(message.id, own or "", locations=sorted({(path, 0) for path, _ in message.locations}))
    return catalog


def written(catalog: Catalog) -> bytes:
    """A catalog as its file, without dates and names of tools: it changes when its texts do."""
    draft = io.BytesIO()
    write_po(draft, catalog, width=116, include_lineno=False, sort_output=True)
    lines = draft.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(_LEFT_OUT))


def compiled(source: bytes, language: str) -> bytes:
    """A catalog's file as gettext reads it; the same bytes whenever it is made."""
    catalog = read_po(io.BytesIO(source), locale=language)
    catalog.creation_date = catalog.revision_date = _NO_DATE
    draft = io.BytesIO()
    write_mo(draft, catalog)
    return draft.getvalue()


def missing(catalog: Catalog) -> list[str]:
    """Texts without a translation."""
    return [
        str(message.id)
        for message in catalog
        if message.id and not all(message.string if isinstance(message.string, (tuple, list)) else [message.string])
    ]


def main() -> int:
    """Update and compile all catalogs; returns 1 while something is missing."""
    template = texts_in_code()
    complete = True
    for language in LANGUAGES:
        catalog = brought_up_to_date(language, template)
        folder = ROOT / DOMAIN / "locale" / language / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        source = written(catalog)
        (folder / f"{DOMAIN}.po").write_bytes(source)
        (folder / f"{DOMAIN}.mo").write_bytes(compiled(source, language))
        untranslated = missing(catalog)
        complete = complete and not untranslated
        sys.stdout.write(f"{language}: {len(catalog)} texts, {len(untranslated)} untranslated\n")
    return 0 if complete else 1


if __name__ == "__main__":
    sys.exit(main())
