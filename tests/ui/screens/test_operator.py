"""The operator's screen: what it shows of the station's state, and what its keys ask of the station."""

import msgspec
import pytest
from textual.widgets import Button

from studio_tui.checking.findings import Finding
from studio_tui.config import AlarmSettings, Settings
from studio_tui.station.messages import AcknowledgeClips, Cut, Refused, Roll
from studio_tui.station.prompter_messages import Prompt
from studio_tui.text import N_
from studio_tui.ui.screens.operator import CUT_ARMED_S
from studio_tui.ui.screens.roll_dialog import RollDialog
from studio_tui.ui.screens.slate_dialog import SlateDialog
from studio_tui.ui.widgets.camera_view import CameraView
from studio_tui.ui.widgets.level_scales import SCALES
from tests.rigs.example_sound import SOUND, channel
from tests.rigs.fake_station import ALARMED, ALARMS, CAMERA, IDLE, ROLLING, TROUBLED, FakeStation, take
from tests.rigs.screens import Clock, app_on, running, settle, text_of, told


async def test_everything_an_operator_needs_is_on_the_screen():
    async with running(app_on(FakeStation(IDLE))) as pilot:
        shown = text_of(pilot)
    for words in (
        "К1 M1 С1 В5", "Алгоритмдерге кіріспе", "take 5", "Scarlett 2i2 USB", "48 kHz", "24 bit, 24 used", "−9.6",
        "−23.2", "1920×1080", "MJPG", "25.00 fps", "155 words/min", "stage 2 of 3", "1008 min left", "✗ FAIL",
        "The sound has fewer real bits", "claimed 24 · measured 16 · required ≥ 20 bit", "No alarms",
        "IEC 60268-10 I", "✓ really 24 bit", "sound up to 20.1 kHz", "mono-safe", "balance L  0.4 dB",
        "target −23 ±1 LUFS · EBU R 128", "range  5.8 LU", "last 1:35", "−62.4 dBFS(A) ✓ good  no hum  12 min ago",
    ):  # fmt: skip
        assert words in shown, words


async def test_one_press_rolls():
    station = FakeStation(IDLE)
    async with running(app_on(station)) as pilot:
        for count, press in enumerate(("f5", "r", "к"), 1):
            await pilot.press(press)
            await settle(pilot)
            assert station.orders() == [Roll()] * count


async def test_a_cut_takes_two_presses():
    station = FakeStation(ROLLING)
    async with running(app_on(station)) as pilot:
        for count, press in enumerate(("f6", "x", "ч")):
            await pilot.press(press)
            await settle(pilot)
            assert station.orders() == [Cut()] * count
            assert "Press F6 again to cut." in text_of(pilot)
            await pilot.press(press)
            await settle(pilot)
            assert "Press F6 again" not in text_of(pilot)
            assert station.orders() == [Cut()] * (count + 1)


async def test_a_single_press_of_cut_is_forgotten():
    station, clock = FakeStation(ROLLING), Clock()
    async with running(app_on(station, clock=clock)) as pilot:
        await pilot.press("f6")
        clock.now_s += CUT_ARMED_S + 0.1
        await pilot.press("f6")
        await settle(pilot)
    assert station.orders() == []


async def test_keys_that_make_no_sense_now_do_nothing():
    station = FakeStation(ROLLING)
    async with running(app_on(station)) as pilot:
        await pilot.press("f5", "к")
        station.snapshot = IDLE
        await settle(pilot)
        await pilot.press("f6", "f6")
        await settle(pilot)
    assert station.orders() == []


async def test_rolling_with_a_red_alarm_must_be_confirmed():
    station = FakeStation(msgspec.structs.replace(IDLE, alarms=ALARMS))
    async with running(app_on(station)) as pilot:
        await pilot.press("f5")
        await settle(pilot)
        assert isinstance(pilot.app.screen, RollDialog)
        assert "Silence on L for 12 s" in text_of(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert station.orders() == [], "Enter alone goes back"
        await pilot.press("f5", "f5")
        await settle(pilot)
    assert station.orders() == [Roll()]


async def test_a_warning_does_not_hold_up_a_take():
    station = FakeStation(msgspec.structs.replace(IDLE, alarms=ALARMS[:1]))
    async with running(app_on(station)) as pilot:
        await pilot.press("f5")
        await settle(pilot)
    assert station.orders() == [Roll()]


async def test_without_a_slate_rolling_asks_for_one():
    station = FakeStation(msgspec.structs.replace(IDLE, slate=None))
    async with running(app_on(station)) as pilot:
        assert "Press F2" in text_of(pilot)
        await pilot.press("f5")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SlateDialog)
    assert station.orders() == []


