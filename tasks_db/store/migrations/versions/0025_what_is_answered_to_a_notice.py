"""What a unit answers to a notice beside signing for it, and who took the call where it was told by phone."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("circular_reader") as table:
        table.add_column(sa.Column("answer", AutoString(), server_default="", nullable=False))
        table.add_column(sa.Column("answered_at", UTCDateTime(), nullable=True))
        table.add_column(sa.Column("phoned", AutoString(), server_default="", nullable=False))


def downgrade() -> None:
    raise NotImplementedError("an older version is got back from the backup that the upgrade made")
