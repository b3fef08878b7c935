"""The tables of tariff and options: what is held and charged, and who changed what."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base
from bot.domain.billing import Charge

STILL_HELD = text("until IS NULL")


class HoldingRow(Base):
    """Something charged by the day, from when to when. An option is on while it is held."""

    __tablename__ = "holding"
    __table_args__ = (
        Index(None, "company_id", "until"),
        Index(
            "uq_holding_held",
            "company_id",
            "kind",
            "key",
            "of",
            unique=True,
            sqlite_where=STILL_HELD,
            postgresql_where=STILL_HELD,
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    kind: Mapped[Charge]
    key: Mapped[str]  # the tariff's or the option's; "" for employees and Dids
    of: Mapped[int]  # the employee or Did, gone perhaps; 0 for the company itself (NULLs would all be different)
    since: Mapped[datetime]
    until: Mapped[datetime | None]


class OptionFlag(Base):
    """A tick of an option that somebody has touched. No row: the catalogue's default."""

    __tablename__ = "option_flag"
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), primary_key=True)
    option_key: Mapped[str] = mapped_column(primary_key=True)
    flag_key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bool]


class Ledger(Base):
    """Charges by the day, and payments, both in positive kopecks. The database refuses to change or delete a row."""

    __tablename__ = "ledger"
    __table_args__ = (UniqueConstraint("company_id", "day", "kind", "item"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    day: Mapped[date]
    kind: Mapped[str]  # a `Charge`, or PAYMENT
    item: Mapped[str]  # the tariff's or the option's key; of a payment its note
    count: Mapped[int]
    kopecks: Mapped[int] = mapped_column(BigInteger)


PAYMENT = "payment"


class History(Base):
    """A change that somebody made. `account_id` None: the program, or a company file."""

    __tablename__ = "history"
    __table_args__ = (Index(None, "company_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("history.id"), unique=True)
