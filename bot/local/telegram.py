"""The local Telegram: its parts, put together for one bot."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.local.clock import MovableClock
from bot.local.events import Events
from bot.local.faults import Faults
from bot.local.files import Files, Upload
from bot.local.flood import Flood
from bot.local.rules import Limits
from bot.local.schema import Schema, bot_api
from bot.local.state import State
from bot.local.store import Json, Store
from bot.local.updates import Updates


@dataclass(frozen=True, slots=True)
class Telegram:
    """What the methods and the person's side work on."""

    token: str
    limits: Limits
    schema: Schema
    store: Store
    clock: MovableClock
    events: Events
    state: State
    files: Files
    updates: Updates
    flood: Flood
    faults: Faults

    def close(self) -> None:
        self.files.close()
        self.store.close()


def telegram(state_dir: Path | None, token: str, limits: Limits, now: Callable[[], float]) -> Telegram:
    """Open what `state_dir` holds, or begin in memory. The bot's id is the number before the token's colon."""
    if state_dir:
        state_dir.mkdir(parents=True, exist_ok=True)
    store = Store(state_dir / "chat.sqlite" if state_dir else None)
    schema, events = bot_api(), Events()
    clock = MovableClock(now, store)
    bot = bot_user(token)
    return Telegram(
        token=token,
        limits=limits,
        schema=schema,
        store=store,
        clock=clock,
        events=events,
        state=State(store, events, clock, schema, bot),
        files=Files(state_dir / "files" if state_dir else None, store, bot["id"], limits),
        updates=Updates(store, clock, schema, limits),
        flood=Flood(limits),
        faults=Faults(),
    )


def bot_user(token: str) -> Json:
    digits = token.partition(":")[0]
    bot_id = int(digits) if digits.isdecimal() else 0
    return {"id": bot_id, "is_bot": True, "first_name": "Gudok", "username": "gudok_local_bot"}


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a method: checked parameters, and the files that came with it."""

    telegram: Telegram
    params: dict[str, Any]
    uploads: dict[str, Upload]

    def get(self, name: str, default: Any = None) -> Any:
        return self.params.get(name, default)
