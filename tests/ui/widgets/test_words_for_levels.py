"""Words beside colours: what a level, a loudness and a finding are called."""

import pytest

from studio_tui.checking.findings import Finding
from studio_tui.station.messages import ChannelState
from studio_tui.text import N_
from studio_tui.ui.widgets.finding_rows import finding_rows, value_words
from studio_tui.ui.widgets.loudness import loudness_word
from studio_tui.ui.widgets.loudness_history import scale_share
from studio_tui.ui.widgets.room_tone import age_text, noise_word
from studio_tui.ui.widgets.rows import width_of
from studio_tui.ui.widgets.sound_meter import level_word
from studio_tui.ui.widgets.stereo import correlation_word
from studio_tui.ui.words import Words, timecode
from studio_tui.units import unit_sign

EN = Words("en")
LONG = N_(
    "The sound has only 16 real bits of 24. Set the interface to 24 bits and shoot again, or nobody hears it."
)


def _channel(hold_dbfs: float, clips: int = 0) -> ChannelState:
    return ChannelState(peak_dbfs=-20, level_dbfs=-20, hold_dbfs=hold_dbfs, clips=clips, silent_s=0.0)


@pytest.mark.parametrize(
    ("hold_dbfs", "word"), [(-80, "silent"), (-59, "low"), (-30, "ok"), (-6.1, "ok"), (-6, "hot"), (0, "hot")]
)
def test_a_level_has_a_word(hold_dbfs: float, word: str):
    assert EN.say(level_word(_channel(hold_dbfs), -60.0)[0]) == word


def test_clips_are_named_whatever_the_level_is_now():
    assert EN.say(level_word(_channel(-80, 2), -60.0)[0]) == "CLIP 2"


@pytest.mark.parametrize(
    ("lufs", "word"),
    [(None, "silent"), (-64, "silent"), (-62, "quiet"), (-24.1, "quiet"), (-24, "on target"), (-22, "on target"),
     (-21.9, "loud")],
)  # fmt: skip
def test_a_loudness_has_a_word(lufs: float | None, word: str):
    assert EN.say(loudness_word(lufs, -23.0, 1.0)[0]) == word


@pytest.mark.parametrize(
    ("correlation", "word"),
    [(None, "? unknown"), (1, "mono-safe"), (0.3, "mono-safe"), (0.29, "wide"), (0, "wide"), (-0.2, "wide"),
     (-0.21, "out of phase"), (-1, "out of phase")],
)  # fmt: skip
def test_a_correlation_has_a_word(correlation: float | None, word: str):
    assert EN.say(correlation_word(correlation)[0]) == word


@pytest.mark.parametrize(
    ("noise", "word"),
    [
        (None, "could not tell"),
        (-75, "good"),
        (-60, "good"),
        (-59.9, "acceptable"),
        (-50, "acceptable"),
        (-49, "noisy"),
    ],
)
def test_a_noise_floor_has_a_word(noise: float | None, word: str):
    assert EN.say(noise_word(noise)[1]) == word


@pytest.mark.parametrize(
    ("age_s", "said"),
    [(0, "just now"), (59, "just now"), (60, "1 min ago"), (3599, "59 min ago"), (7300, "2 h ago")],
)
def test_an_age_is_said_in_one_unit(age_s: float, said: str):
    assert EN.say(age_text(age_s)) == said


def test_loudness_stands_on_the_plus_nine_scale():
    """EBU Tech 3341: the scale runs from -18 to +9 LU around the target."""
    assert [scale_share(lufs, -23) for lufs in (-60, -41, -23, -14, 0)] == [0, 0, pytest.approx(2 / 3), 1, 1]


@pytest.mark.parametrize("width", [40, 56, 80, 92, 140])
def test_a_sentence_that_says_what_to_do_is_never_cut(width: int):
    finding = Finding(
        rule="audio_bits", title=N_("Bits of the sound"), status="fail",
        message=LONG, claimed=24, measured=16, required=20, unit="bit",
        at_s=((72.0, 78.5),),
    )  # fmt: skip
    rows = finding_rows(EN, finding, width)
    text = " ".join(" ".join("".join(part.text for part in row) for row in rows).split())
    assert all(width_of(row) <= width for row in rows)
    for words in ("✗ fail", "Bits of the sound", "24", "16", "20 bit"):
        assert words in text
    assert "Set the interface to 24 bits and shoot again, or nobody hears it. (1:12–1:18)" in text


def test_what_is_as_required_takes_one_row():
    finding = Finding(rule="frame_rate", status="pass", message=N_("As required."), measured=25.0, required=24.0)
    for width in (40, 80, 140):
        (row,) = finding_rows(EN, finding, width)
        assert "As required" not in "".join(part.text for part in row)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, "–"),
        (True, "yes"),
        (24, "24"),
        (25.0, "25"),
        (53.123, "53.12"),
        (-23.456, "−23.46"),
        (1234.5, "1234.5"),
    ],
)
def test_values_are_written_short(value: float | None, written: str):
    assert value_words(EN, value) == written


def test_a_finding_logged_without_a_title_goes_by_its_rule():
    finding = Finding(rule="my_{rule}", status="pass", message=N_("As required."))
    (row,) = finding_rows(EN, finding, 140)
    assert "my_{rule}" in "".join(part.text for part in row)


def test_units_that_have_no_sign_of_their_own_stay_as_they_are():
    assert EN.say(unit_sign("fur{long}s")) == "furlongs"


def test_numbers_follow_the_language():
    assert Words("kk").number(-23.25, 1) == "−23,2"
    assert Words("en").number(1.5, 1, signed=True) == "+1.5"
    assert Words("ru").number(None) == "–"
    assert Words("ru").number(2.5, 1, signed=True) == "+2,5"


@pytest.mark.parametrize(("value", "written"), [(-0.04, "0.0"), (0.0, "0.0"), (-0.06, "−0.1")])
def test_a_zero_has_no_sign(value: float, written: str):
    assert EN.number(value, 1) == written


@pytest.mark.parametrize(("seconds", "shown"), [(0, "00:00"), (59.9, "00:59"), (61, "01:01"), (3725, "1:02:05")])
def test_running_time(seconds: float, shown: str):
    assert timecode(seconds) == shown
