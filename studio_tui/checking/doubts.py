"""Why something could not be told of a sound, in words; the reasons are those of `meters.audio.reading`."""

from __future__ import annotations

from studio_tui.text import N_, Text

DOUBTS: dict[str, Text] = {
    "too_short": N_("there is too little sound to tell"),
    "too_quiet": N_("the sound is too quiet to tell"),
    "no_speech": N_("nobody speaks"),
    "no_pause": N_("there is no pause in which to hear the room"),
    "speech": N_("somebody spoke or made a noise"),
    "not_stereo": N_("this is a question about two channels"),
    "lossy": N_("sound coded with losses keeps no bits to count"),
    "unclear": N_("the signs contradict each other"),
}


def doubt_text(doubt: str) -> Text:
    """A reason as the second half of a sentence."""
    return DOUBTS.get(doubt, DOUBTS["unclear"])


def doubt_sentence(doubt: str) -> Text:
    """A reason as a whole sentence."""
    return N_("This could not be told: {why}.", why=doubt_text(doubt))
