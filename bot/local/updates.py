"""Updates on their way to the bot: kept until acknowledged or too old, fetched with a real wait."""

import asyncio
import contextlib

from bot.local.clock import MovableClock
from bot.local.errors import ApiError
from bot.local.rules import OTHER_POLLER, Limits
from bot.local.schema import Schema
from bot.local.store import Json, Store

FIRST_UPDATE = 100_001
ON_REQUEST = {"chat_member", "message_reaction", "message_reaction_count"}  # not sent unless asked for by name


class Updates:
    """The queue. One poller at a time: a newer one ends the older one's wait with a 409."""

    def __init__(self, store: Store, clock: MovableClock, schema: Schema, limits: Limits) -> None:
        self._store = store
        self._clock = clock
        self._schema = schema
        self._limits = limits
        self._poll = 0
        self.arrived = asyncio.Condition()

    def add(self, kind: str, body: Json) -> None:
        """Queue an update, unless the bot has said that it does not want its kind. Call `announce` after the commit."""
        if not self._wanted(kind):
            return
        number = self._store.next("update", FIRST_UPDATE)
        update = {"update_id": number, kind: body}
        self._schema.check("Update", update)
        limits = self._limits
        lasts = limits.callback_undelivered if kind == "callback_query" else limits.update_undelivered
        self._store.put("update", number, {"update": update, "expires": self._clock.now() + lasts})

    def _wanted(self, kind: str) -> bool:
        allowed = self._store.setting("allowed_updates").get("kinds")
        return kind in allowed if allowed else kind not in ON_REQUEST

    def allow(self, kinds: list[str]) -> None:
        """From now on queue only these; an empty list: the usual ones."""
        self._store.put("allowed_updates", 0, {"kinds": kinds})

    async def announce(self) -> None:
        """Wake whoever waits for updates."""
        async with self.arrived:
            self.arrived.notify_all()

    def pending(self) -> list[Json]:
        """All that are neither acknowledged nor too old, by number."""
        now = self._clock.now()
        kept = self._store.every("update")
        for late in [one for one in kept if one["expires"] <= now]:
            self._store.drop("update", late["update"]["update_id"])
        return [one["update"] for one in kept if one["expires"] > now]

    def acknowledge(self, offset: int) -> None:
        """Forget all below the offset; a negative one keeps only so many of the last."""
        if offset < 0:
            last = self.pending()[offset:]
            offset = last[0]["update_id"] if last else 0
        if offset > 0:
            self._store.drop_below("update", offset)

    def done(self, update_id: int) -> None:
        self._store.drop("update", update_id)

    def forget_all(self) -> None:
        for update in self.pending():
            self.done(update["update_id"])

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """Acknowledge, then wait at most so many seconds for something to come."""
        self.acknowledge(offset)
        self._poll += 1
        mine = self._poll
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds), self.arrived:
                self.arrived.notify_all()
                while self._poll == mine and not self.pending():
                    await self.arrived.wait()
        if self._poll != mine:
            raise ApiError(409, OTHER_POLLER)
        return self.pending()[:limit]
