"""Holding the text while the speaker is silent, going on when the voice returns; what a hand does always wins."""

from __future__ import annotations

from typing import Literal

import msgspec

from studio_tui.limits import MAX_PATIENCE_S, MIN_PATIENCE_S

HeldBy = Literal["hand", "voice"]


class Hearing(msgspec.Struct, frozen=True, kw_only=True):
    """What the microphone tells of the speaker at one moment.

    Attributes:
        at_s: monotonic time of the end of the sound that was heard last.
        speaking: whether there is speech now; it may hold on for a moment behind the last word.
        silent_for_s: time since anything of speech was heard.
    """

    at_s: float
    speaking: bool
    silent_for_s: float


class VoiceHold(msgspec.Struct, frozen=True, kw_only=True):
    """Decides by ear when the text holds and when it goes on.

    A text that a hand has started runs until the speaker has been heard once and is then silent for ``patience_s``:
    nobody is held before the first word. A text that a hand has held or moved stays where it is, whoever speaks.

    Attributes:
        on: whether it decides anything.
        patience_s: silence that is taken for a pause to wait for; longer than the speaker's breath.
        held_by: whose the text is while it stands: only what the voice has held may the voice start. A text that
            runs is the hand's, so that one which stands at its end, or where a hand has put it, stays there.
        heard: whether there was speech since the text was started.
    """

    on: bool = False
    patience_s: float = 0.8
    held_by: HeldBy = "hand"
    heard: bool = False

    def switched(self, *, on: bool) -> VoiceHold:
        """On or off. A text that it held is in the hand's power afterwards."""
        return msgspec.structs.replace(self, on=on, held_by="hand", heard=False)

    def patient(self, patience_s: float) -> VoiceHold:
        """With another patience, kept within the limits."""
        return msgspec.structs.replace(self, patience_s=min(max(patience_s, MIN_PATIENCE_S), MAX_PATIENCE_S))

    def by_hand(self) -> VoiceHold:
        """A hand has started or held the text, or moved it."""
        return msgspec.structs.replace(self, held_by="hand", heard=False)

    def hears(self, hearing: Hearing, *, running: bool) -> tuple[VoiceHold, Literal["hold", "start"] | None]:
        """The next state and what to do with the text."""
        if not self.on:
            return self, None
        talks = hearing.speaking and hearing.silent_for_s < self.patience_s
        if running:
            if talks and not self.heard:
                return msgspec.structs.replace(self, heard=True), None
            if self.heard and hearing.silent_for_s >= self.patience_s:
                return msgspec.structs.replace(self, held_by="voice", heard=False), "hold"
        elif talks and self.held_by == "voice":
            return msgspec.structs.replace(self, held_by="hand", heard=True), "start"
        return self, None
