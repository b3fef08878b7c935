"""The tables of calls that are ordered, of whom we dial, and of who called a client last."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, open_ones, words
from bot.domain.orders import Why
from bot.ports import Outcome

IN_HAND = text("done_at IS NULL")


class OrderedCall(Base):
    """A call that somebody ordered. It is begun once: `call_id` is set in the transaction that opens its call."""

    __tablename__ = "ordered_call"
    __table_args__ = (
        open_ones("done_at", "due_at"),
        Index(
            "uq_ordered_call_in_hand",
            "company_id",
            "client",
            unique=True,
            sqlite_where=IN_HAND,
            postgresql_where=IN_HAND,
        ),
        Index(None, "company_id", "asked_at"),
        Index(None, "company_id", "client", "asked_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id", ondelete="SET NULL"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))  # who asked, and is told what came of it
    client: Mapped[str]
    why: Mapped[Why] = mapped_column(words(Why))
    voice: Mapped[str]  # the file's name in the folder of spoken answers; "" for a talk
    asked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"), unique=True)
    done_at: Mapped[datetime | None]
    outcome: Mapped[Outcome | None]


class DiallingRow(Base):
    """What a company allows to be dialled. No row: the defaults of `domain/dialling.py`."""

    __tablename__ = "dialling"
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), primary_key=True)
    regions: Mapped[str]  # "BY RU", sorted


class Redial(Base):
    """The employee whose call a client did not take: a client who calls back is led to them, once."""

    __tablename__ = "redial"
    __table_args__ = (Index(None, "company_id", "called_at"),)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), primary_key=True)
    client: Mapped[str] = mapped_column(primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id", ondelete="CASCADE"), index=True)
    called_at: Mapped[datetime]  # when that call ended


class OptionAmount(Base):
    """A number that is set for an option. No row: the catalogue's default."""

    __tablename__ = "option_amount"
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), primary_key=True)
    option_key: Mapped[str] = mapped_column(primary_key=True)
    amount_key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]
