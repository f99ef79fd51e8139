"""The sound side as rows: figures, marks, target lines, warnings, and what is said when nothing can be told."""

import msgspec
import pytest

from studio_tui.station.messages import NO_LOUDNESS, LoudnessTarget, SoundState
from studio_tui.ui.widgets.loudness import Loudness
from studio_tui.ui.widgets.loudness_history import Timeline, columns, history_rows
from studio_tui.ui.widgets.rows import Part, Row, RowsWidget, width_of
from studio_tui.ui.widgets.signal_truth import claim, kilohertz, truths
from studio_tui.ui.widgets.sound_meter import SoundMeter
from studio_tui.ui.widgets.stereo import Stereo, correlation_bar
from studio_tui.ui.words import Words
from tests.rigs.example_sound import SOUND, channel
from tests.rigs.fake_station import TROUBLED

EN = Words("en")
TARGET = LoudnessTarget()
WIDTHS = range(40, 201)


def sound(**changes: object) -> SoundState:
    return msgspec.structs.replace(SOUND, **changes)


def text_of(rows: list[Row]) -> list[str]:
    return ["".join(part.text for part in row) for row in rows]


def ink_of(rows: list[Row], words: str) -> str:
    """The ink in which something is written."""
    return next(part.ink for row in rows for part in row if words in part.text)


def meter_rows(state: SoundState, width: int = 61, thickness: int = 1) -> list[Row]:
    meter = SoundMeter(EN, -60.0)
    meter.thickness = thickness
    meter.show(state, TARGET)
    return meter.rows(width, 40)


def loudness_rows(
    state: SoundState, width: int = 61, history: int = 3, target: LoudnessTarget = TARGET
) -> list[Row]:
    loudness = Loudness(EN)
    loudness.history_height = history
    loudness.show(state, target)
    return loudness.rows(width, 40)


def stereo_rows(state: SoundState, width: int = 61, *, short: bool = False) -> list[Row]:
    stereo = Stereo(EN)
    stereo.set_class(short, "-short")
    stereo.show(state)
    return stereo.rows(width, 40)


@pytest.mark.parametrize("state", [SOUND, TROUBLED.sound], ids=["good", "troubled"])
@pytest.mark.parametrize("ballistics", ["ppm1", "ppm2a", "vu", "k20", "k14", "digital18"])
def test_no_row_is_wider_than_its_place(state: SoundState, ballistics: str):
    state = msgspec.structs.replace(state, ballistics=ballistics)
    for width in WIDTHS:
        rows = [
            *meter_rows(state, width),
            *meter_rows(state, width, 3),
            *loudness_rows(state, width),
            *stereo_rows(state, width),
            *stereo_rows(state, width, short=True),
        ]
        assert max(map(width_of, rows)) <= width, width


def test_the_scale_of_a_pair_stands_between_its_bars_with_the_standards_name():
    _, _, left, scale, right = text_of(meter_rows(SOUND))
    assert (left[0], right[0]) == ("L", "R")
    assert scale.endswith("dB · IEC 60268-10 I")
    assert "PPM · IEC 60268-10 IIa" in text_of(meter_rows(sound(ballistics="ppm2a")))[3]


@pytest.mark.parametrize("count", [1, 3, 8])
def test_the_scale_of_other_channels_stands_below_them(count: int):
    rows = text_of(meter_rows(sound(channels=SOUND.channels[:1] * count)))
    assert len(rows) == 2 + count + 1
    assert "IEC 60268-10 I" in rows[-1]


def test_the_held_peak_is_a_mark_and_a_figure():
    rows = meter_rows(sound(ballistics="digital18", channels=(channel(-20.0, -10.0),) * 2))
    bar = text_of(rows)[2][2:37]
    assert bar.index("┃") == int(0.75 * 35)
    assert bar.count("█") == 17
    assert "−10.0 dBFS" in text_of(rows)[2]


def test_a_peak_beyond_the_scale_stands_at_its_end():
    rows = meter_rows(sound(ballistics="vu", channels=(channel(-20.0, -0.2),) * 2))
    assert text_of(rows)[2][36] == "┃"
    assert ink_of(rows, "┃") == "bar-over"


@pytest.mark.parametrize("level_dbfs", [-50.0, -5.0])
def test_the_alignment_mark_is_seen_beside_and_inside_the_bar(level_dbfs: float):
    rows = meter_rows(sound(ballistics="digital18", channels=(channel(level_dbfs, -3.0),) * 2))
    bar = text_of(rows)[2][2:37]
    assert bar[int(0.55 * 35)] == ("┊" if level_dbfs < -18 else "▉")


def test_the_words_judge_the_sample_peak_on_every_scale():
    for ballistics in ("ppm1", "vu", "k14"):
        rows = meter_rows(sound(ballistics=ballistics, channels=(channel(-40.0, -5.0), channel(-3.0, -20.0))))
        assert "hot" in text_of(rows)[2]
        assert "ok" in text_of(rows)[4]