async def test_what_the_station_refuses_is_said():
    station = FakeStation(IDLE)
    station.answer_to = lambda command: Refused(N_("The disk is full.")) if isinstance(command, Roll) else None
    async with running(app_on(station)) as pilot:
        await pilot.press("f5")
        await settle(pilot)
        assert told(pilot) == ["The disk is full."]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_the_red_light_is_unmistakable_at_every_size(size: tuple[int, int]):
    async with running(app_on(FakeStation(ALARMED)), size) as pilot:
        shown = text_of(pilot).split("\n")
        plate = pilot.app.screen.query_one("#rec")
        assert plate.size.width == size[0]
        assert plate.size.height >= 3
        red = plate.get_component_rich_style("rows--plate-rec").bgcolor
        for y in range(plate.size.height):
            assert all(segment.style and segment.style.bgcolor == red for segment in plate.render_line(y))
    text = "\n".join(shown)
    for words in ("T05", "■ ALARM", "Silence on L for 12 s", "▲ WARNING", "CLIP 3", "silent", "F6 Cut", "F9 Help"):
        assert words in text, words


async def test_alarms_come_gravest_first_and_those_without_room_are_counted():
    many = tuple(msgspec.structs.replace(ALARMS[1], kind=f"k{n}", text=N_(f"Trouble {n}")) for n in range(5))
    async with running(
        app_on(FakeStation(msgspec.structs.replace(IDLE, alarms=(ALARMS[0], *many)))), (80, 24)
    ) as pilot:
        rows = text_of(pilot).split("\n")
    assert "Trouble 0" in rows[4]
    assert "and 5 more" in rows[5]


async def test_the_same_trouble_on_both_channels_is_one_alarm():
    silent, both = ALARMS[1], N_("Silence on {channel} for {seconds:.0f} s", channel="R", seconds=11.0)
    other = msgspec.structs.replace(silent, kind="silence-1", text=both, since_s=silent.since_s + 1)
    async with running(app_on(FakeStation(msgspec.structs.replace(IDLE, alarms=(other, silent))))) as pilot:
        assert text_of(pilot).count("■ ALARM") == 1
        assert "Silence on L + R for 12 s" in text_of(pilot)


async def test_the_top_line_names_the_take_that_rolls_or_the_next():
    station = FakeStation(msgspec.structs.replace(ROLLING, next_number=6))
    async with running(app_on(station)) as pilot:
        assert "take 5" in text_of(pilot).split("\n")[0]
        checked = msgspec.structs.replace(ROLLING.take, phase="checking")
        for progress in (checked, msgspec.structs.replace(checked, phase="idle")):
            station.snapshot = msgspec.structs.replace(ROLLING, next_number=6, take=progress)
            await settle(pilot)
            assert "take 6" in text_of(pilot).split("\n")[0], progress.phase


async def test_a_take_that_passed_is_summed_up():
    good = [
        Finding(rule=f"rule_{number}", title=N_("Picture"), status="pass", message=N_("As required."), measured=1)
        for number in range(20)
    ]
    bits = Finding(rule="audio_bits", title=N_("Bits"), status="pass", message=N_("x"), measured=24, unit="bit")
    last = take(3, findings_json=msgspec.json.encode([*good, bits]).decode())
    async with running(app_on(FakeStation(msgspec.structs.replace(IDLE, last_take=last)))) as pilot:
        shown = text_of(pilot)
        assert "21 rules hold" in shown
        assert "Bits: 24 bit" in shown
        assert "measured 1" not in shown


async def test_of_a_take_with_troubles_the_rest_is_one_line():
    async with running(app_on(FakeStation(IDLE)), (120, 60)) as pilot:
        shown = text_of(pilot)
    assert "3 other rules hold" in shown
    assert "Frame width" not in shown


