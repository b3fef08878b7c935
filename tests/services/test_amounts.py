"""Numbers of options, and the countries that may be called: set by administrators, taken back, carried in the file."""

import pytest

from bot.db.store import Store
from bot.domain.catalogue import CATALOGUE
from bot.domain.errors import Refused
from bot.domain.roles import Role
from bot.services.companies import Companies
from bot.services.dialling import regions_of
from bot.services.histories import Histories
from bot.services.options import Options
from bot.services.redials import window
from tests.databases import Hand
from tests.services.firm import Firm, member

REDIAL = ("smart-redial", "window")


@pytest.fixture
async def admin(store: Store, firm: Firm) -> int:
    return await member(store, 1, firm.company, Role.ADMIN)


@pytest.fixture
def options(store: Store, hand: Hand) -> Options:
    return Options(store, hand, CATALOGUE)


async def minutes(store: Store, company_id: int) -> int:
    async with store.read() as session:
        return await window(session, CATALOGUE, company_id)


async def allowed(store: Store, company_id: int) -> frozenset[str]:
    async with store.read() as session:
        return await regions_of(session, company_id)


async def test_the_window_is_typed_and_taken_back(
    options: Options, store: Store, hand: Hand, firm: Firm, admin: int
) -> None:
    assert await minutes(store, firm.company) == 60
    entry = await options.amount(firm.admin(), *REDIAL, " 90 ", admin)
    assert await minutes(store, firm.company) == 90
    assert await options.amount(firm.admin(), *REDIAL, "90", admin) is None, "it was so already"
    [line] = (await options.offer(firm.admin(), "smart-redial")).amounts
    assert line.value == 90
    assert entry
    await Histories(store, hand, CATALOGUE).undo(firm.admin(), entry, admin)
    assert await minutes(store, firm.company) == 60
    assert await minutes(store, firm.other_company) == 60


@pytest.mark.parametrize("typed", ["4", "1441", "", "час", "60.5", "-60", "٦٠", "6" * 5000])
async def test_what_is_no_window_is_refused(options: Options, firm: Firm, admin: int, typed: str) -> None:
    with pytest.raises(Refused, match="from 5 to 1440"):
        await options.amount(firm.admin(), *REDIAL, typed, admin)


async def test_a_country_is_allowed_and_taken_back(
    options: Options, store: Store, hand: Hand, firm: Firm, admin: int
) -> None:
    assert await allowed(store, firm.company) == {"RU"}
    entry = await options.region(firm.admin(), "BY", True, admin)
    assert await options.region(firm.admin(), "BY", True, admin) is None
    assert await allowed(store, firm.company) == {"RU", "BY"}
    assert await allowed(store, firm.other_company) == {"RU"}
    assert entry
    await Histories(store, hand, CATALOGUE).undo(firm.admin(), entry, admin)
    assert await allowed(store, firm.company) == {"RU"}


@pytest.mark.parametrize("region", ["RU", "CU", ""])
async def test_no_other_country_can_be_named(options: Options, firm: Firm, admin: int, region: str) -> None:
    with pytest.raises(Refused):
        await options.region(firm.admin(), region, False, admin)


async def test_staff_change_none_of_it(options: Options, firm: Firm, admin: int) -> None:
    for ask in (
        options.amount(firm.staff(firm.ivanov), *REDIAL, "90", admin),
        options.region(firm.staff(firm.ivanov), "BY", True, admin),
        options.regions(firm.staff(firm.ivanov)),
    ):
        with pytest.raises(Refused, match="administrator"):
            await ask


async def test_the_file_carries_both(options: Options, store: Store, hand: Hand, firm: Firm, admin: int) -> None:
    companies = Companies(store, hand)
    before = await companies.export_yaml("romashka")
    await options.amount(firm.admin(), *REDIAL, "90", admin)
    await options.region(firm.admin(), "KZ", True, admin)
    after = await companies.export_yaml("romashka")
    assert "amounts: {smart-redial.window: 90}" in after
    assert "calls_to: [KZ]" in after
    assert (await companies.import_yaml(after, "after.yaml")).changes == ()
    changed = (await companies.import_yaml(before, "before.yaml")).changes
    assert "company romashka: calls to KZ → none" in changed
    assert "company romashka: amounts smart-redial.window 90 → none" in changed
    assert await minutes(store, firm.company) == 60
    assert await allowed(store, firm.company) == {"RU"}


async def test_a_mistake_in_the_file_names_its_line(store: Store, hand: Hand, firm: Firm) -> None:
    companies = Companies(store, hand)
    good = await companies.export_yaml("romashka")
    bad = good.replace("dids:", "amounts: {smart-redial.window: 2}\ndids:", 1)
    with pytest.raises(Refused, match="from 5 to 1440"):
        await companies.import_yaml(bad, "bad.yaml")
