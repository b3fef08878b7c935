"""The whole app in virtual time, and what is outside of it: people in their chats, telephones, faults of Telegram."""

import asyncio
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import apscheduler.schedulers.base
import apscheduler.triggers.interval
from aiohttp import ClientSession
from sqlalchemy import text

from bot.app import EXAMPLE, Running, running
from bot.config import Settings
from bot.domain.sounds import BEEP
from bot.media.ffmpeg import find_program
from bot.media.sounds import default_path
from bot.ports import Clock, PhoneState
from tests.audio import dominant, read_wav, share, tone
from tests.calls.world import Handset
from tests.chat.someone import Json, Someone

SALES, DIRECT, CLIENT = "+79923855259", "+79923855284", "+79001234567"  # as in examples/company.yaml
ADMIN, PETROVA = 1001, 2003  # the page's administrator, and the employee to whom DIRECT leads
BEEP_HZ = dominant(read_wav(default_path(BEEP)))


__all__ = ["EXAMPLE"]


def settings(data: Path, **more: object) -> Settings:
    """Every part embedded, whatever the environment of the tests says."""
    real = ("bot_token", "ari_url", "database", "redis_url", "smtp_url", "smpp_url", "webhook_url")
    usual = dict.fromkeys(real) | {"page": "127.0.0.1:0", "ballast": 0}
    return Settings(_env_file=None, data=data, **(usual | more))  # type: ignore[call-arg]


@dataclass
class House:
    """What a test holds in its hands."""

    app: Running
    clock: Clock
    http: ClientSession
    data: Path
    handsets: dict[str, Handset] = field(default_factory=dict)

    @property
    def admin(self) -> Someone:
        return Someone(self.http, ADMIN)

    @property
    def petrova(self) -> Someone:
        return Someone(self.http, PETROVA)

    @property
    def company(self) -> int:
        return 1

    async def newcomer(self, name: str, language: str) -> Someone:
        """Somebody on Telegram whom nobody knows."""
        facts = {"first_name": name, "language_code": language, "phone_number": "+79000000777"}
        async with self.http.post("/local/persons", json=facts) as response:
            return Someone(self.http, (await response.json())["id"])

    def handset(self, number: str) -> Handset:
        if number not in self.handsets:
            self.handsets[number] = Handset(self.app.pbx.plug(number))  # type: ignore[attr-defined]
        return self.handsets[number]

    async def call(self, did: str = SALES, caller: str = CLIENT) -> Handset:
        """Dial; back when the PBX has answered."""
        client = self.handset(caller)
        client.phone.dial(did)
        await client.until(PhoneState.TALKING)
        return client

    async def at_the_beep(self, did: str = SALES, caller: str = CLIENT) -> Handset:
        """Dial and wait until nobody has answered and the beep is over."""
        client = await self.call(did, caller)
        client.heard.clear()
        await until(lambda: beeps(client))
        await asyncio.sleep(0.6)
        return client

    async def leaves_message(self, did: str = SALES, caller: str = CLIENT, hz: float = 880) -> None:
        """A caller says a tone after the beep and hangs up."""
        client = await self.at_the_beep(did, caller)
        client.phone.speak(tone(hz, 2.0))
        await asyncio.sleep(2.2)
        client.phone.hang_up()

    async def voice(self, person: Someone, seconds: float = 1.0, number: int = 1) -> Json:
        """The person's voice message of that number, which comes within so many seconds."""
        async with asyncio.timeout(seconds):
            while len(voices := await person.voices()) < number:  # noqa: ASYNC110 - virtual time
                await asyncio.sleep(0.05)
        return voices[number - 1]

    async def sound_of(self, voice: Json) -> bytes:
        """What a voice message plays, as 8 kHz PCM."""
        async with self.http.get(f"/local/files/{voice['voice']['file_id']}") as response:
            return decoded(await response.read())

    async def fault(self, method: str, **how: object) -> None:
        """The next calls of a method fail."""
        async with self.http.post("/local/faults", json={"method": method, **how}) as response:
            assert response.status == 200, await response.text()

    async def no_faults(self) -> None:
        await self.http.delete("/local/faults")

    async def rows(self, table: str) -> int:
        """How many rows of a table there are; it may go on with WHERE."""
        async with self.app.services.store.read() as session:
            return int((await session.scalars(text(f"SELECT count(*) FROM {table}"))).one())

    async def everything(self) -> tuple[object, ...]:
        """What nothing but a right order may change: the company, who is in it, what is played, what was said."""
        company = await self.app.services.companies.export_yaml(None)
        melodies = {file.name: file.stat().st_mtime_ns for file in (self.data / "melodies").iterdir()}
        tables = ("membership", "melody", "melody_slot", "call", "voicemail", "outbox", "invite WHERE used_at IS NULL")
        return company, melodies, [(table, await self.rows(table)) for table in tables]

    async def puts(self, song: bytes, name: str = "song.mp3") -> None:
        """The administrator sends a song and says yes to it."""
        await self.admin.sends("audio", song, name)
        await self.says_yes("Поставить")

    async def says_yes(self, label: str) -> None:
        """As soon as the song is asked about."""
        async with asyncio.timeout(30):
            while label not in await self.admin.sees():  # noqa: ASYNC110 - virtual time
                await asyncio.sleep(0.1)
        await self.admin.presses(label)

    async def founded(self) -> None:
        """The administrator is in by the invite, Petrova by her contact."""
        (token,) = self.app.invites.values()
        await self.admin.writes(f"/start {token}")
        await self.petrova.writes("/start")
        await self.petrova.shares()


