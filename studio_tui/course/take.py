"""A take: one recording of one video, from the claimed name to the producer's word."""

from __future__ import annotations

from typing import Literal

import msgspec

TakeState = Literal["claimed", "rolling", "recorded", "checked", "accepted", "rejected"]
Verdict = Literal["pass", "fail", "undecided", "unreadable"]


class VideoCode(msgspec.Struct, frozen=True, order=True):
    """Which video of which course: course, module, lesson and video number, each 1 or more."""

    course: int
    module: int
    lesson: int
    video: int

    def __str__(self) -> str:
        """The plain Latin form, ``K1M1C1B5``, the one that machines compare."""
        return f"K{self.course}M{self.module}C{self.lesson}B{self.video}"


class Slate(msgspec.Struct, frozen=True):
    """What the slate says before a take: the video's code and its title (may be empty)."""

    code: VideoCode
    title: str = ""


class Take(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the log keeps of one take. Paths are relative to the library, with forward slashes.

    Attributes:
        station: name of the station that recorded it; with ``code`` and ``number`` it identifies the take.
        number: take number, 1 or more, never reused.
        started_at: ISO 8601 with offset, wall clock at the roll.
        lost_frames: pictures known to be missing between the first and the last one.
        lost_samples: sound frames known to be missing, likewise.
        verdict: the checker's word, once there is one.
        findings_json: the findings as JSON, see `studio_tui.checking.findings`; empty until checked.
        note: the producer's note.
        problem: an English sentence where something happened to the take (recovered, cut short); else empty.
    """

    station: str
    code: VideoCode
    title: str
    number: int
    state: TakeState
    file: str
    started_at: str
    duration_s: float = 0.0
    frames: int = 0
    lost_frames: int = 0
    samples: int = 0
    lost_samples: int = 0
    video_bitrate_mbps: float = 0.0
    verdict: Verdict | None = None
    preset: str = ""
    findings_json: str = ""
    speaker: str = ""
    note: str = ""
    problem: str = ""

    @property
    def identity(self) -> str:
        """Station, plain code and number: ``A/K1M1C1B5/T01``."""
        return f"{self.station}/{self.code}/T{self.number:02d}"
