"""The list by year and month (V4), in the company's zone."""

from datetime import date
from pathlib import Path

import pytest

from bot.db.store import Store
from tests.databases import Hand
from tests.services.firm import DIRECT, founded
from tests.services.mail import Mail

JULY, AUGUST, OCTOBER = date(2026, 7, 1), date(2026, 8, 1), date(2026, 10, 1)


@pytest.fixture
async def mail(store: Store, hand: Hand, tmp_path: Path) -> Mail:
    return Mail(store, hand, tmp_path, await founded(store))


async def test_the_latest_month_with_messages_comes_first_and_knows_its_neighbours(mail: Mail) -> None:
    first = await mail.leave()
    await mail.later(days=61)
    second, third = await mail.leave(), await mail.leave()
    admin = mail.firm.admin()
    latest = await mail.box.page(admin, 0)
    assert (latest.month, latest.total, latest.earlier, latest.later) == (OCTOBER, 2, AUGUST, None)
    assert [item.id for item in latest.items] == [third, second]
    before = await mail.box.page(admin, 0, AUGUST)
    assert (before.total, before.earlier, before.later) == (1, None, OCTOBER)
    assert [item.id for item in before.items] == [first]
    assert before.new == 3, "of all months"


async def test_a_month_without_messages_is_empty_and_leads_to_those_beside_it(mail: Mail) -> None:
    await mail.leave()
    await mail.later(days=61)
    await mail.leave()
    box = await mail.box.page(mail.firm.admin(), 3, date(2026, 9, 1))
    assert (box.items, box.total, box.page, box.earlier, box.later) == ((), 0, 0, AUGUST, OCTOBER)


async def test_the_month_is_that_of_the_companys_zone(mail: Mail) -> None:
    mail.hand.time = mail.hand.time.replace(month=7, day=31, hour=20, minute=58)  # 23:58 in Moscow
    july, august = await mail.leave(), await mail.leave()
    admin = mail.firm.admin()
    assert [item.id for item in (await mail.box.page(admin, 0, JULY)).items] == [july]
    assert [item.id for item in (await mail.box.page(admin, 0, AUGUST)).items] == [august]


async def test_the_months_of_a_year_are_counted_and_its_neighbours_known(mail: Mail) -> None:
    await mail.leave()
    await mail.leave(DIRECT, mail.firm.ivanov)
    await mail.later(days=61)
    await mail.leave()
    year = await mail.box.months(mail.firm.admin(), 2026)
    assert year.counts == (0, 0, 0, 0, 0, 0, 0, 2, 0, 1, 0, 0)
    assert (year.earlier, year.later) == (False, False)
    assert (await mail.box.months(mail.firm.staff(mail.firm.ivanov), 2026)).counts[7] == 1
    assert (await mail.box.months(mail.firm.admin(), 2027)).earlier
    assert (await mail.box.months(mail.firm.admin(), 2025)).later
