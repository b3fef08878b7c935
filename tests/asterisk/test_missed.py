"""What is a missed call (N3) over Asterisk, with SIPp as the client: told of in the chat as one card, or not at all."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.db.models import Employee
from bot.db.rule_models import RuleRow
from bot.domain.rules import Rule, Way
from bot.ports import PhoneState
from bot.services.rule_rows import values_of
from tests.asterisk.firm import COMPANY, RING, Firm
from tests.asterisk.house import until
from tests.asterisk.sipp import sipp
from tests.contract.person import Person
from tests.road.house import DIRECT, SALES, House

pytestmark = [pytest.mark.asterisk, pytest.mark.real_time]

PETROVA = "    phone: 102\n"
QUICK = COMPANY.replace(PETROVA, f"{PETROVA}    ring_seconds: {RING}\n")
CARD = "Пропущенный\n+7 900 123-45-67 → вам"
OF_COLLEAGUE = "Пропущенный · Иванов Иван\n101 → вам"


@pytest.fixture
def company() -> str:
    return QUICK


async def calls(ours: Firm, did: str, seconds: float) -> None:
    """A client who hangs up so long after the PBX has answered."""
    async with sipp("caller_hangs_up", ours.asterisk, pause=seconds, did=did.removeprefix("+")) as client:
        await client.done()


async def hangs_up_a_second_before(ours: Firm) -> None:
    await calls(ours, DIRECT, RING - 1)


async def hangs_up_a_second_after(ours: Firm) -> None:
    await calls(ours, DIRECT, RING + 1)


async def is_declined(ours: Firm) -> None:
    async with Person(ours.line.plug("102")) as petrova:
        client = asyncio.create_task(calls(ours, DIRECT, RING + 1))
        await petrova.sees(PhoneState.RINGING)
        petrova.phone.decline()
        await client


async def the_line_rings_out(ours: Firm) -> None:
    await calls(ours, SALES, RING + 3)


async def a_colleague_rings_out(ours: Firm) -> None:
    async with Person(ours.line.plug("101")) as ivanov:
        ivanov.phone.dial("102")
        await asyncio.sleep(RING + 1)
        ivanov.phone.hang_up()
        await ivanov.sees(PhoneState.IDLE)


TOLD: dict[Callable[[Firm], Awaitable[None]], list[str]] = {
    hangs_up_a_second_before: [],
    hangs_up_a_second_after: [CARD],
    is_declined: [],
    the_line_rings_out: [],
    a_colleague_rings_out: [OF_COLLEAGUE],
}


@pytest.mark.parametrize("what", TOLD, ids=lambda what: what.__name__)
async def test_what_is_told_of(ours: Firm, what: Callable[[Firm], Awaitable[None]]) -> None:
    async with ours.bot() as house:
        await told_by_card(house)
        await what(ours)
        await until(lambda: house.rows("call WHERE ended_at IS NOT NULL"), 5)
        await until(lambda: nothing_is_owed(house), 5)
        texts = [message.get("text", "") for message in await house.petrova.heard()]
        assert [text.rpartition("\n")[0] for text in texts if text.startswith("Пропущенный")] == TOLD[what]


async def told_by_card(house: House) -> None:
    """Petrova, at telephone 102, hears of everything that she misses."""
    async with house.app.services.store.write() as session:
        petrova = (await session.scalars(select(Employee).where(Employee.phone == "102"))).one()
        rule = values_of(Rule(petrova.id, ways=frozenset({Way.TELEGRAM})))
        session.add(RuleRow(company_id=house.company, created_at=datetime(2026, 1, 1, tzinfo=UTC), **rule))


async def nothing_is_owed(house: House) -> bool:
    return not await house.rows("outbox WHERE done_at IS NULL")
