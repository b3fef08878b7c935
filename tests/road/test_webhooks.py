"""Call events at a company's CRM: the whole road, a receiver that is down and a restart of ours included."""

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.domain.webhook import signature
from bot.ports import PhoneState
from tests.chat.test_webhooks import Crm, crm
from tests.road.house import CLIENT, DIRECT, SALES, House, LaterClock, opened, until
from tests.road.talks import picks_up, switch, they_talk
from tests.virtual import VirtualClock

__all__ = ["crm"]


async def told(house: House, crm: Crm) -> str:
    """The administrator types the address; the secret."""
    (token,) = house.app.invites.values()
    await house.admin.writes(f"/start {token}")
    await house.admin.goes("🔀 Опции", "Вебхуки для CRM")
    await house.admin.writes(crm.address)
    return re.findall(r"[\w-]{43}", await house.admin.reads())[-1]


def events(crm: Crm, secret: str) -> list[dict[str, Any]]:
    """What came, each with a right signature."""
    for headers, body in crm.got:
        assert headers["Gudok-Signature"] == signature(secret, int(headers["Gudok-Timestamp"]), body)
    return [json.loads(body) for _, body in crm.got]


async def test_a_missed_call_and_its_message_are_told_signed(tmp_path: Path, clock: VirtualClock, crm: Crm) -> None:
    async with opened(tmp_path / "data", clock, private_webhooks=True) as house:
        secret = await told(house, crm)
        await house.leaves_message(SALES)
        await until(lambda: len(crm.got) == 3)
        got = events(crm, secret)
    assert [it["event"] for it in got] == ["call.arrived", "call.ended", "call.voicemail"]
    assert {(it["call"]["caller"], it["call"]["dialled"], it["company"]) for it in got} == {(CLIENT, SALES, "romashka")}
    assert (got[1]["call"]["outcome"], got[1]["call"]["talk_seconds"]) == ("voicemail", None)
    assert got[2]["seconds"] == pytest.approx(2, abs=0.5)


async def test_a_recorded_talk_is_told(tmp_path: Path, clock: VirtualClock, crm: Crm) -> None:
    async with opened(tmp_path / "data", clock, private_webhooks=True) as house:
        secret = await told(house, crm)
        await switch(house, "recording")
        petrova, client = house.handset("102"), await house.call(DIRECT)
        await picks_up(petrova)
        await they_talk(client, petrova)
        await until(lambda: len(crm.got) == 4)
        got = events(crm, secret)
    assert [it["event"] for it in got] == ["call.arrived", "call.answered", "call.ended", "call.recorded"]
    assert got[1]["call"]["employee"]["telephone"] == "102"
    assert got[2]["call"]["outcome"] == "answered"
    assert got[2]["call"]["talk_seconds"] > 0
    assert got[3]["seconds"] > 0


async def test_no_event_is_lost_while_the_receiver_and_we_are_down(
    tmp_path: Path, clock: VirtualClock, crm: Crm
) -> None:
    async with opened(tmp_path / "data", clock, private_webhooks=True) as house:
        secret = await told(house, crm)
        crm.says = [500] * 100
        client = await house.call(SALES)
        await asyncio.sleep(6)
        client.phone.hang_up()
        await client.until(PhoneState.IDLE)
        await until(lambda: len(crm.got) >= 3)
    tried, crm.says, crm.got = crm.got, [], []
    async with opened(tmp_path / "data", LaterClock(clock, 3600), private_webhooks=True):
        await until(lambda: len(crm.got) == 2, 600)
    assert [it["event"] for it in events(crm, secret)] == ["call.arrived", "call.ended"]
    first, second = (headers["Idempotency-Key"] for headers, _ in crm.got)
    assert first != second
    assert {headers["Idempotency-Key"] for headers, _ in tried} <= {first, second}
