"""Takes, judgements and events."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "takes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("station", sa.Text, nullable=False),
        sa.Column("code", sa.Text, nullable=False),
        sa.Column("course", sa.Integer, nullable=False),
        sa.Column("module", sa.Integer, nullable=False),
        sa.Column("lesson", sa.Integer, nullable=False),
        sa.Column("video", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("started_at", sa.Text, nullable=False),
        sa.Column("started_us", sa.BigInteger, nullable=False),
        sa.Column("duration_s", sa.Float, nullable=False),
        sa.Column("frames", sa.BigInteger, nullable=False),
        sa.Column("lost_frames", sa.BigInteger, nullable=False),
        sa.Column("samples", sa.BigInteger, nullable=False),
        sa.Column("lost_samples", sa.BigInteger, nullable=False),
        sa.Column("video_bitrate_mbps", sa.Float, nullable=False),
        sa.Column("verdict", sa.Text),
        sa.Column("preset", sa.Text, nullable=False),
        sa.Column("findings_json", sa.Text, nullable=False),
        sa.Column("speaker", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("problem", sa.Text, nullable=False),
        sa.UniqueConstraint("station", "code", "number", name="one_take_of_a_number"),
    )
    op.create_index("takes_by_time", "takes", ["started_us"])
    op.create_index("takes_by_video", "takes", ["code", "started_us"])
    op.create_table(
        "judgements",
        sa.Column("take_id", sa.Integer, sa.ForeignKey("takes.id"), primary_key=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("judgement_json", sa.Text, nullable=False),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("take_id", sa.Integer, sa.ForeignKey("takes.id"), nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_index("events_of_a_take", "events", ["take_id"])


def downgrade() -> None:
    """Never: a log is not taken back to an older version."""
    raise NotImplementedError
