"""Somebody in their Telegram, in real time: every step waits until the screen has changed."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aiohttp import ClientSession, FormData

from bot.keyboards.base import Tap
from tools.screens.firm import Song, written

PATIENCE = 10.0  # seconds


class Person:
    """Speaks to the local chat server as the page does."""

    def __init__(self, http: ClientSession, person_id: int) -> None:
        self.id = person_id
        self._http = http
        self._base = f"/local/persons/{person_id}"

    async def does(self, step: Tap | str | Song) -> None:
        """Press, type or send a song; back when the bot has drawn what comes of it."""
        before = await self._screen()
        if isinstance(step, str):
            await self._post("text", {"text": step})
        elif isinstance(step, Song):
            await self._sends(step)
        else:
            data = step.model_copy(update={"nonce": before[1]}).pack()
            await self._post("press?wait=1", {"message_id": before[0], "data": data})
        async with asyncio.timeout(PATIENCE):
            while await self._screen() == before:  # noqa: ASYNC110 - the screen is far away, behind a server
                await asyncio.sleep(0.05)

    async def shares(self) -> None:
        """Their own number."""
        await self._post("contact", {})

    async def _sends(self, song: Song) -> None:
        """Back when it has been listened to: the screen is then below the sound."""
        before = await self._screen()
        form = FormData(quote_fields=False)  # a name in Cyrillic stays one
        with TemporaryDirectory() as folder:
            form.add_field("file", written(Path(folder) / "song.wav", song.seconds).read_bytes(), filename=song.name)
        async with self._http.post(f"{self._base}/upload?as=audio", data=form) as response:
            response.raise_for_status()
        async with asyncio.timeout(PATIENCE):
            while await self._screen() == before or await self._listens():  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.05)

    async def _listens(self) -> bool:
        return (await self._messages())[-1].get("text", "…").endswith("…")

    async def _messages(self) -> list[dict[str, Any]]:
        async with self._http.get(f"{self._base}/history") as response:
            messages: list[dict[str, Any]] = (await response.json())["messages"]
        return messages

    async def _screen(self) -> tuple[int, str]:
        """The lowest message with buttons, and the nonce that they carry."""
        for message in reversed(await self._messages()):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                return message["message_id"], row[0]["callback_data"].split(":")[1]
            if "keyboard" in message.get("reply_markup", {}):
                return message["message_id"], ""
        return 0, ""

    async def _post(self, what: str, wish: dict[str, Any]) -> None:
        async with self._http.post(f"{self._base}/{what}", json=wish) as response:
            response.raise_for_status()
