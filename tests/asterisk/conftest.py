"""Tests on a real Asterisk: each has a house of its own, and is skipped where the private Asterisk is not."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.asterisk.house import House, house
from tests.audio import tone, write_wav
from tests.contract.person import Person
from tests.contract.rig import EMPLOYEE, HIGH, LONG_HIGH, LONG_LOW, LOW, OUTSIDE
from tools.asterisk import installed


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[House]:
    """Asterisk, telephones and sounds; the bot is down."""
    if installed() is None:
        pytest.skip("the private Asterisk is not here: `make asterisk` brings it")
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
