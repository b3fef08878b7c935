"""Which calls are missed (N3), over the whole app: what caller and telephone do, and what comes into a mailbox."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select

from bot.db.models import Employee
from bot.domain.forwarding import RING_SECONDS
from bot.domain.rules import Rule, Way
from bot.ports import PhoneState
from tests.road.house import DIRECT, SALES, House
from tests.services.ruled import with_rules

ADDRESS = "petrova@example.com"


async def told_by_mail(house: House) -> None:
    """Petrova, at telephone 102, hears of everything that she misses."""
    await with_rules(house.app.services.store, house.company, Rule(await petrova(house), ways=frozenset({Way.EMAIL})))


async def petrova(house: House) -> int:
    """Who has a mailbox."""
    async with house.app.services.store.write() as session:
        found = (await session.scalars(select(Employee).where(Employee.phone == "102"))).one()
        found.email = ADDRESS
        return found.id


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
    assert mails(house) == [f"{subject} → {ADDRESS}" for subject in TOLD[what]]


def mails(house: House) -> list[str]:
    """What each is about and to whom, in no order."""
    found = [json.loads(file.read_text("utf-8")) for file in (house.data / "mail").glob("*.json")]
    return [f"{mail['subject'].partition(':')[0]} → {mail['to']}" for mail in found]
