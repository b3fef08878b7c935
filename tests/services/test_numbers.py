"""Numbers: the list and its search, one card, one option for many, what is set for one."""

import asyncio
import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.db.models import Did, Employee
from bot.db.store import Store
from bot.domain.billing import Cost
from bot.domain.catalogue import CATALOGUE
from bot.domain.errors import Refused
from bot.domain.melody_slots import EMPLOYEES
from bot.domain.options import NumberKind
from bot.domain.roles import Role
from bot.domain.searching import finds
from bot.ports import Made
from bot.services.employee_melodies import EmployeeMelodies
from bot.services.histories import Histories
from bot.services.numbers import Numbers
from bot.services.options import Options
from bot.services.songs import Songs
from tests.databases import Hand
from tests.services.firm import DIRECT, MAIN, Firm, member


@pytest.fixture
async def admin(store: Store, firm: Firm) -> int:
    return await member(store, 1, firm.company, Role.ADMIN)


@pytest.fixture
def numbers(store: Store, hand: Hand) -> Numbers:
    return Numbers(store, hand, CATALOGUE)


async def crowd(store: Store, firm: Firm, count: int) -> None:
    """That many employees more; every tenth has an added number."""
    async with store.write() as session:
        for n in range(count):
            kind = NumberKind.ADDED if n % 10 == 0 else NumberKind.OWN
            who = {"name": f"Сотрудник {n:03}", "number": f"+7900555{n:04}", "phone": f"{n + 1000}", "email": ""}
            session.add(Employee(company_id=firm.company, kind=kind, **who))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("иВан", True),
        ("иван ов", True),
        ("петр", False),
        ("8 900 111-22", True),
        ("+7 (900) 111", True),
        ("2233", True),
        ("101", True),
        ("999", False),
    ],
)
def test_search_finds_by_a_part_of_name_or_number(query: str, found: bool) -> None:
    assert finds(query, ("Иванов Иван", "+79001112233", "101")) is found


async def test_a_hundred_and_forty_two_numbers_come_in_pages(numbers: Numbers, firm: Firm, store: Store) -> None:
    await crowd(store, firm, 140)
    first = await numbers.page(firm.admin())
    assert (first.page, first.pages, len(first.items), len(first.ids)) == (0, 24, 6, 142)
    last = await numbers.page(firm.admin(), page=99)
    assert (last.page, len(last.items)) == (23, 4)
    found = await numbers.page(firm.admin(), "сотрудник 01")
    assert (found.pages, len(found.ids), found.query) == (2, 12, "сотрудник 01")  # 001, 101 and 010 to 019
    nobody = await numbers.page(firm.admin(), "нет таких")
    assert (nobody.items, nobody.page, nobody.pages) == ((), 0, 1)


async def test_one_option_for_all_skips_and_lists_those_who_refuse(
    numbers: Numbers, firm: Firm, admin: int, store: Store, hand: Hand
) -> None:
    await crowd(store, firm, 20)
    seat = firm.admin()
    ids = (await numbers.page(seat)).ids
    await numbers.switch(seat, "caller-id", True, [firm.ivanov], admin)
    offer = await numbers.offer(seat, "caller-id", True, ids)
    today = 50_00 * 3 // 31 - 50_00 * 2 // 31
    assert (offer.change, offer.already, offer.cost) == (19, 1, Cost(19 * 50_00, 19 * today))
    steps: list[tuple[int, int]] = []

    async def progress(done: int, of: int) -> None:
        steps.append((done, of))

    result = await numbers.switch(seat, "caller-id", True, ids, admin, progress)
    assert (result.changed, result.already, result.cost) == (19, 1, offer.cost)
    assert [it.name for it in result.skipped] == ["Сотрудник 000", "Сотрудник 010"]
    assert all("added numbers" in it.why for it in result.skipped)
    assert steps == [(0, 22), (22, 22)]
    again = await numbers.switch(seat, "caller-id", True, ids, admin)
    assert (again.changed, again.already, again.history_id) == (0, 20, None)
    line = (await Histories(store, hand, CATALOGUE).page(seat, 0)).items[0].lines[0]
    assert (line.name, line.before, line.after, len(line.whose)) == ("Caller ID", False, True, 19)


async def test_a_bulk_change_is_taken_back_as_a_whole_but_for_what_was_changed_since(
    numbers: Numbers, firm: Firm, admin: int, store: Store, hand: Hand
) -> None:
    seat, both = firm.admin(), [firm.ivanov, firm.petrova]
    entry = (await numbers.switch(seat, "melody", True, both, admin)).history_id
    hand.advance(minutes=1)
    await numbers.switch(seat, "melody", False, [firm.petrova], admin)
    assert entry is not None
    hand.advance(minutes=1)
    done = await Histories(store, hand, CATALOGUE).undo(seat, entry, admin)
    assert done.cost == Cost(-30_00, 0)
    assert not any(line.on for line in (await numbers.page(seat)).items)
    with pytest.raises(Refused, match="taken back already"):
        await Histories(store, hand, CATALOGUE).undo(seat, entry, admin)


