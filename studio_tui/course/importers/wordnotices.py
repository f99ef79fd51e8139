"""What the author of a Word file is told about the file itself."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from studio_tui.course.importers.headings import Columns
from studio_tui.course.importers.tables import unread_columns
from studio_tui.course.importers.wordtext import Noticed
from studio_tui.course.importers.wordxml import w
from studio_tui.course.script import ScriptWarning
from studio_tui.text import N_, Text

_TRACKED = tuple(
    map(w, ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel"))
)  # a paragraph's end that was inserted or deleted has such a mark too
_MESSAGES: dict[Noticed, Text] = {
    "hidden_text": N_("The file has hidden text; it is not read. Delete it, or show it if it is to be said."),
    "symbols": N_("The file has signs of a symbol font that are not known; □ stands in their places."),
    "equations": N_("The file has equations; they are read as one line. Check them, or write them in words."),
    "text_boxes": N_("The file has text boxes; each is read behind the paragraph it belongs to. Check the order."),
    "notes": N_("The file has footnotes or endnotes; they are not read."),
    "comments": N_("The file has comments; they are not read."),
    "not_read": N_("The file has drawings or inserted files with text in them, which is not read: type it out."),
}


def word_warnings(
    body: etree._Element, noticed: set[Noticed], tables: int, columns: Columns | None
) -> Iterator[ScriptWarning]:
    """What is to be said of a Word file.

    Args:
        body: its text.
        noticed: what was come across while it was read.
        tables: how many tables the script is in.
        columns: of the script's last table.
    """
    if next(body.iter(*_TRACKED), None) is not None:
        message = N_(
            "The file has tracked changes: insertions are read, deletions are not. Accept or reject them in Word."
        )
        yield ScriptWarning(kind="tracked_changes", message=message)
    if tables > 1:
        message = N_("The file has {count} script tables; they are read one after the other.", count=tables)
        yield ScriptWarning(kind="several_tables", message=message)
    inserted = next(body.iter(w("altChunk"), w("subDoc")), None) is not None
    for kind, said in _MESSAGES.items():
        if kind in noticed or (kind == "not_read" and inserted):
            yield ScriptWarning(kind=kind, message=said)
    if columns is not None:
        yield from unread_columns(columns)
