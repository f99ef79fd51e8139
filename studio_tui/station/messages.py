"""What station and screens say to each other: snapshots out, commands in, one answer to each command."""

from __future__ import annotations

from typing import Literal

import msgspec

from studio_tui.checking.findings import Judgement
from studio_tui.course.take import Slate, Take
from studio_tui.station.prompter_messages import (
    EditStage,
    GetScript,
    GetTabletAddress,
    LoadScript,
    Prompt,
    PrompterState,
    ScriptAnswer,
    TabletAnswer,
)
from studio_tui.text import Text

PROTOCOL = 3
"""Version of these messages; a screen of another version is told to restart."""

FeedStatus = Literal["opening", "running", "stalled", "lost"]
Severity = Literal["alarm", "warning"]
BallisticsName = Literal["ppm1", "ppm2a", "vu", "k20", "k14", "digital18"]
"""How a level meter moves; `meters.audio.ballistics` knows them under the same names."""

RoomPhase = Literal["never", "measuring", "done"]

NO_LOUDNESS = -10_000
"""Stands in `SoundState.history_lufs` for a second without loudness."""

Phase = Literal["idle", "rolling", "closing", "checking"]


class ChannelState(msgspec.Struct, frozen=True, kw_only=True):
    """One sound channel as the meters show it; levels in dBFS, -inf is sent as -200."""

    peak_dbfs: float
    """Highest sample since the last snapshot."""
    level_dbfs: float
    """What the meter shows, with the ballistics of `SoundState.ballistics`."""
    hold_dbfs: float
    """Held sample peak."""
    true_peak_dbtp: float = -200.0
    """Highest true peak since the roll, or since the station started while nothing rolls."""
    clips: int
    """Clipped runs since the operator last acknowledged them."""
    silent_s: float
    """How long its peaks have stayed below the silence threshold; 0 while there is sound."""


MOST_DC_OFFSET = 0.005
"""Full scale 1.0; the limit of the presets' rule "dc_offset"."""


class RoomTone(msgspec.Struct, frozen=True, kw_only=True):
    """What eight seconds of the silent room have shown."""

    noise_floor_dbfs_a: float | None
    """A-weighted noise of the noisiest channel; None when it could not be told."""
    hum_hz: float | None
    """Fundamental of mains hum, None when there is none."""
    hum_dbfs: float | None
    hum_is_told: bool = True
    """Whether it could be told that there is hum or none."""
    dc_offset: float = 0.0
    """Mean of the channel that sits furthest off centre, full scale 1.0."""
    doubt: Text | None = None
    """Why it could not be told: somebody spoke, the microphone is off; None when all is well."""

    @property
    def is_off_centre(self) -> bool:
        """Whether the sound sits so far off centre that it clips early on one side and clicks at every cut."""
        return abs(self.dc_offset) > MOST_DC_OFFSET


class RoomToneState(msgspec.Struct, frozen=True, kw_only=True):
    """Where the measurement of the room is."""

    phase: RoomPhase = "never"
    left_s: float = 0.0
    """Seconds of silence still needed."""
    result: RoomTone | None = None
    """The last complete one."""
    age_s: float = 0.0
    """How long ago that was."""


class SoundState(msgspec.Struct, frozen=True, kw_only=True):
    """The sound interface and what it delivers."""

    device: str
    status: FeedStatus
    rate_hz: int
    bits: int
    """Claimed by the device."""
    used_bits: int | None = None
    """Measured on the signal, as is all that follows it; None while that cannot be told."""
    real_bits: int | None = None
    """Bits that the signal had before it was scaled or dithered into more; None while that cannot be told."""
    bandwidth_hz: float | None = None
    """Up to where there is sound; None while that cannot be told."""
    source_rate_hz: int | None = None
    """Rate that the sound was sampled at before something converted it; None while no such thing is seen."""
    ballistics: BallisticsName = "ppm1"
    measured_rate_hz: float | None = None
    channels: tuple[ChannelState, ...] = ()
    momentary_lufs: float | None = None
    short_term_lufs: float | None = None
    integrated_lufs: float | None = None
    """From the roll to the cut, or since the operator last began anew; so are range, maxima and true peak."""
    loudness_range_lu: float | None = None
    momentary_max_lufs: float | None = None
    short_term_max_lufs: float | None = None
    true_peak_dbtp: float | None = None
    """Of the channel with the highest."""
    programme_is_over: bool = False
    """Since the cut: what is said of a whole programme is of the take that ended, until something new begins."""
    history_lufs: tuple[int, ...] = ()
    """Short-term loudness once a second, the newest last, in tenths of LUFS; `NO_LOUDNESS` where there is none."""
    correlation: float | None = None
    """Phase correlation of a stereo pair, -1 to 1; None without a pair or without sound."""
    balance_db: float | None = None
    """How much louder the right channel is than the left; None likewise."""
    dual_mono: bool = False
    """Both channels carry the same."""
    inverted: bool = False
    """One channel is the other turned upside down: in mono they cancel."""
    holes: int = 0
    """Short holes and repeated blocks since the operator last acknowledged them."""
    flat_tops: int = 0
    """Clips below full scale, made before the sound reached the interface, likewise."""
    room_tone: RoomToneState = RoomToneState()
    lost_samples: int
    skipped_blocks: int
    """Blocks that were recorded but not measured, because the machine was busy."""
    problem: Text | None = None


