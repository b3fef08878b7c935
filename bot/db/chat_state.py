"""Where each chat stands. It is in the database: a wizard survives a restart."""

from typing import Any

from sqlalchemy import bindparam, select

from bot.db.models import ChatState
from bot.db.store import Store
from bot.db.upsert import or_update

STANDS = select(ChatState.state, ChatState.data).where(ChatState.chat_id == bindparam("chat_id"))


class ChatStates:
    """The wizard's state of each chat, and its data: what was gathered, and the screen that is shown."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def get(self, chat_id: int) -> tuple[str, dict[str, Any]]:
        """The wizard's state ("": none) and the data."""
        rows = await self._store.ask(STANDS, {"chat_id": chat_id})
        return (rows[0].state, rows[0].data) if rows else ("", {})

    async def set_state(self, chat_id: int, state: str) -> None:
        """The wizard has come here."""
        await self._put("state", {"chat_id": chat_id, "state": state, "data": {}})

    async def set_data(self, chat_id: int, data: dict[str, Any]) -> None:
        """This is known of the chat now."""
        await self._put("data", {"chat_id": chat_id, "state": "", "data": data})

    async def _put(self, column: str, row: dict[str, Any]) -> None:
        await self._store.tell(or_update(self._store.dialect, ChatState, (column,)), row)
