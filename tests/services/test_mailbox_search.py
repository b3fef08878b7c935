"""Search by the addressee's name or number, or by the sender's number (V4) or name among the contacts."""

from pathlib import Path

import pytest
from sqlalchemy import update

from bot.db.models import Employee
from bot.db.rule_models import ContactRow
from bot.db.store import Store
from bot.domain.roles import Role
from bot.domain.searching import folded
from bot.services.voicemail_rows import PAGE
from tests.databases import Hand
from tests.services.firm import DIRECT, MAIN, OTHERS, founded, member
from tests.services.mail import Mail

ANNA, BORIS = "+79161112233", "+74951234567"


@pytest.fixture
async def mail(store: Store, hand: Hand, tmp_path: Path) -> Mail:
    """1: Anna to the company, 2: Boris to Ivanov, 3: Anna to Petrova, 4: hidden to Ivanov, 5: of another company."""
    mail = Mail(store, hand, tmp_path, await founded(store))
    await mail.leave(MAIN, None, ANNA)
    await mail.leave(DIRECT, mail.firm.ivanov, BORIS)
    await mail.leave(MAIN, mail.firm.petrova, ANNA)
    await mail.leave(DIRECT, mail.firm.ivanov, "")
    await mail.leave(OTHERS, None, ANNA)
    return mail


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("иванов", [4, 2]),
        ("анна петр", [3]),
        ("сидоров", []),
        ("8 (916) 111-22-33", [3, 1]),
        ("+79161112233", [3, 1]),
        ("916111", [3, 1]),
        ("22-33", [4, 3, 2, 1]),  # Anna's last digits, and Ivanov's own number
        ("4567", [2]),
        ("+7 495", [2]),
        ("900 111-22-44", [3]),
        ("5259", [1]),  # the public number whose message is the company's
        ("102", [3]),
        ("нет такого", []),
        ("?", []),
        ("%", []),
        ("'; DROP TABLE voicemail; --", []),
    ],
)
async def test_an_administrator_finds(mail: Mail, query: str, found: list[int]) -> None:
    assert await mail.found(mail.firm.admin(), query) == found


@pytest.mark.parametrize(("query", "found"), [("иванов", [4, 2]), ("петрова", []), ("916", []), ("4567", [2])])
async def test_staff_finds_only_among_their_own(mail: Mail, query: str, found: list[int]) -> None:
    assert await mail.found(mail.firm.staff(mail.firm.ivanov), query) == found
    assert await mail.found(mail.firm.staff(None), query) == []


async def test_a_short_number_finds_its_owner(mail: Mail, store: Store) -> None:
    async with store.write() as session:
        await session.execute(update(Employee).where(Employee.id == mail.firm.petrova).values(short_number="0042"))
    assert await mail.found(mail.firm.admin(), "0042") == [3]


async def test_a_client_is_found_by_their_name_and_shown_by_it(mail: Mail, store: Store) -> None:
    async with store.write() as session:
        for company, name in ((mail.firm.company, "Анна Смирнова"), (mail.firm.other_company, "Чужая Анна")):
            session.add(ContactRow(company_id=company, number=ANNA, name=name, sorting=folded(name), vip=False))
    found = await mail.box.found(mail.firm.admin(), "смирнова анна", 0)
    assert [(item.id, item.client) for item in found.items] == [(3, "Анна Смирнова"), (1, "Анна Смирнова")]
    assert await mail.found(mail.firm.admin(), "чужая") == []
    assert await mail.found(mail.firm.staff(mail.firm.petrova), "смирнова") == [3]
    assert await mail.found(mail.firm.staff(mail.firm.ivanov), "смирнова") == []
    listed = (await mail.box.page(mail.firm.admin(), 0)).items
    assert [item.client for item in listed] == ["", "Анна Смирнова", "", "Анна Смирнова"]


async def test_what_is_in_the_bin_is_not_found(mail: Mail, store: Store) -> None:
    admin = await member(store, 1, mail.firm.company, Role.ADMIN)
    await mail.bin.delete(mail.firm.admin(), 2, admin)
    assert await mail.found(mail.firm.admin(), "иванов") == [4]


async def test_pages_are_cut_and_one_beyond_the_last_is_the_first(mail: Mail) -> None:
    for _ in range(PAGE):
        await mail.leave(MAIN, None, ANNA)
    first, second, beyond = [await mail.box.found(mail.firm.admin(), "916", page) for page in (0, 1, 7)]
    assert [len(box.items) for box in (first, second, beyond)] == [PAGE, 2, PAGE]
    assert [(box.page, box.pages, box.total) for box in (first, second, beyond)] == [(0, 2, 10), (1, 2, 10), (0, 2, 10)]


async def test_nines_at_the_end_of_what_was_typed_find_what_begins_so(mail: Mail) -> None:
    nines = await mail.leave(MAIN, None, "+79991234599")
    assert await mail.found(mail.firm.admin(), "999") == [nines]
    assert await mail.found(mail.firm.admin(), "7999") == [nines]
