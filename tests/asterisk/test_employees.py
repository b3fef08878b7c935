"""Employees' telephones at the dialplan of deploy/asterisk."""

import asyncio

import pytest

from bot.ports import PhoneState
from tests.asterisk.house import House
from tests.contract.person import Person
from tests.contract.rig import DID, EMPLOYEE, OUTSIDE

pytestmark = [pytest.mark.asterisk, pytest.mark.real_time]


async def test_nobody_gives_themselves_out_for_an_employees_phone_by_what_they_dial(
    home: House, caller: Person, employee: Person
) -> None:
    pbx = await home.start_bot()
    caller.phone.dial(f"{DID},{EMPLOYEE}")
    outside = await asyncio.wait_for(home.callers.get(), 5)
    assert (outside.phone, outside.dialled) == ("", DID + EMPLOYEE)
    employee.phone.dial("9,102")
    inside = await asyncio.wait_for(home.callers.get(), 5)
    assert (inside.phone, inside.dialled) == (EMPLOYEE, "9102")
    await pbx.stop()


async def test_the_bot_finds_an_employee_who_calls_again_after_its_restart(home: House, employee: Person) -> None:
    pbx = await home.start_bot()
    employee.phone.dial(OUTSIDE)
    leg = await asyncio.wait_for(home.callers.get(), 5)
    await pbx.stop()
    pbx = await home.start_bot()
    [survivor] = await pbx.survivors()
    assert (survivor.leg.id, survivor.leg.phone, survivor.leg.dialled) == (leg.id, EMPLOYEE, OUTSIDE)
    await pbx.stop()


async def test_without_the_bot_an_employee_reaches_clients_of_the_country_and_nothing_else_outside(
    home: House, caller: Person, employee: Person
) -> None:
    employee.phone.dial("89001234567")
    await caller.takes_the_call()
    await employee.sees(PhoneState.TALKING)
    caller.phone.hang_up()
    await employee.sees(PhoneState.IDLE)
    for number in ("112", "810441234567", "5551234"):
        employee.phone.dial(number)
        await employee.sees(PhoneState.IDLE)
    assert "0 active channels" in await home.asterisk.cli("core show channels")
