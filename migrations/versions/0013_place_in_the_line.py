"""Departments that tell those who wait which one they are."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0016"


def upgrade() -> None:
    with op.batch_alter_table("department") as table:
        table.add_column(sa.Column("tell_place", sa.Boolean, nullable=False, server_default=sa.false()))
    with op.batch_alter_table("department") as table:
        table.alter_column("tell_place", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("department") as table:
        table.drop_column("tell_place")
