"""Keys: every letter with its twin, no digits, a name for each action."""

import pytest
from textual.binding import Binding

from studio_tui.text import N_
from studio_tui.ui.app import SCREENS
from studio_tui.ui.keys import TWINS, key, unknown_names, with_twins
from studio_tui.ui.screens.help_screen import HelpScreen
from studio_tui.ui.screens.quit_dialog import QuitDialog
from studio_tui.ui.screens.roll_dialog import RollDialog
from studio_tui.ui.screens.room_dialog import RoomDialog
from studio_tui.ui.screens.station_screen import StationScreen

KINDS = [StationScreen, *SCREENS.values(), HelpScreen, QuitDialog, RollDialog, RoomDialog]
BINDINGS = [
    pytest.param(binding, id=f"{kind.__name__}-{binding.id}")
    for kind in KINDS
    for binding in kind.BINDINGS
    if isinstance(binding, Binding)
]
DIGIT_ROW_IN_KAZAKH = set('"әіңғ,.үұқөһ')


@pytest.mark.parametrize("binding", BINDINGS)
def test_no_digit_is_a_key(binding: Binding):
    """On a Kazakh layout the digit row types letters, and a digit needs a second thought."""
    assert not [
        name for name in binding.key.split(",") if name.isdigit() or name in DIGIT_ROW_IN_KAZAKH - {"ө", "һ"}
    ]


@pytest.mark.parametrize("binding", BINDINGS)
def test_every_letter_has_its_twin(binding: Binding):
    names = binding.key.split(",")
    for name in names:
        prefix, _, letter = name.rpartition("+")
        if letter in TWINS:
            twin = f"{prefix}+{TWINS[letter]}" if prefix else TWINS[letter]
            assert twin in names


@pytest.mark.parametrize("binding", BINDINGS)
def test_keys_that_terminals_take_for_themselves_are_not_relied_on(binding: Binding):
    unreliable = {"f1", "f10", "f11", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+b"}
    assert not unreliable & set(binding.key.split(","))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_a_key_means_one_thing_on_a_screen(kind: type[StationScreen]):
    own = [binding for binding in [*kind.BINDINGS, *StationScreen.BINDINGS] if isinstance(binding, Binding)]
    if not issubclass(kind, StationScreen):
        own = [binding for binding in kind.BINDINGS if isinstance(binding, Binding)]
    used: dict[str, str] = {}
    for binding in {binding.id: binding for binding in own}.values():
        for name in binding.key.split(","):
            assert used.setdefault(name, binding.action) == binding.action, name


def test_roll_and_cut_share_no_key():
    by_name = {binding.id: set(binding.key.split(",")) for binding in SCREENS["camera"].BINDINGS}
    assert not by_name["roll"] & by_name["cut"]


@pytest.mark.parametrize("binding", BINDINGS)
def test_every_action_has_a_name_for_the_settings(binding: Binding):
    assert binding.id or binding.key == "escape"


def test_twins_stand_behind_their_letters():
    assert with_twins(["f5", "r", "ctrl+q", "space"]) == ["f5", "r", "к", "ctrl+q", "ctrl+й", "space"]
    assert key("f5,r", "roll", N_("Roll"), name="roll").key == "f5,r,к"
    assert key("ctrl+p", "x", N_("X"), name="x").key_display == "Ctrl+P"


def test_a_name_that_no_action_has_is_found():
    known = [binding for kind in SCREENS.values() for binding in kind.BINDINGS]
    assert unknown_names({"roll": "f8", "rol": "f8"}, known) == ["rol"]
