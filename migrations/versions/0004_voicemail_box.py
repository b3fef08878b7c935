"""Voicemail box: forwarding of employees, the bin, search, whose message it is when a number is handed over."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

TIME = sa.DateTime(timezone=True)
WORD = sa.String(16)  # of a StrEnum
KEPT, BIN = "deleted_at IS NULL", "deleted_at IS NOT NULL"
NEW = "heard_at IS NULL AND deleted_at IS NULL"
LISTS = {
    "ix_voicemail_company_id_created_at_id": (["company_id", "created_at", "id"], KEPT),
    "ix_voicemail_employee_id_created_at_id": (["employee_id", "created_at", "id"], KEPT),
    "ix_voicemail_company_id_employee_id": (["company_id", "employee_id"], NEW),
    "ix_voicemail_company_id_digits": (["company_id", "digits"], KEPT),
    "ix_voicemail_company_id_tail": (["company_id", "tail"], KEPT),
    "ix_voicemail_company_id_dialled": (["company_id", "dialled"], KEPT),
    "ix_voicemail_company_id_deleted_at": (["company_id", "deleted_at"], BIN),
    "ix_voicemail_deleted_at": (["deleted_at"], BIN),
}
LISTS_BEFORE = {
    "ix_voicemail_company_id_created_at_id": (["company_id", "created_at", "id"], None),
    "ix_voicemail_employee_id_created_at_id": (["employee_id", "created_at", "id"], None),
    "ix_voicemail_company_id_employee_id": (["company_id", "employee_id"], "heard_at IS NULL"),
}


def upgrade() -> None:
    with op.batch_alter_table("employee") as table:
        table.add_column(sa.Column("forwarding", WORD, nullable=False, server_default="no-answer"))
        table.add_column(sa.Column("ring_seconds", sa.Integer, nullable=False, server_default="20"))
        table.add_column(sa.Column("handed_over_at", TIME))
    with op.batch_alter_table("membership") as table:
        table.add_column(sa.Column("employee_since", TIME))
    _drop_indexes(LISTS_BEFORE)
    with op.batch_alter_table("voicemail") as table:
        for column in ("digits", "tail", "dialled"):
            table.add_column(sa.Column(column, sa.String, nullable=False, server_default=""))
        table.add_column(sa.Column("deleted_at", TIME))
    _numbers_of_calls()
    _create_indexes(LISTS)


def downgrade() -> None:
    _drop_indexes(LISTS)
    with op.batch_alter_table("voicemail") as table:
        for column in ("deleted_at", "dialled", "tail", "digits"):
            table.drop_column(column)
    _create_indexes(LISTS_BEFORE)
    with op.batch_alter_table("membership") as table:
        table.drop_column("employee_since")
    with op.batch_alter_table("employee") as table:
        for column in ("handed_over_at", "ring_seconds", "forwarding"):
            table.drop_column(column)


def _numbers_of_calls() -> None:
    """Of messages that are here already."""
    rows = "SELECT voicemail.id, call.caller, call.dialled FROM voicemail JOIN call ON call.id = voicemail.call_id"
    connection = op.get_bind()
    put = sa.text("UPDATE voicemail SET digits = :digits, tail = :tail, dialled = :dialled WHERE id = :id")
    for id_, caller, dialled in connection.execute(sa.text(rows)).all():
        digits = "".join(sign for sign in caller if sign.isdecimal())
        connection.execute(put, {"id": id_, "digits": digits, "tail": digits[::-1], "dialled": dialled})


def _create_indexes(indexes: dict[str, tuple[list[str], str | None]]) -> None:
    for name, (columns, where) in indexes.items():
        rows = sa.text(where) if where else None
        op.create_index(name, "voicemail", columns, sqlite_where=rows, postgresql_where=rows)


def _drop_indexes(indexes: dict[str, tuple[list[str], str | None]]) -> None:
    for name in indexes:
        op.drop_index(name, "voicemail")
