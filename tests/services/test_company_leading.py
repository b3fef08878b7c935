"""Voice menus, off-hours twins and working time in a company's file: the same as in the chat."""

from pathlib import Path

import pytest
from sqlalchemy import select

from bot.db.menu_models import MenuRow
from bot.db.models import Company, Melody, MelodySlot
from bot.db.store import Store
from bot.domain.cards import Seat
from bot.domain.catalogue import CATALOGUE
from bot.domain.errors import Refused
from bot.domain.roles import Role
from bot.services.companies import Companies
from bot.services.dids import Dids
from bot.services.histories import Histories
from bot.services.menus import VoiceMenus
from bot.services.working_time import WorkingTime
from tests.databases import Hand
from tests.services.firm import member

EXAMPLE = (Path(__file__).parents[2] / "examples" / "company.yaml").read_text("utf-8")
MAIN = "Главное меню"


@pytest.fixture
def companies(store: Store, hand: Hand) -> Companies:
    return Companies(store, hand)


async def seat_of(store: Store) -> tuple[Seat, int]:
    async with store.read() as session:
        company = (await session.scalars(select(Company.id).where(Company.key == "romashka"))).one()
    seat = Seat(company, "", "Europe/Moscow", Role.ADMIN, None)
    return seat, await member(store, 1, company, Role.ADMIN)


async def test_the_example_shows_a_menu_its_keys_and_a_closed_company(
    companies: Companies, store: Store, hand: Hand
) -> None:
    await companies.import_yaml(EXAMPLE, "company.yaml")
    seat, _ = await seat_of(store)
    menus, dids = VoiceMenus(store, hand, CATALOGUE), Dids(store, hand, CATALOGUE)
    ids = {line.name: line.id for line in await menus.all(seat)}
    main = await menus.one(seat, ids[MAIN])
    keys = {"1": "Отдел продаж", "2": "Бухгалтерия и кадры", "0": "Сидоров Пётр", "*": "repeat"}
    assert {key: str(place) for key, place in main.keys} == keys
    assert main.led == ("+79923855298", "Бухгалтерия и кадры")
    last = (await dids.all(seat))[-1]
    assert (str(last.leads_to), str(last.off_hours)) == (MAIN, "voicemail")
    schedule = (await WorkingTime(store, hand, CATALOGUE).card(seat)).schedule
    assert (schedule.holidays, len(schedule.dates)) == ("RU", 1)
    assert (await companies.import_yaml(await companies.export_yaml(None), "f.yaml")).changes == ()


async def test_what_the_chat_changes_is_in_the_file_and_back(companies: Companies, store: Store, hand: Hand) -> None:
    await companies.import_yaml(EXAMPLE, "company.yaml")
    seat, account = await seat_of(store)
    menus, dids = VoiceMenus(store, hand, CATALOGUE), Dids(store, hand, CATALOGUE)
    ids = {line.name: line.id for line in await menus.all(seat)}
    first = (await dids.all(seat))[0]
    await menus.lead(seat, ids[MAIN], "3", "voicemail", account)
    await menus.repeats(seat, ids[MAIN], "0", account)
    await dids.lead(seat, first.id, f"menu/{ids[MAIN]}", account)
    await dids.lead_off_hours(seat, first.id, "voicemail", account)
    await WorkingTime(store, hand, CATALOGUE).weekday(seat, "sat", "10-14", account)
    exported = await companies.export_yaml(None)
    for said in (
        "3: voicemail",
        "repeats: 0",
        "leads_to: {menu: Главное меню}\n  off_hours: voicemail",
        "sat: 10:00-14:00",
    ):
        assert said in exported
    changed = (await companies.import_yaml(EXAMPLE, "company.yaml")).changes
    assert "number +79923855259: leads to menu Главное меню → department Отдел продаж" in changed
    assert "number +79923855259: off hours voicemail → none" in changed
    assert any(line.startswith(f"voice menu {MAIN}: keys 1 department Отдел продаж, 2 ") for line in changed)
    assert any(line.startswith("company romashka: schedule fri 09:00-17:00, sat 10:00-14:00") for line in changed)
    newest = [line for item in (await Histories(store, hand, CATALOGUE).page(seat, 0)).items[:2] for line in item.lines]
    assert {line.name for line in newest} >= {"Saturday", "Keys", "Repeats", "Leads to", "Leads to while closed"}
    await companies.import_yaml(exported, "f.yaml")
    assert await companies.export_yaml(None) == exported


