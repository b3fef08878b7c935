"""What a name of a sound stands for at the moment."""

from pathlib import Path

import pytest
from sqlalchemy import update

from bot.db.models import Employee, Melody, MelodySlot
from bot.db.store import Store
from bot.domain.sounds import PLACES, Sound, employee_melody, hold_music, phrase, prompt, recording_notice
from bot.media.sounds import default_path
from bot.services.sounds import CompanySounds
from tests.databases import Hand
from tests.services.firm import Firm


@pytest.fixture
def sounds(store: Store, tmp_path: Path) -> CompanySounds:
    return CompanySounds(store, tmp_path, default_path)


async def melody(store: Store, hand: Hand, folder: Path, company_id: int, slot: str = "") -> int:
    """A melody "<company>-<slot>.wav", in that slot if one is named."""
    async with store.write() as session:
        file = f"{company_id}-{slot}.wav"
        (folder / file).touch()
        one = Melody(company_id=company_id, name="song.mp3", file=file, seconds=1.0, created_at=hand.now())
        session.add(one)
        await session.flush()
        if slot:
            session.add(MelodySlot(company_id=company_id, slot=slot, melody_id=one.id))
        return one.id


async def test_notice_is_ours_in_the_companys_language_until_there_is_an_own_one(
    sounds: CompanySounds, store: Store, hand: Hand, firm: Firm, tmp_path: Path
) -> None:
    russian, english = (default_path(prompt("recording-notice", language)) for language in ("ru", "en"))
    assert await sounds.path(recording_notice(firm.company)) == russian
    assert await sounds.path(recording_notice(firm.other_company)) == english
    await melody(store, hand, tmp_path, firm.company, "recording-notice")
    assert await sounds.path(recording_notice(firm.company)) == tmp_path / f"{firm.company}-recording-notice.wav"
    assert await sounds.path(recording_notice(firm.other_company)) == english


async def test_a_place_in_the_line_is_said_in_the_companys_language(sounds: CompanySounds, firm: Firm) -> None:
    for company, language in ((firm.company, "ru"), (firm.other_company, "en")):
        said = [await sounds.path(phrase(company, place)) for place in PLACES]
        assert said == [default_path(prompt(place, language)) for place in PLACES]


async def test_melody_of_an_employee_is_the_companys_hold_music_until_one_is_chosen(
    sounds: CompanySounds, store: Store, hand: Hand, firm: Firm, tmp_path: Path
) -> None:
    name = employee_melody(firm.company, firm.ivanov)
    assert await sounds.path(name) == default_path(hold_music(firm.company))
    await melody(store, hand, tmp_path, firm.company, "hold")
    assert await sounds.path(name) == tmp_path / f"{firm.company}-hold.wav"
    own = await melody(store, hand, tmp_path, firm.company)
    async with store.write() as session:
        await session.execute(update(Employee).where(Employee.id == firm.ivanov).values(melody_id=own))
    assert await sounds.path(name) == tmp_path / f"{firm.company}-.wav"
    assert await sounds.path(employee_melody(firm.company, firm.petrova)) == tmp_path / f"{firm.company}-hold.wav"


@pytest.mark.parametrize("name", ["company/404/recording-notice", "company/1/nothing", "company/1/../hold", "x"])
async def test_unknown_name_is_said_to_be_one(sounds: CompanySounds, firm: Firm, name: str) -> None:
    with pytest.raises(KeyError):
        await sounds.path(Sound(name))
