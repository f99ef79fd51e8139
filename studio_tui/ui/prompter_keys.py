"""The prompter's keys, the same on the speaker's, the operator's and the producer's screen.

Each screen says which of them it shows in its key bar, which have more keys there, and which it leaves out because
something else has them. Neighbours do related things: Y, U, I are the mark before, a mark here, the mark behind.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from textual.binding import Binding

from studio_tui.station.prompter_messages import WPM_STEP
from studio_tui.text import N_, Text
from studio_tui.ui.keys import key

STAGE_SPEED_STEP = 0.05
PATIENCE_STEP_S = 0.1
FOCUS_STEP = 0.03


@dataclass(frozen=True)
class _Key:
    """A key of the prompter: name for ``[keys]``, keys, action, label, explanation."""

    name: str
    keys: str
    action: str
    label: Text
    about: Text


_KEYS = (
    _Key("prompter_toggle", "space", "prompt('toggle', 0)", N_("Start or hold"), N_("Start or hold the prompter.")),
    _Key("prompter_hold", "", "prompt('hold', 0)", N_("Hold"), N_("Hold the prompter; it never starts it.")),
    _Key("prompter_slower", "minus,ө", f"prompt('wpm', {-WPM_STEP})", N_("Slower"),
         N_("Prompter: five words a minute slower.")),
    _Key("prompter_faster", "plus,equals_sign,һ", f"prompt('wpm', {WPM_STEP})", N_("Faster"),
         N_("Prompter: five words a minute faster.")),
    _Key("prompter_line_back", "up", "line(-1)", N_("Line back"), N_("Prompter: back by about a line.")),
    _Key("prompter_line_on", "down", "line(1)", N_("Line on"), N_("Prompter: on by about a line.")),
    _Key("prompter_stage_back", "pageup", "prompt('jump', -1)", N_("Stage back"),
         N_("Prompter: to the beginning of the stage, or the one before.")),
    _Key("prompter_stage_on", "pagedown", "prompt('jump', 1)", N_("Stage on"), N_("Prompter: to the next stage.")),
    _Key("prompter_rewind", "home", "prompt('rewind', 0)", N_("Rewind"),
         N_("Prompter: to the beginning of the script.")),
    _Key("prompter_go", "g", "go", N_("Go to"), N_("Prompter: choose a stage or a mark from a list.")),
    _Key("prompter_again", "z", "prompt('again', 0)", N_("Again"),
         N_("Prompter: back to the beginning of this stage and hold there, for a retake.")),
    _Key("prompter_edit", "e", "edit", N_("Edit"),
         N_("Prompter: change the text of this stage. The author's file stays as it is.")),
    _Key("prompter_target", "w", "target", N_("Length"),
         N_("Prompter: say how long the reading shall take; the rate follows.")),
    _Key("prompter_stage_slower", "shift+left", f"prompt('stage_speed', {-STAGE_SPEED_STEP})", N_("Stage slower"),
         N_("Prompter: this stage alone 5 % slower.")),
    _Key("prompter_stage_faster", "shift+right", f"prompt('stage_speed', {STAGE_SPEED_STEP})", N_("Stage faster"),
         N_("Prompter: this stage alone 5 % faster.")),
    _Key("prompter_mark_back", "y", "prompt('to_marker', -1)", N_("Mark back"),
         N_("Prompter: to the mark before.")),
    _Key("prompter_mark", "u", "prompt('marker', 0)", N_("Mark"),
         N_("Prompter: set a mark here, or take it away.")),
    _Key("prompter_mark_on", "i", "prompt('to_marker', 1)", N_("Mark on"), N_("Prompter: to the next mark.")),
    _Key("prompter_follow", "f", "prompt('follow', 0)", N_("Follow voice"),
         N_("Prompter: hold while the speaker is silent, go on with the voice; or not.")),
    _Key("prompter_less_patient", "left_square_bracket,х", f"prompt('patience', {-PATIENCE_STEP_S})",
         N_("Less patience"), N_("Prompter: hold after 0.1 s less of silence.")),
    _Key("prompter_more_patient", "right_square_bracket,ъ", f"prompt('patience', {PATIENCE_STEP_S})",
         N_("More patience"), N_("Prompter: hold after 0.1 s more of silence.")),
    _Key("letters_smaller", "j", "prompt('size', -1)", N_("Smaller"), N_("Prompter: smaller letters.")),
    _Key("letters_larger", "k", "prompt('size', 1)", N_("Larger"), N_("Prompter: larger letters.")),
    _Key("focus_up", "shift+up", f"prompt('focus', {-FOCUS_STEP})", N_("Focus up"),
         N_("Prompter: the line being read stands higher.")),
    _Key("focus_down", "shift+down", f"prompt('focus', {FOCUS_STEP})", N_("Focus down"),
         N_("Prompter: the line being read stands lower.")),
    _Key("mirror", "m", "prompt('mirror', 0)", N_("Mirror"), N_("Prompter: turn the text over for a glass.")),
    _Key("flip", "backslash", "prompt('flip', 0)", N_("Flip"), N_("Prompter: turn the text upside down.")),
)  # fmt: skip

ARROWS = {"prompter_slower": "left,minus,ө", "prompter_faster": "right,plus,equals_sign,һ"}
"""Keys for the pace where no table needs the arrows."""

MOVING_BY_ARROWS = frozenset(
    {"prompter_line_back", "prompter_line_on", "prompter_stage_back", "prompter_stage_on", "prompter_rewind"}
)
"""Names of the keys that a screen with a table needs itself."""


def prompter_keys(
    *,
    shown: Sequence[str] = (),
    keys: Mapping[str, str] | None = None,
    caps: Mapping[str, str] | None = None,
    without: Collection[str] = (),
) -> list[Binding]:
    """The bindings of one screen.

    Args:
        shown: names of those in the key bar, the most important first.
        keys: other keys for some of them, by name; what has none anywhere is left out.
        caps: what the key bar writes for them where it is not the first key.
        without: names of those that the screen does not have.
    """
    rank = {name: place for place, name in enumerate(shown)}
    in_order = sorted(_KEYS, key=lambda each: rank.get(each.name, len(rank)))
    pressed = {each.name: (keys or {}).get(each.name, each.keys) for each in _KEYS}
    return [
        key(
            pressed[each.name],
            each.action,
            each.label,
            each.about,
            name=each.name,
            shown=each.name in rank,
            cap=(caps or {}).get(each.name, ""),
        )
        for each in in_order
        if each.name not in without and pressed[each.name]
    ]
