"""Channels and pings."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

TIME = sa.DateTime(timezone=True)
WORD = sa.String(16)  # of a StrEnum
OPEN = sa.text("done_at IS NULL")


def upgrade() -> None:
    _outbox()


def _outbox() -> None:
    op.drop_index("ix_outbox_priority_due_at", "outbox")
    with op.batch_alter_table("outbox") as table:
        table.add_column(sa.Column("channel", WORD, nullable=False, server_default="telegram"))
        table.add_column(sa.Column("address", sa.String, nullable=False, server_default=""))
        table.add_column(sa.Column("sending_at", TIME))
        table.add_column(sa.Column("fate", WORD))
        table.alter_column("account_id", existing_type=sa.Integer, nullable=True)
    op.execute(
        "UPDATE outbox SET fate = CASE failure WHEN '' THEN 'sent' ELSE 'given-up' END WHERE done_at IS NOT NULL"
    )
    _open_ones("channel", "priority", "due_at")


def _open_ones(*columns: str) -> None:
    op.create_index(f"ix_outbox_{'_'.join(columns)}", "outbox", columns, sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    op.execute("DELETE FROM outbox WHERE channel <> 'telegram' OR account_id IS NULL")
    op.drop_index("ix_outbox_channel_priority_due_at", "outbox")
    with op.batch_alter_table("outbox") as table:
        table.alter_column("account_id", existing_type=sa.Integer, nullable=False)
        for column in ("fate", "sending_at", "address", "channel"):
            table.drop_column(column)
    _open_ones("priority", "due_at")
