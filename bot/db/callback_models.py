"""Promised calls back to clients: each a row, whatever becomes of the program."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base
from bot.domain.callbacks import Ending, Stage

OPEN = text("closed_at IS NULL")


class CallbackRequest(Base):
    """A client who has pressed 1. `place` in the line is the id of the call with which they first came.

    `due_at` and `until`: between them the next attempt is to begin. `call_id`: the last attempt's call, written down
    before the client is dialled. `wanted_by`: the employee who wants to make it. `met`: they have talked otherwise.
    """

    __tablename__ = "callback_request"
    __table_args__ = (
        Index(None, "company_id", "client", "asked_at"),
        Index("ix_callback_request_asked", "company_id", "asked_at"),
        Index(
            "uq_callback_request_open",
            "department_id",
            "client",
            unique=True,
            sqlite_where=OPEN,
            postgresql_where=OPEN,
        ),
        Index("ix_callback_request_place", "place", sqlite_where=OPEN, postgresql_where=OPEN),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id", ondelete="SET NULL"), index=True)
    client: Mapped[str]
    place: Mapped[int]
    asked_at: Mapped[datetime]
    stage: Mapped[Stage] = mapped_column(default=Stage.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)  # how often the client has been dialled
    due_at: Mapped[datetime]
    until: Mapped[datetime]
    wanted_by: Mapped[int | None] = mapped_column(ForeignKey("employee.id", ondelete="SET NULL"))
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"), unique=True)
    met: Mapped[bool] = mapped_column(default=False)
    changes: Mapped[int] = mapped_column(default=0)  # how often something has become of it
    ending: Mapped[Ending | None]
    closed_at: Mapped[datetime | None]


class CallbackCard(Base):
    """The message in somebody's chat that shows a request, edited as it goes on."""

    __tablename__ = "callback_card"
    request_id: Mapped[int] = mapped_column(ForeignKey("callback_request.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    message_id: Mapped[int] = mapped_column(BigInteger)
