"""A client presses 1 and is called back: by whom, when, how often."""

import asyncio
from datetime import timedelta

from bot.domain.callbacks import Ending, Stage
from bot.ports import PhoneState
from tests.callbacks.life import CLIENT, SALES, SECOND, Life, asked, states


async def test_as_soon_as_somebody_is_free_they_are_rung_and_then_the_client(life: Life) -> None:
    await asked(life, CLIENT)
    assert await states(life) == [(Stage.WAITING, 0, None)]
    async with asyncio.timeout(0.1):
        shown = await life.handset("101").until(PhoneState.RINGING)
    assert shown.other == CLIENT
    anna = await life.answers("101")
    client = await life.answers(CLIENT)
    await asyncio.sleep(5)
    assert anna.shown[-1].state is PhoneState.TALKING
    assert life.handset("102").shown[-1].state is PhoneState.IDLE
    assert await states(life) == [(Stage.CALLING, 1, None)]
    client.phone.hang_up()
    await anna.until(PhoneState.IDLE)
    await asyncio.sleep(0.5)
    assert await states(life) == [(Stage.CLOSED, 1, Ending.ANSWERED)]


async def test_a_client_who_does_not_answer_is_called_once_more_after_five_minutes_and_no_third_time(
    life: Life,
) -> None:
    await asked(life, CLIENT)
    client = life.handset(CLIENT)
    await life.answers("101")
    await client.until(PhoneState.RINGING)
    client.phone.decline()
    await life.handset("101").until(PhoneState.IDLE)
    ended = asyncio.get_running_loop().time()
    await life.answers("101")
    assert 299 <= asyncio.get_running_loop().time() - ended <= 302
    await client.until(PhoneState.RINGING)
    client.phone.decline()
    await asyncio.sleep(900)
    assert await states(life) == [(Stage.CLOSED, 2, Ending.FAILED)]
    assert len(life.town.dialled) == 2


async def test_employees_who_do_not_answer_are_no_attempt_and_after_ten_minutes_nobody_was_there(life: Life) -> None:
    await asked(life, CLIENT)
    await asyncio.sleep(620)
    assert life.town.dialled == []
    assert await states(life) == [(Stage.CLOSED, 0, Ending.NOBODY)]


async def test_those_who_came_first_are_served_first_callers_and_calls_back_alike(life: Life) -> None:
    with life.busy("101"), life.busy("102"):
        await life.asks(CLIENT)
        await life.dials(SECOND)
        await asyncio.sleep(10)
        with life.busy("102"):
            pass
    anna = life.handset("101")
    assert (await anna.until(PhoneState.RINGING)).other == CLIENT
    boris = life.handset("102")
    await boris.until(PhoneState.RINGING)
    anna.phone.answer()
    await asyncio.sleep(1)
    assert boris.shown[-1].other == SECOND, "the second one, once the first has somebody"


async def test_a_client_who_calls_again_and_is_answered_is_owed_nothing(life: Life) -> None:
    with life.busy("101"), life.busy("102"):
        await life.asks(CLIENT)
        await life.dials(CLIENT)
        await asyncio.sleep(10)
    assert (await life.handset("101").until(PhoneState.RINGING)).other == CLIENT
    await life.answers("101")
    await asyncio.sleep(1)
    assert await states(life) == [(Stage.CLOSED, 0, Ending.MET)]
    assert life.town.dialled == []


async def test_pressing_one_again_makes_no_second_request(life: Life) -> None:
    await asked(life, CLIENT, CLIENT)
    assert await states(life) == [(Stage.WAITING, 0, None)]


async def test_after_the_working_hours_it_lapses(life: Life) -> None:
    life.town.clock.ahead += timedelta(hours=5, minutes=58)  # 12:00 → 17:58 in Moscow
    await asked(life, CLIENT)
    with life.busy("101"), life.busy("102"):
        await asyncio.sleep(120)
    assert await states(life) == [(Stage.CLOSED, 0, Ending.LAPSED)]


async def test_hidden_denied_and_own_numbers_are_not_offered_it(life: Life) -> None:
    for leg, caller in enumerate(("", "+79001111010", SALES, "+78095551122", "+442071838750", CLIENT)):
        call = await life.book.open(f"leg-{leg}", caller, SALES)
        assert call is not None
        offered = getattr(call.plan.steps[0], "callback", None) is not None
        assert offered == (caller == CLIENT), caller


async def test_the_budget_of_a_client_is_three_a_day(life: Life) -> None:
    for _ in range(3):
        await asked(life, CLIENT)
        anna = await life.answers("101")
        await life.answers(CLIENT)
        anna.phone.hang_up()
        await asyncio.sleep(30)
    with life.busy("101"), life.busy("102"):
        client = await life.dials(CLIENT)
        await asyncio.sleep(31.2)
        client.phone.press("1")
        await asyncio.sleep(10)
        assert client.shown[-1].state is PhoneState.TALKING, "goes on waiting"
    assert len(await life.town.requests()) == 3
