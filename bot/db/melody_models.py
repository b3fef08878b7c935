"""The tables of melodies on their way: a song that waits for a yes, a change that the PBX has not confirmed yet."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base


class PendingSong(Base):
    """A song that its sender has heard and not accepted yet, one for each sender; a new one takes its place."""

    __tablename__ = "pending_song"
    __table_args__ = (UniqueConstraint("company_id", "account_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    place: Mapped[str]  # a slot's key, or "employees"
    name: Mapped[str]
    rename: Mapped[str]  # the name that it gets, as its own breaks the rule of file names; "" if it does not
    file: Mapped[str] = mapped_column(unique=True)
    seconds: Mapped[float]
    created_at: Mapped[datetime]


class UnconfirmedMelody(Base):
    """A slot whose change the PBX has not confirmed yet: `account_id` is told when it does."""

    __tablename__ = "unconfirmed_melody"
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), primary_key=True)
    slot: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime]
