"""The speaker's screen: the script in big letters, a red bar while a take rolls, one line of facts."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult

from studio_tui.station.messages import Prompt, Snapshot
from studio_tui.text import N_, Text
from studio_tui.ui.desk import Desk
from studio_tui.ui.keys import key
from studio_tui.ui.reading import ScriptFollower
from studio_tui.ui.screens.station_screen import StationScreen
from studio_tui.ui.widgets.alarm_bar import AlarmBar
from studio_tui.ui.widgets.key_bar import KeyBar
from studio_tui.ui.widgets.prompter_facts import PrompterFacts
from studio_tui.ui.widgets.prompter_view import PrompterView
from studio_tui.ui.widgets.rec_light import RecLight

WPM_STEP = 5.0
FRAMES_PER_S = 30


class PrompterScreen(StationScreen):
    """Read. F5, Escape, b and the full stop are what presentation clickers send, so here they start and hold."""

    NAME: ClassVar[Text] = N_("Prompter")
    CSS_PATH = "prompter.tcss"
    BINDINGS = [  # noqa: RUF012 - Textual declares it so
        key(
            "space,f5,escape,b,full_stop,ю",
            "prompt('toggle', 0)",
            N_("Start or hold"),
            N_("Start or hold the text; buttons of a clicker do the same."),
            name="prompter_toggle",
            cap="F5",
        ),
        key(
            "left,minus,ө",
            f"prompt('wpm', {-WPM_STEP})",
            N_("Slower"),
            N_("Five words a minute slower."),
            name="prompter_slower",
            cap="←",
        ),
        key(
            "right,plus,equals_sign,һ",
            f"prompt('wpm', {WPM_STEP})",
            N_("Faster"),
            N_("Five words a minute faster."),
            name="prompter_faster",
            cap="→",
        ),
        key("up", "line(-1)", N_("Line back"), N_("One line back."), name="prompter_line_back", shown=False),
        key("down", "line(1)", N_("Line on"), N_("One line on."), name="prompter_line_on", shown=False),
        key(
            "pageup",
            "prompt('jump', -1)",
            N_("Stage back"),
            N_("To the beginning of the stage, or the one before."),
            name="prompter_stage_back",
            cap="PgUp",
        ),
        key(
            "pagedown",
            "prompt('jump', 1)",
            N_("Stage on"),
            N_("To the next stage."),
            name="prompter_stage_on",
            cap="PgDn",
        ),
        key(
            "home",
            "prompt('rewind', 0)",
            N_("Rewind"),
            N_("To the beginning of the script."),
            name="prompter_rewind",
            cap="Home",
        ),
        key("f2,j", "prompt('size', -1)", N_("Smaller"), N_("Smaller letters."), name="letters_smaller"),
        key("f3,k", "prompt('size', 1)", N_("Larger"), N_("Larger letters."), name="letters_larger"),
        key("f6,m", "prompt('mirror', 0)", N_("Mirror"), N_("Turn the text over for a glass."), name="mirror"),
        key("f7,p", "app.home", N_("Back"), N_("Back to this terminal's own screen."), name="back"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._follower = ScriptFollower(self.send)

    def compose(self) -> ComposeResult:
        """Light, text, facts."""
        words = self.desk.words
        yield RecLight(words, None, id="rec")
        yield AlarmBar(words, id="alarms")
        yield PrompterView(words, id="page")
        yield PrompterFacts(words, id="facts")
        yield KeyBar(words)

    def began(self) -> None:
        """The text moves between snapshots as well."""
        self.set_interval(1 / FRAMES_PER_S, self.animate_frame)

    def follow(self, snapshot: Snapshot) -> None:
        """Show light and facts."""
        now_s = self.desk.now_s()
        self._follower.follow(snapshot)
        self.query_one(RecLight).show(snapshot, armed=False)
        place = self._follower.place(snapshot.prompter.clock.at(now_s))
        self.query_one(PrompterFacts).show(snapshot.prompter, place, now_s)

    def animate_frame(self) -> None:
        """Move the text to where the clock says."""
        snapshot = self.snapshot
        if snapshot is not None and self.in_front:
            schedule = self._follower.schedule
            self.query_one(PrompterView).show(schedule, snapshot.prompter, self.desk.now_s())

    def lost(self, seconds: float) -> None:
        """The text goes on by the clock; the speaker is told, and the script is asked for again afterwards."""
        self._follower.forget()
        self.query_one(AlarmBar).show_lost(seconds, self.lost_why)

    def action_prompt(self, action: str, amount: float) -> None:
        """Drive the prompter."""
        match action:
            case "toggle" | "wpm" | "jump" | "rewind" | "mirror" | "size":
                self.send(Prompt(action, amount))
            case _:
                raise ValueError(action)

    def action_line(self, lines: int) -> None:
        """Move by whole lines as they stand on this screen."""
        page, snapshot = self.query_one(PrompterView).page, self.snapshot
        if page is None or snapshot is None:
            return
        now_position_s = snapshot.prompter.clock.at(self.desk.now_s())
        index, _ = page.layout.place(now_position_s)
        self.send(Prompt("line", page.layout.position(index + lines) - now_position_s))
