"""When the station calls out: the rules that turn readings into alarms, and the memory of when each began."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from studio_tui.channels import channel_names
from studio_tui.config import CameraSettings, Settings, SoundSettings
from studio_tui.station.messages import (
    Alarm,
    CameraState,
    DiskState,
    Severity,
    SoundState,
    TakeProgress,
)
from studio_tui.text import N_, Text

_RATE_TOLERANCE = 0.005  # crystals are within 0.01 %; the next rate in use is 0.1 % (NTSC) to 8 % away
_FRAME_RATE_TOLERANCE = 0.02
_LEAST_BITS = 20  # A, section III, table 5
_FULL_QUEUE = 0.5
# That of the presets' rule "hum", and 25 dB below speech at the target of -23 LUFS.
_HUM_DBFS = -70.0
_NOISE_DBFS_A = -50.0


@dataclass(frozen=True)
class Readings:
    """What the alarms are judged from."""

    sound: SoundState
    cameras: tuple[CameraState, ...]
    take: TakeProgress
    disk: DiskState
    take_problem: Text | None = None
    log_problem: Text | None = None


@dataclass(frozen=True)
class _Call:
    """An alarm that is due now; ``kind`` tells it from the others for as long as it lasts."""

    kind: str
    severity: Severity
    text: Text


class AlarmBoard:
    """Remembers when each alarm began, so that one that lasts is one alarm."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._since_s: dict[str, float] = {}

    def update(self, readings: Readings, now_s: float) -> tuple[Alarm, ...]:
        """The alarms of this moment, the gravest and oldest first."""
        calls = {call.kind: call for call in _calls(readings, self._settings)}
        self._since_s = {kind: self._since_s.get(kind, now_s) for kind in calls}
        alarms = (
            Alarm(kind=kind, severity=call.severity, text=call.text, since_s=self._since_s[kind])
            for kind, call in calls.items()
        )
        return tuple(sorted(alarms, key=lambda alarm: (alarm.severity, alarm.since_s, alarm.kind)))


def _calls(readings: Readings, settings: Settings) -> Iterator[_Call]:
    yield from _sound_calls(readings.sound, settings)
    for number, (camera, wanted) in enumerate(zip(readings.cameras, settings.camera, strict=True)):
        for call in _camera_calls(camera, wanted, settings):
            # By number: two cameras may have one name.
            yield replace(call, kind=f"{call.kind}-{number}")
    yield from _take_calls(readings, settings)


def _sound_calls(sound: SoundState, settings: Settings) -> Iterator[_Call]:
    if sound.status != "running":
        yield _Call("no-sound", "alarm", sound.problem or _no_sound(sound))
        return
    if sound.problem is not None:
        yield _Call("sound-trouble", "alarm", sound.problem)
    names = channel_names(len(sound.channels))
    for number, (name, channel) in enumerate(zip(names, sound.channels, strict=True)):
        if channel.silent_s >= settings.alarms.silence_s:
            text = N_("Silence on {channel} for {seconds:.0f} s", channel=name, seconds=channel.silent_s)
            yield _Call(f"silence-{number}", "alarm", text)
        if channel.clips:
            yield _Call(f"clip-{number}", "warning", N_("{channel} clipped: turn the gain down", channel=name))
    if sound.flat_tops:
        text = N_("The sound is clipped before it reaches the interface: turn the gain down at the microphone")
        yield _Call("flat-tops", "warning", text)
    if sound.holes:
        text = N_("The sound has holes or repeats ({count} so far): check cable and USB port", count=sound.holes)
        yield _Call("holes", "warning", text)
    if sound.inverted:
        text = N_("One channel is upside down: in mono the voice disappears. Change that cable")
        yield _Call("inverted", "alarm", text)
    yield from _room_calls(sound)
    yield from _sound_format_calls(sound, settings.sound)


def _room_calls(sound: SoundState) -> Iterator[_Call]:
    room = sound.room_tone.result
    if room is None:
        return
    if room.hum_hz is not None and room.hum_dbfs is not None and room.hum_dbfs > _HUM_DBFS:
        text = N_("Mains hum of {hz:.0f} Hz in the room: move cables, use one outlet", hz=room.hum_hz)
        yield _Call("hum", "warning", text)
    if room.noise_floor_dbfs_a is not None and room.noise_floor_dbfs_a > _NOISE_DBFS_A:
        yield _Call("noise", "warning", N_("The room is noisy: switch off fans, move the microphone closer"))
    if room.is_off_centre:
        text = N_("The sound sits off centre (DC offset): have the microphone cable and the interface checked")
        yield _Call("dc-offset", "warning", text)