async def test_the_picture_gives_way_first_on_a_small_screen():
    async with running(app_on(FakeStation()), (120, 40)) as pilot:
        assert pilot.app.screen.query_one(CameraView).size
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert not pilot.app.screen.query_one(CameraView).size
        assert "1920×1080" in text_of(pilot)


async def test_a_device_that_does_not_deliver_is_named():
    station = FakeStation(IDLE)
    async with running(app_on(station)) as pilot:
        for status, words in (("lost", "UNPLUGGED"), ("stalled", "NO SIGNAL"), ("opening", "OPENING")):
            station.snapshot = msgspec.structs.replace(
                IDLE,
                sound=msgspec.structs.replace(SOUND, status=status),
                cameras=(msgspec.structs.replace(CAMERA, status=status),),
            )
            await settle(pilot)
            assert text_of(pilot).count(words) == 2


async def test_no_camera_and_no_script_and_no_take_are_no_trouble():
    snapshot = msgspec.structs.replace(
        IDLE, cameras=(), last_take=None, prompter=msgspec.structs.replace(IDLE.prompter, script_id=0)
    )
    async with running(app_on(FakeStation(snapshot))) as pilot:
        assert "no script; press F3" in text_of(pilot)
        assert "no take yet" in text_of(pilot)


async def test_the_operator_drives_the_prompter():
    station = FakeStation()
    async with running(app_on(station)) as pilot:
        for press in ("space", "right", "left", "һ", "ө", "up", "down", "pageup", "pagedown", "home"):
            await pilot.press(press)
            await settle(pilot)
    assert station.orders() == [
        Prompt("toggle"), Prompt("wpm", 5.0), Prompt("wpm", -5.0), Prompt("wpm", 5.0), Prompt("wpm", -5.0),
        Prompt("line", -2.0), Prompt("line", 2.0), Prompt("jump", -1), Prompt("jump", 1), Prompt("rewind"),
    ]  # fmt: skip


async def test_clips_stay_until_they_are_cleared_by_a_key():
    station = FakeStation(ALARMED)
    quiet = channel(-30.0, -25.0)
    async with running(app_on(station)) as pilot:
        for sequence in range(10, 14):
            latched = msgspec.structs.replace(quiet, clips=3)
            sound = msgspec.structs.replace(SOUND, channels=(quiet, latched))
            station.snapshot = msgspec.structs.replace(ROLLING, sequence=sequence, sound=sound)
            await settle(pilot)
            assert " CLIP 3 " in text_of(pilot), "however quiet it is now"
        for press in ("f8", "c", "с"):
            await pilot.press(press)
        await settle(pilot)
        station.snapshot = msgspec.structs.replace(ROLLING, sequence=20)
        await settle(pilot)
        assert "CLIP" not in text_of(pilot)
    assert station.orders() == [AcknowledgeClips()] * 3


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_every_trouble_of_the_sound_is_said_at_every_size(size: tuple[int, int]):
    async with running(app_on(FakeStation(TROUBLED)), size) as pilot:
        shown = text_of(pilot)
    for words in (
        "CLIP 2", "▲ really 16 bit", "▲ really 44.1 kHz", "▲ lost samples: 480", "out of phase",
        "▲ balance L  4.6 dB", "▲ peak  −0.4 dBTP over", "loud",
    ):  # fmt: skip
        assert words in shown, words


async def test_the_ballistics_of_the_station_choose_the_scale():
    station = FakeStation(IDLE)
    async with running(app_on(station)) as pilot:
        for number, scale in enumerate(SCALES.values(), 10):
            sound = msgspec.structs.replace(SOUND, ballistics=scale.name)
            station.snapshot = msgspec.structs.replace(IDLE, sequence=number, sound=sound)
            await settle(pilot)
            assert f"{scale.unit} · {scale.standard}" in text_of(pilot)


async def test_another_number_of_channels_brings_and_takes_the_stereo_rows():
    station = FakeStation(IDLE)
    async with running(app_on(station)) as pilot:
        for count, shown in ((1, False), (2, True), (8, False), (2, True)):
            sound = msgspec.structs.replace(SOUND, channels=(SOUND.channels * 4)[:count])
            station.snapshot = msgspec.structs.replace(IDLE, sound=sound)
            await settle(pilot)
            assert ("mono-safe" in text_of(pilot)) is shown, count


