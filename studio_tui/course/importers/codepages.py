"""Text in the encodings that spreadsheets save it in: UTF-8, UTF-16, and Windows' own for Cyrillic."""

from __future__ import annotations

import codecs

import msgspec
import regex

# Letters of Windows-1251 that stand where KZ-1048 has the Kazakh ones; no Russian or Kazakh text has them.
_FOREIGN = regex.compile(r"[ЂЃѓЉљЊњЌќЋћЏџЎўЈјҐґЄєЇїЅѕ]")
_KAZAKH = regex.compile(r"[ӘәҒғҚқҢңӨөҰұҮүҺһ]")
_LOST_LETTER = regex.compile(r"\p{Cyrillic}\?+\p{Cyrillic}|(?<![\p{L}?])\?\p{Cyrillic}")
_MIXED = regex.compile(r"\p{Latin}\p{Cyrillic}|\p{Cyrillic}\p{Latin}")
_IN_UTF_8 = regex.compile(rb"[\xd0-\xd3][\x80-\xbf]")
_CONTROLS = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LEAST_SHARE = 0.7
"""How many of the characters that encodings read differently have to be letters of the client's languages."""


class Decoded(msgspec.Struct, frozen=True):
    """A text, and whether letters that its encoding lacks were saved as question marks."""

    text: str
    lost_letters: bool = False


def decode(content: bytes) -> Decoded | None:
    """The text of a file in an encoding that is found out; None where it is no text in any that is known."""
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encodings = ("utf-16",) if marked else ("utf-16-le", "utf-16-be") if b"\x00" in content else ("utf-8-sig",)
    for encoding in encodings:
        text = _tried(content, encoding)
        if text is not None and not _CONTROLS.search(text) and (encoding == "utf-8-sig" or _is_likely(text)):
            return Decoded(text)
    return None if b"\x00" in content else _of_windows(content)


def _is_likely(text: str) -> bool:
    """Whether bytes that were taken in pairs made a text of the client's languages."""
    return len(regex.findall(r"[\x00-\x7f\p{Cyrillic}\p{Latin}]", text)) >= len(text) * _LEAST_SHARE


def _of_windows(content: bytes) -> Decoded | None:
    text = _tried(content, "cp1251")
    if text is None or _CONTROLS.search(text):
        return None
    high = sum(byte > 0x7F for byte in content)
    if len(_IN_UTF_8.findall(content)) * 2 > high * (1 - _LEAST_SHARE):
        return None  # UTF-8 that was damaged
    kazakh = _tried(content, "kz1048")
    if kazakh is not None and _FOREIGN.search(text) and _KAZAKH.search(kazakh):
        text = kazakh
    if len(regex.findall(r"\p{Cyrillic}", text)) < high * _LEAST_SHARE:
        return None
    if len(_MIXED.findall(text)) > high * (1 - _LEAST_SHARE):
        return None  # another language's letters, inside its words
    return Decoded(text, lost_letters=_LOST_LETTER.search(text) is not None)


def _tried(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None
