"""The app: one terminal at the station, showing one of three screens in one of three languages."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.command import CommandPalette
from textual.screen import Screen

from studio_tui.config import Role, Settings
from studio_tui.i18n import LANGUAGES
from studio_tui.station.client import StationLink
from studio_tui.station.messages import Refused, Stop, TakeProgress
from studio_tui.text import N_, StudioError
from studio_tui.ui.desk import Desk
from studio_tui.ui.keys import unknown_names
from studio_tui.ui.screens.help_screen import HelpScreen
from studio_tui.ui.screens.operator import OperatorScreen
from studio_tui.ui.screens.prompter import PrompterScreen
from studio_tui.ui.screens.quit_dialog import Leaving, QuitDialog
from studio_tui.ui.screens.station_screen import StationScreen
from studio_tui.ui.screens.takes import TakesScreen
from studio_tui.ui.terminal_probe import CellSize
from studio_tui.ui.themes import DARK, DEFAULT_INKS, LIGHT, THEMES
from studio_tui.ui.widgets.field import Field, goes_into_a_line, hand_on
from studio_tui.ui.words import LANGUAGE_NAMES, Words

SCREENS: dict[Role, type[StationScreen]] = {
    "camera": OperatorScreen,
    "speaker": PrompterScreen,
    "producer": TakesScreen,
}


class StudioApp(App[None]):
    """Attached to a station by a link; closing it never touches the station unless that is asked for."""

    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    TITLE = "studio-tui"
    BINDINGS: ClassVar = []

    def __init__(
        self,
        link: StationLink,
        settings: Settings,
        role: Role,
        language: str,
        now_s: Callable[[], float] = time.monotonic,
        picture_cell: CellSize | None = None,
    ) -> None:
        super().__init__()
        self.desk = Desk(link, Words(language), settings, now_s, picture_cell)
        self._role: Role = role

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Inks for themes that are not ours."""
        return DEFAULT_INKS

    def on_mount(self) -> None:
        """Themes, keys, and the role's own screen."""
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK
        for role, screen in SCREENS.items():
            self.add_mode(role, partial(screen, self.desk))
        keymap = self.desk.settings.keys
        self.set_keymap(keymap)
        self.switch_mode(self._role)
        kinds: list[type[StationScreen]] = [*SCREENS.values(), StationScreen]
        for name in unknown_names(keymap, [binding for kind in kinds for binding in kind.BINDINGS]):
            text = N_("studio.toml gives keys to {name}, but no action is called that.", name=name)
            self.notify(self.desk.words.say(text), severity="warning", markup=False)

    async def _on_key(self, event: events.Key) -> None:
        """A key that comes by unused was read before the line in front had the focus: it is for that line."""
        if isinstance(self.focused, Field) and goes_into_a_line(event):
            hand_on(event, self.focused)

    async def action_role(self, role: Role) -> None:
        """Show another role's screen."""
        await self.switch_mode(role)

    async def action_home(self) -> None:
        """Show the screen this terminal was opened with; from there, the operator's."""
        await self.switch_mode(self._role if self.current_mode != self._role else "camera")

    def action_next_language(self) -> None:
        """Switch to the next language."""
        self.speak(self.desk.words.next_language())

    def speak(self, language: str) -> None:
        """Switch the language of this terminal."""
        self.desk.words.switch(language)
        for role in SCREENS:
            for screen in self._screen_stacks.get(role, ()):
                if isinstance(screen, StationScreen):
                    screen.reworded()

    def action_help(self) -> None:
        """Explain keys and signs of the screen in front."""
        self.push_screen(HelpScreen(self.desk, self.screen.active_bindings))

    def action_command_palette(self) -> None:
        """The palette, in this terminal's language."""
        if not isinstance(self.screen, CommandPalette):
            placeholder = self.desk.words.say(N_("Search for a command…"))
            self.push_screen(CommandPalette(placeholder=placeholder, id="--command-palette"))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette's commands: what the keys of the screen do, then screens, languages, colours."""
        say = self.desk.words.say
        seen: set[str] = set()
        for active in screen.active_bindings.values():
            binding = active.binding
            if binding.id and active.enabled and active.tooltip and binding.action not in seen:
                seen.add(binding.action)
                yield SystemCommand(binding.description, active.tooltip, partial(self._act, screen, binding.action))
        for role, kind in SCREENS.items():
            name = N_("Screen: {name}", name=kind.NAME)
            yield SystemCommand(say(name), "", partial(self.switch_mode, role))
        for language in LANGUAGES:
            yield SystemCommand(
                LANGUAGE_NAMES[language], say(N_("Speak this language.")), partial(self.speak, language)
            )
        yield SystemCommand(
            say(N_("Dark colours")), say(N_("For a dim studio.")), partial(setattr, self, "theme", DARK)
        )
        yield SystemCommand(
            say(N_("Light colours")), say(N_("For a bright room.")), partial(setattr, self, "theme", LIGHT)
        )

    async def _act(self, screen: Screen[object], action: str) -> None:
        await screen.run_action(action)

    async def action_quit(self) -> None:
        """Textual's own way out (Ctrl+Q) asks like ours."""
        self.action_leave()

    def action_help_quit(self) -> None:
        """Ctrl+C asks too: who presses it wants to leave."""
        self.action_leave()

    def action_leave(self) -> None:
        """Ask what should become of the station."""
        if isinstance(self.screen, QuitDialog):
            return
        if self.desk.link.gone:
            self.exit()
            return
        snapshot = self.desk.link.snapshot
        self.push_screen(QuitDialog(self.desk, snapshot.take if snapshot else TakeProgress()), self._leave)

    def _leave(self, choice: Leaving | None) -> None:
        if choice == "leave-running":
            self.exit()
        elif choice == "stop":
            self.run_worker(self._stop_station())

    async def _stop_station(self) -> None:
        """End the station, then this app; a take that rolls is cut and kept."""
        try:
            answer = await asyncio.to_thread(self.desk.link.ask, Stop(even_rolling=True), 15.0)
        except StudioError:
            self.exit()
            return
        if isinstance(answer, Refused):
            self.notify(self.desk.words.say(answer.text), severity="warning", markup=False)
        else:
            self.exit()
