"""What station and screens say to each other of the prompter; a part of `studio_tui.station.messages`."""

from __future__ import annotations

import textwrap
from typing import Literal

import msgspec

from studio_tui.course.script import Script
from studio_tui.prompter.clock import PrompterClock
from studio_tui.text import N_, Text

COMPARE_FINGERPRINT = N_(
    "The tablet will warn once, because the station made its certificate itself: open the "
    "certificate there, compare its SHA-256 fingerprint with this one, and go on if they are equal."
)
WPM_STEP = 5.0
"""What one press of a key or a button changes the rate by."""
_FINGERPRINT_COLUMNS = 48
"""Half of a SHA-256 in pairs of digits."""


class TabletState(msgspec.Struct, frozen=True, kw_only=True):
    """The page that a tablet or another computer can show the prompter on."""

    address: str = ""
    """Where it is, without its key; empty while it is off."""
    readers: int = 0
    """Browsers that show it now."""
    problem: Text | None = None
    """Why it cannot be served."""


class PrompterState(msgspec.Struct, frozen=True, kw_only=True):
    """Where the prompter is. The script itself is asked for by ``GetScript`` when ``script_id`` changes."""

    script_id: int
    """0 while no script is loaded; a new number with every script, and with every change of its texts or speeds."""
    clock: PrompterClock
    mirror: bool
    flip: bool = False
    """Turned upside down, for a monitor that lies under the glass the other way round."""
    focus: float
    letter_rows: int
    letters: str
    band_wpm: tuple[float, float] = (150.0, 180.0)
    """The preset's band for the script's language."""
    syllables_per_word: float = 0.0
    """Of the script's spoken words; 0 without a script."""
    stage_speed: float = 1.0
    """Multiple of the rate at which the stage being read goes."""
    follows_voice: bool = False
    """Whether the text holds while the speaker is silent."""
    patience_s: float = 0.8
    """Silence after which it does."""
    held_by_voice: bool = False
    """It stands because the speaker is silent, and goes on when the voice returns."""
    speaking: bool | None = None
    """Whether somebody speaks now; None while nobody listens for it."""
    markers_s: tuple[float, ...] = ()
    """Script times of the marks."""
    edited: bool = False
    """The texts differ from those in the author's file."""
    problem: Text | None = None
    """Why changes of the script cannot be written down, or why the voice is heard badly."""
    tablet: TabletState = TabletState()


class LoadScript(msgspec.Struct, frozen=True, tag=True):
    """Put a script file on the prompter (an absolute path)."""

    path: str


PromptAction = Literal[
    "start", "hold", "toggle", "wpm", "target", "stage_speed", "jump", "line", "rewind", "again", "marker",
    "to_marker", "mirror", "flip", "size", "focus", "follow", "patience",
]  # fmt: skip


class Prompt(msgspec.Struct, frozen=True, tag=True):
    """Move the prompter, by ``amount`` where the action has one.

    ``start`` at once, after a count-in of ``amount`` seconds when it is positive; ``hold``; ``toggle``: the one or
    the other, with the count-in of the settings where a stage begins. ``wpm`` adds words per minute, ``target``
    is the length in seconds that the reading shall have (0: none, the rate decides), ``stage_speed`` adds to the
    multiple at which this stage is read. ``jump`` moves by stages, ``line`` by seconds of script time, ``rewind``
    to the beginning, ``again`` to the beginning of this stage, where it stands. ``marker`` sets a mark here or
    takes it away, ``to_marker`` goes to the mark ``amount`` marks on. ``mirror`` and ``flip`` turn the picture
    over, ``size`` adds rows to the letters, ``focus`` moves the line being read by a share of the height.
    ``follow`` switches holding on silence (above 0 on, below 0 off, 0 the other way), ``patience`` adds seconds to
    its patience.
    """

    action: PromptAction
    amount: float = 0.0


class EditStage(msgspec.Struct, frozen=True, tag=True):
    """Another text for a stage of the script on the prompter, counted from 0. Goes to the library's copy."""

    script_id: int
    """The script that was edited; refused when another one is there by now, or another text in this stage."""
    stage: int
    text: str


class GetScript(msgspec.Struct, frozen=True, tag=True):
    """Ask for the script on the prompter."""


class ScriptAnswer(msgspec.Struct, frozen=True, tag=True):
    """The script on the prompter, None when there is none."""

    script_id: int
    script: Script | None
    stage_speeds: tuple[float, ...] = ()
    """Each stage's multiple of the rate; empty where all are 1."""


class GetTabletAddress(msgspec.Struct, frozen=True, tag=True):
    """Ask for the address of the prompter's page with a new key in it; the key before is void."""


class TabletAnswer(msgspec.Struct, frozen=True, tag=True):
    """Where the prompter's page opens, once, within ten minutes."""

    address: str
    fingerprint: str = ""
    """SHA-256 of the station's own certificate, which browsers warn of; empty where it uses none."""

    @property
    def fingerprint_rows(self) -> list[str]:
        """The fingerprint in two rows of pairs, as browsers show it, for a terminal of 80 columns."""
        return textwrap.wrap(self.fingerprint.replace(":", " "), _FINGERPRINT_COLUMNS)
