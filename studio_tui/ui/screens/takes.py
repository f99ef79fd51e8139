"""The producer's screen: every take with its verdict, the findings of the chosen one, accept or reject."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text as RichText
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import DataTable

from studio_tui.course.take import Take
from studio_tui.station.messages import Answer, Decide, GetTakes, Snapshot, TakesAnswer
from studio_tui.text import N_, NN_, Text
from studio_tui.ui.code_words import code_words
from studio_tui.ui.desk import Desk
from studio_tui.ui.keys import key
from studio_tui.ui.prompter_keys import MOVING_BY_ARROWS, prompter_keys
from studio_tui.ui.screens.note_dialog import NoteDialog
from studio_tui.ui.screens.prompting_screen import PromptingScreen
from studio_tui.ui.widgets.alarm_bar import AlarmBar
from studio_tui.ui.widgets.key_bar import KeyBar
from studio_tui.ui.widgets.prompter_strip import PrompterStrip
from studio_tui.ui.widgets.rec_light import RecLight
from studio_tui.ui.widgets.rows import Part, Row, RowsWidget, joined, printable
from studio_tui.ui.widgets.slate_line import SlateLine
from studio_tui.ui.widgets.verdict_panel import VERDICTS, VerdictPanel

STATES: dict[str, Text] = {
    "claimed": N_("claimed"),
    "rolling": N_("rolling"),
    "recorded": N_("recorded"),
    "checked": N_("to decide"),
    "accepted": N_("accepted"),
    "rejected": N_("rejected"),
}
_COLUMNS = (N_("Video"), N_("Take"), N_("Verdict"), N_("State"), N_("Length"), N_("Begun"), N_("Title"))
_VERDICT_STYLES = {"pass": "ink-ok", "fail": "ink-over", "undecided": "ink-hot", "unreadable": "ink-over"}
_STATE_STYLES = {"accepted": "ink-ok", "rejected": "ink-quiet"}


class TakesSummary(RowsWidget):
    """How many takes there are and what became of them."""

    def __init__(self, desk: Desk, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(desk.words, id=id)
        self._takes: tuple[Take, ...] = ()
        self._only = ""

    def show(self, takes: tuple[Take, ...], only: str) -> None:
        """Show counts."""
        self._takes, self._only = takes, only
        self.redraw()

    def rows(self, width: int, height: int) -> list[Row]:
        """One row."""
        del height
        states = [take.state for take in self._takes]
        minutes = sum(take.duration_s for take in self._takes if take.state == "accepted") / 60
        groups = [
            [
                Part(self.say(N_("TAKES")), "strong"),
                Part("  "),
                Part(self._only or self.say(N_("all videos")), "quiet"),
            ],
            [Part(self.say(NN_("{count} take", "{count} takes", len(states))))],
            [Part(self.say(N_("to decide: {count}", count=states.count("checked"))))],
            [Part(self.say(N_("accepted: {count}", count=states.count("accepted"))), "ok")],
            [Part(self.say(N_("{minutes} min accepted", minutes=self.words.number(minutes, 1))), "quiet")],
        ]
        return [joined(groups, width, "   ")]


class TakesScreen(PromptingScreen):
    """Judge takes. The table is asked for again whenever the log has changed."""

    NAME: ClassVar[Text] = N_("Takes")
    CSS_PATH = "takes.tcss"
    AUTO_FOCUS = "DataTable"
    BINDINGS = [  # noqa: RUF012 - Textual declares it so
        key("f7,a", "accept", N_("Accept"), N_("This take is the one."), name="accept"),
        key("f8,d", "reject", N_("Reject"), N_("This take is not used; says why. The file stays."), name="reject"),
        key(
            "f2,s",
            "only",
            N_("This video"),
            N_("Show only takes of the video on the slate, or all again."),
            name="only",
        ),
        key(
            "tab",
            "app.focus_next",
            N_("Findings"),
            N_("Go to the findings and back."),
            name="findings",
            shown=False,
        ),
        key("f4,t,escape", "app.home", N_("Back"), N_("Back to this terminal's own screen."), name="back"),
        *prompter_keys(shown=("prompter_toggle", "prompter_again"), without=MOVING_BY_ARROWS),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._takes: tuple[Take, ...] = ()
        self._asked_for: tuple[int, str] | None = None
        self._only = ""

    def compose(self) -> ComposeResult:
        """Slate, light, table, findings."""
        words = self.desk.words
        yield SlateLine(words, self.NAME, id="slate")
        yield RecLight(words, None, id="rec")
        yield AlarmBar(words, id="alarms")
        with Horizontal(id="body"):
            with Vertical(id="list", classes="panel"):
                yield TakesSummary(self.desk, id="summary")
                table: DataTable[RichText] = DataTable(cursor_type="row", zebra_stripes=True, id="takes")
                yield table
            with VerticalScroll(id="detail", classes="panel"):
                yield VerdictPanel(words, N_("TAKE"), id="verdict")
        yield PrompterStrip(words, N_("no script"), id="prompter")
        yield KeyBar(words)

    def began(self) -> None:
        """Name the columns."""
        self._name_columns()

    def _name_columns(self) -> None:
        table = self._table
        table.clear(columns=True)
        for label in _COLUMNS:
            table.add_column(RichText(self.desk.words.say(label), style="bold"))

    @property
    def _table(self) -> DataTable[RichText]:
        return self.query_one("#takes", DataTable)

    def follow(self, snapshot: Snapshot) -> None:
        """Show the light, and ask for the takes when the log has changed."""
        self.query_one(SlateLine).show(snapshot)
        self.query_one(RecLight).show(snapshot, armed=False)
        now_s = self.desk.now_s()
        self.query_one(AlarmBar).show(snapshot.alarms, now_s)
        self.query_one(PrompterStrip).show(self.follow_prompter(snapshot), self.follower.guide, now_s)
        wanted = (snapshot.log_revision, self._only)
        if wanted != self._asked_for:
            self._asked_for = wanted
            self.send(GetTakes(code=self._only), self._fill)

    def lost(self, seconds: float) -> None:
        """Say so; ask for everything again afterwards."""
        self._asked_for = None
        self.follower.forget()
        self.query_one(AlarmBar).show_lost(seconds, self.lost_why)

    def _fill(self, answer: Answer) -> None:
        if isinstance(answer, TakesAnswer):
            self._list(answer.takes, self.chosen)

    def _list(self, takes: tuple[Take, ...], chosen: Take | None) -> None:
        """Fill the table; the cursor stays on the chosen take."""
        self._takes = takes
        table = self._table
        table.clear()
        for take in self._takes:
            table.add_row(*self._cells(take), key=take.identity)
        identities = [take.identity for take in self._takes]
        if chosen is not None and chosen.identity in identities:
            table.move_cursor(row=identities.index(chosen.identity))
        only = code_words(self._takes[0].code) if self._only and self._takes else self._only
        self.query_one(TakesSummary).show(self._takes, only)
        self._show_chosen()

    def _cells(self, take: Take) -> tuple[RichText, ...]:
        say = self.desk.words.say
        colours = self.app.theme_variables
        if take.verdict is None:
            verdict = RichText("–")
        else:
            glyph, word, _ = VERDICTS[take.verdict]
            verdict = RichText(f"{glyph} {say(word)}", style=f"bold {colours[_VERDICT_STYLES[take.verdict]]}")
        state_style = colours[_STATE_STYLES[take.state]] if take.state in _STATE_STYLES else ""
        return (
            RichText(code_words(take.code)),
            RichText(f"T{take.number:02d}"),
            verdict,
            RichText(say(STATES[take.state]), style=state_style),
            RichText(self.desk.words.duration(take.duration_s), justify="right"),
            RichText(take.started_at[5:16].replace("T", " ")),
            RichText(printable(take.title)),
        )

    @property
    def chosen(self) -> Take | None:
        """The take under the cursor."""
        row = self._table.cursor_row
        return self._takes[row] if 0 <= row < len(self._takes) else None

    def _show_chosen(self) -> None:
        self.query_one(VerdictPanel).show(self.chosen)

    def on_data_table_row_highlighted(self) -> None:
        """Show the findings of the take under the cursor."""
        self._show_chosen()

    def reworded(self) -> None:
        """The table has words too."""
        super().reworded()
        chosen = self.chosen  # before the columns go, and the cursor with them
        self._name_columns()
        self._list(self._takes, chosen)

    def action_accept(self) -> None:
        """Accept the chosen take."""
        if self.chosen is not None:
            self.send(Decide(self.chosen.identity, accept=True))

    def action_reject(self) -> None:
        """Ask why, then reject the chosen take."""
        if self.chosen is not None:
            self.app.push_screen(
                NoteDialog(self.desk, self.chosen), lambda decision: self.send(decision) if decision else None
            )

    def action_only(self) -> None:
        """Switch between one video's takes and all."""
        slate = self.snapshot.slate if self.snapshot else None
        if self._only:
            self._only = ""
        elif slate is not None:
            self._only = str(slate.code)
        self._shown = None
        self.look()
