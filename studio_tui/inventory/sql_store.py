"""The log of takes in an SQL database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import msgspec
from sqlalchemy import ColumnElement, Connection, Engine, RowMapping, and_, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from studio_tui.course.take import Take, VideoCode
from studio_tui.inventory import schema
from studio_tui.inventory.merging import after_news, after_sidecar
from studio_tui.inventory.store import StoreError, StoreNotice, TakeEvent
from studio_tui.text import N_, Text

WRITES = {"writes": True}
"""Execution option of a connection that is going to write; the engine may begin its transactions in another way."""

JUDGED = "judged"
_UNFINISHED = frozenset({"claimed", "rolling"})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

Merge = Callable[[Take, Take], Take]


class SqlTakeStore:
    """Keeps the `studio_tui.inventory.store.TakeStore` protocol on one database, its tables up to date."""

    def __init__(
        self,
        engine: Engine,
        name: str,
        why_it_failed: Callable[[DBAPIError], Text],
        is_new: bool,  # noqa: FBT001 - a fact that is passed on
        notices: tuple[StoreNotice, ...],
    ) -> None:
        self._engine = engine
        self._writing_engine = engine.execution_options(**WRITES)
        self._name = name
        self._why_it_failed = why_it_failed
        self._is_new = is_new
        self._notices = notices

    @property
    def notices(self) -> tuple[StoreNotice, ...]:
        """What was found when the log was opened."""
        return self._notices

    @property
    def is_new(self) -> bool:
        """Whether the log was made when it was opened."""
        return self._is_new

    def put(self, take: Take) -> Take:
        """Log a take, or what has become of it; a producer's decision stays."""
        with self._writing() as connection:
            return _put(connection, take, after_news)

    def get(self, identity: str) -> Take | None:
        """The take of this identity."""
        with self._reading() as connection:
            row = _row_of(connection, identity)
        return None if row is None else _take_of(row)

    def takes(self, code: str | None = None, limit: int = 500) -> tuple[Take, ...]:
        """Takes, newest first."""
        query = (
            select(schema.takes).order_by(schema.takes.c.started_us.desc(), schema.takes.c.id.desc()).limit(limit)
        )
        if code is not None:
            query = query.where(schema.takes.c.code == code)
        with self._reading() as connection:
            return tuple(_take_of(row) for row in connection.execute(query).mappings())

    def decide(self, identity: str, accept: bool, note: str = "") -> Take:  # noqa: FBT001 - the message's fields
        """The producer's word on a take."""
        with self._writing() as connection:
            row = self._row_that_must_be(connection, identity)
            take = _take_of(row)
            if take.state in _UNFINISHED:
                raise StoreError(N_("Take {take} is not recorded yet; decide on it after the cut.", take=identity))
            decided = msgspec.structs.replace(take, state="accepted" if accept else "rejected", note=note)
            _update(connection, row, decided)
            return decided

    def next_number(self, station: str, code: VideoCode) -> int:
        """The number after the highest that this station has used for this video."""
        query = select(func.max(schema.takes.c.number)).where(
            schema.takes.c.station == station, schema.takes.c.code == str(code)
        )
        with self._reading() as connection:
            return (connection.execute(query).scalar() or 0) + 1

    def put_judgement(self, identity: str, judgement_json: str) -> None:
        """Keep the check's judgement of a take, instead of an earlier one."""
        with self._writing() as connection:
            take_id = self._row_that_must_be(connection, identity)["id"]
            connection.execute(delete(schema.judgements).where(schema.judgements.c.take_id == take_id))
            connection.execute(
                insert(schema.judgements).values(take_id=take_id, at=_now(), judgement_json=judgement_json)
            )
            _add_event(connection, take_id, JUDGED, "")

    def judgement(self, identity: str) -> str | None:
        """The last judgement as JSON."""
        query = select(schema.judgements.c.judgement_json).join(schema.takes).where(_is_take(identity))
        with self._reading() as connection:
            return connection.execute(query).scalar()

    def events(self, identity: str) -> tuple[TakeEvent, ...]:
        """What happened to a take, oldest first."""
        query = select(schema.events).join(schema.takes).where(_is_take(identity)).order_by(schema.events.c.id)
        with self._reading() as connection:
            return tuple(TakeEvent(row.at, row.what, row.note) for row in connection.execute(query))

    def rebuild(self, takes: Iterable[Take]) -> int:
        """Bring in what the sidecars say; nothing that the log knows is lost."""
        with self._writing() as connection:
            known = _count(connection)
            for take in takes:
                _put(connection, take, after_sidecar)
            return _count(connection) - known

    def close(self) -> None:
        """Close the log."""
        self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._sentences(), self._writing_engine.begin() as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._sentences(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _sentences(self) -> Iterator[None]:
        """Turn the database's errors into sentences."""
        try:
            yield
        except DBAPIError as problem:
            raise StoreError(self._why_it_failed(problem)) from problem
        except msgspec.ValidationError as problem:
            raise StoreError(
                N_("The log {file} has a take that makes no sense: {why}.", file=self._name, why=str(problem))
            ) from problem

    @staticmethod
    def _row_that_must_be(connection: Connection, identity: str) -> RowMapping:
        row = _row_of(connection, identity)
        if row is None:
            raise StoreError(N_("There is no take {take} in the log.", take=identity))
        return row


def _put(connection: Connection, take: Take, merge: Merge) -> Take:
    row = _row_of(connection, take.identity)
    if row is None:
        take_id = connection.execute(
            insert(schema.takes).values(_values(take)).returning(schema.takes.c.id)
        ).scalar_one()
        _add_event(connection, take_id, take.state, take.note or take.problem)
        return take
    merged = merge(_take_of(row), take)
    _update(connection, row, merged)
    return merged


def _update(connection: Connection, row: RowMapping, take: Take) -> None:
    """Write a take over its row; a new state, note or problem is an event."""
    connection.execute(update(schema.takes).where(schema.takes.c.id == row["id"]).values(_values(take)))
    if (take.state, take.note, take.problem) != (row["state"], row["note"], row["problem"]):
        _add_event(connection, row["id"], take.state, take.note or take.problem)


def _count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(schema.takes)).scalar_one()


