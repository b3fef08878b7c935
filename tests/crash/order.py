"""A call is ordered in the chat, both pick up and talk: what a killed process leaves of it."""

import asyncio
from contextlib import suppress

from sqlalchemy import select

from bot.db.models import Employee
from bot.domain.cards import Seat
from bot.domain.orders import Why
from bot.domain.roles import Role
from bot.ports import PhoneState
from tests.crash.doom import Doom
from tests.crash.scenarios import Found, Scenario, counted, quiet, rows
from tests.road.house import CLIENT, PETROVA, House

DESK, TALK = "102", 3.0


async def founded(house: House) -> None:
    await house.founded()


async def call_is_ordered(house: House, doom: Doom) -> None:
    """From the press on it counts."""
    people = answering(house)
    async with counted(house, doom):
        await _order(house)
        await asyncio.sleep(2 * TALK)
    for person in people:
        person.cancel()


async def order_found(house: House) -> Found:
    people = answering(house)
    await quiet(house)
    for person in people:
        person.cancel()
    said = [message["text"] for message in await house.petrova.heard() if "text" in message]
    return {
        "orders": await rows(house, "SELECT outcome, done_at IS NOT NULL FROM ordered_call"),
        "calls": await rows(house, "SELECT progress, outcome FROM call"),
        "told": [text for text in said if "+7 900 123-45-67" in text],
    }


def answering(house: House) -> list[asyncio.Task[None]]:
    """Everybody picks up what rings; the client hangs up after a while."""
    return [asyncio.create_task(_picks_up(house, number, number == CLIENT)) for number in (DESK, CLIENT)]


async def _picks_up(house: House, number: str, hangs_up: bool) -> None:
    handset = house.handset(number)
    while True:
        await handset.until(PhoneState.RINGING)
        await asyncio.sleep(0.5)
        handset.phone.answer()
        with suppress(TimeoutError):
            async with asyncio.timeout(TALK if hangs_up else None):
                await handset.until(PhoneState.IDLE)
        handset.phone.hang_up()
        await handset.until(PhoneState.IDLE)


async def _order(house: House) -> None:
    use = house.app.services
    account = (await use.people.meet(PETROVA, "Петрова", "ru")).account_id
    async with use.store.read() as session:
        petrova = await session.scalar(select(Employee.id).where(Employee.phone == DESK))
    seat = Seat(house.company, "", "Europe/Moscow", Role.STAFF, petrova)
    await use.orders.call(seat, petrova, CLIENT, Why.MISSED, account)


ORDER = Scenario(founded, call_is_ordered, order_found, seconds=60)
