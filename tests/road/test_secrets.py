"""No log holds a secret: not on the road, and not when what is outside fails in every way."""

import asyncio
import logging
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.app import media_secret
from bot.domain.roles import Role
from tests.road.house import SALES, House, mp3
from tests.road.mixes import TOKEN, mixed
from tests.virtual import VirtualClock

ARI_PASSWORD, WEBHOOK_SECRET = "canary-of-ari", "canary-of-the-webhook"
FAULTS: tuple[dict[str, object], ...] = (
    {"status": 500},
    {"status": 401},
    {"status": 429, "retry_after": 1},
    {"status": 502, "html": True},
    {"reset": True},
    {"hang": 70.0},
)


@pytest.fixture
def logs(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Ours down to the last detail, the libraries' as `gudok` shows them."""
    caplog.set_level(logging.INFO)
    caplog.set_level(logging.DEBUG, "bot")
    return caplog


async def secrets_of(house: House) -> list[str]:
    """What this house must not tell, whatever happens."""
    employee = await house.app.services.people.invite(house.company, Role.STAFF, 1)
    await house.petrova.writes(f"/start {employee}")
    media = await media_secret(house.app.services)
    return [TOKEN, TOKEN.partition(":")[2], media, employee, *house.app.invites.values(), ARI_PASSWORD, WEBHOOK_SECRET]


async def lives(house: House) -> None:
    """All that people do, while each of Telegram's methods fails in each way once."""
    await house.founded()
    for fault in FAULTS:
        for method in ("*", "getUpdates", "sendVoice", "sendMessage", "editMessageText", "file"):
            await house.fault(method, **fault)
        await house.admin.writes(f"/start {next(iter(house.app.invites.values()))}")
        await house.admin.sends("audio", mp3(440), "song.mp3")
    await asyncio.sleep(600)
    await house.no_faults()


def tell(logs: pytest.LogCaptureFixture, secrets: list[str]) -> list[str]:
    """Lines with a secret in them; tracebacks count."""
    formatted = map(logging.Formatter("%(name)s %(message)s").format, logs.records)
    return [line for line in formatted if any(secret in line for secret in secrets)]


async def test_nothing_of_the_road(tmp_path: Path, clock: VirtualClock, logs: pytest.LogCaptureFixture) -> None:
    async with mixed(tmp_path, clock, webhook_secret=WEBHOOK_SECRET) as house:
        await lives(house)
        await house.leaves_message(SALES)
        await house.voice(house.admin, seconds=60)
        secrets = await secrets_of(house)
    assert "next try in" in logs.text
    assert tell(logs, secrets) == []


async def test_nothing_of_a_pbx_out_of_reach(
    tmp_path: Path, clock: VirtualClock, logs: pytest.LogCaptureFixture
) -> None:
    async with mixed(tmp_path, clock, ari_url=f"http://gudok:{ARI_PASSWORD}@127.0.0.1:1") as house:
        await house.founded()
        await house.puts(mp3(440))
        await asyncio.sleep(120)
        secrets = await secrets_of(house)
    assert "Asterisk is out of reach" in logs.text
    assert tell(logs, secrets) == []


async def test_nothing_of_a_statement_that_fails(house: House) -> None:
    """The inbox keeps updates as they come, somebody's invite among them; errors of the database are logged."""
    with pytest.raises(OperationalError) as failed:
        async with house.app.services.store.write() as session:
            await session.execute(text("INSERT INTO nowhere VALUES (:body)"), {"body": "/start canary"})
    assert "canary" not in str(failed.value)