def _sound_format_calls(sound: SoundState, wanted: SoundSettings) -> Iterator[_Call]:
    if (sound.rate_hz, len(sound.channels)) != (wanted.rate_hz, wanted.channels):
        text = N_(
            "Sound comes at {rate} Hz, {channels} channels instead of {wanted_rate} Hz, {wanted_channels}",
            rate=sound.rate_hz,
            channels=len(sound.channels),
            wanted_rate=wanted.rate_hz,
            wanted_channels=wanted.channels,
        )
        yield _Call("sound-format", "alarm", text)
    if sound.measured_rate_hz and _differs(sound.measured_rate_hz, sound.rate_hz, _RATE_TOLERANCE):
        text = N_(
            "The sound interface runs at {measured:.0f} Hz, not at {claimed} Hz",
            measured=sound.measured_rate_hz,
            claimed=sound.rate_hz,
        )
        yield _Call("sound-rate", "alarm", text)
    bits = min((bits for bits in (sound.used_bits, sound.real_bits) if bits is not None), default=None)
    if bits is not None and bits < min(_LEAST_BITS, wanted.bits):
        text = N_(
            "The sound has only {used} real bits, {claimed} are claimed: set the interface to 24 bits",
            used=bits,
            claimed=sound.bits,
        )
        yield _Call("sound-bits", "alarm", text)
    if sound.source_rate_hz is not None and sound.source_rate_hz < wanted.rate_hz:
        text = N_(
            "The sound is converted from {real:g} to {claimed:g} kHz: set interface and system to {claimed:g} kHz",
            real=sound.source_rate_hz / 1000,
            claimed=sound.rate_hz / 1000,
        )
        yield _Call("sound-converted", "alarm", text)


def _camera_calls(camera: CameraState, wanted: CameraSettings, settings: Settings) -> Iterator[_Call]:
    if camera.status != "running":
        yield _Call("no-picture", "alarm", camera.problem or _no_picture(camera))
        return
    if camera.problem is not None:
        yield _Call("picture-trouble", "alarm", camera.problem)
    if camera.black_s > 0:
        yield _Call("black", "alarm", N_("{camera}: the picture is black", camera=camera.name))
    elif camera.frozen_s >= settings.alarms.freeze_s:
        text = N_("{camera}: no movement for {seconds:.0f} s", camera=camera.name, seconds=camera.frozen_s)
        yield _Call("frozen", "alarm", text)
    if (camera.width_px, camera.height_px) != (wanted.width_px, wanted.height_px):
        text = N_(
            "{camera} gives {width}×{height} instead of {wanted_width}×{wanted_height}",
            camera=camera.name,
            width=camera.width_px,
            height=camera.height_px,
            wanted_width=wanted.width_px,
            wanted_height=wanted.height_px,
        )
        yield _Call("picture-size", "alarm", text)
    if camera.frame_rate_hz and _differs(camera.frame_rate_hz, wanted.frame_rate_hz, _FRAME_RATE_TOLERANCE):
        text = N_(
            "{camera} gives {measured:.1f} pictures a second instead of {wanted:.1f}",
            camera=camera.name,
            measured=camera.frame_rate_hz,
            wanted=wanted.frame_rate_hz,
        )
        yield _Call("picture-rate", "alarm", text)


def _take_calls(readings: Readings, settings: Settings) -> Iterator[_Call]:
    take, disk = readings.take, readings.disk
    if readings.take_problem is not None:
        yield _Call("take", "alarm", readings.take_problem)
    if take.phase == "rolling" and take.lost_frames:
        yield _Call("lost-frames", "alarm", N_("This take has lost {count} pictures", count=take.lost_frames))
    if take.phase == "rolling" and take.lost_samples:
        yield _Call(
            "lost-samples", "alarm", N_("This take has lost {count} sound samples", count=take.lost_samples)
        )
    if take.queue_share > _FULL_QUEUE:
        yield _Call("slow-disk", "alarm", N_("The disk is too slow: close other programs"))
    if disk.minutes_left < settings.recording.keep_free_minutes:
        text = N_("The disk holds only {minutes:.0f} more minutes", minutes=disk.minutes_left)
        yield _Call("disk", "alarm", text)
    if readings.log_problem is not None:
        yield _Call("log", "warning", readings.log_problem)


def _no_sound(sound: SoundState) -> Text:
    if sound.status == "stalled":
        return N_("No sound arrives from {device}: check the cable and the interface", device=sound.device)
    return N_("The sound interface is not connected")


def _no_picture(camera: CameraState) -> Text:
    if camera.status == "stalled":
        return N_("{camera}: no picture arrives. Check the camera and its cable", camera=camera.name)
    return N_("{camera}: the capture card is not connected", camera=camera.name)


def _differs(measured: float, wanted: float, tolerance: float) -> bool:
    return abs(measured / wanted - 1) > tolerance
