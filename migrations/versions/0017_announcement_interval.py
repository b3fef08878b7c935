"""How often those who wait in a department are spoken to."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0013"


def upgrade() -> None:
    with op.batch_alter_table("department") as table:
        table.add_column(sa.Column("announce_seconds", sa.Integer, nullable=False, server_default="30"))
    with op.batch_alter_table("department") as table:
        table.alter_column("announce_seconds", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("department") as table:
        table.drop_column("announce_seconds")
