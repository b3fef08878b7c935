"""Messages to clients, SMS packs, clients in Telegram, webhooks."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

TIME = sa.DateTime(timezone=True)
WORD = sa.String(16)  # of a StrEnum


def upgrade() -> None:
    _settings()
    _messages()
    _clients()


def _settings() -> None:
    op.create_table(
        "client_notice",
        sa.Column("company_id", sa.Integer, sa.ForeignKey("company.id"), primary_key=True),
        sa.Column("scenario", WORD, primary_key=True),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("sms", sa.Boolean, nullable=False),
        sa.Column("telegram", sa.Boolean, nullable=False),
        sa.Column("months", sa.Integer, nullable=False),
    )
    op.create_table(
        "sms_stock",
        sa.Column("company_id", sa.Integer, sa.ForeignKey("company.id"), primary_key=True),
        sa.Column("pack_key", sa.String, nullable=False),
        sa.Column("left", sa.Integer, nullable=False),
        sa.Column("of", sa.Integer, nullable=False),
        sa.Column("purchases", sa.Integer, nullable=False),
        sa.Column("free_on", sa.Date),
        sa.Column("told", sa.Boolean, nullable=False),
    )
    op.create_table(
        "webhook",
        sa.Column("company_id", sa.Integer, sa.ForeignKey("company.id"), primary_key=True),
        sa.Column("url", sa.String, nullable=False),
        sa.Column("secret", sa.String, nullable=False),
    )


def _messages() -> None:
    op.create_table(
        "client_message",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("company_id", sa.Integer, sa.ForeignKey("company.id"), nullable=False),
        sa.Column("call_id", sa.Integer, sa.ForeignKey("call.id"), nullable=False, unique=True),
        sa.Column("number", sa.String, nullable=False),
        sa.Column("address", sa.String, nullable=False),
        sa.Column("scenario", WORD, nullable=False),
        sa.Column("channel", WORD, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
    )
    latest = ["company_id", "number", "scenario", "created_at"]
    op.create_index("ix_client_message_company_id_number_scenario_created_at", "client_message", latest)
    op.create_index("ix_client_message_company_id_created_at_id", "client_message", ["company_id", "created_at", "id"])
    op.create_table(
        "sms_part",
        sa.Column("message_id", sa.Integer, sa.ForeignKey("client_message.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("network_id", sa.String, nullable=False),
        sa.Column("state", WORD, nullable=False),
    )
    op.create_index("ix_sms_part_network_id", "sms_part", ["network_id"])
    op.create_table(
        "client_card",
        sa.Column("company_id", sa.Integer, sa.ForeignKey("company.id"), primary_key=True),
        sa.Column("number", sa.String, primary_key=True),
        sa.Column("direction", WORD, primary_key=True),
        sa.Column("sent_on", sa.Date, nullable=False),
    )


def _clients() -> None:
    op.create_table(
        "linked_client",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("company_id", sa.Integer, sa.ForeignKey("company.id"), nullable=False),
        sa.Column("telegram_id", sa.BigInteger, nullable=False),
        sa.Column("number", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("stopped_at", TIME),
        sa.UniqueConstraint("company_id", "telegram_id"),
    )
    op.create_index("ix_linked_client_company_id_number", "linked_client", ["company_id", "number"])


def downgrade() -> None:
    for table in ("linked_client", "client_card", "sms_part", "client_message", "webhook", "sms_stock"):
        op.drop_table(table)
    op.drop_table("client_notice")
