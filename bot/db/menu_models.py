"""Voice menus and working time: what a company's callers are led by."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base
from bot.domain.menus import Kind, Target


class MenuRow(Base):
    """A voice menu. Its default action is the key "default" (`menu_key`)."""

    __tablename__ = "menu"
    __table_args__ = (UniqueConstraint("company_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    name: Mapped[str]
    repeats: Mapped[int]
    seconds: Mapped[int]
    barge_in: Mapped[bool]


class Leads:
    """Columns of what leads somewhere: a kind, and the row it is about, if it is about one."""

    kind: Mapped[Kind]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    to_menu_id: Mapped[int | None] = mapped_column(ForeignKey("menu.id"))

    @property
    def target(self) -> Target:
        """As rules see it."""
        return Target(self.kind, self.department_id or self.employee_id or self.to_menu_id or 0)


class MenuKey(Leads, Base):
    """What a key of a voice menu leads to; "default": what happens without one."""

    __tablename__ = "menu_key"
    menu_id: Mapped[int] = mapped_column(ForeignKey("menu.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)


class OffHours(Leads, Base):
    """Where a public number leads while the company does not work. No row: where it always leads."""

    __tablename__ = "off_hours"
    did_id: Mapped[int] = mapped_column(ForeignKey("did.id", ondelete="CASCADE"), primary_key=True)


class ScheduleLine(Base):
    """A line of the schedule that is not the default: a weekday ("mon"), "holidays", or a date ("2026-12-31")."""

    __tablename__ = "schedule_line"
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]  # as `bot/domain/schedule_lines.py` writes it


class OwnHours(Base):
    """A weekday ("mon") on which an employee's hours are not the company's."""

    __tablename__ = "own_hours"
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]  # as in `ScheduleLine`


def columns(target: Target) -> dict[str, object]:
    """A target as the columns of `Leads`."""
    row = {Kind.DEPARTMENT: "department_id", Kind.MENU: "to_menu_id"}.get(target.kind, "employee_id")
    nowhere = dict.fromkeys(("department_id", "employee_id", "to_menu_id"))
    return {"kind": target.kind, **nowhere, row: target.id or None}