def test_clips_stay_as_a_word_and_a_plate():
    rows = meter_rows(sound(channels=(channel(-60.0, -58.0, clips=12), SOUND.channels[1])))
    assert " CLIP 12 " in text_of(rows)[2]
    assert ink_of(rows, "CLIP") == "plate-alarm"


def test_true_peaks_have_a_column_where_there_is_room_and_a_row_in_thick_bars():
    loud = sound(channels=(channel(-14.0, -9.0, true_peak_dbtp=-0.4), channel(-14.0, -9.0, true_peak_dbtp=-3.0)))
    assert "dBTP" not in " ".join(text_of(meter_rows(loud)))
    wide = meter_rows(loud, 78)
    assert "−0.4 dBTP" in text_of(wide)[2]
    assert ink_of(wide, "−0.4 dBTP") == "hot"
    thick = meter_rows(loud, 61, 2)
    assert "−0.4 dBTP ▲ over" in text_of(thick)[3]
    assert "over" not in text_of(thick)[6]


def test_figures_do_not_move_when_they_change():
    one = text_of(meter_rows(SOUND) + loudness_rows(SOUND) + stereo_rows(SOUND))
    other = text_of(
        (state := sound(
            channels=(channel(-8.0, -20.4), channel(-70.0, -100.5)), momentary_lufs=-9.1, short_term_lufs=-33.0,
            integrated_lufs=None, correlation=-0.5, balance_db=2.0, bandwidth_hz=8000.0,
        )) and meter_rows(state) + loudness_rows(state) + stereo_rows(state)
    )  # fmt: skip
    for first, second in zip(one, other, strict=True):
        for unit in ("dBFS", "dBTP", " LU", "kHz", "balance"):
            assert first.find(unit) == second.find(unit), (first, second)


def said(state: SoundState) -> list[Part]:
    return truths(EN, state)


def test_what_is_claimed_is_said_as_it_is():
    assert claim(EN, SOUND) == "48 kHz · 24 bit, 24 used"
    assert claim(EN, sound(used_bits=None, rate_hz=44_100)) == "44.1 kHz · 24 bit"
    assert claim(EN, sound(used_bits=32)) == "48 kHz · 24 bit, 24 used"
    assert [kilohertz(EN, rate) for rate in (22_050, 11_025, 96_000)] == ["22.05", "11.025", "96"]


def test_what_is_as_claimed_is_said_with_a_tick():
    assert said(SOUND) == [Part("✓ really 24 bit", "ok"), Part("sound up to 20.1 kHz", "quiet")]


def test_what_is_less_than_claimed_warns():
    assert said(TROUBLED.sound)[:2] == [Part("▲ really 16 bit", "hot"), Part("▲ really 44.1 kHz", "hot")]
    assert said(sound(real_bits=None, used_bits=16))[0] == Part("▲ really 16 bit", "hot")


def test_24_bits_in_words_of_32_are_no_trouble():
    assert said(sound(bits=32, used_bits=24, real_bits=24))[0] == Part("✓ really 24 bit", "ok")


def test_what_could_not_be_told_looks_neither_good_nor_bad():
    unknown = said(sound(real_bits=None, used_bits=24, bandwidth_hz=None))
    assert unknown == [Part("? real bits unknown", "quiet"), Part("? bandwidth unknown", "quiet")]


def test_lost_samples_come_first():
    assert text_of(meter_rows(TROUBLED.sound))[1].startswith("▲ lost samples: 480  ▲ really 16 bit")


@pytest.mark.parametrize(("correlation", "half"), [(-1.0, 0), (-0.5, 35), (0.0, 70), (0.5, 105), (1.0, 139)])
def test_the_needle_stands_at_its_place(correlation: float, half: int):
    row = text_of([correlation_bar(correlation, 70)])[0]
    (place,) = [2 * x + "▌▐".index(sign) for x, sign in enumerate(row) if sign in "▌▐"]
    assert place == half
    assert len(row) == 70


def test_without_a_correlation_there_is_no_needle():
    rows = stereo_rows(sound(correlation=None, balance_db=None))
    assert "▌" not in text_of(rows)[0]
    assert "▐" not in text_of(rows)[0]
    assert "? unknown" in text_of(rows)[0]
    assert "? balance unknown" in text_of(rows)[1]


@pytest.mark.parametrize("short", [False, True])
def test_a_pair_that_is_none_is_warned_of(short: bool):  # noqa: FBT001
    inverted = stereo_rows(sound(inverted=True, correlation=-1.0), short=short)
    assert "■ one channel is inverted" in " ".join(text_of(inverted))
    assert ink_of(inverted, "inverted") == "plate-alarm"
    same = stereo_rows(sound(dual_mono=True, correlation=1.0), short=short)
    assert "▲ same sound on both channels" in " ".join(text_of(same))


def test_the_louder_side_is_named():
    assert "balance L  0.4 dB" in text_of(stereo_rows(SOUND))[1]
    assert "▲ balance R  3.2 dB" in text_of(stereo_rows(sound(balance_db=3.2)))[1]


