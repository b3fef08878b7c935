"""The ledger: every day once, to the kopeck, whatever crashes; and the card agrees with it."""

import asyncio
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from bot.db.models import Company
from bot.db.money_models import PAYMENT, Ledger
from bot.db.store import Store
from bot.domain.billing import Charge
from bot.domain.cards_tariffs import TariffCard
from bot.domain.catalogue import CATALOGUE
from bot.domain.errors import Refused
from bot.domain.roles import Role
from bot.services.billing import Billing
from bot.services.histories import Histories
from bot.services.numbers import Numbers
from bot.services.options import Options
from bot.services.tariffs import Tariffs
from tests.databases import Hand
from tests.services.firm import FOUNDED, Firm, member


@pytest.fixture
async def admin(store: Store, firm: Firm) -> int:
    return await member(store, 1, firm.company, Role.ADMIN)


@pytest.fixture
def billing(store: Store, hand: Hand) -> Billing:
    return Billing(store, hand, CATALOGUE)


async def ledger(store: Store, company_id: int) -> list[tuple[date, str, str, int, int]]:
    query = select(Ledger).where(Ledger.company_id == company_id).order_by(Ledger.day, Ledger.kind, Ledger.item)
    async with store.read() as session:
        return [(row.day, row.kind, row.item, row.count, row.kopecks) for row in await session.scalars(query)]


async def charged(store: Store, company_id: int, since: date = date.min) -> int:
    of = (Ledger.company_id == company_id, Ledger.kind != PAYMENT, Ledger.day >= since)
    async with store.read() as session:
        return int((await session.scalars(select(func.coalesce(func.sum(Ledger.kopecks), 0)).where(*of))).one())


async def test_a_whole_month_takes_exactly_its_price(billing: Billing, firm: Firm, hand: Hand, store: Store) -> None:
    hand.time = datetime(2026, 10, 1, 3, tzinfo=UTC)
    await billing.accrue()
    september = [row for row in await ledger(store, firm.company) if row[0].month == 9]
    assert len({row[0] for row in september}) == 30
    assert sum(row[4] for row in september if row[1] == "tariff") == 1500_00
    assert sum(row[4] for row in september if row[1] == "dids") == 200_00  # two Dids, one is included
    assert {row[1] for row in september} == {"tariff", "dids"}


async def test_the_first_charged_day_is_the_companys_first_and_today_is_not_charged_yet(
    billing: Billing, firm: Firm, hand: Hand, store: Store
) -> None:
    await billing.accrue()
    assert sorted({row[0] for row in await ledger(store, firm.company)}) == [FOUNDED.date(), date(2026, 8, 2)]
    before = await ledger(store, firm.company)
    await billing.accrue()
    assert await ledger(store, firm.company) == before


async def test_the_day_ends_at_midnight_of_the_company(billing: Billing, firm: Firm, hand: Hand, store: Store) -> None:
    hand.time = datetime(2026, 8, 2, 20, 0, tzinfo=UTC)  # 23:00 in Moscow, 01:00 of the third in Yekaterinburg
    await billing.accrue()
    assert {row[0].day for row in await ledger(store, firm.company)} == {1}
    assert {row[0].day for row in await ledger(store, firm.other_company)} == {1, 2}


async def test_many_ticks_at_once_charge_each_day_once(billing: Billing, firm: Firm, hand: Hand, store: Store) -> None:
    hand.advance(days=40)
    await asyncio.gather(*(Billing(store, hand, CATALOGUE).accrue() for _ in range(4)))
    days = [row[0] for row in await ledger(store, firm.company) if row[1] == "tariff"]
    assert days == [FOUNDED.date() + timedelta(days=n) for n in range(42)]


async def test_a_year_of_downtime_is_made_up_for(billing: Billing, firm: Firm, hand: Hand, store: Store) -> None:
    hand.time = datetime(2027, 9, 1, 12, tzinfo=UTC)
    await billing.accrue()
    assert await charged(store, firm.company, date(2026, 9, 1)) == 12 * 1700_00


async def test_a_clock_that_goes_back_charges_nothing_again(
    billing: Billing, firm: Firm, hand: Hand, store: Store
) -> None:
    await billing.accrue()
    before = await ledger(store, firm.company)
    hand.advance(days=-2)
    await billing.accrue()
    assert await ledger(store, firm.company) == before


# Days around which clocks change: 25 October 2026, 1 November, 14 March 2027, 28 March.
CHANGES = {(10, 24), (10, 25), (10, 26), (10, 31), (11, 1), (11, 2), *((3, day) for day in (13, 14, 15, 27, 28, 29))}


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Asia/Beirut"])
async def test_months_with_a_change_of_the_clocks_take_exactly_their_price(
    billing: Billing, firm: Firm, hand: Hand, store: Store, zone: str
) -> None:
    async with store.write() as session:
        await session.execute(update(Company).values(time_zone=zone))
    while hand.time < datetime(2027, 4, 2, tzinfo=UTC):
        hand.advance(hours=23.5 if (hand.time.month, hand.time.day) in CHANGES else 60)
        await billing.accrue()
    for first in (date(2026, 10, 1), date(2026, 11, 1), date(2027, 3, 1)):
        rows = [
            row for row in await ledger(store, firm.company) if (row[0].year, row[0].month) == (first.year, first.month)
        ]
        assert sum(row[4] for row in rows) == 1700_00


async def card(store: Store, hand: Hand, firm: Firm) -> TariffCard:
    return await Tariffs(store, hand, CATALOGUE).card(firm.admin())


