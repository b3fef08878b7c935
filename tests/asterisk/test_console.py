"""The chat in a process of its own: it asks Asterisk and tells it, and takes no call from who serves them."""

import asyncio

import pytest

from bot.pbx.asterisk.console import AsteriskConsole
from bot.ports import FallbackLine, PbxUnreachable, PhoneState
from tests.asterisk.house import House
from tests.contract.person import Person
from tests.contract.rig import DID, EMPLOYEE, LONG_LOW

pytestmark = [pytest.mark.asterisk, pytest.mark.real_time]

LINE = FallbackLine(DID, (EMPLOYEE,), 10, "en")


async def test_it_tells_asterisk_and_leaves_calls_to_who_serves_them(
    home: House, caller: Person, employee: Person
) -> None:
    pbx = await home.start_bot()
    console = AsteriskConsole(home.asterisk.url, home.sounds, home.media_url)
    await console.open()
    assert await console.plays(LONG_LOW)
    await console.provision((LINE,))
    caller.phone.dial(DID)
    async with asyncio.timeout(5):
        leg = await home.callers.get()
    await leg.hang_up()
    await caller.sees(PhoneState.IDLE)
    await pbx.stop()
    caller.phone.dial(DID)
    await employee.sees(PhoneState.RINGING)
    caller.phone.hang_up()
    await console.close()


async def test_without_asterisk_it_says_so_at_once(home: House) -> None:
    await home.asterisk.kill()
    console = AsteriskConsole(home.asterisk.url, home.sounds, home.media_url)
    await console.open()
    assert not await console.plays(LONG_LOW)
    with pytest.raises(PbxUnreachable):
        await console.provision((LINE,))
    await console.close()
