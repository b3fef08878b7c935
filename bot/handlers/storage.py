"""aiogram's FSM storage over the database: a wizard survives a restart."""

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey

from bot.handlers.needs import ChatStates


class DatabaseStorage(BaseStorage):
    """One row a chat. We talk in private chats only, so that the chat is the person."""

    def __init__(self, states: ChatStates) -> None:
        self._states = states

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        await self._states.set_state(key.chat_id, (state.state if isinstance(state, State) else state) or "")

    async def get_state(self, key: StorageKey) -> str | None:
        state, _ = await self._states.get(key.chat_id)
        return state or None

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        await self._states.set_data(key.chat_id, dict(data))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        _, data = await self._states.get(key.chat_id)
        return dict(data)

    async def close(self) -> None:
        """Nothing of its own to close."""
