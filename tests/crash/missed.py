"""The second call of a client that Petrova misses: her card says so anew and the former message goes; a mail."""

import asyncio
import json

from sqlalchemy import select

from bot.db.models import Employee
from bot.db.rule_models import RuleRow
from bot.domain.forwarding import RING_SECONDS
from bot.domain.rules import Rule
from bot.local.mailbox import Mailbox
from bot.services.rule_rows import values_of
from tests.crash.doom import Doom
from tests.crash.scenarios import Found, Scenario, counted, quiet, rows
from tests.road.house import DIRECT, House

ADDRESS = "petrova@example.com"


async def missed_once(house: House) -> None:
    """She has a card and a mail of the first call."""
    await house.founded()
    async with house.app.services.store.write() as session:
        petrova = (await session.scalars(select(Employee).where(Employee.phone == "102"))).one()
        petrova.email = ADDRESS
        session.add(RuleRow(company_id=house.company, created_at=house.clock.now(), **values_of(Rule(petrova.id))))
    await _rings_out(house)
    await quiet(house)


async def missed_again(house: House, doom: Doom) -> None:
    """From the moment on at which it is a missed call."""
    doom.around(Mailbox, "send", lambda *_: "mail")
    client = await house.call(DIRECT)
    await asyncio.sleep(RING_SECONDS - 1)
    async with counted(house, doom):
        await asyncio.sleep(3)
        client.phone.hang_up()


async def notices_found(house: House) -> Found:
    await quiet(house)
    heard = [message.get("text", "") for message in await house.petrova.heard()]
    return {
        "cards": [text.rpartition("\n")[2] for text in heard if text.startswith("Пропущенный")],
        "mails": [json.loads(mail.read_text("utf-8"))["subject"] for mail in (house.data / "mail").glob("*.json")],
        "calls": await rows(house, "SELECT outcome FROM call"),
        "pings": await rows(house, "SELECT calls, shown_calls, stale_message_id FROM ping"),
        "parcels": await rows(house, "SELECT count(*) FROM outbox WHERE done_at IS NULL OR failure <> ''"),
    }


async def _rings_out(house: House) -> None:
    client = await house.call(DIRECT)
    await asyncio.sleep(RING_SECONDS + 2)
    client.phone.hang_up()


# A claim that was not made leaves nothing behind.
CLAIMS = ("commit UPDATE outbox #",)
MISSED = Scenario(missed_once, missed_again, notices_found, seconds=120, passed_over=CLAIMS)
