"""Hints how to say a word on the prompter: shown beside it in the tone of cues, and no longer than what is said."""

from __future__ import annotations

from studio_tui.prompter.lines import wrap
from studio_tui.prompter.schedule import STOP_PAUSE_S, schedule_texts

HINTED = "Ағынды Csikszentmihalyi {чиксентмихайи}. Ол ғалым"


def test_the_word_lasts_as_long_as_its_hint_is_said():
    hinted = schedule_texts([HINTED], "kk")
    written_out = schedule_texts(["Ағынды чиксентмихайи. Ол ғалым"], "kk")
    assert hinted.length_s == written_out.length_s
    spoken = [word for word in hinted.words if not word.is_cue]
    assert [(word.start_s, word.end_s) for word in spoken] == [
        (word.start_s, word.end_s) for word in written_out.words
    ]


def test_a_hint_is_shown_like_a_cue_and_takes_no_time():
    hint = schedule_texts([HINTED], "kk").words[2]
    assert (hint.text, hint.kind, hint.is_cue) == ("{чиксентмихайи}.", "hint", True)
    assert hint.start_s == hint.end_s
    pieces = [piece for line in wrap(schedule_texts([HINTED], "kk"), 20, len).lines for piece in line.pieces]
    assert [piece.text for piece in pieces if piece.is_cue] == ["{чиксентмихайи}."]


def test_the_full_stop_behind_a_hint_or_a_round_cue_ends_the_sentence():
    for aside in ("{соз}", "(слайд 1)", "(оқылуы: соз)"):
        first, _, second = schedule_texts([f"сөз {aside}. сөз"], "kk").words
        assert second.start_s - first.end_s > 0
    paused, plain = (schedule_texts([f"сөз сөз (пауза{end}) сөз сөз сөз"], "kk") for end in (".", ""))
    assert [word.start_s for word in paused.words] == [word.start_s for word in plain.words]
    assert STOP_PAUSE_S > 0


def test_a_stress_mark_takes_no_time():
    marked = schedule_texts(["На горе\u0301 за\u0301мок, на двери замо\u0301к."], "ru")
    plain = schedule_texts(["На горе замок, на двери замок."], "ru")
    assert [word.start_s for word in marked.words] == [word.start_s for word in plain.words]