async def test_a_menu_that_stays_keeps_its_greeting_and_one_that_goes_takes_it_along(
    companies: Companies, store: Store, hand: Hand
) -> None:
    await companies.import_yaml(EXAMPLE, "company.yaml")
    async with store.write() as session:
        for menu in (await session.scalars(select(MenuRow))).all():
            file = f"{menu.id}.wav"
            melody = Melody(company_id=menu.company_id, name=menu.name, file=file, seconds=2.0, created_at=hand.now())
            session.add(melody)
            await session.flush()
            session.add(MelodySlot(company_id=menu.company_id, slot=f"menu/{menu.id}", melody_id=melody.id))
    text = EXAMPLE[: EXAMPLE.index("  - name: Бухгалтерия и кадры")] + EXAMPLE[EXAMPLE.index("# Отделы.") :]
    text = text.replace("      2: {menu: Бухгалтерия и кадры}\n", "").replace("wait_seconds: 5", "wait_seconds: 7")
    assert "voice menu Бухгалтерия и кадры: removed" in (await companies.import_yaml(text, "f.yaml")).changes
    seat, _ = await seat_of(store)
    menus = VoiceMenus(store, hand, CATALOGUE)
    [line] = await menus.all(seat)
    card = await menus.one(seat, line.id)
    assert (card.name, card.seconds, card.greeting.name) == (MAIN, 7, MAIN)
    async with store.read() as session:
        assert (await session.scalars(select(Melody.name))).all() == [MAIN]


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("{menu: Главное меню}\n    off", "{menu: Главное}\n    off", "there is no voice menu “Главное”. Did you mean"),
        ("off_hours: voicemail", "off_hours: repeat", "a closed number leads to one department"),
        ("off_hours: voicemail", "off_hours: {voicemail: 999}", "no employee has the phone “999”"),
        ("1: {department: Отдел продаж}", "1: {department: Продажи}", "there is no department “Продажи”"),
        ("1: {department: Отдел продаж}", "12: voicemail", "“12” is no key: a digit, or in quotes * or #."),
        ("1: {department: Отдел продаж}", "2: voicemail", "“2” is here twice."),
        ("1: {department: Отдел продаж}", "1: {shop: x}", "“shop” is not known here"),
        ("1: {department: Отдел продаж}", "1: goodbye", "a key leads to one department, employee, menu or voicemail"),
        ("default: {department: Отдел продаж}", "default: repeat", "without a key callers come to one department"),
        (
            "default: {department: Отдел продаж}",
            "default: {menu: Главное меню}",
            "in circles: Главное меню → Главное меню.",
        ),
        ("repeats: 1", "repeats: 6", "“6” does not fit: a number from 0 to 5."),
        ("wait_seconds: 5", "wait_seconds: 0", "“0” does not fit: a number from 1 to 30."),
        ("name: Бухгалтерия и кадры", "name: Главное меню", "the voice menu Главное меню is on line"),
        ("fri: 09:00-17:00", "fri: 9 to 5", "Hours look like 09:00-18:00"),
        ("fri: 09:00-17:00", "friday: closed", "“friday” is not known here. Did you mean “fri”?"),
        ("holidays: RU", "holidays: XX", "“XX” is no country whose holidays are known."),
        ("2026-12-31: 09", "2026-13-31: 09", "“2026-13-31” is no date. Example: 2026-12-31."),
    ],
)
async def test_a_mistake_is_one_sentence_with_its_line(companies: Companies, right: str, wrong: str, says: str) -> None:
    assert right in EXAMPLE
    with pytest.raises(Refused) as refused:
        await companies.import_yaml(EXAMPLE.replace(right, wrong, 1), "f.yaml")
    assert says in str(refused.value)
    assert str(refused.value).startswith("f.yaml, line ")
    assert await companies.is_empty()