def _add_event(connection: Connection, take_id: int, what: str, note: str) -> None:
    connection.execute(insert(schema.events).values(take_id=take_id, at=_now(), what=what, note=note))


def _row_of(connection: Connection, identity: str) -> RowMapping | None:
    return connection.execute(select(schema.takes).where(_is_take(identity))).mappings().first()


def _is_take(identity: str) -> ColumnElement[bool]:
    """The condition for one take; text that is no identity is true of none."""
    station_and_code, _, number = identity.rpartition("/T")
    station, _, code = station_and_code.rpartition("/")
    known_number = int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 0
    return and_(
        schema.takes.c.station == station, schema.takes.c.code == code, schema.takes.c.number == known_number
    )


def _values(take: Take) -> dict[str, object]:
    """A take as a row of `schema.takes`, without its id."""
    fields = msgspec.structs.asdict(take)
    fields.update(msgspec.structs.asdict(take.code))
    return {**fields, "code": str(take.code), "started_us": _microseconds(take.started_at)}


def _take_of(row: RowMapping) -> Take:
    fields = {name: row[name] for name in Take.__struct_fields__}
    fields["code"] = {name: row[name] for name in VideoCode.__struct_fields__}
    return msgspec.convert(fields, Take)


def _microseconds(started_at: str) -> int:
    """Microseconds since 1970 in UTC of an ISO 8601 time; 0 for text that is none, so that it sorts last."""
    try:
        moment = datetime.fromisoformat(started_at).astimezone(UTC)
    except (ValueError, OverflowError):
        return 0
    since = moment - _EPOCH
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
