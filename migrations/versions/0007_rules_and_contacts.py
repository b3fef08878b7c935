"""Rules and contacts."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

WORD = sa.String(16)  # of a StrEnum


def upgrade() -> None:
    op.create_table(
        "rule",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("company_id", sa.Integer, sa.ForeignKey("company.id"), nullable=False, index=True),
        sa.Column(
            "employee_id", sa.Integer, sa.ForeignKey("employee.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        *(sa.Column(name, sa.Boolean, nullable=False) for name in ("voicemail", "missed", "telegram", "email")),
        *(sa.Column(name, WORD, nullable=False) for name in ("times", "callers", "timing")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("weekdays", "period_from", "period_to")),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("quiet_from", "quiet_to", "digest_at")),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "rule_number",
        sa.Column("rule_id", sa.Integer, sa.ForeignKey("rule.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("number", sa.String, primary_key=True),
    )
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("company_id", sa.Integer, sa.ForeignKey("company.id"), nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("number", "name", "sorting")),
        sa.Column("vip", sa.Boolean, nullable=False),
        sa.UniqueConstraint("company_id", "number"),
        sa.Index(None, "company_id", "sorting", "id"),
    )
    op.create_index("ix_call_company_id_started_at_id", "call", ["company_id", "started_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_call_company_id_started_at_id", "call")
    for table in ("contact", "rule_number", "rule"):
        op.drop_table(table)
