"""The pace of a take: known words over the time in which they were spoken, without any recognition of speech.

The words are those of the script, as far as the prompter showed them; when they were spoken, the voice detector
says. Whether it was this script at all is checked by counting syllables, which is right to 15 %.
"""

from __future__ import annotations

import msgspec

from studio_tui.checking.measurements import SoundMeasurements, Span, Spans
from studio_tui.checking.pace_record import PaceMeasurements, StagePace
from studio_tui.checking.spoken_script import SpokenScript, SpokenStage

MIN_WORDS, MIN_SPAN_S = 10, 4.0
"""Of less nobody can tell a pace."""
_MIN_STAGE_WORDS, _MIN_STAGE_S = 5, 2.0

SYLLABLES_ARE_RIGHT_TO = 0.15
"""Relative. With generated speech at 20 dB over the noise the count is within 10 %; the rest is for real voices."""
_OFF_SCRIPT_BELOW, _OFF_SCRIPT_ABOVE = 0.8, 1.3
"""Syllables heard over those of the words that are said to have been read: beyond this it was something else."""

_LAG_S = (-1.0, 3.0)
"""How far a speaker may be ahead of the prompter or behind it."""
_STAGE_WINDOW_S = 4.0
_DISTANCE_COSTS = 0.25
"""Seconds of pause that a second between a pause and the prompter's stage end outweighs."""
_DECIMALS = 3

_BY_SCRIPT = (
    "pace_wpm", "pace_overall_wpm", "articulation_wpm", "script_read_share", "script_left_s",
)  # fmt: skip
_BY_EAR = ("syllables_per_s", "pause_share")


def heard_only(sound: SoundMeasurements | None) -> PaceMeasurements:
    """What can be told without a script: pauses, and syllables by ear."""
    if sound is None or not sound.speech_at_s:
        return PaceMeasurements(doubts=dict.fromkeys(_BY_EAR, _why_silent(sound)))
    span_s = _span_s(sound)
    if span_s < MIN_SPAN_S:
        return PaceMeasurements(doubts=dict.fromkeys(_BY_EAR, "too_short"))
    return PaceMeasurements(
        pause_share=_rounded(max(0.0, 1.0 - (sound.speech_s or 0.0) / span_s)),
        syllables_per_s=_rounded((sound.syllables or 0) / span_s),
    )


def pace_of(sound: SoundMeasurements | None, spoken: SpokenScript | None) -> PaceMeasurements:
    """The pace of a take whose script is known; without one, or without words in it, all by ear."""
    heard = heard_only(sound)
    if spoken is None or not spoken.words:
        return msgspec.structs.replace(heard, doubts=heard.doubts | dict.fromkeys(_BY_SCRIPT, "no_script"))
    told = msgspec.structs.replace(
        heard,
        script_language=spoken.language,
        script_words=spoken.words,
        script_syllables=spoken.syllables,
        script_left_s=None if spoken.left_s is None else _rounded(spoken.left_s),
    )
    if spoken.left_s is None:
        told = _doubted(told, "no_prompter", "script_left_s")
    if sound is None or heard.pause_share is None:
        return _doubted(told, heard.doubts["pause_share"], "pace_wpm", "pace_overall_wpm", "articulation_wpm",
                        "script_read_share")  # fmt: skip
    return _with_words(told, sound, spoken)


def _with_words(told: PaceMeasurements, sound: SoundMeasurements, spoken: SpokenScript) -> PaceMeasurements:
    """With everything that rests on the words that were read."""
    lag_s = _lag_s(sound.speech_at_s, spoken.stages)
    words, syllables = _read(spoken, sound.speech_at_s[-1][1] - lag_s)
    told = _with_share(told, sound, spoken, syllables)
    why = _why_unknown(sound, words, syllables)
    if why:
        return _doubted(told, why, "pace_wpm", "pace_overall_wpm", "articulation_wpm")
    span_s = _span_s(sound)
    return msgspec.structs.replace(
        told,
        read_words=round(words),
        pace_wpm=_rounded(words * 60.0 / span_s),
        pace_overall_wpm=_rounded(words * 60.0 / (sound.audio_duration_s or span_s)),
        articulation_wpm=_rounded(words * 60.0 / sound.speech_s) if sound.speech_s else None,
        syllables_per_s=_rounded(syllables / span_s),
        stages=_stage_paces(sound.speech_at_s, spoken.stages, lag_s),
    )


