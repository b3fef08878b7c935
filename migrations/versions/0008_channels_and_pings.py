"""Channels and pings."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

TIME = sa.DateTime(timezone=True)
WORD = sa.String(16)  # of a StrEnum
OPEN = sa.text("done_at IS NULL")
LIVING = sa.text("closed_at IS NULL AND client <> ''")


def upgrade() -> None:
    with op.batch_alter_table("call") as table:
        table.add_column(sa.Column("cut_short", sa.Boolean, nullable=False, server_default=sa.false()))
    _outbox()
    _pings()
    _digests()


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


def _pings() -> None:
    op.create_table(
        "ping",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("company_id", sa.Integer, sa.ForeignKey("company.id"), nullable=False),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("account.id"), nullable=False),
        sa.Column(
            "employee_id", sa.Integer, sa.ForeignKey("employee.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("client", sa.String, nullable=False),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("first_at", TIME, nullable=False),
        sa.Column("last_at", TIME, nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("shown_calls", sa.Integer, nullable=False),
        sa.Column("stale_message_id", sa.BigInteger),
        sa.Column("closed_at", TIME),
        sa.Column("how", WORD),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("call_id", sa.Integer, sa.ForeignKey("call.id"), index=True),
        sa.Column("seconds", sa.Double),
    )
    whose = ["company_id", "client", "account_id"]
    still = sa.text("closed_at IS NULL")
    op.create_index(
        "ix_ping_company_id_client", "ping", ["company_id", "client"], sqlite_where=still, postgresql_where=still
    )
    op.create_index("uq_ping_living", "ping", whose, unique=True, sqlite_where=LIVING, postgresql_where=LIVING)


def _digests() -> None:
    op.create_table(
        "digest_line",
        sa.Column("call_id", sa.Integer, sa.ForeignKey("call.id"), primary_key=True),
        sa.Column("recipient", sa.String, primary_key=True),
        sa.Column("company_id", sa.Integer, sa.ForeignKey("company.id"), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Index(None, "recipient", "due_at"),
    )


def _open_ones(*columns: str) -> None:
    op.create_index(f"ix_outbox_{'_'.join(columns)}", "outbox", columns, sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    with op.batch_alter_table("call") as table:
        table.drop_column("cut_short")
    op.drop_table("digest_line")
    op.drop_table("ping")
    op.execute("DELETE FROM outbox WHERE channel <> 'telegram' OR account_id IS NULL")
    op.drop_index("ix_outbox_channel_priority_due_at", "outbox")
    with op.batch_alter_table("outbox") as table:
        table.alter_column("account_id", existing_type=sa.Integer, nullable=False)
        for column in ("fate", "sending_at", "address", "channel"):
            table.drop_column(column)
    _open_ones("priority", "due_at")
