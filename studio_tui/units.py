"""Signs of units, as each language writes them."""

from __future__ import annotations

from studio_tui.text import N_, Text

_SIGNS = {
    "Hz": N_("Hz"),
    "Mbit/s": N_("Mbit/s"),
    "bit": N_("bit"),
    "fps": N_("fps"),
    "px": N_("px"),
    "s": N_("s"),
    "min": N_("min"),
    "dB": N_("dB"),
    "dBFS": N_("dBFS"),
    "dBFS(A)": N_("dBFS(A)"),
    "dBTP": N_("dBTP"),
    "kbit/s": N_("kbit/s"),
    "LU": N_("LU"),
    "LUFS": N_("LUFS"),
    "wpm": N_("wpm"),
}


def unit_sign(unit: str) -> Text:
    """A unit's sign in every language; one that is not known here stays as it is."""
    return _SIGNS.get(unit) or Text(unit.replace("{", "").replace("}", ""))
