"""Settings that change while calls run, or while the PBX is away."""

import asyncio

import pytest
from sqlalchemy import select

from bot.db.models import Recording
from bot.ports import FallbackLine, PbxUnreachable
from tests.audio import read_wav, tone_seconds
from tests.chat.someone import Someone
from tests.road.house import DIRECT, SALES, House
from tests.road.talks import NOTICE, picks_up, they_talk

LATER = "АТС сейчас недоступна: применится само, когда связь вернётся."
OFF, ON = "⚪️ Запись разговоров · 700 ₽", "🟢 Запись разговоров · 700 ₽"


@pytest.fixture
async def admin(house: House) -> Someone:
    await house.founded()
    return house.admin


async def talks(house: House) -> list[Recording]:
    async with house.app.services.store.read() as session:
        return list(await session.scalars(select(Recording).order_by(Recording.id)))


async def test_a_call_keeps_the_plan_that_it_began_with(house: House, admin: Someone) -> None:
    """Recording goes off while the telephone rings: this call is announced and recorded, the next one is not."""
    await admin.goes("🔀 Опции", OFF, "Включить")
    petrova, client = house.handset("102"), await house.call(DIRECT)
    await admin.goes("Выключить")
    await picks_up(petrova)
    assert NOTICE in bytes(client.heard)
    await they_talk(client, petrova)
    [kept] = await talks(house)
    assert tone_seconds(read_wav(house.data / "recordings" / kept.file), 700) == pytest.approx(1.0, abs=0.25)
    client = await house.call(DIRECT)
    client.heard.clear()
    await picks_up(petrova)
    await they_talk(client, petrova)
    assert NOTICE not in bytes(client.heard)
    assert len(await talks(house)) == 1


async def test_what_changes_without_the_pbx_reaches_it_when_it_is_back(
    house: House, admin: Someone, monkeypatch: pytest.MonkeyPatch
) -> None:
    has: list[FallbackLine] = []
    away = asyncio.Event()

    async def provision(lines: tuple[FallbackLine, ...]) -> None:
        if away.is_set():
            raise PbxUnreachable
        has[:] = lines

    monkeypatch.setattr(house.app.pbx, "provision", provision)
    away.set()
    await admin.goes("👥 Компания", "Отделы · 2", "Отдел продаж · 2", "Время вызова")
    await admin.writes("33")
    assert (await admin.reads()).endswith(LATER)
    await asyncio.sleep(61)
    assert has == []
    away.clear()
    await asyncio.sleep(61)
    assert [line.seconds for line in has if line.did == SALES] == [33]
    assert LATER not in await admin.goes("Очередь", "⚪️ Звонят по очереди")
