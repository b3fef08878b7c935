"""Telegram calls us: nobody else may, and "200" means stored."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession, web

from bot.handlers.webhook import Webhook
from tests.chat.world import World

SECRET = "s3cret_of-tests"


@pytest.mark.parametrize("secret", ["", "with space", "ключ", "x" * 257])
def test_without_a_good_secret_it_refuses_to_start(secret: str) -> None:
    with pytest.raises(ValueError, match="webhook's secret"):
        Webhook("https://example.org/hook", secret)


def test_the_secret_is_not_in_what_a_log_would_show() -> None:
    assert SECRET not in repr(Webhook("https://example.org/hook", SECRET))


@pytest.fixture
async def door() -> AsyncIterator[tuple[str, list[dict[str, Any]]]]:
    taken: list[dict[str, Any]] = []

    async def take(body: dict[str, Any]) -> None:
        if body["update_id"] == 13:
            raise OSError("the database is away")
        taken.append(body)

    site = web.Application()
    site.add_routes(Webhook("https://example.org/hook", SECRET).routes(take))
    runner = web.AppRunner(site, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/hook", taken
    await runner.cleanup()


@pytest.mark.parametrize(
    ("headers", "update_id", "status"),
    [
        ({"X-Telegram-Bot-Api-Secret-Token": SECRET}, 1, 200),
        ({"X-Telegram-Bot-Api-Secret-Token": SECRET}, 13, 500),
        ({"X-Telegram-Bot-Api-Secret-Token": SECRET + "x"}, 1, 403),
        ({"X-Telegram-Bot-Api-Secret-Token": ""}, 1, 403),
        ({}, 1, 403),
    ],
)
async def test_only_telegram_is_heard(
    door: tuple[str, list[dict[str, Any]]], headers: dict[str, str], update_id: int, status: int
) -> None:
    address, taken = door
    async with ClientSession() as http, http.post(address, json={"update_id": update_id}, headers=headers) as response:
        assert response.status == status
    assert len(taken) == (status == 200)


async def test_the_whole_chat_by_webhook(world: World) -> None:
    await world.chat.stop()
    world.chat = world.new_chat()
    site = web.Application()
    runner = web.AppRunner(site, shutdown_timeout=0.1)
    hook = Webhook("http://127.0.0.1:{}/hook", SECRET)
    site.add_routes(world.chat.routes(hook))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    await world.chat.start(Webhook(hook.url.format(runner.addresses[0][1]), SECRET))
    await world.stranger.writes("/start")
    assert "Это консоль АТС." in await world.stranger.reads()
    await runner.cleanup()
