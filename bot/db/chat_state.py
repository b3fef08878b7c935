"""Where each chat stands. It is in the database: a wizard survives a restart."""

from typing import Any

from sqlalchemy import select

from bot.db.models import ChatState
from bot.db.store import Store
from bot.db.upsert import insert_or_update


class ChatStates:
    """The wizard's state and data of each chat, and the screen that it shows."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self, chat_id: int) -> tuple[str, dict[str, Any]]:
        """The wizard's state ("": none) and what it has gathered."""
        row = await self._row(chat_id)
        return (row.state, row.data) if row else ("", {})

    async def set(self, chat_id: int, state: str, data: dict[str, Any]) -> None:
        """The wizard has come here."""
        await self._put(chat_id, "state", "data", state=state, data=data)

    async def screen(self, chat_id: int) -> tuple[int | None, str]:
        """The message that is the present screen, and its nonce ("" when there is none)."""
        row = await self._row(chat_id)
        return (row.screen_message_id, row.screen_nonce) if row else (None, "")

    async def show(self, chat_id: int, message_id: int, nonce: str) -> None:
        """This message is the screen from now on."""
        await self._put(chat_id, "screen_message_id", "screen_nonce", screen_message_id=message_id, screen_nonce=nonce)

    async def _row(self, chat_id: int) -> ChatState | None:
        async with self._store.read() as session:
            return await session.scalar(select(ChatState).where(ChatState.chat_id == chat_id))

    async def _put(self, chat_id: int, *columns: str, **values: Any) -> None:
        empty: dict[str, Any] = {"state": "", "data": {}, "screen_message_id": None, "screen_nonce": ""}
        async with self._store.write() as session:
            await insert_or_update(session, ChatState, *columns, **(empty | {"chat_id": chat_id} | values))
