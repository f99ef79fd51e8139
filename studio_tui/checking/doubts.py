"""Why something could not be told of a take, in words: reasons of the sound meters, and the check's own."""

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
    "no_script": N_("it is not known what was to be said"),
    "no_prompter": N_("no prompter ran"),
    "off_script": N_("what was said does not fit the script"),
    "unclear": N_("the signs contradict each other"),
}


def doubt_text(doubt: str) -> Text:
    """A reason as the second half of a sentence."""
    return DOUBTS.get(doubt, DOUBTS["unclear"])


def doubt_sentence(doubt: str) -> Text:
    """A reason as a whole sentence."""
    return N_("This could not be told: {why}.", why=doubt_text(doubt))
