"""The SMS centre, and our link to it."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest

from bot.delivery.smpp import Account, SmppLink
from bot.ports import Receipt
from tests.smpp.centre import PASSWORD, USER
from tools.second_centre import HERE, installed

PATIENCE = 10.0


class Centre:
    """The other process."""

    def __init__(self, process: asyncio.subprocess.Process, port: int) -> None:
        self._process = process
        self.port = port

    def account(self, password: str = PASSWORD) -> Account:
        return Account.of(f"smpp://{USER}:{password}@127.0.0.1:{self.port}?source=Romashka")

    async def got(self) -> dict[str, Any]:
        """The next part that it was given."""
        assert self._process.stdout
        async with asyncio.timeout(PATIENCE):
            return dict(json.loads(await self._process.stdout.readline()))

    def freezes(self) -> None:
        """It keeps its sockets and says nothing."""
        self._process.send_signal(signal.SIGSTOP)

    def goes_on(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    async def dies(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()


async def started(port: int = 0) -> Centre:
    return await _started([sys.executable, "-W", "ignore", "-m", "tests.smpp.centre", str(port)], os.environ)


async def started_by_node() -> Centre:
    """The other one; skips where it is not."""
    modules = installed()
    if modules is None:
        pytest.skip("npm's smpp is not here: `make smpp` brings it")
    return await _started(["node", str(HERE / "centre.js")], os.environ | {"NODE_PATH": str(modules)})


async def _started(command: list[str], environment: Mapping[str, str]) -> Centre:
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, env=environment)
    assert process.stdout
    return Centre(process, json.loads(await process.stdout.readline())["port"])


class Linked:
    """Our end, bound, with the receipts that came."""

    def __init__(self, account: Account) -> None:
        self.receipts: asyncio.Queue[tuple[str, Receipt]] = asyncio.Queue()
        self.receivers: list[str] = []
        self.link = SmppLink(account, self._note)

    async def _note(self, network_id: str, receipt: Receipt, to: str) -> None:
        self.receivers.append(to)
        await self.receipts.put((network_id, receipt))

    async def bound(self, stands: bool = True) -> None:
        """The library says nothing of it: look."""
        async with asyncio.timeout(PATIENCE):
            while self.link.stands is not stands:  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    async def receipt(self) -> tuple[str, Receipt]:
        async with asyncio.timeout(PATIENCE):
            return await self.receipts.get()


@asynccontextmanager
async def linked(account: Account) -> AsyncIterator[Linked]:
    it = Linked(account)
    running = asyncio.create_task(it.link.run())
    try:
        yield it
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


@pytest.fixture
async def centre() -> AsyncIterator[Centre]:
    it = await started()
    yield it
    await it.dies()


@pytest.fixture
async def ours(centre: Centre) -> AsyncIterator[Linked]:
    async with linked(centre.account()) as it:
        await it.bound()
        yield it
