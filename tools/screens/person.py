"""Somebody in their Telegram, in real time: every step waits until the screen has changed."""

import asyncio
from typing import Any

from aiohttp import ClientSession

from bot.keyboards.base import Tap

PATIENCE = 10.0  # seconds


class Person:
    """Speaks to the local chat server as the page does."""

    def __init__(self, http: ClientSession, person_id: int) -> None:
        self.id = person_id
        self._http = http
        self._base = f"/local/persons/{person_id}"

    async def does(self, step: Tap | str) -> None:
        """Press or type; back when the bot has drawn what comes of it."""
        before = await self._screen()
        if isinstance(step, str):
            await self._post("text", {"text": step})
        else:
            data = step.model_copy(update={"nonce": before[1]}).pack()
            await self._post("press?wait=1", {"message_id": before[0], "data": data})
        async with asyncio.timeout(PATIENCE):
            while await self._screen() == before:  # noqa: ASYNC110 - the screen is far away, behind a server
                await asyncio.sleep(0.05)

    async def shares(self) -> None:
        """Their own number."""
        await self._post("contact", {})

    async def _screen(self) -> tuple[int, str]:
        """The lowest message with buttons, and the nonce that they carry."""
        async with self._http.get(f"{self._base}/history") as response:
            messages: list[dict[str, Any]] = (await response.json())["messages"]
        for message in reversed(messages):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                return message["message_id"], row[0]["callback_data"].split(":")[1]
            if "keyboard" in message.get("reply_markup", {}):
                return message["message_id"], ""
        return 0, ""

    async def _post(self, what: str, wish: dict[str, Any]) -> None:
        async with self._http.post(f"{self._base}/{what}", json=wish) as response:
            response.raise_for_status()
