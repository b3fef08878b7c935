"""The company of `company.py` on a local switchboard, in virtual time."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.calls.desk import Desk
from bot.calls.floor import Floor
from bot.calls.line import Line
from bot.domain.sounds import BEEP, RINGBACK
from bot.pbx.local.switchboard import LocalSwitchboard
from tests.audio import FakeSounds, tone, write_wav
from tests.calls.company import (
    ANNA,
    BEEP_HZ,
    BORIS,
    CLIENT,
    HOLD,
    HOLD_HZ,
    NOTICE_HZ,
    PEOPLE,
    PLANS,
    PROMPT,
    PROMPT_HZ,
    TOLD,
)
from tests.calls.fakes import FakeAudio, FakeBook
from tests.calls.world import World


@pytest.fixture
def sounds(tmp_path: Path) -> FakeSounds:
    tones = {HOLD: (HOLD_HZ, 2.0), PROMPT: (PROMPT_HZ, 1.0), BEEP: (BEEP_HZ, 0.2), TOLD: (NOTICE_HZ, 1.0)}
    tones |= {RINGBACK: (425.0, 1.0)}
    return FakeSounds(
        {name: write_wav(tmp_path / f"{hz:g}.wav", tone(hz, seconds)) for name, (hz, seconds) in tones.items()}
    )


@pytest.fixture
async def world(tmp_path: Path, sounds: FakeSounds) -> AsyncIterator[World]:
    pbx, book = LocalSwitchboard(sounds, tmp_path / "pbx"), FakeBook(dict(PLANS), dict(PEOPLE))
    for folder in ("messages", "talks"):
        (tmp_path / folder).mkdir()
    line = Line(pbx, book, FakeAudio(), Floor(), tmp_path / "messages", tmp_path / "talks")
    desk = Desk(line)
    world = World(desk, book, pbx, line, {})
    for number in (CLIENT, ANNA.phone, BORIS.phone):
        world.handset(number)
    await desk.start()
    yield world
    await desk.stop()
    for handset in world.handsets.values():
        handset.put_down()
