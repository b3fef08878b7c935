"""What people speak into the chat for a client to hear: files until the call, and a while after it."""

import re
import time
from pathlib import Path
from uuid import uuid4

from sqlalchemy import select

from bot.db.order_models import OrderedCall
from bot.db.store import Store
from bot.ports import AudioTool, Made

DAY = 24 * 3600.0
NAME = re.compile(r"[0-9a-f]{32}\.wav")


class SpokenAnswers:
    """Spoken answers in `folder`, under names of ours."""

    def __init__(self, store: Store, audio: AudioTool, folder: Path) -> None:
        self._store = store
        self._audio = audio
        self._folder = folder

    async def make(self, source: Path) -> Made:
        """What somebody has sent, as telephones play it; `Refused` says what is wrong with it."""
        return await self._audio.melody(source, self._folder / f"{uuid4().hex}.wav")

    def is_there(self, name: str) -> bool:
        """Whether it can still be played."""
        return bool(NAME.fullmatch(name)) and (self._folder / name).is_file()

    async def sweep(self) -> None:
        """Delete files of a day ago that no call is waiting to play."""
        young = time.time() - DAY
        async with self._store.read() as session:
            wanted = set(await session.scalars(select(OrderedCall.voice).where(OrderedCall.done_at.is_(None))))
        for file in self._folder.iterdir():
            if file.stat().st_mtime < young and file.name not in wanted:
                file.unlink()