async def test_the_same_option_for_many_by_two_administrators_at_once_is_charged_once(
    numbers: Numbers, firm: Firm, admin: int, store: Store, hand: Hand
) -> None:
    await crowd(store, firm, 10)
    ids = (await numbers.page(firm.admin())).ids
    tries = [numbers.switch(firm.admin(), "melody", True, ids, admin) for _ in range(4)]
    assert sorted(one.changed for one in await asyncio.gather(*tries)) == [0, 0, 0, 12]
    lines = (await Options(store, hand, CATALOGUE).menu(firm.admin())).number_lines
    assert [(line.on, line.numbers) for line in lines if line.key == "melody"] == [(12, 12)]


async def test_a_short_number_needs_its_option_and_belongs_to_one(numbers: Numbers, firm: Firm, admin: int) -> None:
    seat = firm.admin()
    with pytest.raises(Refused, match="Switch on"):
        await numbers.short_number(seat, firm.ivanov, "0042", admin)
    await numbers.switch(seat, "short-number", True, [firm.ivanov, firm.petrova], admin)
    await numbers.short_number(seat, firm.ivanov, "0042", admin)
    for typed, says in (("0042", "short number of Иванов"), ("42", "exactly four"), ("٠٠٤٣", "exactly four")):
        with pytest.raises(Refused, match=says):
            await numbers.short_number(seat, firm.petrova, typed, admin)
    assert (await numbers.one(seat, firm.ivanov)).short_number == "0042"
    await numbers.short_number(seat, firm.ivanov, "", admin)
    await numbers.short_number(seat, firm.petrova, "0042", admin)
    assert [line.short_number for line in (await numbers.page(seat)).items] == ["", "0042"]


async def test_taking_a_short_number_back_yields_to_who_has_it_now(
    numbers: Numbers, firm: Firm, admin: int, store: Store, hand: Hand
) -> None:
    seat = firm.admin()
    await numbers.switch(seat, "short-number", True, [firm.ivanov, firm.petrova], admin)
    await numbers.short_number(seat, firm.ivanov, "0042", admin)
    cleared = (await numbers.short_number(seat, firm.ivanov, "", admin)).history_id
    await numbers.short_number(seat, firm.petrova, "0042", admin)
    assert cleared is not None
    with pytest.raises(Refused, match="short number of Петрова"):
        await Histories(store, hand, CATALOGUE).undo(seat, cleared, admin)


async def test_clients_see_the_main_number_unless_another_is_picked(
    numbers: Numbers, firm: Firm, admin: int, store: Store
) -> None:
    seat = firm.admin()
    card = await numbers.one(seat, firm.ivanov)
    assert (card.shows, [it.chosen for it in card.dids]) == (MAIN, [False, False])
    direct = next(it.id for it in card.dids if it.title == DIRECT)
    await numbers.shown_did(seat, firm.ivanov, direct, admin)
    assert (await numbers.one(seat, firm.ivanov)).shows == DIRECT
    async with store.write() as session:
        theirs = (await session.scalars(select(Did).where(Did.company_id == firm.other_company))).one()
    with pytest.raises(Refused, match="not one of your public numbers"):
        await numbers.shown_did(seat, firm.ivanov, theirs.id, admin)
    await numbers.shown_did(seat, firm.ivanov, None, admin)
    assert (await numbers.one(seat, firm.ivanov)).shows == MAIN


class Tape:
    """`AudioTool` that copies."""

    async def melody(self, source: Path, into: Path) -> Made:
        shutil.copy(source, into)
        return Made(into, 3.0)


async def test_a_melody_is_added_picked_and_deleted_without_a_trace(
    numbers: Numbers, firm: Firm, admin: int, store: Store, hand: Hand, tmp_path: Path
) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "song").write_bytes(b"la")
    melodies = EmployeeMelodies(store, hand, CATALOGUE, tmp_path / "files")
    songs = Songs(store, hand, CATALOGUE, Tape(), tmp_path / "files")  # type: ignore[arg-type]
    seat = firm.admin()
    await songs.bring(seat, admin, EMPLOYEES, tmp_path / "song", "arash.mp3")
    await songs.accept(seat, admin)
    (one,) = await melodies.all(seat)
    await numbers.melody(seat, firm.ivanov, one.id, admin)
    assert [(it.title, it.chosen) for it in (await numbers.one(seat, firm.ivanov)).melodies] == [("arash.mp3", True)]
    assert await melodies.users(seat, one.id) == ("Иванов Иван",)
    for refused in (
        melodies.users(firm.other_admin(), one.id),
        melodies.remove(firm.other_admin(), one.id, admin),
        numbers.melody(firm.other_admin(), firm.stranger, one.id, admin),
        melodies.all(firm.staff(firm.ivanov)),
        songs.bring(firm.staff(firm.ivanov), admin, EMPLOYEES, tmp_path / "song", "x.mp3"),
    ):
        with pytest.raises(Refused):
            await refused
    await melodies.remove(seat, one.id, admin)
    assert list((tmp_path / "files").iterdir()) == []
    assert await melodies.all(seat) == ()
    newest = (await Histories(store, hand, CATALOGUE).page(seat, 0)).items[0]
    assert [(line.before, line.after) for line in newest.lines] == [("a deleted melody", None)]
