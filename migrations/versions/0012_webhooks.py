"""How a webhook is doing; the oldest recordings of all companies."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

TIME = sa.DateTime(timezone=True)
THERE = {"sqlite_where": sa.text("deleted_at IS NULL"), "postgresql_where": sa.text("deleted_at IS NULL")}


def upgrade() -> None:
    with op.batch_alter_table("webhook") as table:
        table.add_column(sa.Column("active", sa.Boolean, nullable=False, server_default=sa.true()))
        table.add_column(sa.Column("tried_at", TIME))
        table.add_column(sa.Column("answer", sa.String, nullable=False, server_default=""))
    with op.batch_alter_table("webhook") as table:
        table.alter_column("active", server_default=None)
        table.alter_column("answer", server_default=None)
    op.create_index("ix_recording_created_at_id", "recording", ["created_at", "id"], **THERE)


def downgrade() -> None:
    op.drop_index("ix_recording_created_at_id", "recording")
    with op.batch_alter_table("webhook") as table:
        for column in ("active", "tried_at", "answer"):
            table.drop_column(column)