def _why_unknown(sound: SoundMeasurements, words: float, syllables: float) -> str | None:
    ratio = (sound.syllables or 0) / syllables if syllables else 0.0
    if not _OFF_SCRIPT_BELOW <= ratio <= _OFF_SCRIPT_ABOVE:
        return "off_script"
    return "too_short" if words < MIN_WORDS else None


def _with_share(
    told: PaceMeasurements, sound: SoundMeasurements, spoken: SpokenScript, syllables: float
) -> PaceMeasurements:
    """How much of the script was read.

    The prompter knows what it showed. Only when there were clearly fewer syllables than it showed, these decide:
    somebody stopped reading and let it run. Without a prompter there are only the syllables.
    """
    heard = sound.syllables or 0
    by_ear = min(1.0, heard / spoken.syllables) if spoken.syllables else 0.0
    if spoken.read_share is None:
        if spoken.syllables and heard > spoken.syllables * _OFF_SCRIPT_ABOVE:
            return _doubted(told, "off_script", "script_read_share")
        return msgspec.structs.replace(told, script_read_share=_rounded(by_ear))
    too_few = heard < syllables * (1.0 - SYLLABLES_ARE_RIGHT_TO)
    share = min(spoken.read_share, by_ear) if too_few else spoken.read_share
    return msgspec.structs.replace(told, script_read_share=_rounded(share))


def _read(spoken: SpokenScript, until_s: float) -> tuple[float, float]:
    """Words and syllables that were read; of a take cut in the middle the part of the last stage until then."""
    words, syllables = float(spoken.read_words), float(spoken.read_syllables)
    if not spoken.stages or not spoken.left_s:
        return words, syllables
    last = spoken.stages[-1]
    if last.start_s is None or last.end_s is None or last.end_s <= last.start_s:
        return words, syllables
    unread = 1.0 - min(max((until_s - last.start_s) / (last.end_s - last.start_s), 0.0), 1.0)
    return words - last.words * unread, syllables - last.syllables * unread


def _lag_s(speech: Spans, stages: tuple[SpokenStage, ...]) -> float:
    """How far the speaker began behind the prompter."""
    start_s = stages[0].start_s if stages else None
    return 0.0 if start_s is None else min(max(speech[0][0] - start_s, _LAG_S[0]), _LAG_S[1])


def _stage_paces(speech: Spans, stages: tuple[SpokenStage, ...], lag_s: float) -> tuple[StagePace, ...]:
    """The stages between the pauses that lie best where the prompter went from one to the next."""
    timed = [stage for stage in stages if stage.start_s is not None and stage.end_s is not None]
    if len(timed) != len(stages) or not timed:
        return ()
    firsts = [0]
    for stage in timed[1:]:
        firsts.append(_onset(speech, firsts[-1], (stage.start_s or 0.0) + lag_s))
    found = []
    for stage, first, following in zip(timed, firsts, [*firsts[1:], len(speech)], strict=True):
        if following > first:
            found.append(_stage_pace(stage, (speech[first][0], speech[following - 1][1])))
    return tuple(found)


def _onset(speech: Spans, after: int, expected_s: float) -> int:
    """Index of the stretch of speech that a stage begins with: behind a long pause, near where it is expected."""
    best, best_score = after, float("-inf")
    for index in range(after + 1, len(speech)):
        distance_s = abs(speech[index][0] - expected_s)
        if speech[index][0] > expected_s + _STAGE_WINDOW_S:
            break
        if distance_s <= _STAGE_WINDOW_S:
            score = speech[index][0] - speech[index - 1][1] - _DISTANCE_COSTS * distance_s
            if score > best_score:
                best, best_score = index, score
    return best


def _stage_pace(stage: SpokenStage, span: Span) -> StagePace:
    length_s = span[1] - span[0]
    told = stage.words >= _MIN_STAGE_WORDS and length_s >= _MIN_STAGE_S
    return StagePace(
        stage=stage.stage,
        words=stage.words,
        start_s=_rounded(span[0]),
        end_s=_rounded(span[1]),
        pace_wpm=_rounded(stage.words * 60.0 / length_s) if told else None,
    )


def _doubted(told: PaceMeasurements, why: str, *names: str) -> PaceMeasurements:
    return msgspec.structs.replace(told, doubts=told.doubts | dict.fromkeys(names, why))


def _why_silent(sound: SoundMeasurements | None) -> str:
    return "no_speech" if sound is None else sound.doubts.get("speech_s", "no_speech")


def _span_s(sound: SoundMeasurements) -> float:
    return sound.speech_at_s[-1][1] - sound.speech_at_s[0][0]


def _rounded(value: float) -> float:
    return round(value, _DECIMALS)
