"""Tables of the log. What they were in earlier versions is told by ``migrations/``."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

HEAD = "0001"
"""Revision that the tables below are at, the last one of ``migrations/``."""

metadata = MetaData()

takes = Table(
    "takes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("station", Text, nullable=False),
    Column("code", Text, nullable=False),  # plain, for looking up; the four numbers are for sorting and counting
    Column("course", Integer, nullable=False),
    Column("module", Integer, nullable=False),
    Column("lesson", Integer, nullable=False),
    Column("video", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("file", Text, nullable=False),
    # The time as the station's clock had it, and the same as microseconds since 1970 in UTC to sort by: SQLite has
    # no type for a time with its offset.
    Column("started_at", Text, nullable=False),
    Column("started_us", BigInteger, nullable=False),
    Column("duration_s", Float, nullable=False),
    Column("frames", BigInteger, nullable=False),
    Column("lost_frames", BigInteger, nullable=False),
    Column("samples", BigInteger, nullable=False),
    Column("lost_samples", BigInteger, nullable=False),
    Column("video_bitrate_mbps", Float, nullable=False),
    Column("verdict", Text),
    Column("preset", Text, nullable=False),
    Column("findings_json", Text, nullable=False),
    Column("speaker", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("problem", Text, nullable=False),
    UniqueConstraint("station", "code", "number", name="one_take_of_a_number"),
    Index("takes_by_time", "started_us"),
    Index("takes_by_video", "code", "started_us"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("take_id", Integer, ForeignKey("takes.id"), primary_key=True),
    Column("at", Text, nullable=False),
    Column("judgement_json", Text, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("take_id", Integer, ForeignKey("takes.id"), nullable=False),
    Column("at", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("note", Text, nullable=False),
    Index("events_of_a_take", "take_id"),
)
