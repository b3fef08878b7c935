"""Where callers may be led, by name, and what leads somewhere."""

from sqlalchemy import select

from bot.db.menu_models import OffHours
from bot.db.models import Department, Did
from bot.domain.cards_menus import Place
from bot.domain.cards_options import Fact
from bot.domain.errors import N_, Refused
from bot.domain.menus import COMPANY_VOICEMAIL, DEFAULT, REPEAT, Kind, Target
from bot.domain.searching import folded
from bot.services.settings import CompanySettings

Places = dict[Target, Place]

KEY_LEADS = N_("Key {key} of the voice menu {menu} leads here.")
DEFAULT_LEADS = N_("The voice menu {menu} leads here without a key.")
CLOSED_LEADS = N_("{number} leads here while you are closed.")
FIRST = {
    KEY_LEADS: N_("Key {key} of the voice menu {menu} leads here. Let it lead elsewhere first."),
    DEFAULT_LEADS: N_("The voice menu {menu} leads here without a key. Let it lead elsewhere first."),
    CLOSED_LEADS: N_("{number} leads here while you are closed. Let it lead elsewhere first."),
}


async def places(company: CompanySettings) -> Places:
    """Everything that callers may be led to, in the order in which it is offered."""
    departments = select(Department.id, Department.name).where(Department.company_id == company.company.id)
    rows = sorted(await company.session.execute(departments), key=lambda row: folded(row.name))
    people = company.employees.items()
    found = [
        Place(COMPANY_VOICEMAIL),
        Place(REPEAT),
        *(Place(Target(Kind.DEPARTMENT, id_), name) for id_, name in rows),
        *(Place(Target(Kind.MENU, id_), menu.name) for id_, menu in company.leading.menus.items()),
        *(Place(Target(Kind.EMPLOYEE, id_), one.name, one.phone) for id_, one in people),
        *(Place(Target(Kind.VOICEMAIL, id_), one.name) for id_, one in people),
    ]
    return {place.target: place for place in found}


async def off_hours(company: CompanySettings) -> dict[int, Target]:
    """Where public numbers lead while the company is closed, by their ids."""
    mine = select(OffHours).join(Did, Did.id == OffHours.did_id).where(Did.company_id == company.company.id)
    return {row.did_id: row.target for row in await company.session.scalars(mine)}


def led_by(did: Did) -> Target | None:
    """Where a public number always leads."""
    ids = {Kind.DEPARTMENT: did.department_id, Kind.EMPLOYEE: did.employee_id, Kind.MENU: did.menu_id}
    return next((Target(kind, id_) for kind, id_ in ids.items() if id_), None)


async def led(company: CompanySettings, *to: Target) -> tuple[Fact, ...]:
    """What leads there: keys of menus (a menu's own do not count), and public numbers while the company is closed."""
    facts = [
        Fact(KEY_LEADS, {"key": key, "menu": menu.name}) if key != DEFAULT else Fact(DEFAULT_LEADS, {"menu": menu.name})
        for menu in company.leading.menus.values()
        for key, target in (*menu.keys, (DEFAULT, menu.default))
        if target in to and Target(Kind.MENU, menu.id) not in to
    ]
    numbers = {did.id: did.number for did in company.dids}
    twins = (numbers[did] for did, target in (await off_hours(company)).items() if target in to)
    return (*facts, *(Fact(CLOSED_LEADS, {"number": number}) for number in twins))


async def free(company: CompanySettings, *to: Target) -> None:
    """`Refused` while anything leads there."""
    for fact in await led(company, *to):
        raise Refused(FIRST[fact.text], **fact.params)
