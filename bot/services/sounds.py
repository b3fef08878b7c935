"""Where a sound's present content is: the company's own melody, or ours."""

import re
from collections.abc import Callable
from pathlib import Path

from bot.db.store import Store
from bot.domain.sounds import Sound
from bot.services.slots import playing

OF_COMPANY = re.compile(r"company/(?P<id>\d+)/(?P<slot>[a-z-]+)")  # as `bot/domain/sounds.py` names them


class CompanySounds:
    """`Sounds` over the database. `default` finds our own sounds and raises KeyError for a name that is none."""

    def __init__(self, store: Store, folder: Path, default: Callable[[Sound], Path]) -> None:
        self._store = store
        self._folder = folder
        self._default = default

    async def path(self, sound: Sound) -> Path:
        """The file to play now."""
        name = OF_COMPANY.fullmatch(sound)
        if name is None:
            return self._default(sound)
        async with self._store.read() as session:
            melody = await playing(session, int(name["id"]), name["slot"])
        return self._folder / melody.file if melody else self._default(sound)
