"""晚点再报: until when a unit has put off its answer about a due, and how often."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("due") as table:
        table.add_column(sa.Column("put_off_at", UTCDateTime(), nullable=True))
        table.add_column(sa.Column("put_off_until", sa.Date(), nullable=True))
        table.add_column(sa.Column("put_offs", sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("due") as table:
        table.alter_column("put_offs", server_default=None)


def downgrade() -> None:
    raise NotImplementedError("an older version is got back from the backup that the upgrade made")
