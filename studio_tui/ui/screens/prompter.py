"""The speaker's screen: the script in big letters, what comes next above it, quiet facts below it."""

from __future__ import annotations

import time
from typing import ClassVar

import msgspec
from textual.app import ComposeResult

from studio_tui.station.messages import Snapshot
from studio_tui.station.prompter_messages import Prompt, PrompterState
from studio_tui.text import N_, Text
from studio_tui.ui.desk import Desk
from studio_tui.ui.frame_rate import RATES_PER_S, FrameRate, waiting_writes
from studio_tui.ui.keys import key
from studio_tui.ui.prompter_keys import ARROWS, prompter_keys
from studio_tui.ui.screens.prompting_screen import PromptingScreen
from studio_tui.ui.widgets.alarm_bar import AlarmBar
from studio_tui.ui.widgets.key_bar import KeyBar
from studio_tui.ui.widgets.prompter_ahead import PrompterAhead
from studio_tui.ui.widgets.prompter_facts import PrompterFacts
from studio_tui.ui.widgets.prompter_view import PrompterView
from studio_tui.ui.widgets.rec_light import RecLight

LETTERS = ("quadrant", "sextant", "half", "plain")
"""Kinds of letters, in the order in which one key goes through them; pictures come first where the terminal shows
them."""

PAINTED_AFTER_S = 0.006
"""About how long Textual takes to paint: it looks for what has changed 120 times a second, then writes."""


class PrompterScreen(PromptingScreen):
    """Read. The keys of presentation clickers start and hold here.

    Their start key sends F5, Shift+F5 or Escape, that for a black screen b or a full stop. Escape only holds:
    whoever presses it once too often to leave a dialog must not set the text going. A terminal that does not tell
    Shift+F5 from F17 sends F17.
    """

    NAME: ClassVar[Text] = N_("Prompter")
    CSS_PATH = "prompter.tcss"
    BINDINGS = [  # noqa: RUF012 - Textual declares it so
        *prompter_keys(
            shown=(
                "prompter_toggle", "prompter_slower", "prompter_faster", "prompter_stage_back", "prompter_stage_on",
                "prompter_go", "prompter_again", "prompter_edit", "mirror", "letters_smaller", "letters_larger",
            ),
            keys={
                **ARROWS,
                "prompter_toggle": "space,f5,shift+f5,f17,b,full_stop,ю",
                "prompter_hold": "escape",
                "letters_smaller": "f2,j",
                "letters_larger": "f3,k",
                "mirror": "f6,m",
                "flip": "f8,backslash",
            },
            caps={
                "prompter_toggle": "F5", "prompter_slower": "←", "prompter_faster": "→",
                "prompter_stage_back": "PgUp", "prompter_stage_on": "PgDn",
            },
        ),
        key(
            "f4,a",
            "letters",
            N_("Letters"),
            N_(
                "Other letters on this screen: quadrants, sextants, half blocks, plain text for a slow terminal; "
                "smooth ones where it shows pictures."
            ),
            name="letters",
            shown=False,
        ),
        key("f7,p", "app.home", N_("Back"), N_("Back to this terminal's own screen."), name="back"),
    ]  # fmt: skip

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._rate = FrameRate()
        self._letters = ""
        self._switch_is_set = False

    def compose(self) -> ComposeResult:
        """Light, what comes, text, facts."""
        words = self.desk.words
        yield RecLight(words, None, id="rec")
        yield AlarmBar(words, id="alarms")
        yield PrompterAhead(words, id="ahead")
        yield PrompterView(words, self.desk.picture_cell, id="page")
        yield PrompterFacts(words, id="facts")
        yield KeyBar(words)

    def began(self) -> None:
        """The text moves between snapshots as well."""
        self.set_interval(1 / RATES_PER_S[0], self._tick_frame)

    def follow(self, snapshot: Snapshot) -> None:
        """Show light, what comes and facts."""
        now_s = self.desk.now_s()
        state, guide = self._with_letters(self.follow_prompter(snapshot)), self.follower.guide
        self.query_one(RecLight).show(snapshot, armed=False)
        ahead, facts = self.query_one(PrompterAhead), self.query_one(PrompterFacts)
        facts.frames_per_s, facts.letters = self._rate.per_s, state.letters
        ahead.show(state, guide, now_s)
        facts.show(state, guide, now_s)
        self.query_one(PrompterView).show_edges(ahead.facts_for_a_glass(), facts.facts_for_a_glass())

    def _with_letters(self, state: PrompterState) -> PrompterState:
        return msgspec.structs.replace(state, letters=self._letters) if self._letters else state

    def animate_frame(self) -> None:
        """With every snapshot too, as long as the terminal keeps up."""
        if self._rate.full:
            self._draw()

    def _tick_frame(self) -> None:
        if self._rate.due(time.monotonic(), waiting_writes(self.app._driver)):  # noqa: SLF001 - see `waiting_writes`
            self._draw()

    def _draw(self) -> None:
        """Move the text to where the clock says."""
        if self.prompter is None or not self.in_front:
            return
        view, now_s = self.query_one(PrompterView), self.desk.now_s() + PAINTED_AFTER_S
        view.show(self.follower.guide, self._with_letters(self.prompter), now_s)
        switch_s = view.next_switch_in_s(self.prompter, now_s)
        if switch_s is not None and switch_s < 1 / self._rate.per_s and not self._switch_is_set:
            # A line gives way to the next when its time is up, not at the picture after that.
            self._switch_is_set = True
            self.set_timer(switch_s, self._draw_switch)

    def _draw_switch(self) -> None:
        self._switch_is_set = False
        if waiting_writes(self.app._driver) == 0:  # noqa: SLF001
            self._draw()

    def on_screen_suspend(self) -> None:
        """A dialog or another screen comes over this one; pictures would stand out of it."""
        view = self.query_one(PrompterView)
        view.without_pictures()
        if self.prompter is not None:
            view.show(self.follower.guide, self._with_letters(self.prompter), self.desk.now_s())

    def on_screen_resume(self) -> None:
        """Nothing lies over it any more."""
        self.query_one(PrompterView).with_pictures()

    def lost(self, seconds: float) -> None:
        """The text goes on by the clock; the speaker is told, and the script is asked for again afterwards."""
        self.follower.forget()
        self.query_one(AlarmBar).show_lost(seconds, self.lost_why)

    def action_letters(self) -> None:
        """Go to the next kind of letters, on this screen only."""
        kinds = ("kitty", *LETTERS) if self.desk.picture_cell else LETTERS
        shown = self._letters or (self.prompter.letters if self.prompter else kinds[0])
        self._letters = kinds[(kinds.index(shown) + 1) % len(kinds)] if shown in kinds else kinds[0]
        self._shown = None
        self.look()

    def action_line(self, lines: int) -> None:
        """Move by whole lines as they stand on this screen."""
        page, state = self.query_one(PrompterView).page, self.prompter
        if page is None or state is None:
            return
        now_position_s = state.clock.at(self.desk.now_s())
        index, _ = page.layout.place(now_position_s)
        self.send(Prompt("line", page.layout.position(index + lines) - now_position_s))
