"""Several channels: accounts of which one is preferred, shown lists that know their channel; 读数 by their name."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# SQLite reflects the unnamed constraint of 0003 without a name; the convention gives it one to be dropped by
_CONVENTION = {"uq": "uq_%(table_name)s_%(column_0_name)s"}


def upgrade() -> None:
    on_server = op.get_bind().dialect.name == "postgresql"
    op.rename_table("reading", "measurement")
    with op.batch_alter_table("measurement") as table:
        table.drop_index("ix_reading_indicator_id")
        table.create_index("ix_measurement_indicator_id", ["indicator_id"], unique=False)
    with op.batch_alter_table("account") as table:
        table.add_column(sa.Column("preferred", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.execute(
        "UPDATE account SET preferred = false WHERE id NOT IN (SELECT MIN(id) FROM account GROUP BY person_id)"
    )
    with op.batch_alter_table("account") as table:
        table.alter_column("preferred", server_default=None)
        table.create_index(
            "uq_account_preferred",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("preferred"),
            postgresql_where=sa.text("preferred"),
        )
    with op.batch_alter_table("shown", naming_convention=_CONVENTION) as table:
        # all messages so far were shown on Telegram, the one channel there was
        table.add_column(sa.Column("channel", sa.String(), nullable=False, server_default="telegram"))
        table.add_column(sa.Column("ref", sa.String(), nullable=True))
        table.drop_constraint("shown_address_message_id_key" if on_server else "uq_shown_address", type_="unique")
    op.execute("UPDATE shown SET ref = CAST(message_id AS VARCHAR)")
    with op.batch_alter_table("shown") as table:
        table.drop_column("message_id")
        table.alter_column("channel", server_default=None)
        table.alter_column("ref", nullable=False)
        table.create_unique_constraint("uq_shown_message", ["channel", "address", "ref"])


def downgrade() -> None:
    raise NotImplementedError("an older version is got back from the backup that the upgrade made")
