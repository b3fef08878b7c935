"""What somebody has spoken into the chat for a client to hear."""

import re
from pathlib import Path

from sqlalchemy import select

from bot.db.order_models import OrderedCall
from bot.db.store import Store
from bot.domain.sounds import Sound
from bot.ports import Sounds

ANSWER = re.compile(r"answer/(?P<order>\d+)")  # as `domain/orders.py` names it


class WithAnswers:
    """`Sounds` with spoken answers among them; `folder` is where those are, `others` knows the rest."""

    def __init__(self, others: Sounds, store: Store, folder: Path) -> None:
        self._others = others
        self._store = store
        self._folder = folder

    async def path(self, sound: Sound) -> Path:
        """The file to play now."""
        name = ANSWER.fullmatch(sound)
        if name is None:
            return await self._others.path(sound)
        spoken = select(OrderedCall.voice).where(OrderedCall.id == int(name["order"]), OrderedCall.voice != "")
        async with self._store.read() as session:
            file = await session.scalar(spoken)
        if file is None:
            raise KeyError(sound)
        return self._folder / file
