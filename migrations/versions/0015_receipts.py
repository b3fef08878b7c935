"""Messages by whom they went to: a receipt may know no more than that."""

from alembic import op

revision = "0015"
down_revision = "0012"


def upgrade() -> None:
    op.create_index("ix_client_message_address_created_at", "client_message", ["address", "created_at"])


def downgrade() -> None:
    op.drop_index("ix_client_message_address_created_at", "client_message")
