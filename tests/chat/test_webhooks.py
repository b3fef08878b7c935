"""The webhook over the chat, the outbox, the relay and a receiver that has its faults."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.delivery.webhook import WebhookSender
from bot.domain.webhook import Endpoint
from bot.ports import Later, Outcome, Parcel
from bot.services.book import CompanyBook
from bot.services.webhook_events import WebhookEvents
from tests.chat.world import World
from tests.services.firm import DIRECT

PAGE = Path(__file__).parents[2] / "docs" / "webhooks.md"


class Crm:
    """Says what it is told to say, then yes."""

    def __init__(self) -> None:
        self.says: list[int | str] = []
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.address = ""

    async def take(self, request: web.Request) -> web.Response:
        said = self.says.pop(0) if self.says else 200
        self.got.append((dict(request.headers), await request.read()))
        if said == "hang":
            await asyncio.sleep(60)
        status = said if isinstance(said, int) else 200
        return web.Response(status=status, headers={"Location": "/elsewhere"} if status == 302 else {})

    @property
    def events(self) -> list[str]:
        return [headers["Gudok-Event"] for headers, _ in self.got]


@pytest.fixture
async def crm() -> AsyncIterator[Crm]:
    crm, site = Crm(), web.Application()
    site.router.add_post("/{any:.*}", crm.take)
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    crm.address = f"http://127.0.0.1:{runner.addresses[0][1]}/calls"
    yield crm
    await runner.cleanup()


@pytest.fixture
async def secret(joined: World, crm: Crm) -> str:
    """Typed in the chat, with the relays at work."""
    await joined.admin.goes("🔀 Опции", "Вебхуки для CRM")
    await joined.admin.writes(crm.address)
    joined.start_webhooks()
    joined.start_relay()
    return (await joined.admin.reads()).splitlines()[-1]


async def call(joined: World) -> None:
    book = CompanyBook(joined.store, joined.clock, joined.data / "voicemail", followers=(WebhookEvents(joined.clock),))
    opened = await book.open("leg-1", "+79007654321", DIRECT)
    assert opened
    await book.answered(opened.id, joined.firm.ivanov, "peer")
    await book.ended(opened.id, Outcome.ANSWERED)


async def test_events_of_a_call_come_signed_as_the_page_says(joined: World, crm: Crm, secret: str) -> None:
    await call(joined)
    await asyncio.sleep(3)
    assert crm.events == ["call.arrived", "call.answered", "call.ended"]
    example: dict[str, Any] = {}
    found = re.search(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    assert found
    exec(found[1], example)
    for headers, body in crm.got:
        now = joined.clock.now().timestamp()
        assert example["is_ours"](secret, headers, body, now)
        assert not example["is_ours"](secret, headers, body + b" ", now)
        assert not example["is_ours"]("another", headers, body, now)
        assert not example["is_ours"](secret, headers, body, now + 3600)
    assert len({headers["Idempotency-Key"] for headers, _ in crm.got}) == 3


@pytest.mark.parametrize("fault", [500, 429, 302, "hang"])
async def test_a_fault_is_tried_again_with_the_same_key(joined: World, crm: Crm, secret: str, fault: int | str) -> None:
    crm.says = [fault, fault]
    await joined.admin.presses("Проверить")
    await asyncio.sleep(60)
    assert crm.events == ["ping"] * 3
    assert len({headers["Idempotency-Key"] for headers, _ in crm.got}) == 1
    assert "принято (200)" in await joined.admin.goes("Обновить")


async def test_a_refusal_is_for_good_and_shown(joined: World, crm: Crm, secret: str) -> None:
    crm.says = [404]
    await joined.admin.presses("Проверить")
    await asyncio.sleep(60)
    assert crm.events == ["ping"]
    assert "не принято, ответ 404" in await joined.admin.goes("Обновить")


async def test_410_switches_it_off_until_the_address_is_sent_again(joined: World, crm: Crm, secret: str) -> None:
    crm.says = [410]
    await joined.admin.presses("Проверить")
    await asyncio.sleep(5)
    assert any("События в CRM выключены" in message.get("text", "") for message in await joined.admin.heard())
    assert "Выключено" in await joined.admin.goes("Обновить")
    assert "Проверить" not in await joined.admin.sees()
    await call(joined)
    await asyncio.sleep(5)
    assert crm.events == ["ping"]


async def test_the_secret_is_shown_once_and_replaced(joined: World, crm: Crm, secret: str) -> None:
    assert len(secret) == 43
    assert secret not in await joined.admin.goes("Обновить")
    again = (await joined.admin.goes("Новый секрет")).splitlines()[-1]
    assert len(again) == 43
    assert again != secret
    assert again not in await joined.admin.goes("‹ Назад", "‹ Назад", "⚙ Ещё", "История изменений")


async def test_after_the_removal_nothing_is_sent(joined: World, crm: Crm, secret: str) -> None:
    assert "Удалить вебхук?" in await joined.admin.goes("Удалить")
    assert "✓ Удалено" in await joined.admin.goes("Удалить")
    await call(joined)
    await asyncio.sleep(5)
    assert crm.got == []


class Somewhere:
    """`Endpoints` of one company."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.answers: list[str] = []

    async def endpoint(self, company_id: int) -> Endpoint | None:
        return Endpoint(self.url, "secret")

    async def answered(self, company_id: int, url: str, answer: str) -> None:
        self.answers.append(answer)

    async def gone(self, company_id: int, url: str) -> None:
        raise AssertionError("nobody said so")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
async def test_our_own_network_is_never_called_by_number_or_by_name(joined: World, crm: Crm, host: str) -> None:
    to = Somewhere(crm.address.replace("127.0.0.1", host))
    event = {"event": "ping", "at": joined.clock.now().isoformat()}
    parcel = Parcel(1, "key", "ping", None, to.url, {"company_id": 1, "event": event}, 0)
    sender = WebhookSender(to, joined.clock, private=False)
    with pytest.raises(Later, match="inside"):
        await sender.send(parcel)
    with pytest.raises(Later, match="just failed"):
        await sender.send(parcel)
    assert to.answers == ["inside"]
    assert crm.got == []
