"""Voice menus and working time in the hands of an administrator."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.db.menu_models import MenuKey, ScheduleLine
from bot.db.models import Melody, MelodySlot
from bot.db.store import Store
from bot.domain.catalogue import CATALOGUE
from bot.domain.errors import Refused
from bot.domain.history import What
from bot.domain.roles import Role
from bot.services.departments import Departments
from bot.services.dids import Dids
from bot.services.histories import Histories
from bot.services.menus import VoiceMenus
from bot.services.staff import Staff
from bot.services.working_time import WorkingTime
from tests.databases import Hand
from tests.services.firm import MAIN, Firm, member


@pytest.fixture
async def admin(store: Store, firm: Firm) -> int:
    return await member(store, 1, firm.company, Role.ADMIN)


@pytest.fixture
def menus(store: Store, hand: Hand) -> VoiceMenus:
    return VoiceMenus(store, hand, CATALOGUE)


@pytest.fixture
def histories(store: Store, hand: Hand) -> Histories:
    return Histories(store, hand, CATALOGUE)


@pytest.fixture
def dids(store: Store, hand: Hand) -> Dids:
    return Dids(store, hand, CATALOGUE)


@pytest.fixture
def working_time(store: Store, hand: Hand) -> WorkingTime:
    return WorkingTime(store, hand, CATALOGUE)


async def test_a_menu_is_made_key_by_key_and_each_step_can_be_taken_back(
    menus: VoiceMenus, histories: Histories, firm: Firm, admin: int
) -> None:
    seat = firm.admin()
    menu = await menus.add(seat, " Главное  меню ", admin)
    assert [(line.name, line.keys) for line in await menus.all(seat)] == [("Главное меню", 0)]
    await menus.lead(seat, menu, "2", f"employee/{firm.ivanov}", admin)
    first = await menus.lead(seat, menu, "1", "department/1", admin)
    await menus.lead(seat, menu, "*", "repeat", admin)
    card = await menus.one(seat, menu)
    keys = {"1": "Отдел продаж", "2": "Иванов Иван", "*": "repeat"}
    assert {key: str(place) for key, place in card.keys} == keys
    assert str(card.default) == "voicemail"
    assert (await menus.lead(seat, menu, "1", "department/1", admin)).history_id is None, "it was so already"
    changed = await menus.lead(seat, menu, "1", "voicemail", admin)
    newest = (await histories.page(seat, 0)).items[0].lines[0]
    assert (newest.before, newest.after, newest.title) == ("Отдел продаж", "voicemail", "Главное меню · 1")
    assert changed.history_id
    assert first.history_id
    await histories.undo(seat, changed.history_id, admin)
    assert str((await menus.one(seat, menu)).keys[0][1]) == "Отдел продаж"
    await histories.undo(seat, first.history_id, admin)
    assert [key for key, _ in (await menus.one(seat, menu)).keys] == ["2", "*"]
    await menus.lead(seat, menu, "2", "", admin)
    assert [key for key, _ in (await menus.one(seat, menu)).keys] == ["*"]


async def test_repeats_wait_and_barge_in_are_settings_like_others(
    menus: VoiceMenus, histories: Histories, firm: Firm, admin: int
) -> None:
    seat = firm.admin()
    menu = await menus.add(seat, "Меню", admin)
    await menus.repeats(seat, menu, "0", admin)
    await menus.seconds(seat, menu, "12", admin)
    off = await menus.barge_in(seat, menu, False, admin)
    card = await menus.one(seat, menu)
    assert (card.repeats, card.seconds, card.barge_in) == (0, 12, False)
    assert off.history_id
    await histories.undo(seat, off.history_id, admin)
    assert (await menus.one(seat, menu)).barge_in
    for setting, wrong in ((menus.repeats, "6"), (menus.seconds, "0")):
        with pytest.raises(Refused, match="whole number"):
            await setting(seat, menu, wrong, admin)


async def test_who_presses_nothing_is_never_sent_round_in_circles(menus: VoiceMenus, firm: Firm, admin: int) -> None:
    seat = firm.admin()
    one, two = [await menus.add(seat, name, admin) for name in ("Первое", "Второе")]
    await menus.lead(seat, one, "0", f"menu/{one}", admin)
    await menus.lead(seat, one, "default", f"menu/{two}", admin)
    with pytest.raises(Refused, match="in circles"):
        await menus.lead(seat, two, "default", f"menu/{one}", admin)
    assert str((await menus.one(seat, two)).default) == "voicemail", "nothing of it was kept"
    for nowhere in ("", "repeat"):
        with pytest.raises(Refused, match="must come somewhere"):
            await menus.lead(seat, two, "default", nowhere, admin)


async def test_keys_lead_to_nobody_of_another_company(menus: VoiceMenus, firm: Firm, admin: int) -> None:
    seat = firm.admin()
    menu = await menus.add(seat, "Меню", admin)
    for to in (f"employee/{firm.stranger}", f"voicemail/{firm.stranger}", "department/2", "menu/77", "shop/1"):
        with pytest.raises(Refused, match="no such place"):
            await menus.lead(seat, menu, "1", to, admin)
    for key in ("", "11", "A", "name"):
        with pytest.raises(Refused):
            await menus.lead(seat, menu, key, "voicemail", admin)
    other = firm.other_admin()
    for ask in (menus.one(other, menu), menus.lead(other, menu, "1", "voicemail", admin), menus.depends(other, menu)):
        with pytest.raises(Refused, match="not in the list"):
            await ask


async def test_nothing_goes_while_a_key_leads_to_it(
    menus: VoiceMenus, dids: Dids, store: Store, hand: Hand, firm: Firm, admin: int
) -> None:
    seat, staff, departments = firm.admin(), Staff(store, hand, CATALOGUE), Departments(store, hand, CATALOGUE)
    menu, more = [await menus.add(seat, name, admin) for name in ("Меню", "Ещё")]
    await menus.lead(seat, menu, "1", f"employee/{firm.petrova}", admin)
    await menus.lead(seat, menu, "2", f"menu/{more}", admin)
    department = await departments.add(seat, "Склад", admin)
    await menus.lead(seat, menu, "3", f"department/{department}", admin)
    await menus.lead(seat, menu, "default", f"voicemail/{firm.ivanov}", admin)
    for removal in (
        staff.remove(seat, firm.petrova, admin),
        menus.remove(seat, more, admin),
        departments.remove(seat, department, admin),
    ):
        with pytest.raises(Refused, match=r"of the voice menu .* leads here\. Let it lead elsewhere first"):
            await removal
    depends = [fact.text.format(**fact.params) for fact in await staff.depends(seat, firm.ivanov)]
    assert "The voice menu Меню leads here without a key." in depends
    await dids.lead(seat, 2, f"menu/{menu}", admin)
    await dids.lead_off_hours(seat, 2, f"menu/{more}", admin)
    with pytest.raises(Refused, match="9923855259 leads to Меню"):
        await menus.remove(seat, menu, admin)
    await menus.lead(seat, menu, "2", "", admin)
    with pytest.raises(Refused, match=r"while you are closed\. Let it lead elsewhere first"):
        await menus.remove(seat, more, admin)


async def test_a_menu_goes_with_its_keys_and_its_greeting(
    menus: VoiceMenus, store: Store, hand: Hand, firm: Firm, admin: int
) -> None:
    seat = firm.admin()
    menu = await menus.add(seat, "Меню", admin)
    await menus.lead(seat, menu, "1", "voicemail", admin)
    await menus.lead(seat, menu, "2", f"menu/{menu}", admin)
    async with store.write() as session:
        melody = Melody(company_id=firm.company, name="a.ogg", file="a.wav", seconds=2.0, created_at=hand.now())
        session.add(melody)
        await session.flush()
        session.add(MelodySlot(company_id=firm.company, slot=f"menu/{menu}", melody_id=melody.id))
    assert (await menus.one(seat, menu)).greeting.name == "a.ogg"
    await menus.remove(seat, menu, admin)
    async with store.read() as session:
        for table in (MenuKey, Melody, MelodySlot):
            assert (await session.scalars(select(table))).all() == []
    assert await menus.all(seat) == ()


async def test_a_name_is_there_once(menus: VoiceMenus, firm: Firm, admin: int) -> None:
    seat = firm.admin()
    one = await menus.add(seat, "Меню", admin)
    two = await menus.add(seat, "Ещё", admin)
    await menus.rename(seat, one, "Меню", admin)
    for name, id_ in (("Ещё", one), ("Меню", two)):
        with pytest.raises(Refused, match="already"):
            await menus.rename(seat, id_, name, admin)
    with pytest.raises(Refused, match="already"):
        await menus.add(seat, "Меню", admin)
    await menus.rename(seat, one, "Главное", admin)
    assert [line.name for line in await menus.all(seat)] == ["Главное", "Ещё"]


async def test_staff_may_do_nothing(menus: VoiceMenus, working_time: WorkingTime, firm: Firm, admin: int) -> None:
    menu = await menus.add(firm.admin(), "Меню", admin)
    seat = firm.staff(firm.ivanov)
    for ask in (
        menus.all(seat),
        menus.one(seat, menu),
        menus.add(seat, "x", admin),
        menus.lead(seat, menu, "1", "voicemail", admin),
        menus.remove(seat, menu, admin),
        working_time.card(seat),
        working_time.weekday(seat, "mon", "closed", admin),
        working_time.holidays(seat, "RU", admin),
        working_time.special_day(seat, "31.12", admin),
        working_time.usual_day(seat, "2026-12-31", admin),
    ):
        with pytest.raises(Refused, match="Only an administrator"):
            await ask


async def test_the_twin_of_a_public_number_is_set_and_taken_away(dids: Dids, firm: Firm, admin: int) -> None:
    seat = firm.admin()
    did = next(did for did in await dids.all(seat) if did.number == MAIN)
    assert did.off_hours is None
    await dids.lead_off_hours(seat, did.id, f"voicemail/{firm.ivanov}", admin)
    assert str((await dids.one(seat, did.id)).off_hours) == "✉ Иванов Иван"
    await dids.lead_off_hours(seat, did.id, "voicemail", admin)
    assert (await dids.lead_off_hours(seat, did.id, "voicemail", admin)).history_id is None
    await dids.lead_off_hours(seat, did.id, "", admin)
    assert (await dids.one(seat, did.id)).off_hours is None
    with pytest.raises(Refused, match="no such place"):
        await dids.lead_off_hours(seat, did.id, "repeat", admin)


async def test_working_time_is_changed_line_by_line_and_taken_back(
    working_time: WorkingTime, histories: Histories, store: Store, hand: Hand, firm: Firm, admin: int
) -> None:
    seat = firm.admin()
    card = await working_time.card(seat)
    assert (card.working, card.changes_at) == (True, datetime(2026, 8, 3, 15, 0, tzinfo=UTC)), (
        "a Monday, noon in Moscow"
    )
    done = await working_time.weekday(seat, "mon", "10-11", admin)
    assert not (await working_time.card(seat)).working
    assert done.history_id
    await histories.undo(seat, done.history_id, admin)
    assert (await working_time.card(seat)).working
    await working_time.holidays(seat, "RU", admin)
    special = await working_time.special_day(seat, "03.08 closed", admin)
    assert not (await working_time.card(seat)).working
    line = (await histories.page(seat, 0)).items[0].lines[0]
    assert (line.what, line.before, line.after, line.title) == (What.SCHEDULE, None, "closed", "2026-08-03")
    assert special.history_id
    await histories.undo(seat, special.history_id, admin)
    await working_time.special_day(seat, "31.12 10-14", admin)
    await working_time.usual_day(seat, "2026-12-31", admin)
    await working_time.weekday(seat, "tue", "9-18", admin)
    async with store.read() as session:
        assert [(row.key, row.value) for row in await session.scalars(select(ScheduleLine))] == [("holidays", "RU")]


async def test_what_is_no_schedule_is_refused(working_time: WorkingTime, firm: Firm, admin: int) -> None:
    seat = firm.admin()
    for ask in (
        working_time.weekday(seat, "mon", "9", admin),
        working_time.weekday(seat, "someday", "9-18", admin),
        working_time.holidays(seat, "ZZ", admin),
        working_time.special_day(seat, "soon", admin),
        working_time.usual_day(seat, "mon", admin),
    ):
        with pytest.raises(Refused):
            await ask
