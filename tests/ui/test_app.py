"""The app as a whole: languages, a lost station, screens, palette, keys from the settings, help."""

import msgspec
import pytest
from textual.command import CommandPalette
from textual.theme import Theme
from textual.widgets import Input

from studio_tui.config import Role, Settings
from studio_tui.i18n import LANGUAGES
from studio_tui.station.messages import Roll
from studio_tui.ui.screens.operator import OperatorScreen
from studio_tui.ui.screens.prompter import PrompterScreen
from studio_tui.ui.screens.takes import TakesScreen
from studio_tui.ui.themes import LIGHT, THEMES
from studio_tui.ui.widgets.sound_meter import SoundMeter
from tests.rigs.fake_station import ALARMED, IDLE, ROLLING, FakeStation
from tests.rigs.screens import app_on, running, settle, text_of, told


@pytest.mark.parametrize("role", ["camera", "speaker", "producer"])
async def test_a_lost_station_is_said_and_its_return_shown(role: Role):
    station = FakeStation(ROLLING)
    async with running(app_on(station, role)) as pilot:
        station.age_s = 3.0
        await settle(pilot)
        assert "The station has gone silent" in text_of(pilot)
        station.age_s = 0.0
        station.snapshot = msgspec.structs.replace(ROLLING, sequence=99)
        await settle(pilot)
        assert "The station has gone silent" not in text_of(pilot)


async def test_a_station_that_has_ended_is_not_said_to_record():
    station = FakeStation(ROLLING)
    async with running(app_on(station)) as pilot:
        station.age_s, station.gone = 3.0, True
        await settle(pilot)
        assert "The station has ended. Start studio-tui again: it recovers the take." in text_of(pilot)
        assert "goes on" not in text_of(pilot)


async def test_before_the_first_snapshot_the_screen_waits():
    station = FakeStation(None)
    station.age_s = float("inf")
    app = app_on(station)
    async with running(app) as pilot:
        assert "Waiting for the station." in text_of(pilot)
        await pilot.press("f5", "f6", "f2", "escape")
        station.snapshot, station.age_s = IDLE, 0.0
        await settle(pilot)
        assert "К1 M1 С1 В5" in text_of(pilot)


async def test_a_command_that_nobody_answers_is_said():
    station = FakeStation(IDLE)
    async with running(app_on(station)) as pilot:
        station.age_s = 9.0
        await pilot.press("f5")
        await settle(pilot)
        assert told(pilot) == ["No station is running. Start it with: studio-tui"]


async def test_the_language_switches_while_running():
    """The decimal sign and the language's sign change at once, in every widget; words come from the catalogs."""
    app = app_on(FakeStation(IDLE), language="en")
    async with running(app) as pilot:
        seen = set()
        for _ in LANGUAGES:
            shown = text_of(pilot)
            language = app.desk.words.language
            assert f" {language.upper()} " in shown.split("\n")[0]
            assert ("−9,6" in shown) is (language != "en")
            seen.add(language)
            await pilot.press("д")
            await settle(pilot)
        assert seen == set(LANGUAGES)


async def test_key_names_are_said_in_the_screens_language(monkeypatch: pytest.MonkeyPatch):
    app = app_on(FakeStation(IDLE))
    async with running(app) as pilot:
        say = app.desk.words.say
        monkeypatch.setattr(app.desk.words, "say", lambda text: "ЖАЗУ" if text.msgid == "Roll" else say(text))
        app.screen.refresh_bindings()
        await settle(pilot)
        assert "F5 ЖАЗУ" in text_of(pilot)


async def test_screens_are_reached_and_left_by_keys():
    app = app_on(FakeStation(IDLE))
    async with running(app) as pilot:
        await pilot.press("f4")
        await settle(pilot)
        assert isinstance(app.screen, TakesScreen)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, OperatorScreen)
        await pilot.press("f7")
        await settle(pilot)
        assert isinstance(app.screen, PrompterScreen)
        await pilot.press("f7")
        await settle(pilot)
        assert isinstance(app.screen, OperatorScreen)


async def test_the_palette_finds_what_the_keys_do():
    station = FakeStation(IDLE)
    app = app_on(station)
    async with running(app) as pilot:
        names = {command.title for command in app.get_system_commands(app.screen)}
        assert {"Roll", "Slate", "Screen: Takes", "Қазақша", "Русский", "English", "Light colours"} <= names
        assert "Cut" not in names, "nothing rolls"
        await pilot.press("ctrl+з")
        await settle(pilot)
        assert isinstance(app.screen, CommandPalette)
        app.screen.query_one(Input).value = "Light col"
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("down", "enter")
        await settle(pilot)
        assert app.theme == LIGHT


