"""The mailbox of the page without a browser."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.local.door import door
from bot.local.mailbox import KEPT, Mailbox, mailbox_routes
from bot.ports import Attachment, Letter

Client = TestClient[web.Request, web.Application]

SOUND = Attachment("voicemail.mp3", "audio/mpeg", b"ID3 sound")
PAGE = Attachment("evil.html", "text/html", b"<script>1</script>")


@pytest.fixture
def mailbox(tmp_path: Path) -> Mailbox:
    return Mailbox(tmp_path / "mail", iter(range(1, 10_000)).__next__)


@pytest.fixture
async def client(mailbox: Mailbox) -> AsyncIterator[Client]:
    app = web.Application(middlewares=[door])
    app.add_routes(mailbox_routes(mailbox))
    async with TestClient(TestServer(app)) as client:
        yield client


def letter(name: str, *attachments: Attachment, subject: str = "Пропущенный звонок") -> Letter:
    return Letter(name, "ivanov@example.com", subject, "text", "<b>html</b>", attachments)


async def shown(client: Client, count: int) -> list[dict[str, Any]]:
    async with client.ws_connect("/local/mail") as socket, asyncio.timeout(5):
        return [await socket.receive_json() for _ in range(count)]


async def test_mails_are_there_after_a_restart_and_new_ones_come_at_once(mailbox: Mailbox, client: Client) -> None:
    await mailbox.send(letter("a", SOUND))
    async with client.ws_connect("/local/mail") as socket, asyncio.timeout(5):
        first = await socket.receive_json()
        await mailbox.send(letter("b"))
        second = await socket.receive_json()
    assert first == {
        "id": "a",
        "at": 1,
        "to": "ivanov@example.com",
        "subject": "Пропущенный звонок",
        "text": "text",
        "attachments": [{"name": "voicemail.mp3", "kind": "audio/mpeg"}],
    }
    assert second["id"] == "b"


async def test_a_second_copy_takes_the_place_of_the_first(mailbox: Mailbox, client: Client) -> None:
    await mailbox.send(letter("a"))
    await mailbox.send(letter("a", subject="again"))
    await mailbox.send(letter("b"))
    assert [mail["subject"] for mail in await shown(client, 2)] == ["again", "Пропущенный звонок"]


async def test_a_sound_is_played_and_anything_else_only_saved(mailbox: Mailbox, client: Client) -> None:
    await mailbox.send(letter("a", SOUND, PAGE))
    sound, page = await client.get("/local/mail/a/0"), await client.get("/local/mail/a/1")
    assert (sound.headers["Content-Type"], await sound.read()) == ("audio/mpeg", b"ID3 sound")
    assert page.headers["Content-Type"] == "application/octet-stream"
    assert page.headers["Content-Disposition"] == "attachment"


@pytest.mark.parametrize("path", ["a/2", "b/0", "..%2Fa/0"])
async def test_what_is_not_there_is_not_found(mailbox: Mailbox, client: Client, path: str) -> None:
    await mailbox.send(letter("a", SOUND))
    assert (await client.get(f"/local/mail/{path}")).status == 404


async def test_only_the_last_ones_are_kept(mailbox: Mailbox, client: Client, tmp_path: Path) -> None:
    for n in range(KEPT + 3):
        await mailbox.send(letter(f"m{n}"))
    assert len(list((tmp_path / "mail").iterdir())) == KEPT
    assert (await shown(client, 1))[0]["id"] == "m3"
