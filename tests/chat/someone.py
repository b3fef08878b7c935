"""A person in their Telegram: what they do in the chat, and what they read there."""

import asyncio
from typing import Any

from aiohttp import ClientSession, FormData

from bot.keyboards.base import Tap

Json = dict[str, Any]


class Someone:
    """A person in their Telegram."""

    def __init__(self, http: ClientSession, person_id: int) -> None:
        self.id = person_id
        self._http = http
        self._base = f"/local/persons/{person_id}"

    async def writes(self, text: str) -> None:
        await self._do("text", {"text": text})

    async def shares(self, **wish: object) -> None:
        await self._do("contact", wish)

    async def sends(self, shape: str, content: bytes, name: str = "song.mp3") -> None:
        form = FormData(quote_fields=False)  # as browsers send names
        form.add_field("file", content, filename=name)
        async with self._http.post(f"{self._base}/upload?as={shape}", data=form) as response:
            assert response.status == 200, await response.text()
        await settled()

    async def presses(self, label: str) -> Json:
        """The button that reads so on the lowest message which has it; what Telegram shows on the tap."""
        for message in reversed(await self.history()):
            for button in buttons(message):
                if plain(button["text"]) == label:
                    return await self.forces(message["message_id"], button["callback_data"])
        raise AssertionError(f"no button {label!r} on {[b['text'] for m in await self.history() for b in buttons(m)]}")

    async def goes(self, *labels: str) -> str:
        """Presses one after the other; what the screen says then."""
        for label in labels:
            await self.presses(label)
        return await self.reads()

    async def forces(self, message_id: int, data: str) -> Json:
        """A press with any data on any message, as a forger could make it."""
        pressed = await self._do("press?wait=1", {"message_id": message_id, "data": data})
        assert pressed["answer"] is not None, "the button spins for ever"
        return dict(read(pressed["answer"]))

    async def taps(self, tap: Tap) -> Json:
        """What a button on the present screen would ask, though it may not be there."""
        screen = await self.screen()
        nonce = next((b["callback_data"].split(":")[1] for b in buttons(screen)), "")
        return await self.forces(screen["message_id"], tap.model_copy(update={"nonce": nonce}).pack())

    async def blocks(self) -> None:
        await self._do("block", {})

    async def history(self) -> list[Json]:
        async with self._http.get(f"{self._base}/history") as response:
            return list(read((await response.json())["messages"]))

    async def heard(self) -> list[Json]:
        """What the bot has said."""
        return [message for message in await self.history() if not message["outgoing"]]

    async def screen(self) -> Json:
        """The lowest text of the bot that has a keyboard."""
        with_keys = (
            m for m in reversed(await self.heard()) if "text" in m and {"inline_keyboard", "keyboard"} & keys(m)
        )
        return next(with_keys)

    async def reads(self) -> str:
        return plain((await self.screen())["text"])

    async def sees(self) -> list[str]:
        """The labels on the screen."""
        return [plain(button["text"]) for button in buttons(await self.screen())]

    async def voices(self) -> list[Json]:
        return [message for message in await self.heard() if "voice" in message]

    async def _do(self, what: str, wish: Json) -> Json:
        async with self._http.post(f"{self._base}/{what}", json=wish) as response:
            assert response.status == 200, await response.text()
            done = await response.json()
        await settled()
        return dict(done)


def keys(message: Json) -> set[str]:
    return set(message.get("reply_markup", {}))


def buttons(message: Json) -> list[Json]:
    return [button for row in message.get("reply_markup", {}).get("inline_keyboard", []) for button in row]


def plain(text: str) -> str:
    """As a person reads it: spaces that do not break are spaces."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def read(said: Any) -> Any:
    """The same with every text in it plain."""
    match said:
        case str():
            return plain(said)
        case list():
            return [read(one) for one in said]
        case dict():
            return {key: read(value) for key, value in said.items()}
    return said


async def settled() -> None:
    """In virtual time a second passes only when everybody has done all they could."""
    await asyncio.sleep(1.5)
