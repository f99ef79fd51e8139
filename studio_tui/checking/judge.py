"""Judges a media file against a preset, from its bytes alone: one way for finished and for growing files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec

from meters.audio.detectors import MakeVoice
from studio_tui.checking.claims import Claims, read_claims
from studio_tui.checking.findings import Finding, Judgement
from studio_tui.checking.measured_file import measure_file, refuse_nothing
from studio_tui.checking.measurements import Measurements
from studio_tui.checking.rules import evaluate
from studio_tui.checking.signals import Progress, TakeFacts, measure, with_facts
from studio_tui.checking.source import (
    GrowingFile,
    UnreadableError,
    open_growing,
    reopen_finished,
    shown,
)
from studio_tui.checking.verdict import propose_scores, verdict_of
from studio_tui.presets import Preset
from studio_tui.text import N_, Text


def judge_file(
    path: Path,
    preset: Preset,
    facts: TakeFacts | None = None,
    progress: Progress | None = None,
    make_voice: MakeVoice | None = None,
) -> Judgement:
    """Judge a finished file. A file that cannot be read gets the verdict ``unreadable`` and one sentence.

    ``make_voice`` as in `studio_tui.checking.sound_track.SoundTrack`.
    """
    try:
        claims, measured = measure_file(path, preset.measuring, progress, make_voice)
    except UnreadableError as problem:
        return unreadable(path, preset, problem.text)
    return judge(path, preset, claims, with_facts(measured, facts or TakeFacts()))


def judge_growing(
    path: Path,
    file: GrowingFile,
    preset: Preset,
    wait_for_facts: Callable[[], TakeFacts],
    make_voice: MakeVoice | None = None,
) -> Judgement:
    """Judge a file while it is being written; returns soon after `GrowingFile.complete` was called.

    Args:
        path: the file's name, for the judgement.
        file: the file.
        preset: what to hold it against.
        wait_for_facts: gives what the recorder knows, once the file is complete.
        make_voice: as in `studio_tui.checking.sound_track.SoundTrack`.

    Raises:
        AbandonedError: the writer has gone.
    """
    measured = _follow(file, preset, make_voice)
    facts = wait_for_facts()
    try:
        with reopen_finished(file) as container:
            claims = read_claims(container)
            if measured is None or not _is_whole(measured, claims):
                measured = measure(container, preset.measuring, make_voice=make_voice)
        refuse_nothing(path, measured)
    except UnreadableError as problem:
        return unreadable(path, preset, problem.text)
    return judge(path, preset, claims, with_facts(measured, facts))


def _follow(file: GrowingFile, preset: Preset, make_voice: MakeVoice | None) -> Measurements | None:
    """Measure a file to its end while it grows.

    None when it could not be read from front to back: once it is closed its index stands at its end, and a take may
    be over before its checker has started.
    """
    try:
        with open_growing(file) as container:
            return measure(container, preset.measuring, make_voice=make_voice)
    except UnreadableError:
        return None


def _is_whole(measured: Measurements, claims: Claims) -> bool:
    """Whether as many pictures were met in the growing file as the finished one says it has.

    A file that was closed before its reader began shows a head without any fragments.
    """
    stated = claims.video.frames if claims.video else None
    pictures = measured.picture.video_packets if measured.picture else 0
    samples = measured.sound.samples if measured.sound else 0
    return pictures >= stated if stated is not None else bool(pictures or samples)


def judge(path: Path, preset: Preset, claims: Claims, measured: Measurements) -> Judgement:
    """What claims and measurements of a file add up to."""
    findings = evaluate(preset, claims, measured)
    return Judgement(
        file=shown(path),
        verdict=verdict_of(findings),
        preset=preset.name,
        findings=findings,
        scores=propose_scores(preset, findings, measured),
        measurements=measured.as_dict(),
    )


def unreadable(path: Path, preset: Preset, sentence: Text) -> Judgement:
    """The judgement of a file of which nothing can be said."""
    finding = Finding(rule="file", title=N_("File"), status="fail", message=sentence)
    return Judgement(file=shown(path), verdict="unreadable", preset=preset.name, findings=(finding,))


def encode(judgement: Judgement) -> bytes:
    """A judgement as JSON on one line; `decode` reads it."""
    return msgspec.json.encode(judgement)


def decode(line: bytes) -> Judgement:
    """A judgement from the JSON that `encode` made."""
    return msgspec.json.decode(line, type=Judgement)
