"""A prompter's desk with a script and the time in a test's hands."""

from __future__ import annotations

from pathlib import Path

import studio_tui.course
from studio_tui.config import PrompterSettings
from studio_tui.presets import Pace
from studio_tui.prompter.clock import REFERENCE_WPM
from studio_tui.prompter.schedule import make_schedule
from studio_tui.station.prompter_desk import PrompterDesk
from studio_tui.station.prompter_messages import Prompt
from studio_tui.station.script_shelf import ScriptShelf

SAMPLES = sorted((Path(studio_tui.course.__file__).parent / "samples").glob("*.md"))


class Clock:
    """Stands where it is until a test moves it; in the place of the module ``time``."""

    def __init__(self) -> None:
        self.now_s = 1000.0

    def monotonic(self) -> float:
        return self.now_s


def desk_on(shelf: ScriptShelf, settings: PrompterSettings) -> PrompterDesk:
    return PrompterDesk(settings, shelf, Pace())


class Reader:
    """A desk with a script and the time in a test's hands."""

    def __init__(self, clock: Clock, shelf: ScriptShelf, sample: Path = SAMPLES[0]) -> None:
        self.clock = clock
        self.desk = desk_on(shelf, PrompterSettings(wpm=REFERENCE_WPM, count_in_s=0.0))
        self.desk.load(sample)
        assert self.desk.script is not None
        self.schedule = make_schedule(self.desk.script)

    def does(self, action: str, amount: float = 0.0, after_s: float = 0.0) -> None:
        self.clock.now_s += after_s
        self.desk.move(Prompt(action, amount))  # type: ignore[arg-type]  # parametrised

    @property
    def place_s(self) -> float:
        return self.desk.state.clock.at(self.clock.now_s)
