"""A company with real books on a local switchboard; the program lives, is killed, and lives again on what is left."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from bot.calls.callbacks import Callbacks
from bot.calls.desk import Desk
from bot.calls.floor import Floor
from bot.calls.line import Line
from bot.db.callback_models import CallbackRequest
from bot.db.models import Account, Company, Department, DepartmentMember, Did, Employee, Membership
from bot.db.money_models import HoldingRow
from bot.db.store import Store
from bot.domain.billing import Charge
from bot.domain.callbacks import Ending, Stage
from bot.domain.catalogue import CATALOGUE
from bot.domain.effects import CallKind
from bot.domain.queueing import Strategy
from bot.domain.roles import Role
from bot.domain.sounds import BEEP, RINGBACK, callback_announcement, callback_thanks, hold_music, prompt
from bot.pbx.local.switchboard import LocalSwitchboard
from bot.ports import PhoneState
from bot.services.book import CompanyBook
from bot.services.holdings import follow
from bot.services.placing import Placing
from bot.services.promises import KeptPromises, follow_callbacks
from tests.audio import FakeSounds, tone, write_wav
from tests.calls.fakes import FakeAudio
from tests.calls.world import Handset
from tests.virtual import VirtualClock

SALES, CLIENT, SECOND, THIRD = "+79923855259", "+79001234567", "+79007654321", "+79005556677"
FOLLOWERS = (follow_callbacks,)
FAR = timedelta(days=1)


@dataclass
class Jumping:
    """`Clock` that somebody sets forward and back."""

    of: VirtualClock
    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        return self.of.now() + self.ahead


@dataclass
class Town:
    """What outlives a life of the program: its database and files, the clock, and who was dialled."""

    folder: Path
    clock: Jumping = field(default_factory=lambda: Jumping(VirtualClock()))
    dialled: list[tuple[float, str, str]] = field(default_factory=list)  # (when, number, leg) of every dial to a client

    @property
    def store(self) -> Store:
        return self._store

    async def found(self) -> None:
        """A department of two that announces calls back, and that people wait for."""
        self._store = Store.open(f"sqlite:///{self.folder}/gudok.db")
        await self._store.migrate()
        async with self._store.write() as session:
            company = Company(key="town", name="Town", time_zone="Europe/Moscow", language="ru")
            session.add(company)
            await session.flush()
            self.company = company.id
            people = [
                Employee(company_id=company.id, name=phone, number=f"+7900111{phone}0", phone=phone, email="")
                for phone in ("101", "102")
            ]
            sales = Department(
                company_id=company.id, name="Sales", ring_seconds=10, wait_seconds=600, announce_callback=True
            )
            session.add_all([*people, sales])
            await session.flush()
            self.sales, self.people = sales.id, {one.phone: one.id for one in people}
            session.add(Did(company_id=company.id, number=SALES, is_main=True, department_id=sales.id))
            session.add_all(
                [
                    DepartmentMember(department_id=sales.id, employee_id=one.id, position=place)
                    for place, one in enumerate(people)
                ]
            )
            boss = Account(telegram_id=1, name="Boss", language="ru", reachable=True)
            session.add(boss)
            await session.flush()
            self.admin = boss.id
            session.add(Membership(account_id=boss.id, company_id=company.id, role=Role.ADMIN, employee_id=None))
            await follow(session, company, self.clock.now() - FAR)
            held = {"key": "callback", "of": 0, "since": self.clock.now() - FAR, "until": None}
            session.add(HoldingRow(company_id=company.id, kind=Charge.OPTIONS, **held))

    async def close(self) -> None:
        await self._store.close()

    async def set(self, **columns: Any) -> None:
        """The department's settings."""
        async with self._store.write() as session:
            department = await session.get_one(Department, self.sales)
            for name, value in columns.items():
                setattr(department, name, value)

    async def requests(self) -> list[CallbackRequest]:
        async with self._store.read() as session:
            return list(await session.scalars(select(CallbackRequest).order_by(CallbackRequest.id)))

    async def rows(self, query: str) -> list[tuple[Any, ...]]:
        async with self._store.read() as session:
            return [tuple(row) for row in await session.execute(text(query))]

    def sounds(self) -> FakeSounds:
        names = {
            hold_music(self.company): 440.0,
            callback_announcement(self.company): 800.0,
            callback_thanks(self.company): 900.0,
            prompt("leave-message", "ru"): 660.0,
            prompt("goodbye", "ru"): 550.0,
            BEEP: 1000.0,
            RINGBACK: 425.0,
        }
        return FakeSounds({name: write_wav(self.folder / f"{hz:g}.wav", tone(hz, 1.0)) for name, hz in names.items()})


