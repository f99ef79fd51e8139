"""How the prompter looks on every display: turned over, larger, its line of focus higher or lower."""

from __future__ import annotations

import msgspec

from studio_tui.station.prompter_messages import Prompt, PromptAction, PrompterState

LOOKS: frozenset[PromptAction] = frozenset({"mirror", "flip", "size", "focus"})
"""Actions that change looks and nothing else; they need no script."""

_LETTER_ROWS = (2, 20)
_FOCUS = (0.1, 0.9)


def looking(state: PrompterState, command: Prompt) -> PrompterState:
    """The state after one of `LOOKS`."""
    if command.action == "mirror":
        return msgspec.structs.replace(state, mirror=not state.mirror)
    if command.action == "flip":
        return msgspec.structs.replace(state, flip=not state.flip)
    if command.action == "focus":
        return msgspec.structs.replace(state, focus=round(_within(state.focus + command.amount, _FOCUS), 3))
    rows = round(_within(state.letter_rows + round(command.amount), _LETTER_ROWS))
    return msgspec.structs.replace(state, letter_rows=rows)


def _within(value: float, limits: tuple[float, float]) -> float:
    low, high = limits
    return min(max(value, low), high)
