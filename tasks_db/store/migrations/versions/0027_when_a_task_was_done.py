"""On which day a task was done, where the office learnt of it later."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("task") as table:
        table.add_column(sa.Column("done_on", sa.Date(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("an older version is got back from the backup that the upgrade made")
