"""A department of one, Petrova, that people wait for round the clock; and a client to whom it owes a call."""

from datetime import timedelta

from sqlalchemy import delete, select, update

from bot.app import Services, SystemClock
from bot.db.callback_models import CallbackRequest
from bot.db.menu_models import ScheduleLine
from bot.db.models import Account, Call, Department, DepartmentMember, Did, Employee, Membership, Outbox
from bot.db.money_models import HoldingRow
from bot.db.store import Store
from bot.domain.billing import Charge
from bot.domain.callbacks import SETTLE, WINDOW, Ending, Stage
from bot.domain.cards import Seat, Visitor
from bot.domain.roles import Role
from bot.domain.schedule_lines import ROUND_THE_CLOCK, WEEKDAYS
from bot.ports import Outcome, Progress
from bot.services.callbacks import promise
from tests.asterisk.firm import PETROVA
from tests.asterisk.house import until
from tests.road.house import CLIENT, SALES

TO_ITS_END = 30.0  # seconds within which a request is closed, on a machine that has other things to do too


async def petrova_alone(store: Store) -> None:
    await set_line(store, wait_seconds=120, announce_callback=True)
    async with store.write() as session:
        sales = (await session.scalars(select(Did.department_id).where(Did.number == SALES))).one()
        petrova = select(Employee.id).where(Employee.phone == PETROVA).scalar_subquery()
        others = DepartmentMember.department_id == sales, DepartmentMember.employee_id != petrova
        await session.execute(delete(DepartmentMember).where(*others))
        await session.execute(delete(ScheduleLine))
        session.add_all(ScheduleLine(company_id=1, key=day, value=ROUND_THE_CLOCK) for day in WEEKDAYS)
        held = {"key": "callback", "of": 0, "since": SystemClock().now(), "until": None}
        session.add(HoldingRow(company_id=1, kind=Charge.OPTIONS, **held))
        boss = Account(telegram_id=1001, name="Ольга", language="ru", reachable=True)
        session.add(boss)
        await session.flush()
        session.add(Membership(account_id=boss.id, company_id=1, role=Role.ADMIN, employee_id=None))


async def set_line(store: Store, **columns: object) -> None:
    """Settings of the department."""
    async with store.write() as session:
        sales = (await session.scalars(select(Did.department_id).where(Did.number == SALES))).one()
        await session.execute(update(Department).where(Department.id == sales).values(**columns))


async def owe_a_call(store: Store) -> None:
    """The client has pressed 1 a moment ago, and the call is due."""
    asked = SystemClock().now() - SETTLE
    async with store.write() as session:
        sales = (await session.scalars(select(Did.department_id).where(Did.number == SALES))).one()
        call = Call(
            company_id=1,
            leg_id="the-call-in-which-they-asked",
            caller=CLIENT,
            dialled=SALES,
            plan={},
            progress=Progress.ENDED,
            outcome=Outcome.CALLBACK,
            department_id=sales,
            peer_leg_id="",
            started_at=asked,
            ended_at=asked,
        )
        session.add(call)
        await session.flush()
        assert await promise(session, call, sales, asked)


async def not_before(store: Store, seconds: float) -> None:
    """The call is due only then."""
    async with store.write() as session:
        due = SystemClock().now() + timedelta(seconds=seconds)
        await session.execute(update(CallbackRequest).values(due_at=due, until=due + WINDOW))


async def call_now(use: Services) -> None:
    """An administrator does not want the second attempt to wait its five minutes."""
    request = await the_request(use.store)
    await use.callbacks.hurry(Visitor(1, "ru", (Seat(1, "", "Europe/Moscow", Role.ADMIN, None),)), request.id)


async def the_request(store: Store) -> CallbackRequest:
    async with store.read() as session:
        return (await session.scalars(select(CallbackRequest))).one()


async def stands_at(store: Store, stage: Stage, attempts: int, ending: Ending | None = None) -> None:
    """Return when it does."""

    async def there() -> bool:
        row = await the_request(store)
        return (row.stage, row.attempts, row.ending) == (stage, attempts, ending)

    await until(there, TO_ITS_END)


async def is_told(store: Store) -> None:
    """The administrator's card shows what has become of it, or will as soon as their chat is in reach."""
    row = await the_request(store)
    async with store.read() as session:
        keys = (await session.scalars(select(Outbox.dedupe_key).where(Outbox.kind == "callback"))).all()
    assert any(key.startswith(f"callback:{row.id}:{row.changes}:") for key in keys), keys
