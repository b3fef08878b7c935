"""Ordered calls, whom we dial, who called a client last, numbers that are set for options."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

IN_HAND = sa.text("done_at IS NULL")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    _ordered_call()
    op.create_table(
        "dialling",
        sa.Column("company_id", sa.Integer, sa.ForeignKey("company.id"), primary_key=True),
        sa.Column("regions", sa.String, nullable=False),
    )
    op.create_table(
        "redial",
        sa.Column("company_id", sa.Integer, sa.ForeignKey("company.id"), primary_key=True),
        sa.Column("client", sa.String, primary_key=True),
        sa.Column("employee_id", sa.Integer, sa.ForeignKey("employee.id", ondelete="CASCADE"), nullable=False),
        sa.Column("called_at", TIME, nullable=False),
    )
    op.create_index("ix_redial_employee_id", "redial", ["employee_id"])
    op.create_index("ix_redial_company_id_called_at", "redial", ["company_id", "called_at"])
    op.create_table(
        "option_amount",
        sa.Column("company_id", sa.Integer, sa.ForeignKey("company.id"), primary_key=True),
        sa.Column("option_key", sa.String, primary_key=True),
        sa.Column("amount_key", sa.String, primary_key=True),
        sa.Column("value", sa.Integer, nullable=False),
    )


def _ordered_call() -> None:
    op.create_table(
        "ordered_call",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("company_id", sa.Integer, sa.ForeignKey("company.id"), nullable=False),
        sa.Column("employee_id", sa.Integer, sa.ForeignKey("employee.id", ondelete="SET NULL")),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("account.id"), nullable=False),
        sa.Column("client", sa.String, nullable=False),
        sa.Column("why", sa.String(16), nullable=False),
        sa.Column("voice", sa.String, nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("call_id", sa.Integer, sa.ForeignKey("call.id"), unique=True),
        sa.Column("done_at", TIME),
        sa.Column("outcome", sa.String(16)),
    )
    in_hand = {"sqlite_where": IN_HAND, "postgresql_where": IN_HAND}
    op.create_index("ix_ordered_call_due_at", "ordered_call", ["due_at"], **in_hand)
    op.create_index("uq_ordered_call_in_hand", "ordered_call", ["company_id", "client"], unique=True, **in_hand)
    op.create_index("ix_ordered_call_employee_id", "ordered_call", ["employee_id"])
    op.create_index("ix_ordered_call_company_id_asked_at", "ordered_call", ["company_id", "asked_at"])
    op.create_index("ix_ordered_call_company_id_client_asked_at", "ordered_call", ["company_id", "client", "asked_at"])


def downgrade() -> None:
    for table in ("option_amount", "redial", "dialling", "ordered_call"):
        op.drop_table(table)
