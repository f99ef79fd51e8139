"""The camera operator's screen: sound, picture, take, prompter, and the red light over all of it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Grid, Horizontal, Vertical

from studio_tui.station.messages import AcknowledgeClips, Cut, MeasureRoomTone, Roll, Snapshot
from studio_tui.text import N_, Text
from studio_tui.ui.desk import Desk
from studio_tui.ui.keys import key
from studio_tui.ui.prompter_keys import ARROWS, prompter_keys
from studio_tui.ui.screens.loaded_script import LoadedScript
from studio_tui.ui.screens.prompting_screen import PromptingScreen
from studio_tui.ui.screens.roll_dialog import RollDialog
from studio_tui.ui.screens.room_dialog import RoomDialog
from studio_tui.ui.screens.script_dialog import ScriptDialog
from studio_tui.ui.screens.slate_dialog import SlateDialog
from studio_tui.ui.screens.tablet_dialog import TabletDialog
from studio_tui.ui.widgets.alarm_bar import AlarmBar, in_order
from studio_tui.ui.widgets.camera_status import CameraStatus
from studio_tui.ui.widgets.camera_view import CameraView
from studio_tui.ui.widgets.disk import Disk
from studio_tui.ui.widgets.key_bar import KeyBar
from studio_tui.ui.widgets.last_take_panel import LastTakePanel
from studio_tui.ui.widgets.loudness import Loudness
from studio_tui.ui.widgets.notice_panel import NoticePanel
from studio_tui.ui.widgets.prompter_strip import PrompterStrip
from studio_tui.ui.widgets.rec_light import RecLight
from studio_tui.ui.widgets.room_tone import RoomLine
from studio_tui.ui.widgets.scopes import Histogram, Waveform
from studio_tui.ui.widgets.slate_line import SlateLine
from studio_tui.ui.widgets.sound_meter import SoundMeter
from studio_tui.ui.widgets.stereo import Stereo

CUT_ARMED_S = 3.0
"""How long the second press of the cut key is waited for."""

_MEDIUM_WIDTH, _TALL_HEIGHT = 110, 32
"""Below both, loudness and stereo have a row of figures each."""

_HISTORY_HEIGHT, _THICK_HEIGHT = 38, 44
"""Terminal rows from which the loudness of the last minutes is shown, and from which level bars are thicker."""

_LARGE = 160, 54
"""From this size on, both have room to be large and still leave some to the last take."""


class OperatorScreen(PromptingScreen):
    """Watch and roll.

    Rolling is one press, cutting is two: a take rolled by mistake costs disk space, a take cut by mistake costs the
    speaker's performance. The first press only arms; without the second within `CUT_ARMED_S` the take goes on.
    """

    NAME: ClassVar[Text] = N_("Camera")
    CSS_PATH = "operator.tcss"
    BINDINGS = [  # noqa: RUF012 - Textual declares it so
        key("f5,r", "roll", N_("Roll"), N_("Start a take. Red alarms must be confirmed first."), name="roll"),
        key("f6,x", "cut", N_("Cut"), N_("End the take. Press twice within three seconds."), name="cut"),
        key("f2,s", "slate", N_("Slate"), N_("Say which video the next take is of."), name="slate"),
        key("f3,o", "script", N_("Script"), N_("Put a script on the prompter."), name="script"),
        key("f4,t", "app.role('producer')", N_("Takes"), N_("Show the takes and their verdicts."), name="takes"),
        key(
            "f7,p", "app.role('speaker')", N_("Prompter"), N_("Show the prompter on this screen."), name="prompter"
        ),
        key(
            "f8,c",
            "clips",
            N_("Clear clips"),
            N_("The clips have been seen: count from zero. While nothing rolls, loudness begins anew, too."),
            name="clips",
        ),
        key(
            "n",
            "room",
            N_("Room tone"),
            N_("Measure how quiet the room is: eight seconds of silence."),
            name="room",
        ),
        key(
            "escape",
            "notices",
            N_("Close"),
            N_("The notices have been read: close them."),
            name="notices",
            shown=False,
        ),
        key(
            "d",
            "tablet",
            N_("Tablet"),
            N_("Show the prompter on a tablet: its address and a code for the camera."),
            name="tablet",
            shown=False,
        ),
        key("v", "next_camera", N_("Camera"), N_("Look at the next camera."), name="camera", shown=False),
        *prompter_keys(keys=ARROWS),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._camera = 0
        self._armed_until_s = float("-inf")
        self._loaded = LoadedScript(self)

    def compose(self) -> ComposeResult:
        """Slate, light, alarms; sound at the left, picture at the right; prompter and disk below."""
        desk, words = self.desk, self.desk.words
        yield SlateLine(words, self.NAME, id="slate")
        yield RecLight(words, N_("F5 rolls"), id="rec")
        yield AlarmBar(words, id="alarms")
        with Grid(id="body"):
            with Vertical(id="sound", classes="panel"):
                yield SoundMeter(words, desk.settings.alarms.silence_dbfs, id="meter")
                yield Stereo(words, id="stereo")
                yield Loudness(words, id="loudness")
                yield RoomLine(words, id="room")
            with Vertical(id="right", classes="panel"):
                yield CameraStatus(words, id="camera-status")
                yield CameraView(words, id="picture")
                with Horizontal(id="scopes"):
                    yield Waveform(words, id="waveform")
                    yield Histogram(words, id="histogram")
            with Vertical(id="last", classes="panel"):
                yield LastTakePanel(words, N_("LAST TAKE"), id="verdict")
        with Vertical(id="foot", classes="panel"):
            yield PrompterStrip(words, N_("no script; press F3 to open one"), id="prompter")
            yield Disk(words, desk.settings.recording.keep_free_minutes, id="disk")
        yield NoticePanel(words, id="notices")
        yield KeyBar(words)

    def on_resize(self) -> None:
        """Small screens get the short forms."""
        width, height = self.size
        short = width < _MEDIUM_WIDTH and height < _TALL_HEIGHT
        meter, loudness = self.query_one(SoundMeter), self.query_one(Loudness)
        large = width >= _LARGE[0] and height >= _LARGE[1]
        meter.thickness = 3 if large else 2 if height >= _THICK_HEIGHT else 1
        loudness.history_height = 6 if large else 3 if height >= _HISTORY_HEIGHT else 0
        for widget in (meter, self.query_one(Stereo), loudness):
            widget.set_class(short, "-short")
            widget.reworded()

    def follow(self, snapshot: Snapshot) -> None:
        """Show the newest state in every widget."""
        now_s = self.desk.now_s()
        if snapshot.take.phase != "rolling":
            self._armed_until_s = float("-inf")
        self.query_one(SlateLine).show(snapshot)
        self.query_one(RecLight).show(snapshot, armed=now_s < self._armed_until_s)
        self.query_one(AlarmBar).show(snapshot.alarms, now_s)
        self.query_one(NoticePanel).show(snapshot)
        self.query_one(SoundMeter).show(snapshot.sound, snapshot.target)
        self.query_one(Stereo).show(snapshot.sound)
        self.query_one(Loudness).show(snapshot.sound, snapshot.target)
        self.query_one(RoomLine).show(snapshot.sound.room_tone)
        self.query_one(LastTakePanel).show(snapshot.last_take)
        self.query_one(PrompterStrip).show(self.follow_prompter(snapshot), self.follower.guide, now_s)
        self._loaded.follow(snapshot)
        self.query_one(Disk).show(snapshot.disk, snapshot.take, snapshot.library)
        if snapshot.cameras:
            self._camera %= len(snapshot.cameras)
            camera = snapshot.cameras[self._camera]
            self.query_one(CameraStatus).show(camera, self._camera + 1, len(snapshot.cameras))

    def animate_frame(self) -> None:
        """Show the newest picture, unless a dialog lies over it."""
        snapshot = self.snapshot
        if snapshot is None or not snapshot.cameras or not self.in_front:
            return
        view = self.query_one(CameraView)
        if not view.size:
            return
        picture = self.desk.link.picture(self._camera)
        view.show(snapshot.cameras[self._camera], picture)
        self.query_one(Waveform).show(picture)
        self.query_one(Histogram).show(picture)

    def lost(self, seconds: float) -> None:
        """Say so where alarms stand."""
        self.follower.forget()
        self.query_one(AlarmBar).show_lost(seconds, self.lost_why)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Roll, cut and close are dimmed while they make no sense."""
        del parameters
        if action == "notices":
            return True if self.query("NoticePanel.-told") else None
        phase = self.snapshot.take.phase if self.snapshot else "idle"
        if action == "cut":
            return True if phase == "rolling" else None
        if action == "roll":
            return True if phase in {"idle", "checking"} else None
        return True

    def action_roll(self) -> None:
        """Roll, ask about alarms first, or ask for the slate that is missing."""
        snapshot = self.snapshot
        if snapshot is None:
            return
        if snapshot.slate is None:
            self.action_slate()
            return
        red = [alarm for alarm in in_order(snapshot.alarms) if alarm.severity == "alarm"]
        if not red:
            self.send(Roll())
            return
        self.app.push_screen(RollDialog(self.desk, red), lambda sure: self.send(Roll()) if sure else None)

    def action_cut(self) -> None:
        """Arm the cut, or cut when it is armed."""
        now_s = self.desk.now_s()
        if now_s < self._armed_until_s:
            self._armed_until_s = float("-inf")
            self.send(Cut())
        else:
            self._armed_until_s = now_s + CUT_ARMED_S
        self._shown = None
        self.look()

    def action_slate(self) -> None:
        """Ask for the next video."""
        slate = self.snapshot.slate if self.snapshot else None
        self.app.push_screen(SlateDialog(self.desk, slate), lambda command: self.send(command) if command else None)

    def action_script(self) -> None:
        """Ask for a script file."""
        library = Path(self.snapshot.library) if self.snapshot else None
        dialog = ScriptDialog(self.desk, [*([library] if library else []), Path.cwd()], library)
        self.app.push_screen(dialog, self._loaded.load)

    def action_tablet(self) -> None:
        """Show where a tablet finds the prompter's page."""
        self.app.push_screen(TabletDialog(self.desk))

    def action_clips(self) -> None:
        """Count clips from zero."""
        self.send(AcknowledgeClips())

    def action_room(self) -> None:
        """Measure the silent room, or look at what it was like."""
        self.app.push_screen(RoomDialog(self.desk, lambda: self.send(MeasureRoomTone())))

    def action_notices(self) -> None:
        """Close the notices that have been read."""
        self.query_one(NoticePanel).close_shown()

    def action_next_camera(self) -> None:
        """Look at the next camera."""
        self._camera += 1
        self._shown = None
        self.look()
