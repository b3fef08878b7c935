"""The wire between the bot and Asterisk, to be cut in mid-call."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress


class Wire:
    """A TCP proxy on loopback. While it is `cut` nobody gets through."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._ours: set[asyncio.StreamWriter] = set()
        self._theirs: set[asyncio.StreamWriter] = set()
        self._mended = asyncio.Event()
        self._mended.set()
        self.port = 0
        self.unheard = b""  # the name of an event that the bot never learns of

    def cut(self, *, noticed: bool = True) -> None:
        """`noticed`: Asterisk learns it at once; otherwise it goes on sending into nothing until `mend`."""
        self._mended.clear()
        for writer in self._ours | (self._theirs if noticed else set()):
            writer.transport.abort()

    def mend(self) -> None:
        self._mended.set()

    async def connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._mended.wait()
        their_reader, their_writer = await asyncio.open_connection("127.0.0.1", self._target)
        self._ours.add(writer)
        self._theirs.add(their_writer)
        with suppress(ConnectionError):
            await asyncio.gather(_pump(reader, their_writer), _pump(their_reader, writer, self._told))

    def _told(self, data: bytes) -> bytes:
        return data.replace(self.unheard, b"?" * len(self.unheard)) if self.unheard else data


async def _pump(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, told: Callable[[bytes], bytes] = bytes
) -> None:
    """Until either side ends; what comes for a writer that was cut is lost."""
    while data := await reader.read(65536):
        if not writer.transport.is_closing():
            writer.write(told(data))


@asynccontextmanager
async def wire(port: int) -> AsyncIterator[Wire]:
    between = Wire(port)
    server = await asyncio.start_server(between.connection, "127.0.0.1", 0)
    between.port = server.sockets[0].getsockname()[1]
    try:
        yield between
    finally:
        between.cut()
        server.close()
