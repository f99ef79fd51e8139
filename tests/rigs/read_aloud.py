"""Scripts of our own, read aloud by espeak-ng clause by clause, so that it is known when each clause was said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from studio_tui.course.script import Script, Sheet, Stage
from studio_tui.course.words import count
from studio_tui.limits import MAX_WPM, MIN_WPM
from studio_tui.prompter.clock import REFERENCE_WPM, PrompterClock
from studio_tui.prompter.run import Reading, Run
from studio_tui.prompter.schedule import Schedule
from tests.rigs.spoken import RATE_HZ, Language, spoken

LESSONS: dict[Language, tuple[tuple[str, ...], ...]] = {
    "kk": (
        (
            "Сәлеметсіздер ме, құрметті студенттер!",
            "Бүгін біз фотосинтез туралы сөйлесеміз,",
            "яғни жапырақ жарықты қалай қорекке айналдырады.",
        ),
        (
            "Жапырақтың әр жасушасында хлоропласт бар,",
            "ал оның ішінде жасыл пигмент жатады.",
            "Бір текше миллиметрде олардың саны 500 мыңға жетеді.",
            "[1-слайд] Суретке назар аударыңыздар.",
        ),
        (
            "Күн сәулесі түскенде су ыдырайды,",
            "оттек ауаға шығады,",
            "ал сутек көмірқышқыл газымен қосылады.",
            "Нәтижесінде қант пайда болады.",
            "Келесі сабақта тәжірибе жасаймыз.",
        ),
    ),
    "ru": (
        (
            "Здравствуйте, уважаемые студенты!",
            "Сегодня мы поговорим о фотосинтезе,",
            "то есть о том, как лист превращает свет в пищу.",
        ),
        (
            "В каждой клетке листа есть хлоропласты,",
            "а внутри них лежит зелёный пигмент.",
            "В одном кубическом миллиметре их бывает 500 тысяч.",
            "[слайд 1] Обратите внимание на рисунок.",
        ),
        (
            "Когда падает солнечный луч, вода распадается,",
            "кислород уходит в воздух,",
            "а водород соединяется с углекислым газом.",
            "В результате образуется сахар.",
            "На следующем занятии проведём опыт.",
        ),
    ),
    "en": (
        (
            "Good morning, dear students!",
            "Today we talk about photosynthesis,",
            "that is, how a leaf turns light into food.",
        ),
        (
            "Every cell of the leaf has its chloroplasts,",
            "and inside them lies a green pigment.",
            "In one cubic millimetre there may be 500 thousand of them.",
            "[slide 1] Please look at the picture.",
        ),
        (
            "When a ray of the sun falls in, water comes apart,",
            "the oxygen leaves for the air,",
            "and the hydrogen joins with carbon dioxide.",
            "What comes of it is sugar.",
            "In the next lesson we shall try it ourselves.",
        ),
    ),
}
"""Stages of clauses. What stands in brackets is not said."""

SPEEDS: dict[Language, tuple[int, ...]] = {
    "kk": (100, 130, 180, 240, 310, 370),
    "ru": (80, 105, 140, 185, 250, 320),
    "en": (80, 95, 115, 135, 165, 200),
}
"""Arguments of ``espeak-ng -s`` that give about 61 to 201 words a minute in these scripts."""

_CLAUSE_PAUSE_S, _SENTENCE_PAUSE_S, _STAGE_PAUSE_S = (0.1, 0.25), (0.4, 0.9), (1.0, 1.7)
_AUDIBLE = 10.0 ** (-40.0 / 20.0)


@dataclass(frozen=True)
class Clause:
    """What was said from ``start_s`` to ``end_s``, and the stage it stands in, from 0."""

    text: str
    stage: int
    start_s: float
    end_s: float

    @property
    def said(self) -> str:
        """The text without the cue before it."""
        return _without_cue(self.text)

    @property
    def word_count(self) -> int:
        """Words as they stand in captions."""
        return len(self.said.split())


@dataclass(frozen=True)
class ReadAloud:
    """A script, its sound of shape (frames, 2), int32 in full scale, and its clauses."""

    script: Script
    samples: NDArray[np.int32]
    clauses: tuple[Clause, ...]

    @property
    def pace_wpm(self) -> float:
        """Spoken words a minute from the first word to the last one."""
        return self.script.spoken_words * 60.0 / (self.clauses[-1].end_s - self.clauses[0].start_s)

    def captions_off_s(self, captions: Iterable[tuple[float, str]]) -> list[tuple[str, float]]:
        """Each caption that begins with a clause, and how late it begins.

        Args:
            captions: when each begins, and its text, from the first word on.
        """
        begins, at = {}, 0
        for clause in self.clauses:
            begins[at] = clause.start_s
            at += clause.word_count
        found, at = [], 0
        for start_s, text in captions:
            if at in begins:
                found.append((text, start_s - begins[at]))
            at += len(text.split())
        return found

    @property
    def length_s(self) -> float:
        """Of the sound."""
        return len(self.samples) / RATE_HZ


def script_of(language: Language) -> Script:
    """The script as an importer would understand it."""
    stages = []
    for number, clauses in enumerate(LESSONS[language], 1):
        text = " ".join(clauses)
        counted = count(text, language)
        stages.append(
            Stage(
                stage=str(number),
                text=text,
                words=counted.words,
                spoken_words=counted.spoken_words,
                syllables=counted.syllables,
            )
        )
    return Script(file=f"fotosintez.{language}.txt", sheet=Sheet(), stages=tuple(stages), language=language)


def read_aloud(
    language: Language, speed: int, snr_db: float, *, lead_s: float = 2.0, seed: int = 0, turns: int = 1
) -> ReadAloud:
    """The script of a language, read ``turns`` times over, over white noise so far below the speech (by power).

    Pauses are short inside a sentence, longer between two, longest between stages; the slower the speaker reads,
    the longer they are, so that with most speakers no pause is heard at a comma.
    """
    random = np.random.default_rng(seed)
    slow = 140.0 / speed
    parts: list[NDArray[np.float64]] = [np.zeros(round(lead_s * RATE_HZ))]
    clauses: list[Clause] = []
    at = len(parts[0])
    for stage, texts in [(stage, texts) for _ in range(turns) for stage, texts in enumerate(LESSONS[language])]:
        for text in texts:
            voice = _voice(language, _without_cue(text), speed)
            clauses.append(Clause(text, stage, at / RATE_HZ, (at + len(voice)) / RATE_HZ))
            last = text == texts[-1]
            bounds = _STAGE_PAUSE_S if last else _SENTENCE_PAUSE_S if text[-1] in ".!" else _CLAUSE_PAUSE_S
            parts += [voice, np.zeros(round(random.uniform(*bounds) * slow * RATE_HZ))]
            at += len(voice) + len(parts[-1])
    parts.append(np.zeros(RATE_HZ))
    sound = 0.5 * np.concatenate(parts)
    power = np.mean(np.square(sound[np.abs(sound) > 0.0]))
    noise = random.normal(0.0, np.sqrt(power) * 10.0 ** (-snr_db / 20.0), (len(sound), 2))
    samples = np.rint(np.clip(sound[:, None] + noise, -0.999, 0.999) * 2.0**23).astype(np.int32) << 8
    return ReadAloud(script_of(language), samples, tuple(clauses))


def prompted(read: ReadAloud, *, seed: int = 0, most_lag_s: float = 1.5) -> Run:
    """A prompter that the speaker follows 0 to ``most_lag_s`` behind, sometimes more closely, sometimes less."""
    random = np.random.default_rng(seed)
    schedule = Reading(script=read.script).schedule()
    places = _first_words(schedule, read)
    lags_s = [float(lag_s) for lag_s in random.uniform(0.0, most_lag_s, len(places))]
    times_s = [clause.start_s - lag_s for clause, lag_s in zip(read.clauses, lags_s, strict=True)]
    scripts_s = [schedule.words[place].start_s for place in places]
    times_s.append(read.clauses[-1].end_s)
    scripts_s.append(schedule.length_s)
    clocks = [PrompterClock(length_s=schedule.length_s)]
    at_s = position_s = 0.0
    for place, target_s in enumerate(scripts_s):
        # As fast as brings the text to this clause in time, held within what a prompter can do.
        left_s = max(times_s[place] - at_s, 0.05)
        wpm = (target_s - position_s) / left_s * REFERENCE_WPM
        running = wpm > 0
        clock = PrompterClock(
            position_s=position_s,
            anchor_s=at_s,
            wpm=min(max(wpm, MIN_WPM), MAX_WPM),
            running=running and place > 0,
            length_s=schedule.length_s,
        )
        clocks.append(clock)
        at_s += left_s
        position_s = clock.at(at_s)
    return Run(readings=(Reading(script=read.script, clocks=tuple(clocks), end_s=read.length_s),))


def _first_words(schedule: Schedule, read: ReadAloud) -> list[int]:
    """Place of each clause's first spoken word in the schedule."""
    spoken_words = [place for place, word in enumerate(schedule.words) if word.spoken]
    places, at = [], 0
    for clause in read.clauses:
        places.append(spoken_words[at])
        at += clause.word_count
    assert at == len(spoken_words)
    return places


def _without_cue(text: str) -> str:
    return text.rpartition("]")[2].strip()


def _voice(language: Language, text: str, speed: int) -> NDArray[np.float64]:
    """A clause from its first audible sample to its last."""
    voice = spoken(language, text, speed)
    audible = np.flatnonzero(np.abs(voice) > _AUDIBLE * np.abs(voice).max())
    return voice[audible[0] : audible[-1] + 1]
