"""Employees' own hours; when the mail server refused us; closed cards and told lines by age, for the sweep."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0015"

TIME = sa.DateTime(timezone=True)
CLOSED = {"sqlite_where": sa.text("closed_at IS NOT NULL"), "postgresql_where": sa.text("closed_at IS NOT NULL")}


def upgrade() -> None:
    op.create_table(
        "own_hours",
        sa.Column("employee_id", sa.Integer, sa.ForeignKey("employee.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("value", sa.String, nullable=False),
    )
    op.create_table(
        "mail_trouble",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("since", TIME, nullable=False),
        sa.Column("last_at", TIME, nullable=False),
    )
    op.create_index("ix_ping_closed_at", "ping", ["closed_at"], **CLOSED)
    op.create_index("ix_digest_line_due_at", "digest_line", ["due_at"])


def downgrade() -> None:
    op.drop_index("ix_digest_line_due_at", "digest_line")
    op.drop_index("ix_ping_closed_at", "ping")
    op.drop_table("mail_trouble")
    op.drop_table("own_hours")
