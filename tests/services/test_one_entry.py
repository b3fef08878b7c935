"""A new option is one entry of the catalogue: everything else follows from it."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.db.store import Store
from bot.domain.billing import Cost
from bot.domain.catalogue import CATALOGUE
from bot.domain.effects import CallFacts, Switched
from bot.domain.options import Need, Option, Scope, is_on
from bot.domain.plan import CallPlan, Say
from bot.domain.roles import Role
from bot.domain.sounds import Sound
from bot.domain.switching import NotReady
from bot.services.billing import Billing
from bot.services.book import CompanyBook
from bot.services.histories import Histories
from bot.services.options import Options
from tests.databases import Hand
from tests.services.firm import MAIN, founded, member


def greet(plan: CallPlan, on: Switched, call: CallFacts) -> CallPlan:
    return replace(plan, steps=(Say(Sound("hello")), *plan.steps))


GREETING = Option(
    key="greeting",
    scope=Scope.COMPANY,
    name="Greeting",
    about="Callers are greeted.",
    price=310_00,
    needs=(Need(is_on("recording"), "Switch on recording first."),),
    effect=greet,
)
WITH_IT = replace(CATALOGUE, options=(*CATALOGUE.options, GREETING))


async def test_menu_price_need_ledger_history_undo_and_calls_follow_from_the_entry(
    store: Store, hand: Hand, tmp_path: Path
) -> None:
    firm = await founded(store)
    admin, seat = await member(store, 1, firm.company, Role.ADMIN), firm.admin()
    options, histories = Options(store, hand, WITH_IT), Histories(store, hand, WITH_IT)
    book = CompanyBook(store, hand, tmp_path, WITH_IT)

    async def first_step(leg: str) -> object:
        call = await book.open(leg, "+79001234567", MAIN)
        return call and call.plan.steps[0]

    assert [(line.name, line.price, line.on) for line in (await options.menu(seat)).lines][-1] == (
        "Greeting",
        310_00,
        False,
    )
    with pytest.raises(NotReady, match="Switch on recording first"):
        await options.switch(seat, "greeting", True, admin)
    await options.switch(seat, "recording", True, admin)
    await options.flag(seat, "recording", "notice", False, admin)
    assert await first_step("before") != Say(Sound("hello"))
    done = await options.switch(seat, "greeting", True, admin)
    assert done.cost == Cost(310_00, 10_00)
    assert await first_step("after") == Say(Sound("hello"))
    assert (await histories.page(seat, 0)).items[0].lines[0].name == "Greeting"
    hand.advance(minutes=1)
    assert done.history_id is not None
    await histories.undo(seat, done.history_id, admin)
    assert await first_step("undone") != Say(Sound("hello"))
    hand.advance(days=1)
    payments = Billing(store, hand, WITH_IT)
    await payments.accrue()
    assert await payments.pay("romashka", 1_00, "x") == 1_00 - sum(
        (1500_00 * 3 // 31, 200_00 * 3 // 31, 700_00 * 3 // 31 - 700_00 * 2 // 31, 10_00)
    )
