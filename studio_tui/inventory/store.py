"""The log of takes as the station sees it: what it keeps and what can go wrong."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import msgspec

from studio_tui.course.take import Take, VideoCode
from studio_tui.text import StudioError, Text


class StoreError(StudioError):
    """The log cannot be used or refuses something; nothing was changed."""


class StoreNotice(msgspec.Struct, frozen=True):
    """Something the operator should know about the log although it works."""

    text: Text


class TakeEvent(msgspec.Struct, frozen=True):
    """Something that happened to a take.

    Attributes:
        at: when it was logged, ISO 8601 in UTC.
        what: the state the take entered, or ``judged``.
        note: the note or problem that the take had then.
    """

    at: str
    what: str
    note: str


class TakeStore(Protocol):
    """The log. A take is identified by station, code and number (`Take.identity`); none is ever removed.

    May be used from several threads. Every method raises `StoreError` when the log cannot be read or written.
    """

    @property
    def notices(self) -> tuple[StoreNotice, ...]:
        """What was found when the log was opened."""

    @property
    def is_new(self) -> bool:
        """Whether the log was made when it was opened: the caller should `rebuild` it from the sidecars."""

    def put(self, take: Take) -> Take:
        """Log a take, or what has become of it, and return it as it now stands.

        A producer's decision stays when a take comes that is only recorded or checked: the check may end after it.
        """

    def get(self, identity: str) -> Take | None:
        """The take of this identity, None when the log has none."""

    def takes(self, code: str | None = None, limit: int = 500) -> tuple[Take, ...]:
        """Takes, newest first; ``code`` (plain, ``str(VideoCode)``) limits them to one video."""

    def decide(self, identity: str, accept: bool, note: str = "") -> Take:  # noqa: FBT001 - the message's fields
        """The producer's word on a take; it may be changed later.

        Raises:
            StoreError: there is no such take, or it is not recorded yet.
        """

    def next_number(self, station: str, code: VideoCode) -> int:
        """The number after the highest that this station has used for this video; 1 for the first."""

    def put_judgement(self, identity: str, judgement_json: str) -> None:
        """Keep the check's judgement of a take, instead of an earlier one; raises `StoreError` without the take."""

    def judgement(self, identity: str) -> str | None:
        """The last judgement as JSON, None when the take has none."""

    def events(self, identity: str) -> tuple[TakeEvent, ...]:
        """What happened to a take, oldest first."""

    def rebuild(self, takes: Iterable[Take]) -> int:
        """Bring in what the sidecars say, all or nothing; returns how many takes the log did not know.

        What the log knows and a sidecar lacks (a decision, a note, findings) stays; so do takes without a sidecar.
        """

    def close(self) -> None:
        """Close the log. Idempotent."""
