"""Clients who are called back, over Asterisk: who rings when, what displays show, how each attempt ends."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.app import services
from bot.domain.callbacks import Ending, Stage
from bot.ports import PhoneState
from tests.asterisk.bots import bot, bot_in_a_process
from tests.asterisk.firm import PETROVA, Firm, switch
from tests.asterisk.owing import call_now, is_told, not_before, owe_a_call, petrova_alone, stands_at
from tests.asterisk.talks import RINGBACK, SOON, nobody_is_on_the_line, picks_up, they_talk
from tests.contract.person import Person
from tests.road.house import CLIENT, SALES

pytestmark = [pytest.mark.asterisk, pytest.mark.real_time]

People = tuple[Person, Person]


@pytest.fixture
async def ours(ours: Firm) -> Firm:
    async with services(ours.settings) as use:
        await petrova_alone(use.store)
        await owe_a_call(use.store)
    return ours


@pytest.fixture
def people(petrova: Person, client: Person) -> People:
    """Each with a telephone."""
    return petrova, client


def invited(ours: Firm, client: Person) -> int:
    """How often Asterisk has sent for them, whether their telephone rang or was in a call."""
    return sum(phone is client.phone for phone in ours.line.calls.values())


async def nobody_dials(ours: Firm, client: Person) -> None:
    await nobody_is_on_the_line(ours)
    with pytest.raises(TimeoutError):
        await client.sees(PhoneState.RINGING, within=1.5)


async def test_the_employee_is_rung_then_the_client_who_sees_the_did_and_they_talk(ours: Firm, people: People) -> None:
    petrova, client = people
    async with bot(ours) as house:
        store = house.app.services.store
        await switch(store, "caller-id", PETROVA)
        assert (await picks_up(petrova)).endswith(CLIENT[1:])
        await petrova.hears(RINGBACK, SOON)
        assert (await picks_up(client)).endswith(SALES[1:])
        await they_talk(petrova, client)
        client.phone.hang_up()
        await stands_at(store, Stage.CLOSED, 1, Ending.ANSWERED)
        await is_told(store)
        await nobody_is_on_the_line(ours)


async def _refuses(petrova: Person, client: Person) -> None:
    await client.sees(PhoneState.RINGING, SOON)
    client.phone.refuse(486)


async def _declines(petrova: Person, client: Person) -> None:
    await client.sees(PhoneState.RINGING, SOON)
    client.phone.decline()


async def _lets_it_ring(petrova: Person, client: Person) -> None:
    await client.sees(PhoneState.RINGING, SOON)
    await client.sees(PhoneState.IDLE, SOON)


async def _employee_gives_up(petrova: Person, client: Person) -> None:
    await client.sees(PhoneState.RINGING, SOON)
    petrova.phone.hang_up()


IN_VAIN: dict[str, Callable[[Person, Person], Awaitable[None]]] = {
    "the client is busy": _refuses,
    "the client declines": _declines,
    "the client does not answer": _lets_it_ring,
    "the employee hangs up first": _employee_gives_up,
}


@pytest.mark.parametrize("how", IN_VAIN)
async def test_an_attempt_in_vain_is_followed_by_a_second_one_and_no_third(
    ours: Firm, people: People, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    petrova, client = people
    monkeypatch.setattr("bot.domain.routing.DIAL_SECONDS", 2.0)
    monkeypatch.setattr("bot.calls.ringing.DECLINED_REST", 1.0)
    async with bot(ours) as house:
        store = house.app.services.store
        await picks_up(petrova)
        await IN_VAIN[how](petrova, client)
        await stands_at(store, Stage.WAITING, 1)
        await call_now(house.app.services)
        await picks_up(petrova)
        await IN_VAIN[how](petrova, client)
        await stands_at(store, Stage.CLOSED, 2, Ending.FAILED)
        await is_told(store)
        await nobody_dials(ours, client)
        assert invited(ours, client) == 2


async def test_an_employee_who_declines_has_made_no_attempt_and_is_rung_again_later(
    ours: Firm, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    petrova, client = people
    monkeypatch.setattr("bot.calls.ringing.DECLINED_REST", 2.0)
    async with bot(ours) as house:
        await petrova.sees(PhoneState.RINGING, SOON)
        petrova.phone.decline()
        declined = asyncio.get_running_loop().time()
        await picks_up(petrova)
        assert asyncio.get_running_loop().time() - declined >= 1.9
        await picks_up(client)
        await they_talk(petrova, client)
        petrova.phone.hang_up()
        await stands_at(house.app.services.store, Stage.CLOSED, 1, Ending.ANSWERED)


async def _waiting(ours: Firm, petrova: Person, client: Person) -> None:
    await asyncio.sleep(1.5)


async def _employee_rings(ours: Firm, petrova: Person, client: Person) -> None:
    await petrova.sees(PhoneState.RINGING, SOON)


async def _client_rings(ours: Firm, petrova: Person, client: Person) -> None:
    await picks_up(petrova)
    await client.sees(PhoneState.RINGING, SOON)


async def _talking(ours: Firm, petrova: Person, client: Person) -> None:
    await picks_up(petrova)
    await picks_up(client)
    await they_talk(petrova, client)


MOMENTS = {  # at which the bot is killed: how often the client has been dialled by then
    "waiting": (_waiting, 0),
    "the employee rings": (_employee_rings, 0),
    "the client rings": (_client_rings, 1),
    "they talk": (_talking, 1),
}


@pytest.mark.parametrize("moment", MOMENTS)
async def test_a_kill_in_each_state_never_makes_a_third_dial_and_the_request_ends(
    ours: Firm, people: People, moment: str
) -> None:
    petrova, client = people
    reaches, dialled = MOMENTS[moment]
    if moment == "waiting":
        async with services(ours.settings) as use:
            await not_before(use.store, 60)
    async with bot_in_a_process(ours):
        await reaches(ours, petrova, client)
        assert invited(ours, client) == dialled
    async with bot(ours) as house:
        use = house.app.services
        if moment != "they talk":
            await stands_at(use.store, Stage.WAITING, dialled)
            if moment != "the employee rings":  # there it is due, and rings again by itself
                await call_now(use)
            await picks_up(petrova)
            await picks_up(client)
            dialled += 1
        await they_talk(petrova, client)
        client.phone.hang_up()
        await stands_at(use.store, Stage.CLOSED, dialled, Ending.ANSWERED)
        await is_told(use.store)
        await nobody_dials(ours, client)
        assert invited(ours, client) == dialled
