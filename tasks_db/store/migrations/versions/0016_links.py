"""Links by which a seat answers without an account, and which reports came in by one."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("tenure_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("code_hash", sa.String(), nullable=True),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["tenure_id"], ["tenure.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_index("ix_link_tenure_id", "link", ["tenure_id"])
    living = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_link_living", "link", ["tenure_id"], unique=True, sqlite_where=living, postgresql_where=living
    )
    with op.batch_alter_table("report") as table:
        table.add_column(sa.Column("link_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("form_key", sa.String(), nullable=True))
        table.create_foreign_key("fk_report_link_id_link", "link", ["link_id"], ["id"])
    filled = sa.text("form_key IS NOT NULL")
    op.create_index(
        "uq_report_form",
        "report",
        ["assignment_id", "form_key"],
        unique=True,
        sqlite_where=filled,
        postgresql_where=filled,
    )


def downgrade() -> None:
    raise NotImplementedError("an older version is got back from the backup that the upgrade made")
