"""Calls that we place, and clients who call back, over Asterisk: who rings when, what displays show, how it ends."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select

from bot.app import Services, services
from bot.db.models import Call, Employee
from bot.db.order_models import OrderedCall, Redial
from bot.domain.cards import Seat
from bot.domain.orders import Why
from bot.domain.roles import Role
from bot.ports import Outcome, PhoneState
from tests.asterisk.bots import bot, bot_in_a_process
from tests.asterisk.firm import IVANOV, PETROVA, Firm, switch
from tests.asterisk.house import until
from tests.asterisk.talks import RINGBACK, nobody_is_on_the_line
from tests.audio import tone, write_wav
from tests.contract.person import Person
from tests.road.house import CLIENT, DIRECT, SALES, House

pytestmark = [pytest.mark.asterisk, pytest.mark.real_time]


async def order(use: Services, voice: str = "") -> int:
    """Petrova presses "Call back"."""
    account = (await use.people.meet(2003, "Петрова", "ru")).account_id
    async with use.store.read() as session:
        petrova = await session.scalar(select(Employee.id).where(Employee.phone == PETROVA))
    seat = Seat(1, "", "Europe/Moscow", Role.ADMIN, petrova)
    why = Why.VOICE if voice else Why.MISSED
    return await use.orders.call(seat, petrova, CLIENT, why, account, voice)


async def came_of(house: House) -> Outcome:
    async def closed() -> Outcome | None:
        async with house.app.services.store.read() as session:
            return await session.scalar(select(OrderedCall.outcome).where(OrderedCall.done_at.is_not(None)))

    return await until(closed, 30)


async def test_the_employee_then_the_client_with_the_did_on_the_display(
    ours: Firm, people: tuple[Person, Person, Person]
) -> None:
    petrova, _, client = people
    async with bot(ours) as house:
        await switch(house.app.services.store, "caller-id", PETROVA)
        await order(house.app.services)
        assert (await petrova.takes_the_call()).other.endswith(CLIENT[1:])
        await petrova.hears(RINGBACK)
        assert (await client.takes_the_call()).other.endswith(SALES[1:])
        await petrova.says(tone(1250, 1))
        await client.hears(1250)
        client.phone.hang_up()
        await petrova.sees(PhoneState.IDLE)
        assert await came_of(house) is Outcome.ANSWERED
        await nobody_is_on_the_line(ours)


ENDS: dict[str, tuple[Callable[[Person, Person], Awaitable[object]], Outcome]] = {
    "the employee declines": (lambda petrova, client: _declines(petrova), Outcome.NOT_PLACED),
    "the client is busy": (lambda petrova, client: _then(petrova, client, "refuse", 486), Outcome.BUSY),
    "the client declines": (lambda petrova, client: _then(petrova, client, "decline"), Outcome.DECLINED),
    "the employee hangs up first": (lambda petrova, client: _gives_up(petrova, client), Outcome.ABANDONED),
}


async def _declines(person: Person) -> None:
    await person.sees(PhoneState.RINGING)
    person.phone.decline()


async def _then(petrova: Person, client: Person, what: str, *how: int) -> None:
    await petrova.takes_the_call()
    await client.sees(PhoneState.RINGING)
    getattr(client.phone, what)(*how)


async def _gives_up(petrova: Person, client: Person) -> None:
    await petrova.takes_the_call()
    await client.sees(PhoneState.RINGING)
    petrova.phone.hang_up()
    await client.sees(PhoneState.IDLE)


@pytest.mark.parametrize("how", ENDS)
async def test_every_way_in_which_it_comes_to_nothing(
    ours: Firm, people: tuple[Person, Person, Person], how: str
) -> None:
    petrova, _, client = people
    does, outcome = ENDS[how]
    async with bot(ours) as house:
        await order(house.app.services)
        await does(petrova, client)
        assert await came_of(house) is outcome
        await nobody_is_on_the_line(ours)


async def test_the_client_hears_a_spoken_answer(ours: Firm, people: tuple[Person, Person, Person]) -> None:
    _, _, client = people
    async with bot(ours) as house:
        write_wav(house.data / "answers" / "answer.wav", tone(1000, 2))
        await order(house.app.services, "answer.wav")
        await client.takes_the_call()
        await client.hears(1000)
        await client.sees(PhoneState.IDLE)
        assert await came_of(house) is Outcome.ANSWERED


@pytest.mark.parametrize("moment", ["the employee rings", "the client rings", "they talk"])
async def test_a_kill_in_each_state_never_dials_the_client_a_second_time(
    ours: Firm, people: tuple[Person, Person, Person], moment: str
) -> None:
    petrova, _, client = people
    async with bot_in_a_process(ours):
        async with services(ours.settings) as use:
            await order(use)
        await petrova.sees(PhoneState.RINGING, within=15)
        if moment != "the employee rings":
            petrova.phone.answer()
            await client.sees(PhoneState.RINGING, within=15)
        if moment == "they talk":
            client.phone.answer()
            await client.sees(PhoneState.TALKING)
            await asyncio.sleep(0.5)
    async with bot(ours) as house:
        if moment == "they talk":
            await petrova.says(tone(1250, 1))
            await client.hears(1250)
            client.phone.hang_up()
        outcome = await came_of(house)
        await asyncio.sleep(2)
        await nobody_is_on_the_line(ours)
        async with house.app.services.store.read() as session:
            assert len((await session.scalars(select(Call.id))).all()) == 1
    expected = {
        "the employee rings": Outcome.NOT_PLACED,
        "the client rings": Outcome.INTERRUPTED,
        "they talk": Outcome.ANSWERED,
    }
    assert outcome is expected[moment]
    with pytest.raises(TimeoutError):
        await client.sees(PhoneState.RINGING, within=0.5)


async def test_a_client_who_calls_back_reaches_who_called_them_and_their_display_says_why(
    ours: Firm, people: tuple[Person, Person, Person]
) -> None:
    petrova, ivanov, client = people
    async with bot(ours) as house:
        store = house.app.services.store
        await switch(store, "caller-id", IVANOV)
        await switch(store, "smart-redial")
        ivanov.phone.dial(CLIENT)
        await client.sees(PhoneState.RINGING)
        client.phone.decline()
        await ivanov.sees(PhoneState.IDLE)

        async def remembered() -> str | None:
            async with store.read() as session:
                return await session.scalar(select(Redial.client))

        assert await until(remembered, 5) == CLIENT
        client.phone.dial(DIRECT)  # which leads to Petrova
        ringing = await ivanov.sees(PhoneState.RINGING)
        assert ringing.name.startswith("Вы звонили в ")
        assert ringing.other.endswith(CLIENT[1:])
        ivanov.phone.decline()
        await petrova.takes_the_call()
        client.phone.hang_up()
        await petrova.sees(PhoneState.IDLE)
