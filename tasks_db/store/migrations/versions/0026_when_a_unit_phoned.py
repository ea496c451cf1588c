"""On which day a unit told by phone what the office wrote down later."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("report") as table:
        table.add_column(sa.Column("called_on", sa.Date(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("an older version is got back from the backup that the upgrade made")
