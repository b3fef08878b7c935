"""What people do at their telephones over Asterisk, and what can be seen of it."""

import asyncio

from bot.ports import PhoneState
from tests.asterisk.firm import Firm
from tests.asterisk.house import until
from tests.audio import tone
from tests.contract.person import Person
from tests.road.house import DIRECT

OF_CLIENT, OF_PETROVA = 1250, 1700  # Hz
RINGBACK = 425  # Hz
SOON = 20.0  # seconds


async def picks_up(person: Person) -> str:
    """As soon as it rings; who is on the display."""
    ringing = await person.sees(PhoneState.RINGING, SOON)
    person.phone.answer()
    await person.sees(PhoneState.TALKING, SOON)
    return ringing.other


async def they_talk(petrova: Person, client: Person) -> None:
    petrova.phone.speak(tone(OF_PETROVA, 2))
    await client.hears(OF_PETROVA, SOON)


async def client_is_through(client: Person, petrova: Person) -> bytes:
    """The client dials Petrova's Did; what was heard before she picked up."""
    client.heard.clear()
    client.phone.dial(DIRECT)
    await petrova.takes_the_call()
    return bytes(client.heard)


async def both_speak(client: Person, petrova: Person) -> None:
    await asyncio.gather(client.says(tone(OF_CLIENT, 1, 0.3)), petrova.says(tone(OF_PETROVA, 1, 0.3)))


async def hangs_up(person: Person, other: Person) -> None:
    person.phone.hang_up()
    await person.sees(PhoneState.IDLE)
    await other.sees(PhoneState.IDLE)


async def nobody_is_on_the_line(ours: Firm) -> None:
    async def quiet() -> bool:
        return "0 active channels" in await ours.asterisk.cli("core show channels")

    await until(quiet, 5)
