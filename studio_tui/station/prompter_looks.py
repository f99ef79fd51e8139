"""How the prompter looks on every display: turned over, larger, its line of focus higher or lower."""

from __future__ import annotations

import msgspec

from studio_tui.limits import MAX_FOCUS, MAX_LETTER_ROWS, MIN_FOCUS, MIN_LETTER_ROWS
from studio_tui.station.prompter_messages import Prompt, PromptAction, PrompterState

LOOKS: frozenset[PromptAction] = frozenset({"mirror", "flip", "size", "focus"})
"""Actions that change looks and nothing else; they need no script."""


def looking(state: PrompterState, command: Prompt) -> PrompterState:
    """The state after one of `LOOKS`."""
    if command.action == "mirror":
        return msgspec.structs.replace(state, mirror=not state.mirror)
    if command.action == "flip":
        return msgspec.structs.replace(state, flip=not state.flip)
    if command.action == "focus":
        focus = min(max(state.focus + command.amount, MIN_FOCUS), MAX_FOCUS)
        return msgspec.structs.replace(state, focus=round(focus, 3))
    rows = min(max(state.letter_rows + round(command.amount), MIN_LETTER_ROWS), MAX_LETTER_ROWS)
    return msgspec.structs.replace(state, letter_rows=rows)
