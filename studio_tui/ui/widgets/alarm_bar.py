"""Alarms that can't be missed: a word, a glyph and a colour each, the gravest first."""

from __future__ import annotations

import math

import msgspec
from rich.cells import cell_len

from studio_tui.station.messages import Alarm
from studio_tui.text import N_, NN_, Text
from studio_tui.ui.widgets.rows import Ink, Part, Row, RowsWidget, fit
from studio_tui.ui.words import Words

_RANKS = {"alarm": 0, "warning": 1}
_PLATES: dict[str, Ink] = {"alarm": "plate-alarm", "warning": "plate-warning"}


def in_order(alarms: tuple[Alarm, ...]) -> list[Alarm]:
    """Alarms before warnings, the oldest of each first; one for all channels that have the same trouble."""
    return sorted(_joined(alarms), key=lambda alarm: (_RANKS[alarm.severity], alarm.since_s))


def _joined(alarms: tuple[Alarm, ...]) -> list[Alarm]:
    """Alarms that say the same of several channels as one, which is as old as the oldest."""
    groups: dict[str, list[Alarm]] = {}
    for alarm in alarms:
        of_channels = "channel" in alarm.text.args
        groups.setdefault(f"{alarm.severity} {alarm.text.msgid}" if of_channels else alarm.kind, []).append(alarm)
    return [_as_one(group) for group in groups.values()]


def _as_one(group: list[Alarm]) -> Alarm:
    if len(group) == 1:
        return group[0]
    oldest = min(group, key=lambda alarm: alarm.since_s)
    channels = " + ".join(str(alarm.text.args["channel"]) for alarm in sorted(group, key=lambda alarm: alarm.kind))
    text = msgspec.structs.replace(oldest.text, args={**oldest.text.args, "channel": channels})
    return msgspec.structs.replace(oldest, text=text)


class AlarmBar(RowsWidget):
    """One row for each alarm, as many as its height holds; the last row counts what is left over."""

    def __init__(self, words: Words, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id)
        self._alarms: tuple[Alarm, ...] = ()
        self._now_s = 0.0
        self._lost_for_s: float | None = None
        self._lost_why = Text("")

    def show(self, alarms: tuple[Alarm, ...], now_s: float) -> None:
        """Show the newest alarms."""
        self._alarms, self._now_s, self._lost_for_s = alarms, now_s, None
        self.redraw()

    def show_lost(self, seconds: float, why: Text) -> None:
        """Say that the station itself cannot be seen, for how long, and what that means."""
        self._lost_for_s, self._lost_why = seconds, why
        self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        """Alarms in order."""
        if self._lost_for_s is not None:
            if not math.isfinite(self._lost_for_s):
                waiting = self.say(N_("Waiting for the station."))
                return [(Part(fit(f"  … {waiting}", width), "quiet"),)]
            text = self.say(self._lost_why)
            return [self._plate("■", self.say(N_("ALARM")), text, self._lost_for_s, "plate-alarm", width)]
        ordered = in_order(self._alarms)
        if not ordered:
            return [(Part("  ✓ ", "ok"), Part(self.say(N_("No alarms")), "quiet"))]
        shown = ordered if len(ordered) <= height else ordered[: max(1, height - 1)]
        rows = [self._row(alarm, width) for alarm in shown]
        hidden = len(ordered) - len(shown)
        if hidden and height > 1:
            more = self.say(NN_("and {count} more", "and {count} more", hidden))
            rows.append((Part(fit(f"    {more}", width), "quiet"),))
        return rows

    def _row(self, alarm: Alarm, width: int) -> Row:
        glyph = "■" if alarm.severity == "alarm" else "▲"
        word = self.say(N_("ALARM") if alarm.severity == "alarm" else N_("WARNING"))
        return self._plate(
            glyph, word, self.say(alarm.text), self._now_s - alarm.since_s, _PLATES[alarm.severity], width
        )

    def _plate(self, glyph: str, word: str, text: str, lasted_s: float, ink: Ink, width: int) -> Row:
        lasted = f" {self.words.duration(lasted_s)}  "
        head = f"  {glyph} {word}  "
        room = max(0, width - cell_len(head) - cell_len(lasted))
        said = fit(text, room)
        return (Part(head + said + " " * (room - cell_len(said)) + lasted, ink),)
