"""Settings of departments within one transaction: their present values, and how they are changed."""

from collections.abc import Callable, Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Department
from bot.domain.errors import N_, Refused
from bot.domain.history import Change, Value, What
from bot.domain.menus import Kind, Target
from bot.domain.queueing import Strategy
from bot.domain.routing import Overflow
from bot.domain.searching import folded

GONE = N_("This department is not in the list any more.")
NAME, OVERFLOW = "name", "overflow"
FLAGS = ("announce_callback", "tell_place")
NUMBERS = ("ring_seconds", "wait_seconds", "capacity", "wrap_up", "announce_seconds")
READ: Mapping[str, Callable[[Value], Strategy | bool | int]] = {
    "strategy": lambda value: Strategy(str(value)),
    **dict.fromkeys(FLAGS, bool),
    **dict.fromkeys(NUMBERS, lambda value: int(str(value))),
}


class DepartmentSettings:
    """Part of `CompanySettings`. A change's key is "the department's id/field"."""

    def __init__(self, session: AsyncSession, company_id: int) -> None:
        self._session = session
        self._company_id = company_id
        self._rows: dict[int, Department] = {}

    async def load(self) -> None:
        """Every department of the company."""
        rows = select(Department).where(Department.company_id == self._company_id)
        self._rows = {row.id: row for row in await self._session.scalars(rows)}

    def value(self, change: Change) -> Value:
        """The present value of what a change is about; None: the department is gone."""
        department_id, field = _about(change)
        row = self._rows.get(department_id)
        return _said(row, field) if row else None

    async def put(self, change: Change) -> None:
        """Bring it to what the change says."""
        department_id, field = _about(change)
        row, wanted = self._ours(department_id), change.after
        if field == NAME:
            row.name = self.free_name(str(wanted), department_id)
        elif field == OVERFLOW:
            kind, _, onward = str(wanted).partition("/")
            row.overflow = Overflow(kind)
            row.overflow_department_id = self._ours(int(onward or 0)).id if kind == Overflow.DEPARTMENT else None
        else:
            setattr(row, field, READ[field](wanted))

    def free_name(self, name: str, department_id: int = 0) -> str:
        """The name, which no other department has, however it is capitalised; `Refused` where one has it."""
        if any(folded(it.name) == folded(name) for it in self._rows.values() if it.id != department_id):
            raise Refused(N_("There is a department “{name}” already."), name=name)
        return name

    def _ours(self, department_id: int) -> Department:
        if department_id not in self._rows:
            raise Refused(GONE)
        return self._rows[department_id]


def setting_change(row: Department, field: str, wanted: Value) -> Change:
    """The change that brings one setting of the department to this."""
    return Change(What.DEPARTMENT_SETTING, _said(row, field), wanted, f"{row.id}/{field}", title=row.name)


def overflow_said(overflow: Overflow, onward: int | None) -> str:
    """The value of a change: where callers go on, as menus say it."""
    return str(Target(Kind.DEPARTMENT, onward or 0)) if overflow is Overflow.DEPARTMENT else overflow.value


def _said(row: Department, field: str) -> Value:
    if field == OVERFLOW:
        return overflow_said(row.overflow, row.overflow_department_id)
    value = getattr(row, field)
    return value if isinstance(value, bool) else str(value)


def _about(change: Change) -> tuple[int, str]:
    department_id, _, field = change.key.partition("/")
    return int(department_id), field
