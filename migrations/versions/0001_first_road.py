"""The tables of the first road: company, people, calls, messages, inbox and outbox."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TIME = sa.DateTime(timezone=True)
WORD = sa.String(16)  # of a StrEnum


def key() -> sa.Column[Any]:
    return sa.Column("id", sa.Integer, primary_key=True)


def needed(name: str, *what: Any, **more: Any) -> sa.Column[Any]:
    return sa.Column(name, *what, nullable=False, **more)


def maybe(name: str, *what: Any, **more: Any) -> sa.Column[Any]:
    return sa.Column(name, *what, nullable=True, **more)


def ref(column: str, on_delete: str | None = None) -> sa.ForeignKey:
    return sa.ForeignKey(column, ondelete=on_delete)


def open_ones(table: str, column: str, *columns: str) -> None:
    unfinished = sa.text(f"{column} IS NULL")
    name = f"ix_{table}_{'_'.join(columns)}"
    op.create_index(name, table, list(columns), sqlite_where=unfinished, postgresql_where=unfinished)


def upgrade() -> None:
    _company()
    _people()
    _melodies()
    _calls()
    _updates_and_parcels()


def _company() -> None:
    op.create_table(
        "company",
        key(),
        needed("key", sa.String, unique=True),
        needed("name", sa.String),
        needed("time_zone", sa.String),
        needed("language", sa.String),
    )
    op.create_table(
        "department",
        key(),
        needed("company_id", sa.Integer, ref("company.id")),
        needed("name", sa.String),
        needed("ring_seconds", sa.Integer),
        sa.UniqueConstraint("company_id", "name"),
    )
    op.create_table(
        "employee",
        key(),
        needed("company_id", sa.Integer, ref("company.id")),
        needed("name", sa.String),
        needed("number", sa.String, index=True),
        needed("phone", sa.String, unique=True),
        needed("email", sa.String),
        sa.UniqueConstraint("company_id", "number"),
    )
    op.create_table(
        "department_member",
        needed("department_id", sa.Integer, ref("department.id", "CASCADE"), primary_key=True),
        needed("employee_id", sa.Integer, ref("employee.id", "CASCADE"), primary_key=True),
        needed("position", sa.Integer),
    )
    op.create_table(
        "did",
        key(),
        needed("company_id", sa.Integer, ref("company.id"), index=True),
        needed("number", sa.String, unique=True),
        needed("is_main", sa.Boolean),
        maybe("department_id", sa.Integer, ref("department.id")),
        maybe("employee_id", sa.Integer, ref("employee.id")),
    )


def _people() -> None:
    op.create_table(
        "account",
        key(),
        needed("telegram_id", sa.BigInteger, unique=True),
        needed("name", sa.String),
        needed("language", sa.String),
        needed("reachable", sa.Boolean),
    )
    op.create_table(
        "membership",
        key(),
        needed("account_id", sa.Integer, ref("account.id")),
        needed("company_id", sa.Integer, ref("company.id"), index=True),
        needed("role", WORD),
        maybe("employee_id", sa.Integer, ref("employee.id", "SET NULL"), index=True),
        sa.UniqueConstraint("account_id", "company_id"),
    )
    op.create_table(
        "invite",
        key(),
        needed("company_id", sa.Integer, ref("company.id")),
        needed("token_hash", sa.String, unique=True),
        needed("role", WORD),
        maybe("employee_id", sa.Integer, ref("employee.id", "CASCADE")),
        needed("expires_at", TIME),
        maybe("used_at", TIME),
    )


def _melodies() -> None:
    op.create_table(
        "melody",
        key(),
        needed("company_id", sa.Integer, ref("company.id"), index=True),
        needed("name", sa.String),
        needed("file", sa.String, unique=True),
        needed("seconds", sa.Double),
        needed("created_at", TIME),
    )
    op.create_table(
        "melody_slot",
        needed("company_id", sa.Integer, ref("company.id"), primary_key=True),
        needed("slot", sa.String, primary_key=True),
        needed("melody_id", sa.Integer, ref("melody.id"), index=True),
    )


def _calls() -> None:
    op.create_table(
        "call",
        key(),
        needed("company_id", sa.Integer, ref("company.id")),
        maybe("did_id", sa.Integer, ref("did.id", "SET NULL")),
        needed("leg_id", sa.String, unique=True),
        needed("caller", sa.String),
        needed("dialled", sa.String),
        needed("plan", sa.JSON),
        needed("progress", WORD),
        maybe("outcome", WORD),
        maybe("employee_id", sa.Integer, ref("employee.id", "SET NULL")),
        needed("peer_leg_id", sa.String),
        needed("started_at", TIME),
        maybe("answered_at", TIME),
        maybe("ended_at", TIME),
    )
    open_ones("call", "ended_at", "started_at")
    op.create_table(
        "voicemail",
        key(),
        needed("company_id", sa.Integer, ref("company.id")),
        needed("call_id", sa.Integer, ref("call.id"), index=True),
        maybe("employee_id", sa.Integer, ref("employee.id", "SET NULL")),
        needed("recording", sa.String, unique=True),
        needed("file", sa.String),
        needed("seconds", sa.Double),
        needed("created_at", TIME),
        maybe("heard_at", TIME),
        needed("telegram_file_id", sa.String),
        sa.Index(None, "company_id", "created_at", "id"),
        sa.Index(None, "employee_id", "created_at", "id"),
    )
    open_ones("voicemail", "heard_at", "company_id", "employee_id")


def _updates_and_parcels() -> None:
    op.create_table(
        "inbox",
        needed("update_id", sa.BigInteger, primary_key=True, autoincrement=False),
        needed("chat_id", sa.BigInteger),
        needed("body", sa.JSON),
        needed("received_at", TIME),
        maybe("effect_at", TIME),
        maybe("handled_at", TIME),
        sa.Index(None, "handled_at", "update_id"),
    )
    op.create_table(
        "outbox",
        key(),
        needed("dedupe_key", sa.String, unique=True),
        needed("kind", sa.String),
        needed("account_id", sa.Integer, ref("account.id")),
        needed("payload", sa.JSON),
        needed("priority", sa.Integer),
        needed("due_at", TIME),
        needed("attempts", sa.Integer),
        maybe("done_at", TIME),
        needed("failure", sa.String),
    )
    open_ones("outbox", "done_at", "priority", "due_at")
    op.create_table(
        "chat_state",
        needed("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        needed("state", sa.String),
        needed("data", sa.JSON),
        maybe("screen_message_id", sa.Integer),
        needed("screen_nonce", sa.String),
    )
    op.create_table("secret", needed("name", sa.String, primary_key=True), needed("value", sa.LargeBinary))


def downgrade() -> None:
    parcels_and_updates = ("secret", "chat_state", "outbox", "inbox")
    calls_and_people = ("voicemail", "call", "melody_slot", "melody", "invite", "membership", "account")
    company = ("did", "department_member", "employee", "department", "company")
    for table in (*parcels_and_updates, *calls_and_people, *company):
        op.drop_table(table)
