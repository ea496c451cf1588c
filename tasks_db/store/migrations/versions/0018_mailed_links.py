"""Links that go out with mail, beside the one that the office gives out."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("uq_link_living", "link")
    with op.batch_alter_table("link") as table:
        table.add_column(sa.Column("notice_id", sa.Integer(), nullable=True))
    op.create_index("ix_link_notice_id", "link", ["notice_id"])
    given_out = sa.text("ended_at IS NULL AND notice_id IS NULL")
    op.create_index(
        "uq_link_living", "link", ["tenure_id"], unique=True, sqlite_where=given_out, postgresql_where=given_out
    )


def downgrade() -> None:
    raise NotImplementedError("an older version is got back from the backup that the upgrade made")
