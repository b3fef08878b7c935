"""The bot over Asterisk where nobody uses the chat: in this process, or in one that is killed."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import ClientSession
from pydantic import SecretStr

from bot.app import SystemClock, running
from tests.asterisk.firm import Firm
from tests.asterisk.house import until
from tests.road.house import House


@asynccontextmanager
async def bot(ours: Firm) -> AsyncIterator[House]:
    """The app, until the end of the block."""
    settings = ours.settings.model_copy(update={"ari_url": SecretStr(ours.asterisk.url)})
    async with running(settings) as app, ClientSession(app.address) as http:
        yield House(app, SystemClock(), http, settings.data)


@asynccontextmanager
async def bot_in_a_process(ours: Firm) -> AsyncIterator[None]:
    """The app as `gudok run` starts it, killed at the end of the block."""
    settings = {"ARI_URL": ours.asterisk.url, "DATA": str(ours.settings.data), "PAGE": ours.settings.page}
    env = os.environ | {f"GUDOK_{name}": value for name, value in settings.items()}
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"), env=env, stdout=quiet, stderr=quiet
    )
    try:
        await until(lambda: _serves(ours), 60)
        yield
    finally:
        process.kill()
        await process.wait()


async def _serves(ours: Firm) -> bool:
    return "gudok" in await ours.asterisk.cli("ari show apps")
