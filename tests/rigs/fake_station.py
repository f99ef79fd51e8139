"""A pretend station for screens: a link with fixed snapshots that keeps the commands it is given."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import numpy as np

from studio_tui.checking.findings import Finding
from studio_tui.course.script import Script, Sheet, Stage
from studio_tui.course.take import Slate, Take, VideoCode
from studio_tui.prompter.clock import PrompterClock
from studio_tui.prompter.schedule import make_schedule
from studio_tui.station.client import StationGoneError
from studio_tui.station.messages import (
    Alarm,
    Answer,
    CameraState,
    Command,
    DiskState,
    Done,
    GetTakes,
    Picture,
    RoomToneState,
    Snapshot,
    TakeProgress,
    TakesAnswer,
)
from studio_tui.station.prompter_messages import GetScript, PrompterState, ScriptAnswer
from studio_tui.text import N_
from tests.rigs.example_sound import HISTORY_LUFS, HUMMING_ROOM, SOUND, channel

NOW_S = 1000.0
"""The instant at which everything in here stands still."""

CODE = VideoCode(1, 1, 1, 5)
SLATE = Slate(CODE, "Алгоритмдерге кіріспе: іздеу мен сұрыптау")

SCRIPT = Script(
    file="K1M1C1B5.docx",
    sheet=Sheet(course="Бағдарламалау негіздері", topic="Алгоритмдерге кіріспе"),
    language="kk",
    stages=(
        Stage(
            stage="1",
            text="Сәлеметсіздер ме, құрметті тыңдаушылар! Бүгінгі сабақта біз алгоритм ұғымымен танысамыз. "
            "[слайд 1] Алгоритм дегеніміз – мақсатқа жеткізетін нақты қадамдардың тізбегі.",
            visuals="Спикер кадрда",
            words=20,
            spoken_words=18,
        ),
        Stage(
            stage="2",
            text="Кітапханадан қажетті кітапты қалай табамыз? Алдымен сөрелердің ретін білеміз, содан кейін әріп "
            "бойынша іздейміз. [слайд 2] Дәл осындай тәсілді компьютер де қолданады: ол тізімді екіге бөліп, "
            "қажетсіз жартысын бірден алып тастайды.",
            words=31,
            spoken_words=29,
        ),
        Stage(
            stage="3",
            text="Қорытындылайық. Жақсы алгоритм түсінікті, дәл және тез жұмыс істейді. Келесі бейнеде сұрыптау "
            "тәсілдерін салыстырамыз. Назарларыңызға рақмет!",
            words=17,
            spoken_words=17,
        ),
    ),
)

FINDINGS = (
    Finding(
        rule="frame_width",
        title=N_("Frame width"),
        status="pass",
        message=N_("The picture is large enough."),
        claimed="1920×1080",
        measured="1920×1080",
        required="1920×1080",
    ),
    Finding(
        rule="audio_bits",
        title=N_("Bits of the sound"),
        status="fail",
        message=N_("The sound has fewer real bits than it claims."),
        claimed=24,
        measured=16,
        relation="at_least",
        required=20,
        unit="bit",
    ),
    Finding(
        rule="silence",
        title=N_("Silence"),
        status="fail",
        message=N_("A channel is silent."),
        measured=6.48,
        relation="at_most",
        required=4.0,
        unit="s",
        at_s=((72.0, 78.5), (190.0, 196.0)),
    ),
    Finding(
        rule="video_bitrate",
        title=N_("Video bitrate"),
        status="pass",
        message=N_("The video bitrate is high enough."),
        claimed=54.0,
        measured=53.12,
        relation="at_least",
        required=50.0,
        unit="Mbit/s",
    ),
    Finding(
        rule="frame_rate",
        title=N_("Frame rate"),
        status="pass",
        message=N_("The frame rate is high enough."),
        claimed=25.0,
        measured=25.0,
        relation="at_least",
        required=24.0,
        unit="fps",
    ),
    Finding(
        rule="duration",
        title=N_("Duration"),
        status="warn",
        message=N_("The video is close to the longest allowed."),
        measured=9.4,
        relation="at_most",
        required=10.0,
        unit="min",
    ),
    Finding(
        rule="progressive",
        title=N_("Scan"),
        status="undecided",
        message=N_("Too little movement to tell whether it is progressive."),
        claimed="progressive",
        required="progressive",
    ),
)


def take(number: int, verdict: str | None = "pass", state: str = "checked", **changes: object) -> Take:
    """A take of the sample video."""
    values: dict[str, object] = {
        "station": "A", "code": CODE, "title": SLATE.title, "number": number, "state": state,
        "file": f"K1/M1/К1_M1_С1_В5_T{number:02d}.mov", "started_at": f"2026-03-14T10:{number:02d}:00+05:00",
        "duration_s": 252.0 + number, "frames": 6300, "samples": 12_096_000, "video_bitrate_mbps": 53.12,
        "verdict": verdict, "preset": "bmg-coursera-source",
        "findings_json": msgspec.json.encode(FINDINGS if verdict == "fail" else FINDINGS[:1]).decode(),
    }  # fmt: skip
    return msgspec.convert({**msgspec.to_builtins(values), **changes}, Take)


TAKES = (
    take(4, verdict="fail"),
    take(3, state="accepted"),
    take(2, verdict="undecided", state="rejected", note="Дыбыс алыстан шығады"),
    take(1, verdict="fail", state="rejected", problem="The station was ended; the last 0.4 s are missing."),
    take(
        2, state="accepted", code={"course": 1, "module": 1, "lesson": 1, "video": 4}, title="Деректер [/] түрлері"
    ),
    take(
        1,
        verdict=None,
        state="recorded",
        code={"course": 1, "module": 1, "lesson": 1, "video": 4},
        title="Деректер түрлері",
    ),
)


CAMERA = CameraState(
    name="Main",
    device="/dev/video0",
    status="running",
    width_px=1920,
    height_px=1080,
    encoding="mjpeg",
    frame_rate_hz=25.0,
    claimed_rate_hz=25.0,
    lost_frames=0,
    repeated_frames=0,
    skipped_frames=0,
    luma_low=14.0,
    luma_high=231.0,
    luma_mean=96.0,
    bitrate_mbps=53.1,
    black_s=0.0,
    frozen_s=0.0,
)

PROMPTER = PrompterState(
    script_id=1,
    clock=PrompterClock(
        position_s=12.0, anchor_s=NOW_S, wpm=155.0, running=False, length_s=make_schedule(SCRIPT).length_s
    ),
    mirror=False,
    focus=0.33,
    letter_rows=6,
    letters="quadrant",
)

IDLE = Snapshot(
    sequence=1,
    at_s=NOW_S,
    station="A",
    library="/studio/library",
    slate=SLATE,
    next_number=5,
    sound=SOUND,
    cameras=(CAMERA,),
    take=TakeProgress(),
    disk=DiskState(free_bytes=412_000_000_000, minutes_left=1008.0),
    prompter=PROMPTER,
    last_take=TAKES[0],
    log_revision=1,
)

ROLLING = msgspec.structs.replace(
    IDLE,
    sequence=2,
    take=TakeProgress(
        phase="rolling",
        slate=SLATE,
        number=5,
        file="K1/M1/К1_M1_С1_В5_T05.mov",
        elapsed_s=207.4,
        frames=5185,
        samples=9_955_200,
        bytes_written=1_396_000_000,
        video_bitrate_mbps=53.1,
        queue_share=0.04,
    ),
    prompter=msgspec.structs.replace(PROMPTER, clock=msgspec.structs.replace(PROMPTER.clock, running=True)),
)

ALARMS = (
    Alarm(
        kind="clip-1",
        severity="warning",
        text=N_("{channel} clipped: turn the gain down", channel="R"),
        since_s=NOW_S - 3,
    ),
    Alarm(
        kind="silence-0",
        severity="alarm",
        text=N_("Silence on {channel} for {seconds:.0f} s", channel="L", seconds=12.0),
        since_s=NOW_S - 12,
    ),
)

ALARMED = msgspec.structs.replace(
    ROLLING,
    sequence=3,
    alarms=ALARMS,
    sound=msgspec.structs.replace(
        SOUND,
        channels=(channel(-96.0, -84.0, true_peak_dbtp=-83.2), channel(-0.4, -0.0, 3, 0.3)),
        correlation=None,
        balance_db=None,
        true_peak_dbtp=0.3,
        real_bits=None,
        bandwidth_hz=None,
        room_tone=RoomToneState(),
    ),
)

TROUBLED = msgspec.structs.replace(
    ROLLING,
    sequence=4,
    sound=msgspec.structs.replace(
        SOUND,
        channels=(channel(-31.0, -28.4, true_peak_dbtp=-27.9), channel(-9.1, -4.2, 2, -0.4)),
        real_bits=16,
        source_rate_hz=44_100,
        momentary_lufs=-17.3,
        short_term_lufs=-19.6,
        integrated_lufs=-20.9,
        true_peak_dbtp=-0.4,
        correlation=-0.82,
        balance_db=-4.6,
        lost_samples=480,
        history_lufs=tuple(tenths + 25 for tenths in HISTORY_LUFS),
        room_tone=HUMMING_ROOM,
    ),
)
"""Clips to be acknowledged, fewer bits and another rate than claimed, channels out of phase, a room that hums."""


def picture() -> Picture:
    """A lecturer in front of a slide, in few colours; scopes that belong to it."""
    height, width = 90, 160
    rgb = np.zeros((height, width, 3), np.uint8)
    rgb[:] = (40, 56, 80)
    rgb[12:60, 14:92] = (232, 232, 224)
    rgb[18:22, 20:70] = (40, 88, 152)
    for line in range(5):
        rgb[28 + 6 * line : 30 + 6 * line, 20 : 84 - 9 * line] = (120, 120, 120)
    y, x = np.mgrid[:height, :width]
    rgb[((x - 120) / 22) ** 2 + ((y - 88) / 34) ** 2 < 1] = (24, 40, 64)
    rgb[((x - 120) / 11) ** 2 + ((y - 40) / 15) ** 2 < 1] = (216, 168, 136)
    rgb[(((x - 120) / 12) ** 2 + ((y - 32) / 11) ** 2 < 1) & (y < 33)] = (48, 32, 24)
    luma = (rgb @ np.array([0.2126, 0.7152, 0.0722])).astype(int)
    waveform = np.zeros((64, 128))
    np.add.at(waveform, (63 - luma // 4, np.broadcast_to(np.arange(width) * 128 // width, luma.shape)), 6)
    counts = np.bincount(luma.ravel() // 4, minlength=64).astype(float)
    histogram = tuple(int(1000 * count / counts.max()) for count in counts)
    return Picture(
        camera=0, at_s=NOW_S, width_px=width, height_px=height, rgb=rgb.tobytes(),
        waveform=np.minimum(waveform, 255).astype(np.uint8).tobytes(), histogram=histogram,
    )  # fmt: skip


class FakeStation:
    """A `StationLink` that shows what a test tells it to."""

    def __init__(self, snapshot: Snapshot | None = IDLE) -> None:
        self.snapshot: Snapshot | None = snapshot
        self.age_s = 0.0
        self.gone = False
        self.commands: list[Command] = []
        self.pictures: dict[int, Picture] = {0: picture()}
        self.takes = TAKES
        self.script = SCRIPT
        self.closed = False
        self.answer_to: Callable[[Command], Answer | None] = lambda _: None

    def picture(self, camera: int) -> Picture | None:
        """See `StationLink.picture`."""
        return self.pictures.get(camera)

    def ask(self, command: Command, timeout_s: float = 5.0) -> Answer:
        """Keep the command; answer as a station would, or as the test wants it."""
        del timeout_s
        if self.age_s > 5:
            raise StationGoneError(N_("No station is running. Start it with: studio-tui"))
        self.commands.append(command)
        wanted = self.answer_to(command)
        if wanted is not None:
            return wanted
        if isinstance(command, GetScript):
            return ScriptAnswer(self.snapshot.prompter.script_id if self.snapshot else 1, self.script)
        if isinstance(command, GetTakes):
            return TakesAnswer(tuple(take for take in self.takes if command.code in {"", str(take.code)}))
        return Done()

    def orders(self) -> list[Command]:
        """Commands that change something."""
        return [command for command in self.commands if not isinstance(command, GetScript | GetTakes)]

    def close(self) -> None:
        """See `StationLink.close`."""
        self.closed = True
