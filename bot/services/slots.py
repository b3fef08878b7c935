"""What plays where callers hear something; no row: the default."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.melody_models import UnconfirmedMelody
from bot.db.models import Department, Melody, MelodySlot
from bot.db.upsert import insert_or_update
from bot.domain.cards import MelodyCard
from bot.domain.cards_melodies import SlotCard, Unheard
from bot.domain.errors import N_, Refused
from bot.domain.history import DEFAULT, Change, What
from bot.domain.melody_slots import HOLD, Slot, menu_of, slot_of
from bot.services.settings import CompanySettings


async def playing(session: AsyncSession, company_id: int, slot: str = HOLD.key) -> Melody | None:
    """The company's own melody in that slot."""
    return (await _chosen(session, company_id, slot)).get(slot)


async def all_playing(session: AsyncSession, company_id: int) -> Mapping[str, Melody]:
    """All of the company's own melodies in slots, by slot."""
    return await _chosen(session, company_id)


async def _chosen(session: AsyncSession, company_id: int, *slots: str) -> Mapping[str, Melody]:
    chosen = select(MelodySlot.slot, Melody).join(Melody, MelodySlot.melody_id == Melody.id)
    chosen = chosen.where(MelodySlot.company_id == company_id)
    rows = await session.execute(chosen.where(MelodySlot.slot.in_(slots)) if slots else chosen)
    return {row.slot: row.Melody for row in rows}


def known_slot(key: str) -> Slot:
    """The slot of that key; `Refused` for a forged one."""
    slot = slot_of(key)
    if slot is None:
        raise Refused(N_("There is no such sound."))
    return slot


def card(melody: Melody | None) -> MelodyCard:
    """As screens show it."""
    return MelodyCard(melody.name, melody.seconds) if melody else MelodyCard(None, 0.0)


async def announcing(session: AsyncSession, company_id: int) -> bool:
    """Whether any department announces the callback."""
    departments = select(Department.id).where(Department.company_id == company_id, Department.announce_callback)
    return await session.scalar(departments.limit(1)) is not None


def slot_card(company: CompanySettings, slot: Slot, melody: Melody | None, announces: bool) -> SlotCard:
    """With what it waits for. `announces`: some department announces the callback."""
    return SlotCard(slot, card(melody), unheard(company, slot, announces))


def unheard(company: CompanySettings, slot: Slot, announces: bool) -> Unheard | None:
    """What is off; None: callers hear the slot, or nobody offers the option."""
    option = next((it for it in company.catalogue.options if it.key == slot.option), None)
    if option is None:
        return None
    if (option.key, None) not in company.on:
        return Unheard(option.key, option.name)
    if slot.announced and not announces:
        return Unheard(option.key, option.name, silent=True)
    off = (flag for flag in option.flags if flag.key == slot.flag and flag.key not in company.flags_on(option.key))
    return next((Unheard(option.key, option.name, flag.name) for flag in off), None)


def check(company: CompanySettings, slot: Slot) -> None:
    """`Refused` for the greeting of a voice menu that the company does not have."""
    menu = menu_of(slot.key)
    if menu is not None:
        company.leading.menu(menu)


async def put(company: CompanySettings, slot: Slot, melody: Melody | None, account_id: int) -> Sequence[str]:
    """Callers hear this melody in the slot, or the default again: with its line of history, to be confirmed by the PBX.

    The names of files to delete after the commit.
    """
    check(company, slot)
    session, mine = company.session, (MelodySlot.company_id == company.company.id, MelodySlot.slot == slot.key)
    gone = (await session.scalars(delete(MelodySlot).where(*mine).returning(MelodySlot.melody_id))).all()
    removed = delete(Melody).where(Melody.id.in_(gone)).returning(Melody.name, Melody.file)
    older = (await session.execute(removed)).all()
    if melody:
        session.add(melody)
        await session.flush()
        session.add(MelodySlot(company_id=company.company.id, slot=slot.key, melody_id=melody.id))
    before, after = (one.name if one else DEFAULT for one in (next(iter(older), None), melody))
    if older or melody:
        await company.note([Change(What.SOUND, before, after, key=slot.key)], account_id)
        mark = {"company_id": company.company.id, "slot": slot.key, "account_id": account_id}
        changed = {"account_id": account_id, "changed_at": company.now}
        await insert_or_update(session, UnconfirmedMelody, *changed, **(mark | changed))
    return [one.file for one in older]