async def test_a_second_camera_can_be_looked_at():
    other = msgspec.structs.replace(CAMERA, name="Side", width_px=1280, height_px=720)
    async with running(app_on(FakeStation(msgspec.structs.replace(IDLE, cameras=(CAMERA, other))))) as pilot:
        assert "Main 1/2" in text_of(pilot)
        await pilot.press("v")
        await settle(pilot)
        assert "Side 2/2 · 1280×720" in text_of(pilot)


async def test_eight_channels_fit_the_smallest_screen():
    sound = msgspec.structs.replace(SOUND, channels=SOUND.channels * 4)
    async with running(app_on(FakeStation(msgspec.structs.replace(ROLLING, sound=sound))), (80, 24)) as pilot:
        rows = text_of(pilot).split("\n")
    assert [row.strip()[0] for row in rows if row.rstrip().endswith(" ok")] == list("12345678")


REPAIRED = N_("A take was left open and has been repaired.")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_notice_from_the_start_of_the_station_stays_until_it_is_closed(size: tuple[int, int]):
    station = FakeStation(None)
    async with running(app_on(station), size) as pilot:
        station.snapshot = msgspec.structs.replace(IDLE, notices=(REPAIRED,))
        await settle(pilot)
        assert "▲ A take was left open and has been repaired." in text_of(pilot)
        await pilot.press("f5")
        await settle(pilot)
        assert station.orders() == [Roll()], "the notice takes no key away"
        await pilot.press("escape")
        for sequence in (2, 3):
            station.snapshot = msgspec.structs.replace(IDLE, notices=(REPAIRED,), sequence=sequence)
            await settle(pilot)
            assert "has been repaired" not in text_of(pilot), "told once"


async def test_a_restarted_station_tells_again():
    station = FakeStation(msgspec.structs.replace(IDLE, notices=(REPAIRED,), sequence=900))
    async with running(app_on(station)) as pilot:
        await pilot.press("escape")
        await settle(pilot)
        assert "has been repaired" not in text_of(pilot)
        station.snapshot = msgspec.structs.replace(IDLE, notices=(REPAIRED,), sequence=1)
        await settle(pilot)
        assert "has been repaired" in text_of(pilot)


async def test_notices_without_room_come_when_the_first_are_closed():
    many = tuple(N_("Notice {number}.", number=number) for number in range(30))
    async with running(app_on(FakeStation(msgspec.structs.replace(IDLE, notices=many))), (80, 24)) as pilot:
        seen = 0
        while "Escape closes this" in text_of(pilot):
            shown = text_of(pilot)
            assert f"Notice {seen}." in shown
            seen += shown.count("▲ Notice")
            await pilot.press("escape")
            await settle(pilot)
        assert seen == 30


async def test_text_from_outside_is_never_markup():
    hostile = "[red]x[/] [@click=app.quit]y[/] \x1b[2J\u202eabc"
    slate = msgspec.structs.replace(IDLE.slate, title=hostile)
    sound = msgspec.structs.replace(SOUND, device=hostile)
    station = FakeStation(msgspec.structs.replace(IDLE, slate=slate, sound=sound))
    async with running(app_on(station)) as pilot:
        shown = text_of(pilot)
        assert shown.count("[red]x[/] [@click=app.quit]y[/] [2Jabc") >= 2
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        await pilot.press("f2")
        await settle(pilot)
        assert "[red]x[/]" in text_of(pilot)


async def test_the_threshold_of_silence_is_the_stations():
    settings = Settings(alarms=AlarmSettings(silence_dbfs=-5.0))
    async with running(app_on(FakeStation(IDLE), settings=settings)) as pilot:
        assert text_of(pilot).count(" silent  ") == 2


async def test_a_click_works_like_the_key():
    station = FakeStation(IDLE)
    async with running(app_on(station)) as pilot:
        await pilot.click("KeyBar", offset=(2, 0))
        await settle(pilot)
        assert station.orders() == [Roll()]
        await pilot.press("f2")
        await settle(pilot)
        await pilot.click(pilot.app.screen.query_one("#leave", Button))
        await settle(pilot)
        assert not isinstance(pilot.app.screen, SlateDialog)
