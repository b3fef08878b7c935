"""SIPp, a telephone of somebody else's making: the scenarios of tests/asterisk/sipp against a private Asterisk."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

from tests.asterisk.house import until
from tests.asterisk.private import PrivateAsterisk, tree

SCENARIOS = Path(__file__).parent / "sipp"
HOST = "127.0.0.1"
DISCARD = 9  # a media port for scenarios whose voice nobody listens to


@dataclass
class Sipp:
    """A running SIPp."""

    process: asyncio.subprocess.Process
    port: int

    async def listens(self) -> None:
        """Return when a telephone is there: its port is taken."""

        async def taken() -> bool:
            return not _free(self.port)

        await until(taken, 5)

    async def done(self) -> None:
        """Every call went as the scenario says; else SIPp's own words."""
        said, _ = await self.process.communicate()
        assert self.process.returncode == 0, said.decode()[-2000:]


@asynccontextmanager
async def sipp(
    scenario: str,
    asterisk: PrivateAsterisk,
    *,
    port: int = 0,
    calls: int = 1,
    rate: float = 10,
    pause: float = 1,
    caller: str = "79001234567",
    did: str = "78120000001",
    media: int = DISCARD,
    more: tuple[str, ...] = (),
) -> AsyncIterator[Sipp]:
    """Run a scenario: `calls` at `rate` a second; a caller's address and number, or the `port` of a telephone."""
    command = [
        tree() / "wrapped" / "sipp",
        f"{HOST}:{asterisk.sip_port}",
        *("-sf", SCENARIOS / f"{scenario}.xml"),
        *("-i", HOST, "-p", str(port), "-s", caller),
        *("-key", "did", did, "-key", "media", str(media)),
        *("-m", str(calls), "-r", str(rate), "-d", str(round(pause * 1000))),
        *("-timeout", "60", "-timeout_error", "-nostdin", "-nd", *more),
    ]
    process = await asyncio.create_subprocess_exec(
        *command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT, cwd=asterisk.folder
    )
    try:
        yield Sipp(process, port)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def _free(port: int) -> bool:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_DGRAM)) as probe:
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
