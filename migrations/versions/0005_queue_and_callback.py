"""Queue and callback."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

TIME = sa.DateTime(timezone=True)
WORD = sa.String(16)  # of a StrEnum
NUMBERS = ("wrap_up", "capacity", "wait_seconds")


def upgrade() -> None:
    with op.batch_alter_table("department") as table:
        for name in NUMBERS:
            table.add_column(sa.Column(name, sa.Integer, nullable=False, server_default="0"))
        table.add_column(sa.Column("overflow", WORD, nullable=False, server_default="voicemail"))
        table.add_column(sa.Column("overflow_department_id", sa.Integer))
        table.add_column(sa.Column("announce_callback", sa.Boolean, nullable=False, server_default=sa.false()))
        other = ("fk_department_overflow_department_id", "department", ["overflow_department_id"], ["id"])
        table.create_foreign_key(*other, ondelete="SET NULL")
    with op.batch_alter_table("call") as table:
        table.add_column(sa.Column("department_id", sa.Integer))
        table.create_foreign_key("fk_call_department_id", "department", ["department_id"], ["id"], ondelete="SET NULL")
    op.create_index("ix_call_department_id", "call", ["department_id"])
    _requests()


def _requests() -> None:
    op.create_table(
        "callback_request",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("company_id", sa.Integer, sa.ForeignKey("company.id"), nullable=False),
        sa.Column("department_id", sa.Integer, sa.ForeignKey("department.id", ondelete="SET NULL")),
        sa.Column("client", sa.String, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("stage", WORD, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("until", TIME, nullable=False),
        sa.Column("wanted_by", sa.Integer, sa.ForeignKey("employee.id", ondelete="SET NULL")),
        sa.Column("call_id", sa.Integer, sa.ForeignKey("call.id"), unique=True),
        sa.Column("met", sa.Boolean, nullable=False),
        sa.Column("changes", sa.Integer, nullable=False),
        sa.Column("ending", WORD),
        sa.Column("closed_at", TIME),
        sa.Index(None, "company_id", "client", "asked_at"),
        sa.Index("ix_callback_request_asked", "company_id", "asked_at"),
        sa.Index(None, "department_id"),
    )
    is_open = sa.text("closed_at IS NULL")
    once = {"unique": True, "sqlite_where": is_open, "postgresql_where": is_open}
    op.create_index("uq_callback_request_open", "callback_request", ["department_id", "client"], **once)
    once["unique"] = False
    op.create_index("ix_callback_request_place", "callback_request", ["place"], **once)
    op.create_table(
        "callback_card",
        sa.Column("request_id", sa.Integer, sa.ForeignKey("callback_request.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("account.id"), primary_key=True),
        sa.Column("message_id", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    op.drop_table("callback_card")
    op.drop_table("callback_request")
    op.drop_index("ix_call_department_id", "call")
    with op.batch_alter_table("call") as table:
        table.drop_constraint("fk_call_department_id", "foreignkey")
        table.drop_column("department_id")
    with op.batch_alter_table("department") as table:
        table.drop_constraint("fk_department_overflow_department_id", "foreignkey")
        for name in (*NUMBERS, "overflow", "overflow_department_id", "announce_callback"):
            table.drop_column(name)
