"""Any mix of embedded and real parts: the same road."""

import json
import socket
from contextlib import aclosing, closing
from pathlib import Path

import pytest
from aiohttp import ClientSession
from redis.asyncio import Redis

from bot.app import SystemClock
from tests import postgres, redis_server
from tests.audio import tone_seconds
from tests.road.house import SALES, House
from tests.road.mixes import mixed
from tests.virtual import VirtualClock

SECRET = "a-secret-that-telegram-knows"


async def goes_the_road(house: House) -> None:
    await house.founded()
    await house.leaves_message(SALES, hz=880)
    voice = await house.voice(house.admin, seconds=5)
    assert tone_seconds(await house.sound_of(voice), 880) >= 1.5


async def test_telegram_is_elsewhere_and_the_telephones_are_on_the_page(tmp_path: Path, clock: VirtualClock) -> None:
    async with mixed(tmp_path, clock) as house:
        await goes_the_road(house)
        async with ClientSession(house.app.address) as page, page.get("/local/scene") as response:
            scene = await response.json()
    assert scene["persons"] == []
    assert [did["label"] for did in scene["dids"]] == ["Отдел продаж", "Петрова Анна", "Бухгалтерия", "Главное меню"]
    assert [phone["kind"] for phone in scene["phones"]] == ["outside"] + ["employee"] * 4


async def test_telegram_calls_us(tmp_path: Path, clock: VirtualClock) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        page = f"127.0.0.1:{probe.getsockname()[1]}"
    called = {"webhook_url": f"http://{page}/telegram", "webhook_secret": SECRET}
    async with mixed(tmp_path, clock, page=page, **called) as house:
        await goes_the_road(house)
        update = {"update_id": 1}
        async with ClientSession(house.app.address) as http, http.post("/telegram", json=update) as response:
            assert response.status == 403


@pytest.mark.postgres
@pytest.mark.real_time
async def test_everything_is_in_postgresql(tmp_path: Path) -> None:
    with postgres.running() as server:
        url = server.url(server.create())
        async with mixed(tmp_path, SystemClock(), ring=5, database=url) as house:
            await goes_the_road(house)
            assert await house.rows("voicemail") == 1
    assert not (tmp_path / "gudok.db").exists()


@pytest.mark.redis
@pytest.mark.real_time
async def test_where_a_person_is_in_the_chat_is_in_redis(tmp_path: Path) -> None:
    with redis_server.running() as url:
        async with mixed(tmp_path, SystemClock(), redis_url=url) as house:
            await house.founded()
            await house.admin.presses("♪ Мелодии")
            assert await house.rows("chat_state") == 0
        async with aclosing(Redis.from_url(url)) as redis:
            chats = [json.loads(await redis.get(key)) for key in await redis.keys()]
    (kept,) = [chat for chat in chats if chat["at"]]  # the others have seen no more than the way in
    assert kept["at"].startswith("melodies:")
    assert kept["form"] == {}
