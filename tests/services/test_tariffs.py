"""The tariff: its card, a change of it, renewal; and all of it in the history."""

from datetime import UTC, datetime

import pytest

from bot.db.store import Store
from bot.domain.billing import Charge
from bot.domain.catalogue import CATALOGUE
from bot.domain.errors import Refused
from bot.domain.roles import Role
from bot.domain.tariffs import GIB
from bot.services.billing import Billing
from bot.services.companies import Companies
from bot.services.histories import PAGE, Histories
from bot.services.numbers import Numbers
from bot.services.options import Options
from bot.services.tariffs import Tariffs
from tests.databases import Hand
from tests.services.firm import Firm, member


@pytest.fixture
async def admin(store: Store, firm: Firm) -> int:
    return await member(store, 1, firm.company, Role.ADMIN)


@pytest.fixture
def tariffs(store: Store, hand: Hand) -> Tariffs:
    return Tariffs(store, hand, CATALOGUE)


@pytest.fixture
def histories(store: Store, hand: Hand) -> Histories:
    return Histories(store, hand, CATALOGUE)


async def test_the_card_says_everything_about_the_tariff(
    tariffs: Tariffs, firm: Firm, admin: int, store: Store, hand: Hand
) -> None:
    await Options(store, hand, CATALOGUE).switch(firm.admin(), "recording", True, admin)
    await Billing(store, hand, CATALOGUE).pay("romashka", 3000_00, "march")
    card = await tariffs.card(firm.admin())
    assert (card.tariff.key, card.employees, card.dids, card.renew) == ("basic", 2, 2, True)
    assert card.monthly == 1500_00 + 200_00 + 700_00
    accrued = dict(card.accrued)
    assert accrued[Charge.TARIFF] == 1500_00 * 3 // 31
    assert accrued[Charge.DIDS] == 200_00 * 3 // 31
    assert accrued[Charge.OPTIONS] == 700_00 * 3 // 31 - 700_00 * 2 // 31
    assert card.balance == 3000_00 - card.accrued_total
    assert [(it.key, it.current) for it in card.choices] == [("basic", True), ("medium", False), ("extended", False)]


async def test_a_change_is_offered_with_what_it_brings_and_costs_what_was_offered(
    tariffs: Tariffs, firm: Firm, admin: int, hand: Hand
) -> None:
    offer = await tariffs.offer(firm.admin(), "extended")
    assert (offer.current, offer.change.monthly_before, offer.change.monthly_after) == (False, 1700_00, 2900_00)
    assert (offer.change.storage_before, offer.change.storage_after) == (GIB, 10 * GIB)
    hand.advance(minutes=1)
    done = await tariffs.change(firm.admin(), "extended", admin)
    assert done.cost.today == offer.today > 0
    assert done.cost.monthly == 1200_00
    assert (await tariffs.card(firm.admin())).tariff.key == "extended"
    assert (await tariffs.offer(firm.admin(), "extended")).current
    assert (await tariffs.change(firm.admin(), "extended", admin)).history_id is None
    with pytest.raises(Refused, match="not offered"):
        await tariffs.change(firm.admin(), "golden", admin)


async def test_an_offer_counts_options_as_the_card_does(
    tariffs: Tariffs, store: Store, hand: Hand, firm: Firm, admin: int
) -> None:
    await Options(store, hand, CATALOGUE).switch(firm.admin(), "recording", True, admin)
    offered = (await tariffs.offer(firm.admin(), "extended")).change
    assert offered.monthly_before == (await tariffs.card(firm.admin())).monthly == 2400_00
    assert offered.monthly_after == 3600_00


async def test_the_day_of_a_cheaper_tariff_still_costs_the_dearer(
    tariffs: Tariffs, firm: Firm, admin: int, hand: Hand
) -> None:
    hand.advance(minutes=1)
    assert (await tariffs.offer(firm.admin(), "medium")).today == 0
    assert (await tariffs.change(firm.admin(), "medium", admin)).cost.today == 0


async def test_history_names_who_and_what_and_takes_back(
    tariffs: Tariffs, histories: Histories, firm: Firm, admin: int, hand: Hand
) -> None:
    seat = firm.admin()
    await tariffs.renew(seat, False, admin)
    assert (await tariffs.renew(seat, False, admin)).history_id is None
    hand.advance(minutes=1)
    entry = (await tariffs.change(seat, "medium", admin)).history_id
    page = await histories.page(seat, 0)
    assert [(it.who, it.lines[0].name, it.lines[0].before, it.lines[0].after) for it in page.items] == [
        ("person 1", "Tariff", "Basic", "Medium"),
        ("person 1", "Renew automatically", True, False),
    ]
    assert all(it.can_undo and not it.undone for it in page.items)
    assert entry is not None
    hand.advance(minutes=1)
    done = await histories.undo(seat, entry, admin)
    assert (await tariffs.card(seat)).tariff.key == "basic"
    assert done.history_id is not None
    page = await histories.page(seat, 0)
    assert [(it.undone, it.can_undo) for it in page.items] == [(False, True), (True, False), (False, True)]
    await histories.undo(seat, done.history_id, admin)
    assert (await tariffs.card(seat)).tariff.key == "medium"


async def test_what_was_changed_since_is_not_taken_back(
    tariffs: Tariffs, histories: Histories, firm: Firm, admin: int, hand: Hand
) -> None:
    entry = (await tariffs.change(firm.admin(), "medium", admin)).history_id
    hand.advance(minutes=1)
    await tariffs.change(firm.admin(), "extended", admin)
    assert entry is not None
    with pytest.raises(Refused, match="changed since"):
        await histories.undo(firm.admin(), entry, admin)


async def test_history_comes_in_pages(tariffs: Tariffs, histories: Histories, firm: Firm, admin: int) -> None:
    for n in range(13):
        await tariffs.renew(firm.admin(), n % 2 == 1, admin)
    first, last = await histories.page(firm.admin(), 0), await histories.page(firm.admin(), 99)
    assert (len(first.items), first.pages, last.page, len(last.items)) == (PAGE, 4, 3, 13 - 3 * PAGE)
    assert first.items[0].id > last.items[0].id


async def test_the_status_line_counts_what_is_on(
    tariffs: Tariffs, firm: Firm, admin: int, store: Store, hand: Hand
) -> None:
    options = Options(store, hand, CATALOGUE)
    await options.switch(firm.admin(), "recording", True, admin)
    await Numbers(store, hand, CATALOGUE).switch(firm.admin(), "melody", True, [firm.ivanov], admin)
    hand.time = datetime(2026, 8, 5, tzinfo=UTC)
    _, line = await Companies(store, hand).status(firm.admin())
    assert (line.tariff, line.options, line.options_monthly) == ("Basic", 2, 730_00)
    assert line.paid_until == datetime(2026, 8, 4).date()
