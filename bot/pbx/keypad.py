"""The keys that somebody on a line has pressed, and waiting for the next one."""

import asyncio
from collections import deque

ALL_KEYS = "0123456789*#ABCD"


class Keypad:
    """Keys in the order in which they were pressed; nobody presses any more once it is `closed`."""

    def __init__(self) -> None:
        self._keys: deque[str] = deque()
        self._stirred = asyncio.Event()
        self._closed = False

    def press(self, key: str) -> None:
        self._keys.append(key)
        self._stirred.set()

    def close(self) -> None:
        """Whoever waits for a key gets none."""
        self._closed = True
        self._stirred.set()

    def forget(self) -> None:
        self._keys.clear()

    def take(self, wanted: str) -> str:
        """The first key of `wanted` among those pressed, or ""; the others stay where they are."""
        place = next((i for i, key in enumerate(self._keys) if key in wanted), None)
        if place is None:
            return ""
        key = self._keys[place]
        del self._keys[place]
        return key

    async def next(self, wanted: str) -> str:
        """The next key of `wanted`, or "" once it is closed. Being cancelled loses none."""
        while not (key := self.take(wanted)) and not self._closed:
            self._stirred.clear()
            await self._stirred.wait()
        return key
