"""What the slate says, taken from the information sheet of a script."""

from __future__ import annotations

from studio_tui.course.clean import clean_line
from studio_tui.course.codes import parse
from studio_tui.course.filenames import parse_file_name
from studio_tui.course.script import Sheet
from studio_tui.course.take import Slate


def slate_of(sheet: Sheet) -> Slate | None:
    """The slate that a sheet asks for; None where neither its number nor its file name names a video.

    The number decides which video it is. The title is the file name's, unless that names another video; else what
    stands behind the number, else the topic. It may be empty.
    """
    number, file_name = parse(sheet.number), parse_file_name(sheet.file_name)
    code = number.code or file_name.code
    if code is None:
        return None
    title = file_name.title if file_name.code == code else ""
    return Slate(code, title or number.title or clean_line(sheet.topic))
