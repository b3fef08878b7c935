"""Which calls are missed (N3), over the whole app: what caller and telephone do, and what comes into a mailbox."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.db.models import Employee
from bot.db.rule_models import RuleRow
from bot.domain.forwarding import RING_SECONDS
from bot.domain.rules import Rule, Way
from bot.ports import PhoneState
from bot.services.rule_rows import values_of
from tests.road.house import DIRECT, SALES, House

ADDRESS = "petrova@example.com"


async def told_by_mail(house: House) -> None:
    """Petrova, at telephone 102, hears of everything that she misses."""
    async with house.app.services.store.write() as session:
        petrova = (await session.scalars(select(Employee).where(Employee.phone == "102"))).one()
        petrova.email = ADDRESS
        rule = values_of(Rule(petrova.id, ways=frozenset({Way.EMAIL})))
        session.add(RuleRow(company_id=house.company, created_at=datetime(2026, 1, 1, tzinfo=UTC), **rule))


async def rings_out(house: House) -> None:
    """The caller waits for the prompt, and says nothing."""
    client = await house.call(DIRECT)
    await asyncio.sleep(RING_SECONDS + 2)
    client.phone.hang_up()


async def hangs_up_a_second_before(house: House) -> None:
    client = await house.call(DIRECT)
    await asyncio.sleep(RING_SECONDS - 1)
    client.phone.hang_up()


async def is_declined(house: House) -> None:
    client = await house.call(DIRECT)
    desk = house.handset("102")
    await desk.until(PhoneState.RINGING)
    desk.phone.decline()
    await asyncio.sleep(3)
    client.phone.hang_up()


async def is_answered(house: House) -> None:
    client = await house.call(DIRECT)
    desk = house.handset("102")
    await desk.until(PhoneState.RINGING)
    desk.phone.answer()
    await client.until(PhoneState.TALKING)
    await asyncio.sleep(2)
    client.phone.hang_up()


async def a_colleague_rings_out(house: House) -> None:
    colleague = house.handset("101")
    colleague.phone.dial("102")
    await asyncio.sleep(RING_SECONDS + 2)
    colleague.phone.hang_up()


async def a_colleague_gives_up(house: House) -> None:
    colleague = house.handset("101")
    colleague.phone.dial("102")
    await asyncio.sleep(RING_SECONDS - 1)
    colleague.phone.hang_up()


async def the_line_rings_out(house: House) -> None:
    client = await house.call(SALES)
    await asyncio.sleep(120)
    client.phone.hang_up()


async def leaves_a_message(house: House) -> None:
    await house.leaves_message(DIRECT)


TOLD: dict[Callable[[House], Awaitable[None]], list[str]] = {
    rings_out: ["Пропущенный звонок"],
    hangs_up_a_second_before: [],
    is_declined: [],
    is_answered: [],
    a_colleague_rings_out: ["Пропущенный звонок"],
    a_colleague_gives_up: [],
    the_line_rings_out: [],
    leaves_a_message: ["Голосовое сообщение"],
}


@pytest.mark.parametrize("what", TOLD, ids=lambda what: what.__name__)
async def test_what_is_told_of(house: House, what: Callable[[House], Awaitable[None]]) -> None:
    await told_by_mail(house)
    await what(house)
    await asyncio.sleep(10)
    mails = [json.loads(file.read_text("utf-8")) for file in (house.data / "mail").glob("*.json")]
    assert [mail["subject"].partition(":")[0] for mail in mails] == TOLD[what]
    assert {mail["to"] for mail in mails} <= {ADDRESS}
