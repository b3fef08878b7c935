"""The screen of a chat is part of what is known of it: read once and written once at a tap."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0014"


def upgrade() -> None:
    with op.batch_alter_table("chat_state") as table:
        table.drop_column("screen_message_id")
        table.drop_column("screen_nonce")


def downgrade() -> None:
    with op.batch_alter_table("chat_state") as table:
        table.add_column(sa.Column("screen_message_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("screen_nonce", sa.String(), nullable=False, server_default=""))