def test_what_is_no_pair_has_no_stereo():
    assert stereo_rows(sound(channels=SOUND.channels[:1])) == []


def test_loudness_is_said_in_lufs_and_against_the_target():
    rows = text_of(loudness_rows(SOUND))
    assert rows[0].endswith("target −23 ±1 LUFS · EBU R 128")
    assert "−21.4  +1.6" in rows[1]
    assert "−23.2  −0.2 on target" in rows[3]
    assert rows[4].endswith(" LUFS   LU")


def test_the_target_line_stands_where_the_scale_has_the_target():
    for width in WIDTHS:
        cells = max(8, width - 26)
        for lufs in (None, -40.0, -10.0):
            row = text_of(loudness_rows(sound(integrated_lufs=lufs), width))[3][2 : 2 + cells]
            assert row[int(18 / 27 * cells)] in "┊┃", (width, lufs)


def test_the_target_of_the_preset_counts():
    target = LoudnessTarget(target_lufs=-16.0, tolerance_lu=0.5, true_peak_max_dbtp=-6.0, source="own rules")
    rows = loudness_rows(SOUND, target=target)
    assert text_of(rows)[0].endswith("target −16 ±0.5 LUFS · own rules")
    assert "−7.2 quiet" in text_of(rows)[3]
    assert "▲ peak  −5.1 dBTP over" in text_of(rows)[5]
    assert ink_of(rows, "over") == "plate-alarm"


def test_figures_of_the_take_stand_in_one_row():
    assert text_of(loudness_rows(SOUND))[5] == "peak  −5.1 dBTP  range  5.8 LU  max M −18.9  max S −20.7"
    unknown = sound(true_peak_dbtp=None, loudness_range_lu=None, momentary_max_lufs=None, short_term_max_lufs=None)
    assert text_of(loudness_rows(unknown))[5].count("–") == 4


def test_the_short_form_says_the_most_important():
    loudness = Loudness(EN)
    loudness.set_class(True, "-short")  # noqa: FBT003 - Textual's signature
    loudness.show(SOUND, TARGET)
    (row,) = text_of(loudness.rows(78, 1))
    assert row == "LOUDNESS  M −21.4  S −22.8  I −23.2 on target  peak  −5.1 dBTP  target −23"


def drawn(values: list[float | None], height: int = 3) -> list[str]:
    return text_of(history_rows(values, len(values), height, TARGET))


def test_the_last_minutes_are_columns_with_the_target_line_through_them():
    assert drawn([None, -41.0, -32.0, -23.0, -18.5, -14.0, -2.0]) == [
        "▁▁▁▁▄██",
        "   █▇▇▇",
        "  █████",
    ]


def test_columns_have_the_ink_of_their_word():
    row = history_rows([-30.0, -23.0, -17.0], 3, 3, TARGET)[2]
    assert [part.ink for part in row] == ["bar-low", "bar-ok", "bar-hot"]


@pytest.mark.parametrize(("seconds", "step_s"), [(1, 1), (45, 1), (46, 1), (47, 2), (93, 5), (300, 10)])
def test_a_column_stands_for_more_seconds_as_the_take_grows(seconds: int, step_s: int):
    timeline = Timeline()
    timeline.follow(tuple(range(-230, -230 + seconds)))
    values, step = columns(timeline, 47)
    assert step == step_s
    assert values[-1] == (-230 + seconds - 1) / 10
    assert len(values) == -(-seconds // step_s)


def test_columns_keep_their_seconds_when_the_oldest_drop_off():
    whole = tuple(-300 + (second * 37) % 140 for second in range(400))
    timeline = Timeline()
    seen: dict[int, float | None] = {}
    for newest in range(120, 400):
        timeline.follow(whole[newest - 120 : newest])
        values, step_s = columns(timeline, 47)
        first = timeline.first_s // step_s
        for column, value in list(enumerate(values, first))[1:-1]:
            assert seen.setdefault(column, value) == value
    assert timeline.first_s == 279


def test_another_take_begins_at_zero():
    timeline = Timeline()
    timeline.follow((-230, -231, -232))
    timeline.follow((-231, -232, -240))
    assert timeline.first_s == 1
    timeline.follow((-250,))
    assert timeline.first_s == 0
    timeline.follow(())
    assert columns(timeline, 40) == ([], 1)


def test_seconds_without_loudness_are_gaps():
    timeline = Timeline((-230, NO_LOUDNESS, -220))
    assert columns(timeline, 40)[0] == [-23.0, None, -22.0]


def test_the_history_says_how_long_it_is():
    assert text_of(loudness_rows(SOUND))[-1].rstrip().endswith("last 1:35")
    assert len(loudness_rows(SOUND, history=0)) == len(loudness_rows(SOUND)) - 3


def test_before_the_first_snapshot_nothing_breaks():
    for widget in (SoundMeter(EN, -60.0), Loudness(EN), Stereo(EN)):
        assert isinstance(widget, RowsWidget)
        assert all(width_of(row) <= 61 for row in widget.rows(61, 10))
