"""Storage: automatic packs, recordings that have made room."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

INDEXES = {
    "ix_recording_company_id_created_at_id_bytes": (["company_id", "created_at", "id", "bytes"], "deleted_at IS NULL"),
    "ix_recording_company_id_deleted_at_id": (["company_id", "deleted_at", "id"], "deleted_at IS NOT NULL"),
}


def upgrade() -> None:
    with op.batch_alter_table("company") as table:
        table.add_column(sa.Column("auto_packs", sa.Boolean, nullable=False, server_default=sa.false()))
    with op.batch_alter_table("recording") as table:
        table.add_column(sa.Column("deleted_at", sa.DateTime(timezone=True)))
    for name, (columns, condition) in INDEXES.items():
        rows = sa.text(condition)
        op.create_index(name, "recording", columns, sqlite_where=rows, postgresql_where=rows)


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, "recording")
    with op.batch_alter_table("recording") as table:
        table.drop_column("deleted_at")
    with op.batch_alter_table("company") as table:
        table.drop_column("auto_packs")