async def test_keys_can_be_changed_in_the_settings():
    station = FakeStation(IDLE)
    async with running(app_on(station, settings=Settings(keys={"roll": "f12,g,п", "nonsense": "f3"}))) as pilot:
        assert told(pilot) == ["studio.toml gives keys to nonsense, but no action is called that."]
        await pilot.press("f5")
        await settle(pilot)
        assert station.orders() == []
        await pilot.press("п")
        await settle(pilot)
    assert station.orders() == [Roll()]


@pytest.mark.parametrize("role", ["camera", "speaker", "producer"])
async def test_help_explains_keys_and_signs(role: Role):
    app = app_on(FakeStation(IDLE), role)
    async with running(app, (120, 60)) as pilot:
        await pilot.press("р")
        await settle(pilot)
        shown = ""
        for _ in range(4):
            shown += text_of(pilot)
            await pilot.press("pagedown")
            await pilot.wait_for_scheduled_animations()
            await settle(pilot)
        assert "What the signs mean" in shown
        assert "UNDECIDED" in shown
        assert "Switch between Kazakh, Russian and English." in shown
        await pilot.press("f9")
        await settle(pilot)
        assert "What the signs mean" not in text_of(pilot)


async def test_help_names_every_key_in_full():
    app = app_on(FakeStation(IDLE), "speaker")
    async with running(app, (120, 60)) as pilot:
        await pilot.press("f9")
        await settle(pilot)
        shown = text_of(pilot)
    for cap in ("Space F5 Shift+F5 B", "И . Ю", "Esc ", "Q Й Ctrl+Q", "Ctrl+P"):
        assert cap in shown, cap
    assert "Ctrl+й" not in shown
    assert "Ctrl+Й" not in shown


@pytest.mark.parametrize("role", ["camera", "speaker", "producer"])
async def test_odd_sizes_break_nothing(role: Role):
    async with running(app_on(FakeStation(ROLLING), role), (80, 24)) as pilot:
        for size in ((20, 6), (40, 12), (61, 17), (1, 1), (240, 70)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert len(text_of(pilot).split("\n")) == size[1]


async def test_meters_slow_down_under_a_dialog(monkeypatch: pytest.MonkeyPatch):
    drawn: list[int] = []
    app = app_on(FakeStation(IDLE))
    async with running(app) as pilot:
        show = SoundMeter.show
        monkeypatch.setattr(SoundMeter, "show", lambda self, *what: (drawn.append(1), show(self, *what)))
        await pilot.press("f2")
        await settle(pilot)
        screen = app.screen_stack[0]
        assert isinstance(screen, OperatorScreen)
        drawn.clear()
        for sequence in range(100, 140):
            app.desk.link.snapshot = msgspec.structs.replace(IDLE, sequence=sequence)  # type: ignore[misc]
            screen._tick()
        assert len(drawn) == 10


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_colours_can_be_read(theme: Theme):
    """WCAG 2 AA: 4.5 to 1 for text; past text and tracks are meant to recede."""
    inks = theme.variables
    for name in ("ink-quiet", "ink-low", "ink-ok", "ink-hot", "ink-over", "ink-cue"):
        assert _contrast(inks[name], theme.surface) >= 4.5, name
        assert _contrast(inks[name], theme.panel) >= 4.5, name
    for name in ("rec", "alarm", "warning", "ok", "quiet", "busy"):
        assert _contrast(inks[f"plate-{name}"], inks[f"plate-{name}-text"]) >= 4.5, name


async def test_without_colours_everything_is_still_said(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = app_on(FakeStation(ALARMED))
    assert app.no_color
    async with running(app) as pilot:
        shown = text_of(pilot)
        assert "■ ALARM" in shown
        assert "CLIP 3" in shown
        await pilot.press("f7")
        await settle(pilot)
        assert "words/min" in text_of(pilot)
        colours = {
            segment.style.color.triplet
            for strip in pilot.app.screen._compositor.render_strips(pilot.app.size)
            for segment in strip
            if segment.style and segment.style.color and segment.style.color.triplet
        }
        assert all(red == green == blue for red, green, blue in colours)
