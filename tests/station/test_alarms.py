"""Each alarm: what raises it, that its neighbour does not, since when it lasts, in which order they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace as changed

import msgspec
import pytest

from studio_tui.config import Settings
from studio_tui.station.alarms import AlarmBoard, Readings
from studio_tui.station.messages import DiskState, RoomTone, RoomToneState, TakeProgress
from studio_tui.text import N_
from tests.rigs.example_sound import SOUND
from tests.rigs.fake_station import CAMERA

SETTINGS = Settings()
WELL = Readings(SOUND, (CAMERA,), TakeProgress(phase="rolling"), DiskState(free_bytes=10**12, minutes_left=500.0))
TROUBLE = N_("Something is wrong with it.")

Change = Callable[[Readings], Readings]


def sound(**values: object) -> Change:
    return lambda now: changed(now, sound=msgspec.structs.replace(now.sound, **values))


def left_channel(**values: object) -> Change:
    left = msgspec.structs.replace(SOUND.channels[0], **values)
    return sound(channels=(left, SOUND.channels[1]))


def room(**values: object) -> Change:
    quiet = RoomTone(noise_floor_dbfs_a=-66.0, hum_hz=None, hum_dbfs=None)
    heard = msgspec.structs.replace(quiet, **values)
    return sound(room_tone=RoomToneState(phase="done", result=heard))


def camera(**values: object) -> Change:
    return lambda now: changed(now, cameras=(msgspec.structs.replace(now.cameras[0], **values),))


def take(**values: object) -> Change:
    return lambda now: changed(now, take=msgspec.structs.replace(now.take, **values))


def minutes(left: float) -> Change:
    return lambda now: changed(now, disk=DiskState(free_bytes=10**9, minutes_left=left))


def kinds(readings: Readings, settings: Settings = SETTINGS) -> list[str]:
    return [alarm.kind for alarm in AlarmBoard(settings).update(readings, 0.0)]


def test_a_station_that_is_well_is_quiet() -> None:
    assert kinds(WELL) == []


@pytest.mark.parametrize(
    ("kind", "raised", "neighbour"),
    [
        ("silence-0", left_channel(silent_s=4.0), left_channel(silent_s=3.9)),
        ("clip-0", left_channel(clips=1), left_channel(peak_dbfs=-0.01, hold_dbfs=-0.01)),
        ("no-sound", sound(status="stalled"), sound(status="running")),
        ("no-sound", sound(status="lost", problem=TROUBLE), sound(lost_samples=480)),
        ("no-sound", sound(status="opening"), sound(skipped_blocks=9)),
        ("sound-trouble", sound(problem=TROUBLE), sound(problem=None)),
        ("sound-format", sound(rate_hz=44_100, measured_rate_hz=44_100.2), sound(rate_hz=48_000)),
        ("sound-format", sound(channels=SOUND.channels[:1]), sound(channels=SOUND.channels)),
        ("sound-rate", sound(measured_rate_hz=44_100.0), sound(measured_rate_hz=48_004.8)),
        ("sound-bits", sound(used_bits=16), sound(used_bits=20)),
        ("sound-bits", sound(used_bits=19), sound(used_bits=None)),
        ("sound-bits", sound(used_bits=24, real_bits=16), sound(used_bits=24, real_bits=24)),
        ("sound-converted", sound(source_rate_hz=44_100), sound(source_rate_hz=None, bandwidth_hz=15_000.0)),
        ("inverted", sound(inverted=True), sound(dual_mono=True)),
        ("holes", sound(holes=1), sound(lost_samples=480)),
        ("flat-tops", sound(flat_tops=4), sound(flat_tops=0)),
        ("hum", room(hum_hz=50.0, hum_dbfs=-62.0), room(hum_hz=50.0, hum_dbfs=-81.0)),
        ("noise", room(noise_floor_dbfs_a=-47.0), room(noise_floor_dbfs_a=-53.0)),
        ("no-picture-0", camera(status="lost", problem=TROUBLE), camera(lost_frames=3)),
        ("no-picture-0", camera(status="stalled"), camera(skipped_frames=3)),
        ("picture-trouble-0", camera(problem=TROUBLE), camera(problem=None)),
        ("black-0", camera(black_s=0.1), camera(luma_mean=18.0)),
        ("frozen-0", camera(frozen_s=2.0), camera(frozen_s=1.9)),
        ("picture-size-0", camera(width_px=1280, height_px=720), camera(width_px=1920)),
        ("picture-rate-0", camera(frame_rate_hz=24.0), camera(frame_rate_hz=24.9)),
        ("picture-rate-0", camera(frame_rate_hz=12.5), camera(frame_rate_hz=None)),
        ("lost-frames", take(lost_frames=1), take(lost_frames=0)),
        ("lost-samples", take(lost_samples=1), take(lost_samples=0)),
        ("slow-disk", take(queue_share=0.51), take(queue_share=0.5)),
        ("disk", minutes(14.9), minutes(15.0)),
        ("take", lambda now: changed(now, take_problem=TROUBLE), lambda now: changed(now, take_problem=None)),
        ("log", lambda now: changed(now, log_problem=TROUBLE), lambda now: changed(now, log_problem=None)),
    ],
)
def test_an_alarm_is_raised_by_its_cause_alone(kind: str, raised: Change, neighbour: Change) -> None:
    assert kinds(raised(WELL)) == [kind]
    assert kinds(neighbour(WELL)) == []


def test_losses_of_a_take_that_has_ended_are_the_verdicts_business() -> None:
    assert kinds(take(phase="checking", lost_frames=5, lost_samples=5)(WELL)) == []


def test_without_a_device_nothing_else_is_said_of_it() -> None:
    gone = sound(status="lost", rate_hz=8000, used_bits=8, channels=())(
        camera(status="lost", black_s=9.0, frozen_s=9.0, width_px=0)(WELL)
    )
    assert kinds(gone) == ["no-picture-0", "no-sound"]


def test_a_black_picture_is_not_called_frozen_too() -> None:
    assert kinds(camera(black_s=5.0, frozen_s=5.0)(WELL)) == ["black-0"]


def test_sixteen_bits_that_were_asked_for_are_no_alarm() -> None:
    asked = msgspec.convert({"sound": {"bits": 16}}, Settings)
    assert kinds(sound(bits=16, used_bits=16)(WELL), asked) == []
    assert kinds(sound(bits=16, used_bits=12)(WELL), asked) == ["sound-bits"]


def test_two_cameras_of_one_name_have_an_alarm_each() -> None:
    settings = msgspec.convert({"camera": [{}, {}]}, Settings)
    dark = msgspec.structs.replace(CAMERA, black_s=3.0)
    both = changed(WELL, cameras=(dark, dark))
    assert kinds(both, settings) == ["black-0", "black-1"]


def test_the_sentence_is_the_devices_own_where_it_has_one() -> None:
    (alarm,) = AlarmBoard(SETTINGS).update(sound(status="lost", problem=TROUBLE)(WELL), 0.0)
    assert alarm.text == TROUBLE


def test_an_alarm_that_lasts_keeps_its_beginning() -> None:
    board = AlarmBoard(SETTINGS)
    for now_s, silent_s in ((10.0, 4.0), (11.0, 5.0), (12.0, 6.0)):
        (alarm,) = board.update(left_channel(silent_s=silent_s)(WELL), now_s)
        assert alarm.since_s == 10.0
        assert alarm.text.args["seconds"] == silent_s


def test_an_alarm_that_comes_again_begins_again() -> None:
    board = AlarmBoard(SETTINGS)
    board.update(camera(black_s=1.0)(WELL), 10.0)
    assert board.update(WELL, 11.0) == ()
    (alarm,) = board.update(camera(black_s=1.0)(WELL), 12.0)
    assert alarm.since_s == 12.0


def test_the_gravest_stand_first_and_then_the_oldest() -> None:
    board = AlarmBoard(SETTINGS)
    clipped = left_channel(clips=2)(WELL)
    board.update(clipped, 1.0)
    dark = camera(black_s=1.0)(clipped)
    board.update(dark, 2.0)
    alarms = board.update(minutes(1.0)(dark), 3.0)
    assert [(alarm.kind, alarm.severity, alarm.since_s) for alarm in alarms] == [
        ("black-0", "alarm", 2.0),
        ("disk", "alarm", 3.0),
        ("clip-0", "warning", 1.0),
    ]


def test_the_only_channel_is_called_as_on_the_meter() -> None:
    clipped = msgspec.structs.replace(SOUND.channels[0], clips=2)
    alarms = AlarmBoard(SETTINGS).update(sound(channels=(clipped,))(WELL), 1.0)
    assert [alarm.text.args["channel"] for alarm in alarms if alarm.kind == "clip-0"] == ["M"]


def test_an_offset_of_the_sound_is_called_out() -> None:
    assert kinds(room(dc_offset=-0.02)(WELL)) == ["dc-offset"]
    assert kinds(room(dc_offset=0.004)(WELL)) == []