@asynccontextmanager
async def opened(data: Path, clock: Clock, **more: object) -> AsyncIterator[House]:
    """The app on a data folder, run to the end of the block."""
    with ticking(clock):
        async with running(settings(data, **more), clock) as app, ClientSession(app.address) as http:
            async with http.get("/local/scene") as response:
                assert response.status == 200
            house = House(app, clock, http, data)
            try:
                yield house
            finally:
                for handset in house.handsets.values():
                    handset.put_down()


@contextmanager
def ticking(clock: Clock) -> Iterator[None]:
    """The scheduler of the heartbeat goes by this clock; it would go by the machine's."""

    class Now(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return clock.now().astimezone(tz)

    modules = (apscheduler.schedulers.base, apscheduler.triggers.interval)
    kept = [module.datetime for module in modules]
    for module in modules:
        module.datetime = Now
    try:
        yield
    finally:
        for module, before in zip(modules, kept, strict=True):
            module.datetime = before


@dataclass
class LaterClock:
    """A clock that is ahead of another: of a second life on the same data."""

    of: Clock
    ahead: float  # seconds

    def now(self) -> datetime:
        return self.of.now() + timedelta(seconds=self.ahead)


def beeps(client: Handset) -> bool:
    """Whether the last thing heard was nothing but the beep."""
    return share(bytes(client.heard[-3200:]), BEEP_HZ) > 0.8


async def until(true: Callable[[], bool], seconds: float = 120) -> None:
    """In virtual time looking costs nothing, and sees any state."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.05)


def decoded(sound: bytes) -> bytes:
    """Any sound as 8 kHz mono PCM; ffmpeg complains about a broken one."""
    into = ("-f", "s16le", "-ar", "8000", "-ac", "1", "pipe:1")
    command = [find_program(), "-v", "error", "-xerror", "-i", "pipe:0", *into]
    return subprocess.run(command, input=sound, capture_output=True, check=True).stdout


def mp3(hz: float, seconds: float = 2.0) -> bytes:
    """A song of one tone."""
    sine = ("-f", "lavfi", "-i", f"sine=frequency={hz}:duration={seconds}:sample_rate=44100")
    command = [find_program(), "-v", "error", *sine, "-c:a", "libmp3lame", "-f", "mp3", "pipe:1"]
    return subprocess.run(command, capture_output=True, check=True).stdout
