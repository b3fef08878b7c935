"""The tables of notification rules and of the company's clients."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, words
from bot.domain.rules import Callers, Timing, When


class RuleRow(Base):
    """One person's rule. Times of day are minutes from midnight; `weekdays` has bit n for day n, Monday is 0."""

    __tablename__ = "rule"
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id", ondelete="CASCADE"), index=True)
    voicemail: Mapped[bool]
    missed: Mapped[bool]
    times: Mapped[When] = mapped_column(words(When))
    weekdays: Mapped[int]
    period_from: Mapped[int]
    period_to: Mapped[int]
    callers: Mapped[Callers] = mapped_column(words(Callers))
    telegram: Mapped[bool]
    email: Mapped[bool]
    timing: Mapped[Timing] = mapped_column(words(Timing))
    quiet_from: Mapped[int]
    quiet_to: Mapped[int]
    digest_at: Mapped[int]
    created_at: Mapped[datetime]


class RuleNumber(Base):
    """A caller of a rule for given numbers."""

    __tablename__ = "rule_number"
    rule_id: Mapped[int] = mapped_column(ForeignKey("rule.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[str] = mapped_column(primary_key=True)


class ContactRow(Base):
    """A client of a company. `sorting`: the name as it is sorted and searched by, which no database does alike."""

    __tablename__ = "contact"
    __table_args__ = (UniqueConstraint("company_id", "number"), Index(None, "company_id", "sorting", "id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    number: Mapped[str]
    name: Mapped[str]
    sorting: Mapped[str]
    vip: Mapped[bool]
