"""Which of two accounts of the same take holds: what the log knows, or what it is told."""

from __future__ import annotations

from typing import get_args

import msgspec

from studio_tui.course.take import Take, TakeState

DECIDED: frozenset[TakeState] = frozenset({"accepted", "rejected"})
_PROGRESS: tuple[TakeState, ...] = get_args(TakeState)


def after_news(known: Take, news: Take) -> Take:
    """What the log says after the station told more of a take; a decision is only replaced by another decision."""
    if known.state in DECIDED and news.state not in DECIDED:
        return msgspec.structs.replace(news, state=known.state, note=known.note)
    return news


def after_sidecar(known: Take, sidecar: Take) -> Take:
    """What the log says after a sidecar was read again: nothing that either of them knows is lost.

    A decision in the log holds against the sidecar's. Otherwise the take is as far as the further of the two.
    """
    keeps_state = known.state in DECIDED or _PROGRESS.index(known.state) >= _PROGRESS.index(sidecar.state)
    judged = known if sidecar.verdict is None else sidecar
    return msgspec.structs.replace(
        sidecar,
        state=known.state if keeps_state else sidecar.state,
        note=known.note or sidecar.note,
        problem=sidecar.problem or known.problem,
        verdict=judged.verdict,
        preset=judged.preset or sidecar.preset,
        findings_json=judged.findings_json or known.findings_json,
    )
