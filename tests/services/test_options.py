"""Options of the company: the menu, the cost before, the switch, the flag, and who may not."""

import asyncio

import pytest
from sqlalchemy import delete, func, select

from bot.db.models import Did
from bot.db.money_models import History, HoldingRow
from bot.db.store import Store
from bot.domain.billing import Charge, Cost
from bot.domain.catalogue import CATALOGUE
from bot.domain.errors import Refused
from bot.domain.roles import Role
from bot.domain.switching import NotReady
from bot.services.companies import Companies
from bot.services.histories import Histories
from bot.services.numbers import Numbers
from bot.services.options import Options
from bot.services.tariffs import Tariffs
from tests.databases import Hand
from tests.services.firm import Firm, member

TODAY = Cost(monthly=70000, today=70000 * 3 // 31 - 70000 * 2 // 31)  # the third of August


@pytest.fixture
async def admin(store: Store, firm: Firm) -> int:
    return await member(store, 1, firm.company, Role.ADMIN)


@pytest.fixture
def options(store: Store, hand: Hand) -> Options:
    return Options(store, hand, CATALOGUE)


async def rows(store: Store, of: type[History] | type[HoldingRow]) -> int:
    async with store.read() as session:
        query = select(func.count()).select_from(of)
        if of is HoldingRow:
            query = query.where(HoldingRow.kind == Charge.OPTIONS)
        return (await session.scalars(query)).one()


async def test_the_offer_tells_the_cost_that_the_switch_then_takes(options: Options, firm: Firm, admin: int) -> None:
    offer = await options.offer(firm.admin(), "recording")
    assert (offer.on, offer.cost, offer.missing) == (False, TODAY, ())
    assert [(flag.key, flag.on, bool(flag.warning)) for flag in offer.flags] == [("notice", True, True)]
    done = await options.switch(firm.admin(), "recording", True, admin)
    assert (done.on, done.cost) == (True, TODAY)
    card = await options.menu(firm.admin())
    assert [line.key for line in card.lines if line.on] == ["recording"]
    assert (card.monthly, card.count) == (70000, 1)
    assert (await options.offer(firm.admin(), "recording")).cost == Cost(-70000, 0)


async def test_the_wanted_state_twice_is_one_change(options: Options, firm: Firm, admin: int, store: Store) -> None:
    first = await options.switch(firm.admin(), "recording", True, admin)
    second = await options.switch(firm.admin(), "recording", True, admin)
    assert (second.on, second.cost, second.history_id) == (True, Cost(0, 0), None)
    assert first.history_id is not None
    assert (await rows(store, History), await rows(store, HoldingRow)) == (1, 1)


async def test_toggling_in_one_day_costs_that_day_once(options: Options, firm: Firm, admin: int, hand: Hand) -> None:
    await options.switch(firm.admin(), "recording", True, admin)
    hand.advance(minutes=1)
    assert (await options.switch(firm.admin(), "recording", False, admin)).cost == Cost(-70000, 0)
    hand.advance(minutes=1)
    assert (await options.offer(firm.admin(), "recording")).cost == Cost(70000, 0)
    assert (await options.switch(firm.admin(), "recording", True, admin)).cost == Cost(70000, 0)


async def test_many_administrators_at_once_make_one_change(
    options: Options, firm: Firm, admin: int, store: Store
) -> None:
    tries = [options.switch(firm.admin(), "recording", True, admin) for _ in range(8)]
    done = await asyncio.gather(*tries)
    assert all(one.on for one in done)
    assert sum(one.history_id is not None for one in done) == 1
    assert (await rows(store, History), await rows(store, HoldingRow)) == (1, 1)


async def test_an_option_whose_need_is_missing_says_which(
    options: Options, firm: Firm, admin: int, store: Store
) -> None:
    async with store.write() as session:
        await session.execute(delete(Did).where(Did.company_id == firm.company))
    assert [need.fact for need in (await options.offer(firm.admin(), "recording")).missing] == ["has-did"]
    with pytest.raises(NotReady) as refused:
        await options.switch(firm.admin(), "recording", True, admin)
    assert [need.fact for need in refused.value.missing] == ["has-did"]
    assert await rows(store, History) == 0


async def test_the_notice_goes_off_and_on_and_is_in_the_history(
    options: Options, firm: Firm, admin: int, store: Store
) -> None:
    off = await options.flag(firm.admin(), "recording", "notice", False, admin)
    assert (off.on, off.cost) == (False, Cost(0, 0))
    assert not (await options.offer(firm.admin(), "recording")).flags[0].on
    assert (await options.flag(firm.admin(), "recording", "notice", False, admin)).history_id is None
    await options.flag(firm.admin(), "recording", "notice", True, admin)
    assert (await options.offer(firm.admin(), "recording")).flags[0].on
    assert await rows(store, History) == 2


async def test_what_the_catalogue_does_not_offer_is_refused(options: Options, firm: Firm, admin: int) -> None:
    for ask in (
        options.offer(firm.admin(), "caller-id"),
        options.switch(firm.admin(), "nothing", True, admin),
        options.flag(firm.admin(), "recording", "nothing", True, admin),
    ):
        with pytest.raises(Refused, match="not offered"):
            await ask


async def test_nobody_but_an_administrator_gets_an_answer(store: Store, hand: Hand, firm: Firm, admin: int) -> None:
    what = (store, hand, CATALOGUE)
    options, numbers, tariffs, histories = Options(*what), Numbers(*what), Tariffs(*what), Histories(*what)
    staff, one = firm.staff(firm.ivanov), firm.ivanov
    for ask in (
        options.menu(staff),
        Companies(store, hand).status(staff),
        options.offer(staff, "recording"),
        options.switch(staff, "recording", True, admin),
        options.flag(staff, "recording", "notice", False, admin),
        numbers.page(staff),
        numbers.one(staff, one),
        numbers.offer(staff, "melody", True, [one]),
        numbers.switch(staff, "melody", True, [one], admin),
        numbers.short_number(staff, one, "0042", admin),
        numbers.shown_did(staff, one, None, admin),
        numbers.melody(staff, one, None, admin),
        tariffs.card(staff),
        tariffs.offer(staff, "medium"),
        tariffs.change(staff, "medium", admin),
        tariffs.renew(staff, False, admin),
        histories.page(staff, 0),
        histories.undo(staff, 1, admin),
    ):
        with pytest.raises(Refused, match="Only an administrator"):
            await ask
    assert await rows(store, History) == 0


async def test_another_companys_things_are_not_there(store: Store, hand: Hand, firm: Firm, admin: int) -> None:
    what = (store, hand, CATALOGUE)
    options, numbers, histories = Options(*what), Numbers(*what), Histories(*what)
    entry = (await options.switch(firm.admin(), "recording", True, admin)).history_id
    assert entry is not None
    other, one = firm.other_admin(), firm.ivanov
    for ask in (
        numbers.one(other, one),
        numbers.short_number(other, one, "0042", admin),
        numbers.shown_did(other, one, None, admin),
        numbers.melody(other, one, None, admin),
        histories.undo(other, entry, admin),
    ):
        with pytest.raises(Refused):
            await ask
    assert not (await options.menu(other)).count
    offer, done = await numbers.offer(other, "melody", True, [one]), numbers.switch(other, "melody", True, [one], admin)
    assert (offer.change, offer.already, offer.skipped, (await done).changed) == (0, 0, (), 0), "as if removed"
    assert (await histories.page(other, 0)).items == ()
    assert one not in (await numbers.page(other)).ids