async def test_the_card_agrees_with_the_ledger_to_the_kopeck(
    billing: Billing, firm: Firm, admin: int, hand: Hand, store: Store
) -> None:
    options, numbers = Options(store, hand, CATALOGUE), Numbers(store, hand, CATALOGUE)
    tariffs = Tariffs(store, hand, CATALOGUE)
    seat = firm.admin()
    for day in range(20):
        hand.advance(hours=23)
        if day % 3 == 0:
            await options.switch(seat, "recording", day % 2 == 0, admin)
        if day % 4 == 1:
            await numbers.switch(seat, "melody", day % 8 == 1, [firm.ivanov, firm.petrova], admin)
        if day == 12:
            await tariffs.change(seat, "medium", admin)
        if day % 5 == 2:
            await billing.accrue()
        shown = await card(store, hand, firm)
        assert shown.accrued_total == sum(kopecks for _, kopecks in shown.accrued)
        assert shown.balance == -shown.accrued_total
    shown = await card(store, hand, firm)
    hand.advance(days=1)
    await billing.accrue()  # the day of the card is over: what it said is what was taken
    kinds = dict.fromkeys(Charge, 0)
    for row in await ledger(store, firm.company):
        kinds[Charge(row[1])] += row[4]
    assert dict(shown.accrued) == kinds


async def test_what_the_switch_says_today_costs_is_what_the_ledger_takes(
    billing: Billing, firm: Firm, admin: int, hand: Hand, store: Store
) -> None:
    done = await Options(store, hand, CATALOGUE).switch(firm.admin(), "recording", True, admin)
    hand.advance(days=1)
    await billing.accrue()
    lines = [row for row in await ledger(store, firm.company) if row[2] == "recording"]
    assert lines == [(date(2026, 8, 3), "options", "recording", 1, done.cost.today)]


async def test_a_payment_is_written_down_once(billing: Billing, firm: Firm, hand: Hand, store: Store) -> None:
    balance = await billing.pay("romashka", 5000_00, "invoice 7")
    assert balance == 5000_00 - 1500_00 * 2 // 31 - 200_00 * 2 // 31  # the first two days of August
    with pytest.raises(Refused, match="already"):
        await billing.pay("romashka", 5000_00, "invoice 7")
    with pytest.raises(Refused, match="no company"):
        await billing.pay("nobody", 1, "x")
    with pytest.raises(Refused):
        await billing.pay("romashka", 0, "y")
    assert [row[1:] for row in await ledger(store, firm.company)] == [("payment", "invoice 7", 1, 5000_00)]


async def test_paid_until_moves_with_the_balance(billing: Billing, firm: Firm, hand: Hand, store: Store) -> None:
    assert (await card(store, hand, firm)).paid_until == date(2026, 8, 2)
    await billing.pay("romashka", 1700_00, "a month")
    assert (await card(store, hand, firm)).paid_until == date(2026, 8, 31)


async def test_without_renewal_the_options_go_off_when_the_balance_is_used_up(
    billing: Billing, firm: Firm, admin: int, hand: Hand, store: Store
) -> None:
    options = Options(store, hand, CATALOGUE)
    await options.switch(firm.admin(), "recording", True, admin)
    await Numbers(store, hand, CATALOGUE).switch(firm.admin(), "melody", True, [firm.ivanov], admin)
    await Tariffs(store, hand, CATALOGUE).renew(firm.admin(), False, admin)
    await billing.pay("romashka", 200_00, "a little")
    hand.advance(days=1)
    await billing.accrue()
    assert (await options.menu(firm.admin())).count == 2
    hand.advance(days=2)
    await billing.accrue()
    menu = await options.menu(firm.admin())
    assert (menu.count, menu.number_lines[-1].on) == (0, 0)
    newest = (await Histories(store, hand, CATALOGUE).page(firm.admin(), 0)).items[0]
    assert (newest.who, [line.after for line in newest.lines]) == ("", [False, False])


VICTIM = """
import asyncio, sys
from datetime import UTC, datetime
import bot.services.billing as billing
from bot.db.store import Store
from bot.domain.catalogue import CATALOGUE

class Then:
    def now(self):
        return datetime(2026, 8, 20, 12, tzinfo=UTC)

async def main():
    store = Store.open(sys.argv[1])
    insert, left = billing.insert_new, int(sys.argv[2])
    billing.BATCH = 5

    async def slow(*args, **values):
        nonlocal left
        left -= 1
        if left < 0:
            print("inside", flush=True)
            await asyncio.sleep(60)
        return await insert(*args, **values)

    billing.insert_new = slow
    await billing.Billing(store, Then(), CATALOGUE).accrue()

asyncio.run(main())
"""


@pytest.mark.parametrize("inserts", [0, 1, 13])
async def test_a_process_killed_in_the_middle_leaves_whole_days(
    billing: Billing, firm: Firm, hand: Hand, store: Store, url: str, inserts: int
) -> None:
    victim = await asyncio.create_subprocess_exec(
        sys.executable, "-c", VICTIM, url, str(inserts), stdout=subprocess.PIPE
    )
    assert victim.stdout is not None
    assert await victim.stdout.readline() == b"inside\n"
    victim.kill()
    await victim.wait()
    hand.time = datetime(2026, 9, 1, 12, tzinfo=UTC)
    await billing.accrue()
    rows = await ledger(store, firm.company)
    days = [FOUNDED.date() + timedelta(days=n) for n in range(31)]
    assert [row[0] for row in rows if row[1] == "tariff"] == days
    assert sum(row[4] for row in rows) == 1700_00
