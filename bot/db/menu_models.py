"""Voice menus and working time: what a company's callers are led by."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base


class ScheduleLine(Base):
    """A line of the schedule that is not the default: a weekday ("mon"), "holidays", or a date ("2026-12-31")."""

    __tablename__ = "schedule_line"
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]  # as `bot/domain/schedule_lines.py` writes it