class Watched(LocalSwitchboard):
    """Notes every call to somebody outside."""

    town: Town

    async def ring(self, phone: str, *, leg_id: str, caller_id: str, seconds: float, **more: Any) -> Any:
        if phone.startswith("+"):
            self.town.dialled.append((asyncio.get_running_loop().time(), phone, leg_id))
        return await super().ring(phone, leg_id=leg_id, caller_id=caller_id, seconds=seconds, **more)


@dataclass
class Life:
    """One life of the program."""

    town: Town
    pbx: Watched
    desk: Desk
    book: CompanyBook
    callbacks: Callbacks
    running: asyncio.Task[None]
    handsets: dict[str, Handset] = field(default_factory=dict)

    @property
    def floor(self) -> Floor:
        return self.desk.line.floor

    def handset(self, number: str) -> Handset:
        if number not in self.handsets:
            self.handsets[number] = Handset(self.pbx.plug(number))
        return self.handsets[number]

    async def dials(self, number: str = CLIENT, did: str = SALES) -> Handset:
        client = self.handset(number)
        client.phone.dial(did)
        await client.until(PhoneState.TALKING)
        return client

    async def asks(self, number: str = CLIENT) -> Handset:
        """Waits for the announcement, presses 1, hears thanks; everybody has to be busy meanwhile."""
        client = await self.dials(number)
        await asyncio.sleep(31.2)
        client.phone.press("1")
        await client.until(PhoneState.IDLE)
        return client

    async def answers(self, phone: str) -> Handset:
        handset = self.handset(phone)
        await handset.until(PhoneState.RINGING)
        handset.phone.answer()
        await handset.until(PhoneState.TALKING)
        return handset

    def busy(self, phone: str) -> Any:
        """They are on the phone in this block."""
        from bot.domain.plan import Person

        return self.floor.calling(Person(self.town.people[phone], phone))

    def put_down(self) -> None:
        for handset in self.handsets.values():
            handset.put_down()


async def born(town: Town) -> Life:
    pbx = Watched(town.sounds(), town.folder / "pbx")
    pbx.town = town
    for folder in ("messages", "talks"):
        (town.folder / folder).mkdir(exist_ok=True)
    book = CompanyBook(town.store, town.clock, town.folder / "messages", CATALOGUE, FOLLOWERS)
    desk = Desk(Line(pbx, book, FakeAudio(), Floor(), town.folder / "messages", town.folder / "talks"))
    for number in (*town.people, CLIENT, SECOND, THIRD):
        pbx.plug(number)
    await desk.start()
    promises = KeptPromises(town.store, town.clock, Placing(CATALOGUE, FOLLOWERS))
    callbacks = Callbacks(promises, desk, town.clock)
    life = Life(town, pbx, desk, book, callbacks, asyncio.create_task(callbacks.run()))
    for number in (*town.people, CLIENT, SECOND, THIRD):
        life.handset(number)
    return life


async def killed(life: Life) -> None:
    """At once: nothing that was under way writes anything any more; its telephones go dead."""
    live = [life.running, *life.desk._stories.tasks]
    for task in live:
        task.cancel()
    await asyncio.gather(*live, return_exceptions=True)
    life.put_down()


@asynccontextmanager
async def lived(town: Town) -> AsyncIterator[Life]:
    life = await born(town)
    yield life
    life.running.cancel()
    await asyncio.gather(life.running, return_exceptions=True)
    await life.desk.stop()
    life.put_down()


OUTGOING, IN_TURN = CallKind.OUTGOING, Strategy.IN_TURN


async def asked(life: Life, *clients: str) -> None:
    """Everybody is busy while they ask, one after another."""
    with life.busy("101"), life.busy("102"):
        for client in clients:
            await life.asks(client)
        await asyncio.sleep(10)


async def states(life: Life) -> list[tuple[Stage, int, Ending | None]]:
    return [(row.stage, row.attempts, row.ending) for row in await life.town.requests()]
