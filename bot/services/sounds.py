"""Where a sound's present content is: the company's own melody, or ours."""

import logging
import re
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import and_, bindparam, select

from bot.db.models import Company, Employee, Melody, MelodySlot
from bot.db.store import Store
from bot.domain.melody_slots import slot_of
from bot.domain.sounds import PLACES, Sound, hold_music, prompt

log = logging.getLogger(__name__)

# as `bot/domain/sounds.py` names them
OF_COMPANY = re.compile(r"company/(?P<company>\d+)/(?P<slot>[a-z-]+)")
OF_MENU = re.compile(r"company/(?P<company>\d+)/(?P<slot>menu/\d+)")
OF_EMPLOYEE = re.compile(r"company/(?P<company>\d+)/employee/(?P<employee>\d+)")

PLAYS = (
    select(Company.language, Melody.file)
    .outerjoin(MelodySlot, and_(MelodySlot.company_id == Company.id, MelodySlot.slot == bindparam("slot")))
    .outerjoin(Melody, Melody.id == MelodySlot.melody_id)
    .where(Company.id == bindparam("company"))
)


class CompanySounds:
    """`Sounds` over the database. `default` finds our own sounds and raises KeyError for a name that is none."""

    def __init__(self, store: Store, folder: Path, default: Callable[[Sound], Path]) -> None:
        self._store = store
        self._folder = folder
        self._default = default

    async def path(self, sound: Sound) -> Path:
        """The file to play now."""
        if name := OF_COMPANY.fullmatch(sound) or OF_MENU.fullmatch(sound):
            return await self._of_company(sound, int(name["company"]), name["slot"])
        if name := OF_EMPLOYEE.fullmatch(sound):
            return await self._of_employee(int(name["company"]), int(name["employee"]))
        return self._default(sound)

    async def _of_company(self, sound: Sound, company_id: int, slot: str) -> Path:
        async with self._store.read() as session:
            company = (await session.execute(PLAYS, {"company": company_id, "slot": slot})).one_or_none()
        if company and company.file and (own := self._there(company.file)):
            return own
        if spoken := _sentence(slot):
            if company is None:
                raise KeyError(sound)
            sound = prompt(spoken, company.language)
        return self._default(sound)

    async def _of_employee(self, company_id: int, employee_id: int) -> Path:
        """Their melody (M8); the company's hold music while they have none."""
        chosen = select(Melody.file).join(Employee, Employee.melody_id == Melody.id)
        async with self._store.read() as session:
            file = await session.scalar(chosen.where(Employee.id == employee_id, Melody.company_id == company_id))
        return (self._there(file) if file else None) or await self.path(hold_music(company_id))

    def _there(self, name: str) -> Path | None:
        """The file, unless the disk has lost it: callers hear ours rather than nothing."""
        file = self._folder / name
        if file.is_file():
            return file
        log.error("melody %s: the file is not there, the default plays", name)
        return None


def _sentence(slot: str) -> str:
    """The sentence of ours that is heard there by default; "" for music."""
    known = slot_of(slot)
    return known.prompt if known else slot if slot in PLACES else ""
