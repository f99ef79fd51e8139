"""Characters of symbol fonts as Unicode, as far as they say something in a script: arrows, Greek letters, signs.

The places are those of Adobe's Symbol encoding and of Microsoft's Wingdings.
"""

from __future__ import annotations

UNKNOWN = "□"

_GREEK_PLACES = "abgdezhqiklmnxoprstufcywABGDEZHQIKLMNXOPRSTUFCYWVJjv"
_GREEK = dict(zip(_GREEK_PLACES, "αβγδεζηθικλμνξοπρστυφχψωΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩςϑϕϖ", strict=True))
_SYMBOL = {
    **_GREEK,
    **{chr(place): chr(place) for place in range(0x20, 0x40)},
    '"': "∀", "$": "∃", "'": "∋", "*": "∗", "-": "−", "@": "≅", "[": "[", "]": "]", "\\": "∴", "^": "⊥", "_": "_",
    "{": "{", "|": "|", "}": "}", "~": "∼",
    "\xa2": "′", "\xa3": "≤", "\xa4": "/", "\xa5": "∞", "\xab": "↔", "\xac": "←", "\xad": "↑", "\xae": "→",
    "\xaf": "↓", "\xb0": "°", "\xb1": "±", "\xb2": "″", "\xb3": "≥", "\xb4": "×", "\xb5": "∝", "\xb6": "∂",
    "\xb7": "•", "\xb8": "÷", "\xb9": "≠", "\xba": "≡", "\xbb": "≈", "\xbc": "…", "\xc7": "∩", "\xc8": "∪",
    "\xcc": "⊂", "\xcd": "⊆", "\xce": "∈", "\xcf": "∉", "\xd0": "∠", "\xd2": "®", "\xd3": "©", "\xd4": "™",
    "\xd5": "∏", "\xd6": "√", "\xd7": "⋅", "\xd8": "¬", "\xd9": "∧", "\xda": "∨", "\xdb": "⇔", "\xdc": "⇐",
    "\xdd": "⇑", "\xde": "⇒", "\xdf": "⇓", "\xe5": "∑", "\xf2": "∫",
}  # fmt: skip
_WINGDINGS = {
    "\x20": " ", "J": "☺", "K": "😐", "L": "☹", "l": "●", "n": "■", "o": "□", "q": "❑", "u": "◆", "v": "❖",
    "\x9f": "•", "\xa7": "▪", "\xa8": "◻", "\xd8": "➢", "\xdf": "←", "\xe0": "→", "\xe1": "↑", "\xe2": "↓",
    "\xe8": "➔", "\xef": "⇦", "\xf0": "⇨", "\xf1": "⇧", "\xf2": "⇩", "\xf3": "⬄", "\xfb": "✗", "\xfc": "✓",
    "\xfd": "☒", "\xfe": "☑",
}  # fmt: skip
_FONTS = {"symbol": _SYMBOL, "wingdings": _WINGDINGS}


def is_symbol_font(font: str) -> bool:
    """Whether a font's letters are signs."""
    return font.lower() in _FONTS or font.lower() in {"wingdings 2", "wingdings 3", "webdings"}


def in_unicode(character: str, font: str) -> str:
    """A character as it is seen in a font, `UNKNOWN` where that is not known.

    Args:
        character: as stored, or in the private places from U+F000 that Word keeps such characters in.
        font: its name; signs in private places are taken for Symbol's where the font is another.
    """
    private = 0xF000 <= ord(character) <= 0xF0FF
    if not private and (not is_symbol_font(font) or ord(character) > 0xFF):
        return character
    signs = _FONTS.get(font.lower(), {} if is_symbol_font(font) else _SYMBOL)
    return signs.get(chr(ord(character) & 0xFF), " " if character.isspace() else UNKNOWN)
