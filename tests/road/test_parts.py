"""The work of one program in three processes: here three programs over one database and one folder."""

from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.app import EXAMPLE, Part, SystemClock, running, services
from bot.app.parts import ALL, check, serves
from bot.config import Settings
from bot.domain.errors import Refused
from tests import postgres
from tests.audio import tone_seconds
from tests.road.house import SALES, House, settings
from tests.road.mixes import TOKEN, telegram

REAL = {"bot_token": TOKEN, "ari_url": "http://gudok:secret@127.0.0.1:8088", "database": "postgresql://gudok@db/gudok"}


def with_(data: Path, **parts: object) -> Settings:
    return Settings(_env_file=None, **settings(data).model_dump() | parts)  # type: ignore[arg-type]


@pytest.mark.postgres
@pytest.mark.real_time
async def test_a_message_is_taken_by_one_sent_by_another_and_listed_by_a_third(tmp_path: Path) -> None:
    clock = SystemClock()
    async with AsyncExitStack() as stack:
        server, address = stack.enter_context(postgres.running()), await stack.enter_async_context(telegram(clock))
        http = await stack.enter_async_context(ClientSession(address))
        ours = with_(tmp_path, bot_token=TOKEN, bot_api=address, database=server.url(server.create()))
        async with services(ours, clock) as use:
            company = EXAMPLE.read_text("utf-8").replace("ring_seconds: 15", "ring_seconds: 5")
            await use.companies.import_yaml(company, EXAMPLE.name)
        await http.get("/local/scene")
        calls, chat, _ = [
            await stack.enter_async_context(running(ours, clock, frozenset({part})))
            for part in (Part.CALLS, Part.CHAT, Part.RELAY)
        ]
        assert (calls.invites, len(chat.invites)) == ({}, 1)
        await House(chat, clock, http, tmp_path).founded()
        house = House(calls, clock, http, tmp_path)
        stack.callback(lambda: [handset.put_down() for handset in house.handsets.values()])
        await house.leaves_message(SALES, hz=880)
        voice = await house.voice(house.admin, seconds=5)
        assert tone_seconds(await house.sound_of(voice), 880) >= 1.5
        assert "Голосовая почта: 1 нов" in await house.admin.goes("✉ Голосовые")


@pytest.mark.parametrize("embedded", ["bot_token", "ari_url", "database"])
def test_an_embedded_part_cannot_be_in_two_processes(tmp_path: Path, embedded: str) -> None:
    real = with_(tmp_path, **REAL)
    check(real, frozenset({Part.CHAT}))
    half = with_(tmp_path, **REAL | {embedded: None})
    check(half, ALL)
    with pytest.raises(Refused) as refused:
        check(half, frozenset({Part.CHAT}))
    assert refused.value.params["names"] == f"GUDOK_{embedded.upper()}"


def test_only_who_is_asked_has_a_web_server(tmp_path: Path) -> None:
    called = {"webhook_url": "https://pbx.example.com/telegram", "webhook_secret": "a-secret"}
    polls, is_called = with_(tmp_path, **REAL), with_(tmp_path, **REAL | called)
    assert [serves(polls, frozenset({part})) for part in Part] == [False, True, False]
    assert [serves(is_called, frozenset({part})) for part in Part] == [True, True, False]
