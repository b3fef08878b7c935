"""Removals: each says first what depends on it (G4)."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.cards_options import Fact
from bot.domain.errors import N_, Refused
from bot.handlers.departments import show_departments
from bot.handlers.dids import show_dids
from bot.handlers.menus import show_menus
from bot.handlers.notes import with_done
from bot.handlers.people import show_people
from bot.handlers.press import Press, Reply
from bot.handlers.tunes import named, show_tunes
from bot.keyboards.base import CompanyTap, few, short, telephone
from bot.keyboards.departments import Department, Departments
from bot.keyboards.dids import Did, Dids
from bot.keyboards.melodies import Tunes
from bot.keyboards.menus import Menus
from bot.keyboards.people import EditEmployee, People
from bot.keyboards.places import Menu
from bot.keyboards.shared import removal
from bot.keyboards.staff import Remove, RemoveNow
from bot.keyboards.tunes import Tune


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of thing goes: its name, what depends on it, the deed, where one was and where one is then."""

    name: Callable[[Press[Any], int], Awaitable[str]]
    depends: Callable[[Press[Any], int], Awaitable[tuple[Fact, ...]]]
    remove: Callable[[Press[Any], int], Awaitable[object]]
    before: Callable[[int, int], CompanyTap]
    after: Callable[[Press[Any], int], Awaitable[Reply]]


async def ask(press: Press[Remove]) -> Reply:
    """What goes with it."""
    kind, company, id_ = _kind(press.tap.what), press.seat.company_id, press.tap.id
    title, facts = await kind.name(press, id_), await kind.depends(press, id_)
    yes = RemoveNow(company=company, what=press.tap.what, id=id_)
    return Reply(removal(press.t, title, facts, yes, kind.before(company, id_)), at=press.tap)


async def remove(press: Press[RemoveNow]) -> Reply:
    """It goes; the list shows it."""
    kind = _kind(press.tap.what)
    title = await kind.name(press, press.tap.id)
    with press.acting():
        await kind.remove(press, press.tap.id)
    reply = await kind.after(press, press.seat.company_id)
    return await with_done(press, reply, press.t("✓ Removed: {name}", name=short(title, 80)))


def _kind(what: str) -> Kind:
    if what not in KINDS:
        raise Refused(N_("There is nothing to remove."))
    return KINDS[what]


async def _melody_facts(press: Press[Any], melody: int) -> tuple[Fact, ...]:
    users = await press.desk.employee_melodies.users(press.seat, melody)
    if not users:
        return ()
    text = N_("It plays for {names}; they fall back to the company's hold music.")
    return (Fact(text, {"names": few(press.t, users)}),)


async def _employee_name(press: Press[Any], employee: int) -> str:
    return (await press.desk.numbers.one(press.seat, employee)).name


async def _department_name(press: Press[Any], department: int) -> str:
    return (await press.desk.departments.one(press.seat, department)).name


async def _did_name(press: Press[Any], did: int) -> str:
    return telephone((await press.desk.dids.one(press.seat, did)).number)


async def _menu_name(press: Press[Any], menu: int) -> str:
    return (await press.desk.menus.one(press.seat, menu)).name


KINDS: Mapping[str, Kind] = {
    "employee": Kind(
        name=_employee_name,
        depends=lambda press, id_: press.desk.staff.depends(press.seat, id_),
        remove=lambda press, id_: press.desk.staff.remove(press.seat, id_, press.visitor.account_id),
        before=lambda company, id_: EditEmployee(company=company, employee=id_),
        after=lambda press, company: show_people(press.on(People(company=company, page=0), {})),
    ),
    "department": Kind(
        name=_department_name,
        depends=lambda press, id_: press.desk.departments.depends(press.seat, id_),
        remove=lambda press, id_: press.desk.departments.remove(press.seat, id_, press.visitor.account_id),
        before=lambda company, id_: Department(company=company, department=id_),
        after=lambda press, company: show_departments(press.on(Departments(company=company, page=0))),
    ),
    "did": Kind(
        name=_did_name,
        depends=lambda press, id_: press.desk.dids.depends(press.seat, id_),
        remove=lambda press, id_: press.desk.dids.remove(press.seat, id_, press.visitor.account_id),
        before=lambda company, id_: Did(company=company, did=id_),
        after=lambda press, company: show_dids(press.on(Dids(company=company, page=0))),
    ),
    "menu": Kind(
        name=_menu_name,
        depends=lambda press, id_: press.desk.menus.depends(press.seat, id_),
        remove=lambda press, id_: press.desk.menus.remove(press.seat, id_, press.visitor.account_id),
        before=lambda company, id_: Menu(company=company, menu=id_),
        after=lambda press, company: show_menus(press.on(Menus(company=company, page=0))),
    ),
    "melody": Kind(
        name=named,
        depends=_melody_facts,
        remove=lambda press, id_: press.desk.employee_melodies.remove(press.seat, id_, press.visitor.account_id),
        before=lambda company, id_: Tune(company=company, melody=id_),
        after=lambda press, company: show_tunes(press.on(Tunes(company=company, page=0))),
    ),
}
