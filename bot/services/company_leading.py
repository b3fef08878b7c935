"""Voice menus and what public numbers lead to, between their rows and a company's file."""

from collections.abc import Mapping

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.menu_models import MenuKey, MenuRow, OffHours, columns
from bot.db.models import Did, Melody, MelodySlot
from bot.domain.company_entries import CompanyFile, DidEntry
from bot.domain.company_goals import Goal
from bot.domain.company_menus import MenuEntry
from bot.domain.menus import DEFAULT, Kind, Target, VoiceMenu

Ids = Mapping[Kind, Mapping[str, int]]  # by the name that the file has for it


async def loosen(session: AsyncSession, company_id: int) -> None:
    """Nothing leads anywhere, until it is tied anew."""
    menus = select(MenuRow.id).where(MenuRow.company_id == company_id)
    dids = select(Did.id).where(Did.company_id == company_id)
    await session.execute(delete(MenuKey).where(MenuKey.menu_id.in_(menus)))
    await session.execute(delete(OffHours).where(OffHours.did_id.in_(dids)))
    nowhere = {"department_id": None, "employee_id": None, "menu_id": None}
    await session.execute(update(Did).where(Did.company_id == company_id).values(**nowhere))


async def bring_menus(session: AsyncSession, company_id: int, new: CompanyFile) -> Mapping[str, int]:
    """The menus of the file, still without keys; a known name keeps its greeting. Ids by name."""
    rows = {row.name: row for row in await session.scalars(select(MenuRow).where(MenuRow.company_id == company_id))}
    gone = [row.id for name, row in rows.items() if name not in {menu.name for menu in new.menus}]
    await _forget(session, company_id, gone)
    for menu in new.menus:
        row = rows.setdefault(str(menu.name), MenuRow(company_id=company_id, name=str(menu.name)))
        row.repeats, row.seconds, row.barge_in = menu.repeats, menu.wait_seconds, menu.barge_in
        session.add(row)
    await session.flush()
    return {name: row.id for name, row in rows.items() if row.id not in gone}


def tie(session: AsyncSession, menus: tuple[MenuEntry, ...], ids: Ids) -> None:
    """Keys lead where the file says."""
    for menu in menus:
        for key, led in (*menu.keys, (DEFAULT, menu.default)):
            session.add(MenuKey(menu_id=ids[Kind.MENU][menu.name], key=key, **columns(_target(led, ids))))


def lead(session: AsyncSession, row: Did, entry: DidEntry, ids: Ids) -> None:
    """A public number, which is flushed, leads where the file says."""
    to = _target(entry.leads_to, ids)
    for column, kind in {"department_id": Kind.DEPARTMENT, "employee_id": Kind.EMPLOYEE, "menu_id": Kind.MENU}.items():
        setattr(row, column, to.id if to.kind is kind else None)
    if entry.off_hours:
        session.add(OffHours(did_id=row.id, **columns(_target(entry.off_hours, ids))))


def menu_entry(menu: VoiceMenu, names: Mapping[Target, str]) -> MenuEntry:
    """As the file says it."""
    keys = tuple((key, goal(led, names)) for key, led in menu.keys)
    return MenuEntry(menu.name, keys, goal(menu.default, names), menu.repeats, menu.seconds, menu.barge_in)


def goal(led: Target, names: Mapping[Target, str]) -> Goal:
    """As the file says it."""
    return Goal(led.kind, names[led] if led.id else "")


def _target(led: Goal, ids: Ids) -> Target:
    return Target(led.kind, ids[led.kind][led.name] if led.name else 0)


async def _forget(session: AsyncSession, company_id: int, menus: list[int]) -> None:
    slots = (MelodySlot.company_id == company_id, MelodySlot.slot.in_([f"menu/{menu}" for menu in menus]))
    greetings = (await session.scalars(delete(MelodySlot).where(*slots).returning(MelodySlot.melody_id))).all()
    await session.execute(delete(Melody).where(Melody.id.in_(greetings)))  # the sweep takes the files
    await session.execute(delete(MenuRow).where(MenuRow.id.in_(menus)))
