"""The bot is killed while telephones ring: who waits is served after its restart, and no client is dialled twice."""

import pytest
from sqlalchemy import select

from bot.db.models import Call
from bot.ports import Outcome, PhoneState
from tests.asterisk.bots import bot, bot_in_a_process
from tests.asterisk.firm import Firm
from tests.asterisk.house import until
from tests.asterisk.talks import nobody_is_on_the_line
from tests.audio import tone
from tests.contract.person import Person
from tests.road.house import CLIENT, DIRECT, House

pytestmark = [pytest.mark.asterisk, pytest.mark.real_time]


async def outcome_of(house: House) -> Outcome:
    async def ended() -> Outcome | None:
        async with house.app.services.store.read() as session:
            return (await session.scalars(select(Call.outcome))).one()

    return await until(ended, 15)


async def test_a_caller_for_whom_a_telephone_rang_is_put_through_after_the_restart(
    ours: Firm, people: tuple[Person, Person, Person]
) -> None:
    petrova, _, client = people
    async with bot_in_a_process(ours):
        client.phone.dial(DIRECT)
        await petrova.sees(PhoneState.RINGING, within=15)
    async with bot(ours) as house:
        await petrova.sees(PhoneState.IDLE, within=15)
        await petrova.takes_the_call()
        await petrova.says(tone(1250, 1))
        await client.hears(1250)
        client.phone.hang_up()
        assert await outcome_of(house) is Outcome.ANSWERED
        await nobody_is_on_the_line(ours)


async def test_a_client_whom_an_employee_was_calling_is_not_rung_again(
    ours: Firm, people: tuple[Person, Person, Person]
) -> None:
    petrova, _, client = people
    async with bot_in_a_process(ours):
        petrova.phone.dial(CLIENT)
        await client.sees(PhoneState.RINGING, within=15)
    async with bot(ours) as house:
        await client.sees(PhoneState.IDLE, within=15)
        assert await outcome_of(house) is Outcome.INTERRUPTED
        await petrova.sees(PhoneState.IDLE, within=15)
        await nobody_is_on_the_line(ours)
        with pytest.raises(TimeoutError):
            await client.sees(PhoneState.RINGING, within=2)
