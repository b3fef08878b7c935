"""The tables of notices: living cards of missed calls, and what waits for a digest."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, index_where, open_ones, words
from bot.domain.pings import How

LIVING = text("closed_at IS NULL AND client <> ''")


class Ping(Base):
    """One person's card of one client. What has closed it: `how`, `who`, and the call, whose talk may still last."""

    __tablename__ = "ping"
    __table_args__ = (
        Index(
            "uq_ping_living",
            "company_id",
            "client",
            "account_id",
            unique=True,
            sqlite_where=LIVING,
            postgresql_where=LIVING,
        ),
        open_ones("closed_at", "company_id", "client"),
        index_where("closed_at IS NOT NULL", "closed_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id", ondelete="CASCADE"), index=True)
    client: Mapped[str]  # "" for a hidden number: nobody knows whether it is the same one, so that each has a card
    calls: Mapped[int]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    shown_calls: Mapped[int]
    stale_message_id: Mapped[int | None] = mapped_column(BigInteger)
    closed_at: Mapped[datetime | None]
    how: Mapped[How | None] = mapped_column(words(How))
    who: Mapped[str]
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"), index=True)
    seconds: Mapped[float | None]


class DigestLine(Base):
    """A missed call or a voicemail that somebody hears of in their next digest."""

    __tablename__ = "digest_line"
    __table_args__ = (Index(None, "recipient", "due_at"), Index(None, "due_at"))
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), primary_key=True)
    recipient: Mapped[str] = mapped_column(primary_key=True)  # "7" for an account, else a mailbox
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    due_at: Mapped[datetime]


class MailTrouble(Base):
    """When the mail server began to refuse us, and when it did so last. One row at most."""

    __tablename__ = "mail_trouble"
    id: Mapped[int] = mapped_column(primary_key=True)
    since: Mapped[datetime]
    last_at: Mapped[datetime]
