"""Ringing a phone, and all the ways in which it is not picked up."""

import asyncio

import pytest

from bot.ports import HungUp, Leg, NoAnswer, NotAnswered, PhoneState
from tests.contract.person import Person
from tests.contract.rig import COLLEAGUE, DID, EMPLOYEE, HIGH, LONG_LOW, LOW, NOBODY, OUTSIDE, SHORT_HIGH, Rig


def ring(rig: Rig, phone: str, leg_id: str = "ring-1", seconds: float = 5) -> "asyncio.Task[Leg]":
    return asyncio.create_task(rig.pbx.ring(phone, leg_id=leg_id, caller_id=OUTSIDE, seconds=seconds))


async def why(ringing: "asyncio.Task[Leg]", within: float = 5) -> NoAnswer:
    with pytest.raises(NotAnswered) as refused:
        await asyncio.wait_for(ringing, within)
    return refused.value.reason


async def test_who_picks_up_is_on_the_line(rig: Rig, employee: Person) -> None:
    ringing = ring(rig, EMPLOYEE)
    assert (await employee.takes_the_call()).other == OUTSIDE
    leg = await asyncio.wait_for(ringing, 5)
    assert (leg.id, leg.caller, leg.dialled) == ("ring-1", OUTSIDE, EMPLOYEE)
    await leg.play(SHORT_HIGH)
    await employee.hears(HIGH)


async def test_a_rung_person_may_hang_up(rig: Rig, employee_leg: Leg, employee: Person) -> None:
    employee.phone.hang_up()
    await asyncio.wait_for(employee_leg.gone(), 5)
    with pytest.raises(HungUp):
        await employee_leg.play(SHORT_HIGH)


async def test_we_may_hang_up_on_a_rung_person(employee_leg: Leg, employee: Person) -> None:
    await employee_leg.hang_up()
    await employee.sees(PhoneState.IDLE)
    await asyncio.wait_for(employee_leg.gone(), 5)


async def test_a_phone_in_a_call_is_busy(rig: Rig, employee_leg: Leg) -> None:
    assert await why(ring(rig, EMPLOYEE, "ring-2")) is NoAnswer.BUSY
    await employee_leg.play(SHORT_HIGH)


async def test_a_phone_that_is_calling_is_busy(rig: Rig, employee: Person) -> None:
    employee.phone.dial(DID)
    await asyncio.wait_for(rig.callers.get(), 5)
    assert await why(ring(rig, EMPLOYEE)) is NoAnswer.BUSY


async def test_a_declined_ring(rig: Rig, employee: Person) -> None:
    ringing = ring(rig, EMPLOYEE)
    await employee.sees(PhoneState.RINGING)
    employee.phone.decline()
    assert await why(ringing) is NoAnswer.DECLINED
    await employee.sees(PhoneState.IDLE)


async def test_a_ring_to_the_end_of_its_time(rig: Rig, employee: Person) -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    ringing = ring(rig, EMPLOYEE, seconds=1)
    await employee.sees(PhoneState.RINGING)
    assert await why(ringing) is NoAnswer.TIMEOUT
    assert 1 - rig.settle <= loop.time() - began <= 1.5 + rig.settle
    await employee.sees(PhoneState.IDLE)


async def test_a_phone_that_does_not_exist(rig: Rig) -> None:
    assert await why(ring(rig, NOBODY)) is NoAnswer.UNAVAILABLE


async def test_cancelling_stops_the_ringing(rig: Rig, employee: Person) -> None:
    ringing = ring(rig, EMPLOYEE)
    await employee.sees(PhoneState.RINGING)
    ringing.cancel()
    await employee.sees(PhoneState.IDLE)
    again = ring(rig, EMPLOYEE, "ring-2")
    await employee.takes_the_call()
    await asyncio.wait_for(again, 5)


async def test_an_id_rings_only_once(rig: Rig, employee: Person) -> None:
    ringing = ring(rig, EMPLOYEE)
    await employee.sees(PhoneState.RINGING)
    employee.phone.decline()
    await why(ringing)
    await employee.sees(PhoneState.IDLE)
    assert await why(ring(rig, EMPLOYEE)) is NoAnswer.UNAVAILABLE


async def test_an_id_does_not_ring_while_it_rings(rig: Rig, employee: Person) -> None:
    first = ring(rig, EMPLOYEE)
    await employee.sees(PhoneState.RINGING)
    assert await why(ring(rig, EMPLOYEE)) is NoAnswer.UNAVAILABLE
    employee.phone.answer()
    await asyncio.wait_for(first, 5)


async def test_of_two_phones_the_first_answers_and_the_other_stops(
    rig: Rig, employee: Person, colleague: Person
) -> None:
    first, second = ring(rig, EMPLOYEE, "ring-1"), ring(rig, COLLEAGUE, "ring-2")
    await employee.sees(PhoneState.RINGING)
    await colleague.takes_the_call()
    leg = await asyncio.wait_for(second, 5)
    first.cancel()
    await employee.sees(PhoneState.IDLE)
    await leg.play(SHORT_HIGH)
    await colleague.hears(HIGH)


async def test_a_caller_hears_the_hold_music_while_a_phone_rings(
    rig: Rig, leg: Leg, caller: Person, employee: Person
) -> None:
    await leg.hold(LONG_LOW)
    ringing = ring(rig, EMPLOYEE)
    await employee.sees(PhoneState.RINGING)
    await caller.hears(LOW)
    ringing.cancel()


async def test_the_caller_gives_up_while_a_phone_rings(rig: Rig, leg: Leg, caller: Person, employee: Person) -> None:
    await leg.hold(LONG_LOW)
    ringing = ring(rig, EMPLOYEE)
    await employee.sees(PhoneState.RINGING)
    caller.phone.hang_up()
    await asyncio.wait_for(leg.gone(), 5)
    ringing.cancel()
    await employee.sees(PhoneState.IDLE)


async def test_a_rung_outside_number_is_a_phone_like_any_other(rig: Rig, caller: Person) -> None:
    ringing = asyncio.create_task(rig.pbx.ring(OUTSIDE, leg_id="cb-1-1", caller_id=DID, seconds=5))
    assert (await caller.takes_the_call()).other == DID
    assert (await asyncio.wait_for(ringing, 5)).dialled == OUTSIDE
