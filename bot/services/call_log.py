"""The log of calls, for administrators (O13): `Refused` for everybody else."""

from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Call, Department, Employee, Recording, Voicemail
from bot.db.store import Store
from bot.domain.call_log import CallDetails, CallsPage, LoggedCall, Narrowed, Talk, covered
from bot.domain.cards import Seat
from bot.domain.cards_options import Choice
from bot.domain.errors import N_, Refused
from bot.domain.holdings import day_bounds, day_of
from bot.domain.searching import folded
from bot.ports import Clock
from bot.services.administration import require_admin
from bot.services.call_rows import NEWEST, line, logged, with_names, within

PAGE = 8  # calls on a screen of a phone


class CallLog:
    """Calls and their recordings. `folder` is where the files of those are."""

    def __init__(self, store: Store, clock: Clock, folder: Path) -> None:
        self._store = store
        self._clock = clock
        self._folder = folder

    def today(self, seat: Seat) -> date:
        """The company's."""
        return day_of(self._clock.now(), ZoneInfo(seat.time_zone))

    async def page(self, seat: Seat, day: date, narrowed: Narrowed, page: int) -> CallsPage:
        """A page of that day, or of the month until it when the log is narrowed; the last one when it is beyond."""
        require_admin(seat)
        (first, last), zone = covered(day, narrowed), ZoneInfo(seat.time_zone)
        where = within(seat.company_id, day_bounds(first, zone)[0], day_bounds(last, zone)[1], narrowed)
        async with self._store.read() as session:
            total = await session.scalar(with_names(select(func.count()).select_from(Call)).where(*where)) or 0
            pages = max(1, -(-total // PAGE))
            page = max(0, min(page, pages - 1))
            rows = logged().where(*where).order_by(*NEWEST).limit(PAGE).offset(page * PAGE)
            items = tuple(line(*row) for row in await session.execute(rows))
        return CallsPage(items, page, pages, total, first, last, self.today(seat), narrowed)

    async def one(self, seat: Seat, call_id: int) -> CallDetails:
        """A call of the company; `Refused` for any other, whether it exists or not."""
        require_admin(seat)
        async with self._store.read() as session:
            row = (
                await session.execute(logged().where(Call.id == call_id, Call.company_id == seat.company_id))
            ).one_or_none()
            if row is None:
                raise Refused(N_("This call is not in the log."))
            return await _details(session, line(*row), row[0])

    async def employees(self, seat: Seat) -> tuple[Choice, ...]:
        """Whose calls the log may be narrowed to."""
        require_admin(seat)
        people = select(Employee.id, Employee.name).where(Employee.company_id == seat.company_id)
        async with self._store.read() as session:
            found = await session.execute(people.order_by(Employee.id))
            return tuple(Choice(*row) for row in sorted(found, key=lambda row: folded(row.name)))

    async def recording(self, seat: Seat, recording_id: int) -> tuple[Path, float, LoggedCall]:
        """To play it: the file, its seconds, the call. `Refused` when it is not the company's, or has made room."""
        require_admin(seat)
        mine = select(Recording).where(Recording.id == recording_id, Recording.company_id == seat.company_id)
        async with self._store.read() as session:
            row = await session.scalar(mine)
            if row is None or row.deleted_at:
                raise Refused(N_("This recording is not kept any more."))
            call = (await session.execute(logged().where(Call.id == row.call_id))).one()
            return self._folder / row.file, row.seconds, line(*call)


async def _details(session: AsyncSession, shown: LoggedCall, call: Call) -> CallDetails:
    talks = select(Recording).where(Recording.call_id == call.id).order_by(Recording.id)
    left = select(Voicemail.id).where(Voicemail.call_id == call.id, Voicemail.deleted_at.is_(None))
    named = (
        select(Department.name).where(Department.id == call.department_id).scalar_subquery(),
        select(Employee.name).where(Employee.id == call.employee_id).scalar_subquery(),
    )
    department, employee = (await session.execute(select(*named))).one()
    return CallDetails(
        shown,
        employee or "",
        department or "",
        tuple(Talk(it.id, it.seconds, it.bytes, it.deleted_at) for it in await session.scalars(talks)),
        tuple(await session.scalars(left)),
    )
