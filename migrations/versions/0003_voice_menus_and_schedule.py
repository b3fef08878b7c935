"""Voice menus and schedule."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "schedule_line",
        sa.Column("company_id", sa.Integer, sa.ForeignKey("company.id"), primary_key=True),
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("value", sa.String, nullable=False),
    )
    op.add_column("call", sa.Column("branch", sa.String, nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("call") as table:
        table.drop_column("branch")
    op.drop_table("schedule_line")
