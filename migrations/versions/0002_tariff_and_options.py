"""Tariff, options and their money; kinds of numbers; recorded talks."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

TIME = sa.DateTime(timezone=True)
WORD = sa.String(16)  # of a StrEnum
APPEND_ONLY = {
    "sqlite": (
        "CREATE TRIGGER ledger_keeps_{event} BEFORE {event} ON ledger "
        "BEGIN SELECT RAISE(ABORT, 'the ledger only appends'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION ledger_only_appends() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the ledger only appends'; END $$",
        "CREATE TRIGGER ledger_keeps_{event} BEFORE {event} ON ledger "
        "FOR EACH ROW EXECUTE FUNCTION ledger_only_appends()",
    ),
}


def upgrade() -> None:
    _columns()
    _holdings()
    _ledger()
    _history()
    _recordings()
    _held_so_far()


def _columns() -> None:
    with op.batch_alter_table("company") as table:
        table.add_column(sa.Column("tariff_key", sa.String, nullable=False, server_default="basic"))
        table.add_column(sa.Column("renew", sa.Boolean, nullable=False, server_default=sa.true()))
        table.add_column(sa.Column("accrued_until", sa.Date))
    with op.batch_alter_table("department") as table:
        table.add_column(sa.Column("strategy", WORD, nullable=False, server_default="all"))
    with op.batch_alter_table("call") as table:
        table.add_column(sa.Column("direction", WORD, nullable=False, server_default="in"))
    with op.batch_alter_table("employee") as table:
        table.add_column(sa.Column("kind", WORD, nullable=False, server_default="own"))
        table.add_column(sa.Column("short_number", sa.String))
        table.add_column(sa.Column("shown_did_id", sa.Integer))
        table.add_column(sa.Column("melody_id", sa.Integer))
        table.create_unique_constraint("uq_employee_short_number", ["company_id", "short_number"])
        table.create_foreign_key("fk_employee_shown_did_id", "did", ["shown_did_id"], ["id"], ondelete="SET NULL")
        table.create_foreign_key("fk_employee_melody_id", "melody", ["melody_id"], ["id"], ondelete="SET NULL")
    op.create_index("ix_employee_shown_did_id", "employee", ["shown_did_id"])
    op.create_index("ix_employee_melody_id", "employee", ["melody_id"])


def _holdings() -> None:
    op.create_table(
        "holding",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("company_id", sa.Integer, sa.ForeignKey("company.id"), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("of", sa.Integer, nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.Column("until", TIME),
        sa.Index(None, "company_id", "until"),
    )
    held, what = sa.text("until IS NULL"), ["company_id", "kind", "key", "of"]
    op.create_index("uq_holding_held", "holding", what, unique=True, sqlite_where=held, postgresql_where=held)
    op.create_table(
        "option_flag",
        sa.Column("company_id", sa.Integer, sa.ForeignKey("company.id"), primary_key=True),
        sa.Column("option_key", sa.String, primary_key=True),
        sa.Column("flag_key", sa.String, primary_key=True),
        sa.Column("value", sa.Boolean, nullable=False),
    )


def _ledger() -> None:
    op.create_table(
        "ledger",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("company_id", sa.Integer, sa.ForeignKey("company.id"), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("item", sa.String, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("kopecks", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("company_id", "day", "kind", "item"),
    )
    for event in ("UPDATE", "DELETE"):
        for statement in APPEND_ONLY[op.get_bind().dialect.name]:
            op.execute(statement.format(event=event))


def _history() -> None:
    op.create_table(
        "history",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("company_id", sa.Integer, sa.ForeignKey("company.id"), nullable=False),
        sa.Column("account_id", sa.Integer, sa.ForeignKey("account.id")),
        sa.Column("at", TIME, nullable=False),
        sa.Column("changes", sa.JSON, nullable=False),
        sa.Column("undone_by", sa.Integer, sa.ForeignKey("history.id"), unique=True),
        sa.Index(None, "company_id", "id"),
    )


def _recordings() -> None:
    op.create_table(
        "recording",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("company_id", sa.Integer, sa.ForeignKey("company.id"), nullable=False),
        sa.Column("call_id", sa.Integer, sa.ForeignKey("call.id"), nullable=False, index=True),
        sa.Column("employee_id", sa.Integer, sa.ForeignKey("employee.id", ondelete="SET NULL"), index=True),
        sa.Column("name", sa.String, nullable=False, unique=True),
        sa.Column("file", sa.String, nullable=False),
        sa.Column("seconds", sa.Double, nullable=False),
        sa.Column("bytes", sa.BigInteger, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Index(None, "company_id", "created_at", "id"),
    )


def _held_so_far() -> None:
    """Companies that are here already hold their tariff and their people from their first call, or from now."""
    first = "COALESCE((SELECT MIN(started_at) FROM call WHERE call.company_id = company.id), CURRENT_TIMESTAMP)"
    columns = "INSERT INTO holding (company_id, kind, key, of, since) SELECT company.id"
    op.execute(f"{columns}, 'tariff', 'basic', 0, {first} FROM company")
    for kind, table in {"employees": "employee", "dids": "did"}.items():
        op.execute(
            f"{columns}, '{kind}', '', {table}.id, {first} FROM {table} JOIN company ON company.id = {table}.company_id"
        )


def downgrade() -> None:
    for table in ("recording", "history", "ledger", "option_flag", "holding"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION ledger_only_appends()")
    op.drop_index("ix_employee_shown_did_id", "employee")
    op.drop_index("ix_employee_melody_id", "employee")
    with op.batch_alter_table("employee") as table:
        table.drop_constraint("fk_employee_shown_did_id", type_="foreignkey")
        table.drop_constraint("fk_employee_melody_id", type_="foreignkey")
        table.drop_constraint("uq_employee_short_number", type_="unique")
        for column in ("melody_id", "shown_did_id", "short_number", "kind"):
            table.drop_column(column)
    with op.batch_alter_table("call") as table:
        table.drop_column("direction")
    with op.batch_alter_table("department") as table:
        table.drop_column("strategy")
    with op.batch_alter_table("company") as table:
        for column in ("accrued_until", "renew", "tariff_key"):
            table.drop_column(column)
