"""A private Asterisk under the contract suite, with SIP telephones, in real time."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.asterisk.house import house
from tests.contract.rig import Rig
from tools.asterisk import installed


@asynccontextmanager
async def rig(folder: Path) -> AsyncIterator[Rig]:
    if installed() is None:
        pytest.skip("the private Asterisk is not here: `make asterisk` brings it")
    async with house() as rig:
        await rig.start_bot()
        try:
            yield rig
        finally:
            await rig.pbx.stop()
