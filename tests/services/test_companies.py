"""A company and its file: the same file, the same PBX."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.db.models import Call, Employee, Membership, Voicemail
from bot.db.store import Store
from bot.domain.cards import CompanyCard, Seat
from bot.domain.catalogue import CATALOGUE
from bot.domain.errors import Refused
from bot.domain.roles import Role
from bot.ports import FallbackLine, LeftMessage
from bot.services.book import CompanyBook
from bot.services.companies import Companies
from bot.services.departments import Departments
from bot.services.histories import Histories
from bot.services.options import Options
from bot.services.people import People
from bot.services.staff import Staff
from tests.databases import Hand
from tests.services.firm import member

EXAMPLE = (Path(__file__).parents[2] / "examples" / "company.yaml").read_text("utf-8")
LYUTIK = """\
key: lyutik
name: Лютик
time_zone: Asia/Yekaterinburg
language: en
dids:
  - {number: +7 992 385-52-77, leads_to: {employee: 201}}
employees:
  - {name: Лютиков, number: +7 900 555-02-01, phone: 201}
"""


@pytest.fixture
def companies(store: Store, hand: Hand) -> Companies:
    return Companies(store, hand)


@pytest.fixture
def book(store: Store, hand: Hand, tmp_path: Path) -> CompanyBook:
    return CompanyBook(store, hand, tmp_path)


async def company_id(companies: Companies, people: People) -> int:
    [(_, token)] = await people.first_admin_invites()
    await people.meet(1, "админ", "ru")
    return (await people.accept(1, token)).company_id


async def ids(store: Store) -> dict[str, int]:
    async with store.read() as session:
        return {employee.name: employee.id for employee in await session.scalars(select(Employee))}


async def test_example_makes_a_company_that_takes_calls(companies: Companies, store: Store, hand: Hand) -> None:
    assert await companies.is_empty()
    result = await companies.import_yaml(EXAMPLE, "company.yaml")
    assert not await companies.is_empty()
    assert result.company_key == "romashka"
    assert result.changes[0] == "company romashka: added"
    assert "employee 101 Иванов Иван: added" in result.changes
    seat = Seat(await company_id(companies, People(store, hand)), "", "Europe/Moscow", Role.ADMIN, None)
    card, _ = await companies.status(seat)
    dids = ("+79923855259", "+79923855284", "+79923855291", "+79923855298")
    assert card == CompanyCard("ООО «Ромашка»", dids, new_messages=0)


async def test_importing_again_changes_nothing(companies: Companies) -> None:
    await companies.import_yaml(EXAMPLE, "company.yaml")
    assert (await companies.import_yaml(EXAMPLE, "company.yaml")).changes == ()


async def test_export_brings_the_same_company_anywhere(companies: Companies, book: CompanyBook, store: Store) -> None:
    await companies.import_yaml(EXAMPLE, "company.yaml")
    exported, lines, people = await companies.export_yaml(None), await book.fallback_lines(), await ids(store)
    assert (await companies.import_yaml(exported, "exported.yaml")).changes == ()
    assert await companies.export_yaml("romashka") == exported
    assert await book.fallback_lines() == lines
    assert await ids(store) == people


async def test_order_of_the_file_is_no_change_but_the_main_number_is(companies: Companies) -> None:
    await companies.import_yaml(EXAMPLE, "company.yaml")
    exported = await companies.export_yaml(None)
    first, second, third = "+7 992 385-52-59", "+7 992 385-52-84", "+7 992 385-52-91"
    goals = {first: "{department: Отдел продаж}", second: "{employee: 102}", third: "{department: Бухгалтерия}"}

    def ordered(*numbers: str) -> str:
        dids = "".join(f"- number: {number}\n  leads_to: {goals[number]}\n" for number in numbers)
        rest = exported.index("- number: +7 992 385-52-98")
        return exported[: exported.index("- number")] + dids + exported[rest:]

    assert (await companies.import_yaml(ordered(first, third, second), "f.yaml")).changes == ()
    changed = await companies.import_yaml(ordered(second, first, third), "f.yaml")
    assert changed.changes == ("main number: +79923855259 → +79923855284",)
    assert (await companies.export_yaml(None)).index(second) < (await companies.export_yaml(None)).index(first)


async def test_everything_can_change_at_once(companies: Companies, book: CompanyBook) -> None:
    await companies.import_yaml(EXAMPLE, "company.yaml")
    text = EXAMPLE.replace("Europe/Moscow", "Asia/Omsk").replace("ring_seconds: 15", "ring_seconds: 25")
    text = text.replace("[101, 102]", "[103, 101]").replace("Отдел продаж", "Продажи").replace("52-91", "52-92")
    changed = (await companies.import_yaml(text, "f.yaml")).changes
    assert "company romashka: time zone Europe/Moscow → Asia/Omsk" in changed
    assert {"department Продажи: added", "department Отдел продаж: removed"} <= set(changed)
    assert {"number +79923855292: added", "number +79923855291: removed"} <= set(changed)
    assert set(await book.fallback_lines()) == {
        FallbackLine("+79923855259", ("103", "101"), 25.0, "ru"),
        FallbackLine("+79923855284", ("102",), 20.0, "ru"),
        FallbackLine("+79923855292", ("104",), 20.0, "ru"),
        FallbackLine("+79923855298", ("103", "101"), 25.0, "ru"),
    }
    assert (await companies.import_yaml(text, "f.yaml")).changes == ()


async def test_two_employees_may_swap_their_phones(companies: Companies, store: Store) -> None:
    await companies.import_yaml(EXAMPLE, "company.yaml")
    before = await ids(store)
    text = (
        EXAMPLE.replace("phone: 101", "phone: x").replace("phone: 102", "phone: 101").replace("phone: x", "phone: 102")
    )
    assert len((await companies.import_yaml(text, "f.yaml")).changes) >= 2
    assert await ids(store) == before
    assert (await companies.import_yaml(text, "f.yaml")).changes == ()


async def test_new_employee_may_take_the_phone_of_one_who_left(companies: Companies, store: Store) -> None:
    await companies.import_yaml(EXAMPLE, "company.yaml")
    before = await ids(store)
    text = EXAMPLE.replace("Сидоров Пётр", "Новиков Илья").replace("555-01-03", "555-01-33")
    await companies.import_yaml(text, "f.yaml")
    after = await ids(store)
    assert "Сидоров Пётр" not in after
    assert after["Новиков Илья"] not in before.values()


async def test_new_number_of_the_same_person_keeps_their_seat(companies: Companies, store: Store, hand: Hand) -> None:
    await companies.import_yaml(EXAMPLE, "company.yaml")
    before = await ids(store)
    result = await companies.import_yaml(EXAMPLE.replace("555-01-01", "555-01-99"), "f.yaml")
    assert result.changes == ("employee 101 Иванов Иван: number +79005550101 → +79005550199",)
    assert await ids(store) == before


async def test_removed_employee_and_number_leave_their_history_and_no_way_in(
    companies: Companies, book: CompanyBook, store: Store, hand: Hand, tmp_path: Path
) -> None:
    await companies.import_yaml(EXAMPLE, "company.yaml")
    company = await company_id(companies, People(store, hand))
    petrova = (await ids(store))["Петрова Анна"]
    await member(store, 2, company, Role.STAFF, petrova)
    await member(store, 3, company, Role.ADMIN, petrova)
    call = await book.open("leg", "+79007654321", "+79923855284")
    assert call is not None
    await book.answered(call.id, petrova, "peer")
    await book.message_left(call.id, LeftMessage(tmp_path / "m.wav", 3.0, petrova, "voicemail-1"))
    text = EXAMPLE.replace("[101, 102]", "[101]")
    start, end = text.index("  - number: +7 992 385-52-84"), text.index("  - number: +7 992 385-52-91")
    text = text[:start] + text[end:]
    start, end = text.index("  - name: Петрова"), text.index("  - name: Сидоров")
    await companies.import_yaml(text[:start] + text[end:], "f.yaml")
    async with store.read() as session:
        kept = await session.get_one(Call, call.id)
        message = (await session.scalars(select(Voicemail))).one()
        roles = (await session.scalars(select(Membership.role).order_by(Membership.id))).all()
    assert (kept.dialled, kept.did_id, kept.employee_id) == ("+79923855284", None, None)
    assert (message.company_id, message.employee_id) == (company, None)
    assert roles == [Role.ADMIN, Role.ADMIN]


async def test_mistake_changes_nothing(companies: Companies) -> None:
    await companies.import_yaml(EXAMPLE, "company.yaml")
    before = await companies.export_yaml(None)
    text = EXAMPLE.replace("Europe/Moscow", "Asia/Omsk").replace("members: [104]", "members: [999]")
    with pytest.raises(Refused, match=r"^firm.yaml, line 82: no employee has the phone “999”"):
        await companies.import_yaml(text, "firm.yaml")
    assert await companies.export_yaml(None) == before


@pytest.mark.parametrize(
    ("mine", "theirs", "line"),
    [("+7 992 385-52-77", "+7 992 385-52-59", 6), ("201", "101", 8)],
)
async def test_number_or_phone_of_another_company_is_refused_with_its_line(
    companies: Companies, mine: str, theirs: str, line: int
) -> None:
    await companies.import_yaml(EXAMPLE, "company.yaml")
    with pytest.raises(Refused) as caught:
        await companies.import_yaml(LYUTIK.replace(mine, theirs), "lyutik.yaml")
    assert str(caught.value).startswith(f"lyutik.yaml, line {line}: ")
    assert str(caught.value).endswith("belongs to the company romashka already.")
    assert await companies.export_yaml(None) == await companies.export_yaml("romashka")


async def test_export_of_several_asks_which_one(companies: Companies) -> None:
    with pytest.raises(Refused, match=r"There is no such company\. Known: none yet\."):
        await companies.export_yaml(None)
    await companies.import_yaml(EXAMPLE, "company.yaml")
    await companies.import_yaml(LYUTIK, "lyutik.yaml")
    with pytest.raises(Refused, match="lyutik, romashka"):
        await companies.export_yaml(None)
    with pytest.raises(Refused, match="Known: lyutik, romashka"):
        await companies.export_yaml("vasilek")
    assert "Лютик" in await companies.export_yaml("lyutik")


async def test_same_file_from_two_processes_at_once_makes_one_company(
    companies: Companies, url: str, hand: Hand
) -> None:
    await companies.import_yaml(LYUTIK, "lyutik.yaml")
    other = Store.open(url)
    text = LYUTIK.replace("Лютик\n", "Лютик и Ко\n")
    both = (companies, Companies(other, hand))
    results = await asyncio.gather(*(one.import_yaml(text, "lyutik.yaml") for one in both))
    await other.close()
    assert sorted(len(result.changes) for result in results) == [0, 1]


EVERYTHING = EXAMPLE.replace("options: []", "options: [recording]\nflags: {recording.notice: no}")
EVERYTHING = EVERYTHING.replace("tariff: basic ", "tariff: extended ").replace("renew: yes", "renew: no")
LINE = (  # how callers wait for a department
    "wait_seconds: 300",
    "capacity: 10",
    "wrap_up: 20",
    "overflow: Бухгалтерия",
    "announce_callback: yes",
    "tell_place: yes",
    "announce_seconds: 45",
)
EVERYTHING = EVERYTHING.replace("strategy: all\n", "\n    ".join(("strategy: in-turn", *LINE)) + "\n")
EVERYTHING = EVERYTHING.replace(
    "email: ivanov@example.com",
    "options: [short-number, caller-id]\n    short_number: 0042\n    shows: +7 992 385-52-84",
)
EVERYTHING = EVERYTHING.replace(
    "email: petrova@example.com", "kind: added\n    options: [short-number]\n    short_number: 0043"
)


async def test_a_file_with_everything_in_it_comes_back_the_same(companies: Companies, store: Store) -> None:
    added = await companies.import_yaml(EVERYTHING, "f.yaml")
    exported = await companies.export_yaml(None)
    assert (await companies.import_yaml(exported, "f.yaml")).changes == ()
    assert (await companies.import_yaml(EVERYTHING, "f.yaml")).changes == ()
    assert await companies.export_yaml(None) == exported
    for line in (
        "tariff: extended",
        "renew: no",
        "options: [recording]",
        "flags: {recording.notice: no}",
        "strategy: in-turn",
        *LINE,
        "short_number: 0042",
        "shows: +7 992 385-52-84",
        "options: [caller-id, short-number]",
        "kind: added",
    ):
        assert line in exported
    assert len(added.changes) == len({*added.changes})


async def test_a_file_takes_options_away_and_lets_short_numbers_change_hands(
    companies: Companies, store: Store, hand: Hand
) -> None:
    await companies.import_yaml(EVERYTHING, "f.yaml")
    hand.advance(minutes=1)
    swapped = EVERYTHING.replace("0042", "x").replace("0043", "0042").replace("x\n", "0043\n")
    assert set((await companies.import_yaml(swapped, "f.yaml")).changes) == {
        "employee 101 Иванов Иван: short number 0042 → 0043",
        "employee 102 Петрова Анна: short number 0043 → 0042",
    }
    hand.advance(minutes=1)
    changed = (await companies.import_yaml(EXAMPLE, "f.yaml")).changes
    assert "company romashka: options recording → none" in changed
    assert "company romashka: toggled recording.notice → none" in changed
    assert "company romashka: renew no → yes" in changed
    assert (await companies.import_yaml(EXAMPLE, "f.yaml")).changes == ()


async def test_file_and_chat_change_the_same_thing(companies: Companies, store: Store, hand: Hand) -> None:
    await companies.import_yaml(EXAMPLE, "f.yaml")
    company = await company_id(companies, People(store, hand))
    seat = Seat(company, "", "Europe/Moscow", Role.ADMIN, None)
    options, histories = Options(store, hand, CATALOGUE), Histories(store, hand, CATALOGUE)
    await options.switch(seat, "recording", True, 1)
    assert "options: [recording]" in await companies.export_yaml(None)
    hand.advance(minutes=1)
    await companies.import_yaml(EXAMPLE, "f.yaml")
    assert (await options.menu(seat)).count == 0
    newest = (await histories.page(seat, 0)).items[0]
    assert (newest.who, newest.lines[0].name, newest.lines[0].after) == ("", "Call recording", False)
    staff, departments = Staff(store, hand, CATALOGUE), Departments(store, hand, CATALOGUE)
    one = await staff.add(seat, "Новиков", "+79005550909", "109", "", "added", 1)
    [sales] = [it.id for it in await departments.all(seat) if it.name == "Отдел продаж"]
    await departments.member(seat, sales, one, True, 1)
    await departments.strategy(seat, sales, "in-turn", 1)
    exported = await companies.export_yaml(None)
    assert {"members: [101, 102, 109]", "strategy: in-turn", "kind: added"} <= {
        it.strip() for it in exported.split("\n")
    }
    assert (await companies.import_yaml(exported, "f.yaml")).changes == ()


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("tariff: basic", "tariff: golden", "there is no tariff “golden”. Known: basic, medium, extended."),
        ("renew: yes", "renew: maybe", "“maybe” does not fit: yes or no."),
        ("options: []", "options: [melody]", "there is no option “melody”"),
        ("options: []", "options: [recording, recording]", "the option recording is on line"),
        (
            "strategy: all",
            "strategy: random",
            "there is no strategy “random”. Known: all, in-turn, least-recent, fewest-calls.",
        ),
        ("email: ivanov@example.com", "short_number: 42", "exactly four digits"),
        ("email: ivanov@example.com", "shows: +7 992 385-00-00", "there is no number “+79923850000”"),
        ("email: ivanov@example.com", "kind: added\n    options: [caller-id]", "caller-id is not for added numbers."),
        ("email: ivanov@example.com", "options: [recording]", "there is no option of a number “recording”"),
    ],
)
async def test_a_mistake_in_settings_is_told_with_its_line(
    companies: Companies, right: str, wrong: str, says: str
) -> None:
    with pytest.raises(Refused) as refused:
        await companies.import_yaml(EXAMPLE.replace(right, wrong, 1), "f.yaml")
    assert says in str(refused.value)
    assert str(refused.value).startswith("f.yaml, line ")
    assert await companies.is_empty()
