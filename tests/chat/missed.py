"""Calls of «Ромашка» that end one way or another, over the real book; and who is to be told of them."""

from datetime import UTC, datetime

from sqlalchemy import update

from bot.db.models import Employee
from bot.db.rule_models import RuleRow
from bot.domain.recordings import voicemail_name
from bot.domain.rules import Rule
from bot.ports import LeftMessage, Outcome
from bot.services.book import CompanyBook
from bot.services.notices import Notices
from bot.services.rule_rows import values_of
from tests.audio import tone, write_wav
from tests.chat.world import World
from tests.services.firm import DIRECT, MAIN

CLIENT, OTHER_CLIENT = "+79001234567", "+79005556677"
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


class Calls:
    """Ivanov's and Petrova's calls. `book` is the real one, its followers are those under test."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._legs = 0
        self.book = CompanyBook(world.store, world.clock, world.data / "voicemail", followers=(Notices(world.clock),))

    async def misses(self, caller: str = CLIENT, dialled: str = DIRECT, phone: str = "") -> int:
        """Nobody picks up until the time is over."""
        return await self._ends(caller, dialled, Outcome.MISSED, phone)

    async def leaves_message(self, caller: str = CLIENT, seconds: float = 2.0) -> int:
        """For Ivanov, after the ring."""
        call = await self.rings(caller, DIRECT)
        name = voicemail_name(call)
        file = write_wav(self._world.data / "voicemail" / f"{name}.wav", tone(440, seconds))
        await self.book.message_left(call, LeftMessage(file, seconds, self._world.firm.ivanov, name))
        return call

    async def gives_up(self, caller: str = CLIENT, dialled: str = DIRECT) -> int:
        """The caller hangs up first."""
        return await self._ends(caller, dialled, Outcome.ABANDONED)

    async def rings(self, caller: str = CLIENT, dialled: str = MAIN, phone: str = "") -> int:
        """A call that is not over."""
        self._legs += 1
        call = await self.book.open(f"leg-{self._legs}", caller, dialled, phone)
        assert call
        return call.id

    async def talks(self, employee: int, call: int, seconds: float = 190) -> None:
        """From now on, for so long."""
        await self.book.answered(call, employee, f"peer-{call}")
        self._world.clock.advance(seconds=seconds)
        await self.book.ended(call, Outcome.ANSWERED)

    async def _ends(self, caller: str, dialled: str, outcome: Outcome, phone: str = "") -> int:
        call = await self.rings(caller, dialled, phone)
        await self.book.ended(call, outcome)
        return call


async def tell(world: World, employee: int, email: str = "", **rule: object) -> None:
    """A rule for that employee, of everything at once unless it says otherwise."""
    async with world.store.write() as session:
        values = values_of(Rule(employee, **rule))  # type: ignore[arg-type]
        session.add(RuleRow(company_id=world.firm.company, created_at=LONG_AGO, **values))
        if email:
            await session.execute(update(Employee).where(Employee.id == employee).values(email=email))