class CameraState(msgspec.Struct, frozen=True, kw_only=True):
    """One capture card and what it delivers; luma figures on the scale 0 to 255."""

    name: str
    device: str
    status: FeedStatus
    width_px: int
    height_px: int
    encoding: str
    frame_rate_hz: float | None
    """Measured."""
    claimed_rate_hz: float
    lost_frames: int
    repeated_frames: int
    """Frames equal to the one before, since the station started."""
    skipped_frames: int
    """Frames that were recorded but not measured, because the machine was busy."""
    luma_low: float | None
    luma_high: float | None
    luma_mean: float | None
    bitrate_mbps: float | None
    """What the card delivers, measured; None while it is not compressed."""
    black_s: float
    """How long the picture has been black; 0 while it is not."""
    frozen_s: float
    """How long the picture has not changed; 0 while it does."""
    problem: Text | None = None


class TakeProgress(msgspec.Struct, frozen=True, kw_only=True):
    """The take that rolls, is being closed or is being checked."""

    phase: Phase = "idle"
    slate: Slate | None = None
    number: int = 0
    file: str = ""
    elapsed_s: float = 0.0
    frames: int = 0
    lost_frames: int = 0
    samples: int = 0
    lost_samples: int = 0
    bytes_written: int = 0
    video_bitrate_mbps: float = 0.0
    queue_share: float = 0.0
    """How full the writer's queue is, 0 to 1."""


class DiskState(msgspec.Struct, frozen=True, kw_only=True):
    """Room for recording."""

    free_bytes: int
    minutes_left: float


class Alarm(msgspec.Struct, frozen=True, kw_only=True):
    """Something the operator must see. ``kind`` names it once and for all, e.g. ``silence``."""

    kind: str
    severity: Severity
    text: Text
    since_s: float
    """``time.monotonic()`` when it began."""


class LoudnessTarget(msgspec.Struct, frozen=True, kw_only=True):
    """Where speech should be for the destination; from the preset, or from studio.toml when that says so."""

    target_lufs: float = -23.0
    tolerance_lu: float = 1.0
    true_peak_max_dbtp: float = -1.0
    source: str = "EBU R 128"
    """The recommendation that the figures come from."""


class Snapshot(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """The station's whole state at one instant, 25 times a second."""

    sequence: int
    at_s: float
    station: str
    library: str
    slate: Slate | None
    next_number: int
    sound: SoundState
    cameras: tuple[CameraState, ...]
    take: TakeProgress
    disk: DiskState
    prompter: PrompterState
    alarms: tuple[Alarm, ...] = ()
    last_take: Take | None = None
    """The take that ended last, with its verdict once there is one."""
    log_revision: int = 0
    """Grows with every change of the log; a screen that lists takes asks again when it does."""
    notices: tuple[Text, ...] = ()
    """What the station found when it started, e.g. recovered takes."""
    target: LoudnessTarget = LoudnessTarget()


class Picture(msgspec.Struct, frozen=True, kw_only=True, tag=True):
    """A small picture and its scopes, at most 12 times a second."""

    camera: int
    at_s: float
    width_px: int
    height_px: int
    rgb: bytes
    """height × width × 3."""
    waveform: bytes
    """64 rows (luma 0 at the last row) × 128 columns, densities 0 to 255."""
    histogram: tuple[int, ...]
    """64 bins of luma, relative, highest = 1000."""


Published = Snapshot | Picture


class SetSlate(msgspec.Struct, frozen=True, tag=True):
    """Choose the video that the next take is of."""

    slate: Slate


class Roll(msgspec.Struct, frozen=True, tag=True):
    """Start a take of the video on the slate; with ``duration_s`` it is cut by itself after that long."""

    duration_s: float | None = None


class Cut(msgspec.Struct, frozen=True, tag=True):
    """End the take."""


class Decide(msgspec.Struct, frozen=True, tag=True):
    """The producer's word on a take."""

    identity: str
    accept: bool
    note: str = ""


class AcknowledgeClips(msgspec.Struct, frozen=True, tag=True):
    """The operator has seen clips and holes: count from zero. While nothing rolls, loudness begins anew, too."""


class MeasureRoomTone(msgspec.Struct, frozen=True, tag=True):
    """Listen to the silent room for eight seconds; begins anew when it is under way."""


class GetTakes(msgspec.Struct, frozen=True, tag=True):
    """Ask for the takes in the log, newest first; ``code`` limits them to one video."""

    code: str = ""
    limit: int = 500


class RebuildLog(msgspec.Struct, frozen=True, tag=True):
    """Read all sidecars in the library and bring into the log what it lacks."""


class GetStatus(msgspec.Struct, frozen=True, tag=True):
    """Ask for a snapshot now."""


class GetJudgement(msgspec.Struct, frozen=True, tag=True):
    """Ask for the last judgement of a take, with its findings."""

    identity: str


class Stop(msgspec.Struct, frozen=True, tag=True):
    """End the station. Refused while a take rolls unless ``even_rolling``: then the take is cut and kept."""

    even_rolling: bool = False


Command = (
    SetSlate | Roll | Cut | Decide | AcknowledgeClips | MeasureRoomTone | LoadScript | Prompt | EditStage
    | RebuildLog | GetScript | GetTakes | GetStatus | GetTabletAddress | GetJudgement | Stop
)  # fmt: skip


class Done(msgspec.Struct, frozen=True, tag=True):
    """The command was carried out."""

    text: Text | None = None


class Refused(msgspec.Struct, frozen=True, tag=True):
    """The command was not carried out; nothing changed."""

    text: Text


class TakesAnswer(msgspec.Struct, frozen=True, tag=True):
    """Takes in the log."""

    takes: tuple[Take, ...]


class JudgementAnswer(msgspec.Struct, frozen=True, tag=True):
    """A judgement, None when the take has none."""

    judgement: Judgement | None


Answer = Done | Refused | ScriptAnswer | TakesAnswer | TabletAnswer | JudgementAnswer | Snapshot
