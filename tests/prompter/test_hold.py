"""The text holds while the speaker is silent, and hands always win."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio_tui.limits import MAX_PATIENCE_S, MIN_PATIENCE_S
from studio_tui.prompter.hold import Hearing, VoiceHold

STEP_S = 0.02


class Text:
    """A text under a voice, told of the voice every 20 ms."""

    def __init__(self, **values: float) -> None:
        self.hold = VoiceHold(on=True, patience_s=0.8, **values)
        self.running = False
        self.now_s = 0.0
        self.silent_s = 100.0
        self.done: list[tuple[float, str]] = []

    def by_hand(self, *, running: bool) -> None:
        self.running = running
        self.hold = self.hold.by_hand()

    def hears(self, seconds: float, *, voice: bool) -> None:
        for _ in range(round(seconds / STEP_S)):
            self.now_s += STEP_S
            self.silent_s = 0.0 if voice else self.silent_s + STEP_S
            hearing = Hearing(at_s=self.now_s, speaking=self.silent_s < 0.25, silent_for_s=self.silent_s)
            self.hold, action = self.hold.hears(hearing, running=self.running)
            if action:
                self.running = action == "start"
                self.done.append((round(self.now_s, 2), action))


def test_holds_after_the_patience_and_goes_on_with_the_voice():
    text = Text()
    text.by_hand(running=True)
    text.hears(5.0, voice=True)
    text.hears(0.7, voice=False)
    text.hears(2.0, voice=True)
    text.hears(3.0, voice=False)
    text.hears(1.0, voice=True)
    assert text.done == [(8.5, "hold"), (10.72, "start")]


def test_nobody_is_held_before_the_first_word():
    text = Text()
    text.by_hand(running=True)
    text.hears(20.0, voice=False)
    assert text.running
    text.hears(1.0, voice=True)
    text.hears(1.0, voice=False)
    assert not text.running


def test_what_a_hand_has_held_no_voice_starts():
    text = Text()
    text.by_hand(running=True)
    text.hears(2.0, voice=True)
    text.by_hand(running=False)
    text.hears(5.0, voice=True)
    assert (text.running, text.done) == (False, [])


def test_a_hand_starts_what_the_voice_has_held():
    text = Text()
    text.by_hand(running=True)
    text.hears(2.0, voice=True)
    text.hears(2.0, voice=False)
    assert not text.running
    text.by_hand(running=True)
    text.hears(10.0, voice=False)
    assert text.running, "manual wins until the voice has been heard again"


def test_switched_off_it_does_nothing():
    text = Text()
    text.by_hand(running=True)
    text.hears(2.0, voice=True)
    text.hears(2.0, voice=False)
    text.hold = text.hold.switched(on=False)
    text.hears(5.0, voice=True)
    assert not text.running
    assert text.hold.held_by == "hand"


@given(st.floats(-1e6, 1e6))
def test_patience_has_limits(seconds: float):
    assert MIN_PATIENCE_S <= VoiceHold().patient(seconds).patience_s <= MAX_PATIENCE_S


@given(st.lists(st.tuples(st.booleans(), st.floats(0.02, 4.0)), max_size=12), st.floats(0.2, 3.0))
def test_it_never_starts_in_silence_and_never_holds_in_speech(turns: list[tuple[bool, float]], patience_s: float):
    text = Text()
    text.hold = text.hold.patient(patience_s)
    text.by_hand(running=True)
    for voice, seconds in turns:
        before = len(text.done)
        text.hears(seconds, voice=voice)
        assert all(action == ("start" if voice else "hold") for _, action in text.done[before:])


def test_what_the_voice_has_started_stands_at_the_scripts_end_whoever_speaks():
    text = Text()
    text.by_hand(running=True)
    text.hears(2.0, voice=True)
    text.hears(2.0, voice=False)
    text.hears(1.0, voice=True)
    before = list(text.done)
    text.running = False  # the script is at its end
    text.hears(5.0, voice=True)
    assert text.done == before
    assert text.hold.held_by == "hand"
