"""The pace of a take: known words over the time they took."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tui.checking.findings import Finding
from studio_tui.checking.measurements import Measurements, SoundMeasurements
from studio_tui.checking.pace import heard_only, pace_of
from studio_tui.checking.pace_record import PaceMeasurements
from studio_tui.checking.rules import evaluate
from studio_tui.checking.spoken_script import SpokenScript, SpokenStage, read_as_a_whole
from studio_tui.checking.verdict import verdict_of
from studio_tui.course.script import Script, Sheet, Stage
from studio_tui.presets import load_preset
from tests.checking.test_rules import CLAIMS, PICTURE, SOUND

SOURCE = load_preset("bmg-coursera-source")

# Two stages of 100 and 60 words, read in 40 and 24 s with a breath of 2 s between them.
SPEECH = ((3.0, 22.0), (22.5, 43.0), (45.0, 57.0), (57.4, 69.0))
TWO_STAGES = SpokenScript(
    language="en",
    words=160,
    syllables=250,
    stages=(
        SpokenStage(stage="1", words=100, syllables=156, start_s=2.0, end_s=41.0),
        SpokenStage(stage="2", words=60, syllables=94, start_s=42.5, end_s=66.0),
    ),
    read_words=160,
    read_syllables=250,
    read_share=1.0,
    left_s=0.0,
)


def heard(speech: tuple[tuple[float, float], ...] = SPEECH, syllables: int = 255) -> SoundMeasurements:
    voiced_s = sum(end - start for start, end in speech)
    return msgspec.structs.replace(
        SOUND, audio_duration_s=72.0, speech_s=voiced_s, speech_at_s=speech, syllables=syllables,
        pauses=len(speech) - 1, pause_longest_s=2.0,
    )  # fmt: skip


def found(pace: PaceMeasurements, sound: SoundMeasurements | None = None) -> dict[str, Finding]:
    picture = msgspec.structs.replace(PICTURE, video_duration_s=72.0)
    measured = Measurements(picture=picture, sound=sound or heard(), pace=pace, video_tracks=1, audio_tracks=1)
    return {finding.rule: finding for finding in evaluate(SOURCE, CLAIMS, measured)}


def test_words_over_speech_over_the_take_and_over_the_voice():
    pace = pace_of(heard(), TWO_STAGES)
    assert pace.read_words == 160
    assert pace.pace_wpm == pytest.approx(160 * 60 / 66, abs=0.01)
    assert pace.pace_overall_wpm == pytest.approx(160 * 60 / 72, abs=0.01)
    assert pace.articulation_wpm == pytest.approx(160 * 60 / 63.1, abs=0.01)
    assert pace.syllables_per_s == pytest.approx(250 / 66, abs=0.001)
    assert pace.pause_share == pytest.approx(2.9 / 66, abs=0.001)
    assert (pace.script_read_share, pace.script_left_s) == (1.0, 0.0)
    assert not pace.doubts


def test_each_stage_has_its_own_pace_between_the_pauses_it_was_read_between():
    first, second = pace_of(heard(), TWO_STAGES).stages
    assert (first.start_s, first.end_s) == (3.0, 43.0)
    assert (second.start_s, second.end_s) == (45.0, 69.0)
    assert first.pace_wpm == pytest.approx(150.0)
    assert second.pace_wpm == pytest.approx(150.0)


def test_a_take_that_was_cut_in_a_stage_counts_the_part_that_was_read():
    cut = msgspec.structs.replace(TWO_STAGES, left_s=20.0, read_share=0.8)
    speech = ((3.0, 22.0), (22.5, 43.0), (45.0, 55.25))  # a quarter of a second after half of the second stage
    pace = pace_of(heard(speech, syllables=203), cut)
    assert pace.read_words == pytest.approx(130, abs=1)
    assert found(pace)["script_end"].status == "warn"
    assert found(pace)["script_read"].status == "warn"
    assert verdict_of(tuple(found(pace).values())) == "pass"


def test_a_stage_read_again_counts_again():
    again = msgspec.structs.replace(
        TWO_STAGES, stages=(*TWO_STAGES.stages, TWO_STAGES.stages[1]), read_words=220, read_syllables=344
    )
    assert pace_of(heard(syllables=340), again).pace_wpm == pytest.approx(220 * 60 / 66, abs=0.01)


@pytest.mark.parametrize(
    ("syllables", "doubt"), [(190, "off_script"), (340, "off_script"), (215, None), (310, None)]
)
def test_speech_that_does_not_fit_the_script_has_no_pace(syllables: int, doubt: str | None):
    pace = pace_of(heard(syllables=syllables), TWO_STAGES)
    assert pace.doubts.get("pace_wpm") == doubt
    assert (pace.pace_wpm is None) == (doubt is not None)


def test_a_prompter_that_ran_on_alone_is_not_believed():
    """Everything went by, but the speaker had stopped: 125 of 250 syllables."""
    pace = pace_of(heard(((3.0, 22.0), (22.5, 35.0)), syllables=125), TWO_STAGES)
    assert pace.script_read_share == pytest.approx(0.5)
    assert found(pace)["script_read"].status == "warn"


def test_without_a_prompter_the_syllables_say_how_much_was_read():
    whole = msgspec.structs.replace(TWO_STAGES, stages=(), read_share=None, left_s=None)
    assert pace_of(heard(syllables=262), whole).script_read_share == 1.0
    half = pace_of(heard(syllables=125), whole)
    assert half.script_read_share == pytest.approx(0.5)
    assert half.pace_wpm is None
    assert half.doubts["script_left_s"] == "no_prompter"
    assert pace_of(heard(syllables=400), whole).doubts["script_read_share"] == "off_script"


def test_without_a_script_pauses_and_syllables_are_told_and_the_rest_is_information():
    pace = pace_of(heard(), None)
    assert (pace.pace_wpm, pace.script_read_share) == (None, None)
    assert pace.syllables_per_s == pytest.approx(255 / 66, abs=0.001)
    assert pace.pause_share == heard_only(heard()).pause_share
    statuses = {rule: found(pace)[rule].status for rule in ("pace", "script_read", "script_end", "articulation")}
    assert set(statuses.values()) == {"info"}
    assert "not known what was to be said" in str(found(pace)["pace"].message)


@pytest.mark.parametrize(
    ("sound", "doubt"),
    [
        (None, "no_speech"),
        (msgspec.structs.replace(SOUND, doubts={"speech_s": "too_short"}), "too_short"),
        (heard(((1.0, 3.0),), syllables=8), "too_short"),
    ],
)
def test_too_little_speech_is_said(sound: SoundMeasurements | None, doubt: str):
    pace = pace_of(sound, TWO_STAGES)
    assert pace.pace_wpm is None
    assert pace.doubts["pace_wpm"] == pace.doubts["script_read_share"] == doubt


@pytest.mark.parametrize(("wpm", "status"), [(149.0, "warn"), (150.0, "pass"), (180.0, "pass"), (181.0, "warn")])
def test_the_band_of_the_scripts_language_is_held_against_it(wpm: float, status: str):
    pace = msgspec.structs.replace(pace_of(heard(), TWO_STAGES), pace_wpm=wpm)
    finding = found(pace)["pace"]
    assert (finding.status, finding.required, finding.relation, finding.unit) == (status, "150-180", "", "wpm")


def test_another_band_for_another_language():
    slower = msgspec.structs.replace(
        SOURCE, pace=msgspec.structs.replace(SOURCE.pace, kk=type(SOURCE.pace.kk)(low_wpm=100.0, high_wpm=136.0))
    )
    pace = msgspec.structs.replace(pace_of(heard(), TWO_STAGES), pace_wpm=120.0, script_language="kk")
    measured = Measurements(picture=PICTURE, sound=heard(), pace=pace, video_tracks=1, audio_tracks=1)
    finding = next(each for each in evaluate(slower, CLAIMS, measured) if each.rule == "pace")
    assert (finding.status, finding.required) == ("pass", "100-136")


def test_the_places_of_a_pace_are_the_stages_out_of_the_band():
    slow = msgspec.structs.replace(TWO_STAGES.stages[1], words=40)
    pace = pace_of(
        heard(), msgspec.structs.replace(TWO_STAGES, stages=(TWO_STAGES.stages[0], slow), read_words=140)
    )
    finding = found(pace)["pace"]
    assert finding.status == "warn"
    assert finding.at_s == ((45.0, 69.0),)


def test_a_whole_script_leaves_out_stages_without_words():
    stages = (
        Stage(stage="1", text="One two.", words=2, spoken_words=2, syllables=2),
        Stage(stage="2", text="[slide]"),
    )
    spoken = read_as_a_whole(Script(file="s.txt", sheet=Sheet(), stages=stages, language="en"))
    assert [stage.stage for stage in spoken.stages] == ["1"]
    assert (spoken.words, spoken.read_words, spoken.read_share) == (2, 2, None)


@given(
    gaps=st.lists(st.tuples(st.floats(0.06, 20), st.floats(0.25, 5)), min_size=1, max_size=30),
    starts=st.lists(st.floats(0, 200), max_size=8),
    syllables=st.integers(0, 2000),
)
def test_whatever_is_heard_stages_lie_in_the_speech_one_behind_the_other(
    gaps: list[tuple[float, float]], starts: list[float], syllables: int
):
    speech, at_s = [], 0.0
    for voice_s, pause_s in gaps:
        speech.append((at_s, at_s + voice_s))
        at_s += voice_s + pause_s
    stages = tuple(
        SpokenStage(stage=str(index), words=20, syllables=40, start_s=start_s, end_s=start_s + 1)
        for index, start_s in enumerate(sorted(starts))
    )
    spoken = msgspec.structs.replace(TWO_STAGES, stages=stages, read_words=20, read_syllables=max(1, syllables))
    told = pace_of(heard(tuple(speech), syllables), spoken)
    edges = [edge for stage in told.stages for edge in (stage.start_s, stage.end_s)]
    assert edges == sorted(edges)
    assert told.pause_share is None or 0 <= told.pause_share <= 1
    assert told.script_read_share is None or 0 <= told.script_read_share <= 1
