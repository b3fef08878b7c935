"""What a killed server remembers."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from tests.local.conftest import ANNA, OGG, TOKEN, Chat, Open


async def test_files_history_commands_and_updates_outlive_the_server(opened: Open, tmp_path: Path) -> None:
    first: Chat = await opened(tmp_path)
    await first.says(ANNA, "hello")
    sent = await first.ok("sendMessage", chat_id=ANNA, text="menu")
    voice = (await first.uploads(ANNA, "voice", OGG))["voice"]["file_id"]
    await first.ok("setMyCommands", commands=[{"command": "start", "description": "x"}])
    await first.local("clock", advance=1000)
    before = await first.history(ANNA)

    second: Chat = await opened(tmp_path)
    assert await second.history(ANNA) == before
    assert len(await second.updates()) == 2
    assert (await second.ok("getMyCommands"))[0]["command"] == "start"
    downloaded = await second.bot.download(voice)
    assert downloaded is not None
    assert downloaded.read() == OGG
    again = await second.ok("sendVoice", chat_id=ANNA, voice=voice)
    assert again["message_id"] > sent["message_id"]
    assert again["date"] >= before[-1]["date"] + 1000


async def test_without_a_folder_nothing_outlives(opened: Open) -> None:
    first: Chat = await opened()
    await first.says(ANNA, "hello")
    second: Chat = await opened()
    assert await second.history(ANNA) == []


@asynccontextmanager
async def process(state: Path) -> AsyncIterator[Chat]:
    """The server alone, in a process that is killed at the end."""
    command = ("-m", "bot.local", "--port", "0", "--state", str(state), "--token", TOKEN)
    server = await asyncio.create_subprocess_exec(sys.executable, *command, stdout=asyncio.subprocess.PIPE)
    assert server.stdout is not None
    address = (await server.stdout.readline()).decode().strip()
    async with aiohttp.ClientSession(address) as http:
        chat = Chat(address, http)
        try:
            yield chat
        finally:
            server.send_signal(signal.SIGKILL)
            await server.wait()


@pytest.mark.real_time
async def test_kill_9_loses_nothing_that_was_confirmed(tmp_path: Path) -> None:
    async with process(tmp_path) as chat:
        person = (await chat.local("persons", first_name="Vera"))["id"]
        writing = asyncio.create_task(write_on(chat, person))
        await asyncio.sleep(0.2)
    confirmed = await writing
    assert confirmed
    async with process(tmp_path) as chat:
        kept = [message["message_id"] for message in await chat.history(person)]
        queued = [update["message"]["message_id"] for update in await chat.updates()]
    assert kept[: len(confirmed)] == confirmed
    assert len(kept) <= len(confirmed) + 1
    assert queued == kept[:100]


async def write_on(chat: Chat, person: int) -> list[int]:
    """Write until the server dies; the ids of the messages that it confirmed."""
    confirmed: list[int] = []
    try:
        while True:
            confirmed.append((await chat.says(person, "text"))["message_id"])
    except (aiohttp.ClientError, OSError):
        return confirmed
