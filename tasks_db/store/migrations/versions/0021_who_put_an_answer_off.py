"""What the office puts off (缓催) is told from what a unit does, and keeps its reason."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("due") as table:
        table.add_column(sa.Column("put_off_by_office", sa.Boolean(), server_default=sa.false(), nullable=False))
        table.add_column(sa.Column("put_off_why", AutoString(), server_default="", nullable=False))


def downgrade() -> None:
    raise NotImplementedError("an older version is got back from the backup that the upgrade made")
