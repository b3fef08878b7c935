"""Tests on a real Asterisk: each has a house of its own, and is skipped where the private Asterisk is not."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.asterisk.firm import COMPANY, IVANOV, PETROVA, Firm, firm
from tests.asterisk.house import House, house
from tests.audio import tone, write_wav
from tests.contract.person import Person
from tests.contract.rig import EMPLOYEE, HIGH, LONG_HIGH, LONG_LOW, LOW, OUTSIDE
from tests.road.house import CLIENT
from tools.asterisk import installed

People = tuple[Person, Person, Person]


@pytest.fixture
def asterisk() -> None:
    if installed() is None:
        pytest.skip("the private Asterisk is not here: `make asterisk` brings it")


@pytest.fixture
async def home(asterisk: None, tmp_path: Path) -> AsyncIterator[House]:
    """Asterisk, telephones and sounds; the bot is down."""
    async with house() as home:
        for sound, hz in ((LONG_LOW, LOW), (LONG_HIGH, HIGH)):
            home.sounds[sound] = write_wav(tmp_path / f"{sound}.wav", tone(hz, 3))
        yield home


@pytest.fixture
async def caller(home: House) -> AsyncIterator[Person]:
    async with Person(await home.phone(OUTSIDE)) as person:
        yield person


@pytest.fixture
async def employee(home: House) -> AsyncIterator[Person]:
    async with Person(await home.phone(EMPLOYEE)) as person:
        yield person


@pytest.fixture
def company() -> str:
    """The company file of `ours`."""
    return COMPANY


@pytest.fixture
async def ours(asterisk: None, tmp_path: Path, company: str) -> AsyncIterator[Firm]:
    """Asterisk, telephones and a company in the database; the bot is down."""
    async with firm(tmp_path / "data", company) as ours:
        yield ours


@pytest.fixture
async def client(ours: Firm) -> AsyncIterator[Person]:
    async with Person(ours.line.plug(CLIENT)) as person:
        yield person


@pytest.fixture
async def petrova(ours: Firm) -> AsyncIterator[Person]:
    async with Person(ours.line.plug(PETROVA)) as person:
        yield person


@pytest.fixture
async def ivanov(ours: Firm) -> AsyncIterator[Person]:
    async with Person(ours.line.plug(IVANOV)) as person:
        yield person


@pytest.fixture
def people(petrova: Person, ivanov: Person, client: Person) -> People:
    """Each with a telephone."""
    return petrova, ivanov, client
