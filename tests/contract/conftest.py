"""Every test of this folder runs once for each rig: `test_x[local]`, `test_x[asterisk]`."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from importlib import import_module
from pathlib import Path

import pytest

from bot.ports import Leg, PhoneState
from tests.audio import tone, write_wav
from tests.contract.person import Person
from tests.contract.rig import (
    COLLEAGUE,
    DID,
    EMPLOYEE,
    HIGH,
    LONG_HIGH,
    LONG_LOW,
    LOW,
    OUTSIDE,
    SHORT_HIGH,
    SHORT_LOW,
    Rig,
)
from tests.virtual import VirtualLoop

LOOPS: dict[str, Callable[[], asyncio.AbstractEventLoop]] = {"local": VirtualLoop, "asterisk": asyncio.new_event_loop}

TONES = {SHORT_LOW: (LOW, 0.5), SHORT_HIGH: (HIGH, 0.5), LONG_LOW: (LOW, 3.0), LONG_HIGH: (HIGH, 3.0)}


def pytest_asyncio_loop_factories() -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    return LOOPS


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if (
            isinstance(item, pytest.Function)
            and hasattr(item, "callspec")
            and "asterisk" in item.callspec.id.split("-")
        ):
            item.add_marker(pytest.mark.asterisk)


@pytest.fixture
async def rig(tmp_path: Path) -> AsyncIterator[Rig]:
    name = "local" if isinstance(asyncio.get_running_loop(), VirtualLoop) else "asterisk"
    async with import_module(f"tests.contract.rig_{name}").rig(tmp_path) as rig:
        for sound, (hz, seconds) in TONES.items():
            rig.sounds[sound] = write_wav(tmp_path / "sounds" / f"{sound}.wav", tone(hz, seconds))
        yield rig


@pytest.fixture
async def caller(rig: Rig) -> AsyncIterator[Person]:
    async with Person(await rig.phone(OUTSIDE)) as person:
        yield person


@pytest.fixture
async def employee(rig: Rig) -> AsyncIterator[Person]:
    async with Person(await rig.phone(EMPLOYEE)) as person:
        yield person


@pytest.fixture
async def colleague(rig: Rig) -> AsyncIterator[Person]:
    async with Person(await rig.phone(COLLEAGUE)) as person:
        yield person


@pytest.fixture
async def incoming(rig: Rig, caller: Person) -> Leg:
    """The caller has dialled; nobody has picked up."""
    caller.phone.dial(DID)
    return await asyncio.wait_for(rig.callers.get(), 5)


@pytest.fixture
async def leg(incoming: Leg, caller: Person) -> Leg:
    """The caller is on the line."""
    await incoming.answer()
    await caller.sees(PhoneState.TALKING)
    return incoming


@pytest.fixture
async def employee_leg(rig: Rig, employee: Person) -> Leg:
    """The employee was rung and has picked up."""
    ringing = asyncio.create_task(rig.pbx.ring(EMPLOYEE, leg_id="ring-employee", caller_id=OUTSIDE, seconds=5))
    await employee.takes_the_call()
    return await ringing
