"""SIGKILL in the middle of a transaction: nothing of it is left, and nobody waits for the dead."""

import asyncio
import subprocess
import sys

import pytest
from sqlalchemy import select

from bot.db.models import Secret
from bot.db.store import Store

VICTIM = """
import asyncio, sys
from bot.db.models import Secret
from bot.db.store import Store

async def main():
    store = Store.open(sys.argv[1])
    async with store.write() as session:
        session.add(Secret(name="first", value=b""))
    async with store.write() as session:
        session.add(Secret(name="second", value=b""))
        await session.flush()
        print("inside", flush=True)
        await asyncio.sleep(60)

asyncio.run(main())
"""


@pytest.mark.parametrize("signal", ["kill", "terminate"])
async def test_process_killed_in_a_transaction_leaves_what_it_had_committed(
    store: Store, url: str, signal: str
) -> None:
    victim = await asyncio.create_subprocess_exec(sys.executable, "-c", VICTIM, url, stdout=subprocess.PIPE)
    assert victim.stdout is not None
    assert await victim.stdout.readline() == b"inside\n"
    getattr(victim, signal)()
    await victim.wait()
    async with store.write() as session:
        assert (await session.scalars(select(Secret.name))).all() == ["first"]
        session.add(Secret(name="second", value=b""))
