"""Voice menus and schedule."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

WORD = sa.String(16)  # of a StrEnum


def upgrade() -> None:
    op.create_table(
        "schedule_line",
        sa.Column("company_id", sa.Integer, sa.ForeignKey("company.id"), primary_key=True),
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("value", sa.String, nullable=False),
    )
    op.create_table(
        "menu",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("company_id", sa.Integer, sa.ForeignKey("company.id"), nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("repeats", sa.Integer, nullable=False),
        sa.Column("seconds", sa.Integer, nullable=False),
        sa.Column("barge_in", sa.Boolean, nullable=False),
        sa.UniqueConstraint("company_id", "name"),
    )
    op.create_table(
        "menu_key",
        sa.Column("menu_id", sa.Integer, sa.ForeignKey("menu.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("key", sa.String, primary_key=True),
        *_leads(),
    )
    op.create_table(
        "off_hours",
        sa.Column("did_id", sa.Integer, sa.ForeignKey("did.id", ondelete="CASCADE"), primary_key=True),
        *_leads(),
    )
    with op.batch_alter_table("did") as table:
        table.add_column(sa.Column("menu_id", sa.Integer))
        table.create_foreign_key("fk_did_menu_id", "menu", ["menu_id"], ["id"])
    op.add_column("call", sa.Column("branch", sa.String, nullable=False, server_default=""))


def _leads() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("kind", WORD, nullable=False),
        sa.Column("department_id", sa.Integer, sa.ForeignKey("department.id")),
        sa.Column("employee_id", sa.Integer, sa.ForeignKey("employee.id")),
        sa.Column("to_menu_id", sa.Integer, sa.ForeignKey("menu.id")),
    )


def downgrade() -> None:
    with op.batch_alter_table("call") as table:
        table.drop_column("branch")
    with op.batch_alter_table("did") as table:
        table.drop_constraint("fk_did_menu_id", type_="foreignkey")
        table.drop_column("menu_id")
    for table_name in ("off_hours", "menu_key", "menu", "schedule_line"):
        op.drop_table(table_name)
