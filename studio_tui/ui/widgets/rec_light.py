"""The red light: what the station is doing, how long the take is, and which take it is."""

from __future__ import annotations

from studio_tui.station.messages import Snapshot, TakeProgress
from studio_tui.text import N_, Text
from studio_tui.ui.code_words import code_words
from studio_tui.ui.widgets.big_text import big_figures, big_word
from studio_tui.ui.widgets.rows import Ink, Part, Row, RowsWidget, fit, pad
from studio_tui.ui.words import Words, timecode

_PHASES: dict[str, tuple[Text, Ink]] = {
    "idle": (N_("READY"), "plate-quiet"),
    "rolling": (N_("REC"), "plate-rec"),
    "closing": (N_("SAVING"), "plate-busy"),
    "checking": (N_("CHECKING"), "plate-busy"),
}
_LEAST_FACTS_CELLS = 16


class RecLight(RowsWidget):
    """A plate over the whole width: word, running time, facts. ``armed`` shows that one more press cuts."""

    def __init__(self, words: Words, how_to_roll: Text | None, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(words, id=id)
        self._how_to_roll = how_to_roll
        self._snapshot: Snapshot | None = None
        self._armed = False

    def show(self, snapshot: Snapshot, *, armed: bool) -> None:
        """Show the newest state."""
        self._snapshot, self._armed = snapshot, armed
        self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        """Letters as high as the widget allows: 3, 4 or 5 rows."""
        word, ink = self._state()
        letters = min(5, height if height < 5 else height - 2)
        margin = max(0, height - letters) // 2
        blank = (Part(" " * width, ink),)
        if letters < 3:
            letters = 1
        body = [self._row(y, letters, word, ink, width) for y in range(letters)]
        return [blank] * margin + body + [blank] * (height - letters - margin)

    def _state(self) -> tuple[Text, Ink]:
        if self._snapshot is None:
            return N_("NO STATION"), "plate-quiet"
        word, ink = _PHASES[self._snapshot.take.phase]
        if self._snapshot.take.phase == "idle" and self._snapshot.slate is None:
            return N_("NO SLATE"), ink
        return (N_("CUT?"), ink) if self._armed else (word, ink)

    def _row(self, y: int, letters: int, word: Text, ink: Ink, width: int) -> Row:
        snapshot = self._snapshot
        dot = "● " if ink == "plate-rec" else ""
        said = self.say(word)
        time = timecode(snapshot.take.elapsed_s) if snapshot and snapshot.take.phase != "idle" else ""
        if letters == 1:
            plain = f" {dot}{said}  {time}  {'  '.join(self._facts())}"
            return (Part(pad(plain, width), ink),)
        figures = big_figures(time, letters)[y]
        drawn = big_word(said, letters)
        facts_room = width - len(figures) - len(drawn[0]) - 7
        # A long translation gives up its height before the running time gives up its place.
        name = drawn[y] if facts_room >= _LEAST_FACTS_CELLS else f"{dot}{said}" if y == letters // 2 else ""
        if facts_room < _LEAST_FACTS_CELLS:
            name = pad(name, max(len(dot) + len(said), 10))
        facts = self._facts()
        first = (letters - min(letters, len(facts))) // 2
        fact = facts[y - first] if first <= y < first + len(facts) else ""
        left = f"  {name}   {figures}" if figures else f"  {name}"
        return (Part(left, ink), Part(pad(f"  {fact}", width - len(left)), ink))

    def _facts(self) -> list[str]:
        snapshot = self._snapshot
        if snapshot is None:
            return [self.say(N_("The station does not answer."))]
        take = snapshot.take
        if take.phase == "idle":
            return self._next_take(snapshot)
        lines = [f"{code_words(take.slate.code) if take.slate else ''} T{take.number:02d}"]
        if self._armed:
            return [*lines, self.say(N_("Press F6 again to cut.")), self.say(N_("The take goes on until then."))]
        if take.phase == "rolling":
            lines += self._figures(take)
        elif take.phase == "checking":
            lines.append(self.say(N_("The take is safe on the disk.")))
        return lines

    def _next_take(self, snapshot: Snapshot) -> list[str]:
        if snapshot.slate is None:
            return [self.say(N_("Press F2 and say which video comes next."))] if self._how_to_roll else []
        lines = [
            self.say(
                N_("next: {code} take {number}", code=code_words(snapshot.slate.code), number=snapshot.next_number)
            ),
            fit(snapshot.slate.title, 60),
        ]
        return [*lines, self.say(self._how_to_roll)] if self._how_to_roll else lines

    def _figures(self, take: TakeProgress) -> list[str]:
        rate = self.words.number(take.video_bitrate_mbps, 1)
        return [
            self.say(N_("{rate} Mbit/s", rate=rate)),
            self.say(N_("lost: {frames} frames", frames=take.lost_frames))
            if take.lost_frames
            else self.say(N_("nothing lost")),
        ]
