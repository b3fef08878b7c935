"""One entry more in the catalogue, and the whole road is there: screen, refusal, charge, history, call."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.db.store import Store
from bot.domain.catalogue import CATALOGUE
from bot.domain.plan import Say
from bot.domain.roles import Role
from bot.domain.switching import NotReady
from bot.i18n import load
from bot.keyboards import options as screens
from bot.keyboards.dids import NewDid
from bot.services.billing import Billing
from bot.services.book import CompanyBook
from bot.services.histories import Histories
from bot.services.options import Options
from tests.databases import Hand
from tests.domain.test_catalogue import JINGLE, SINGING
from tests.services.firm import MAIN, founded, member
from tests.services.test_billing import ledger

MORE = replace(CATALOGUE, options=(*CATALOGUE.options, SINGING))


async def test_it_is_on_the_menu_asks_for_what_it_needs_costs_and_is_heard(
    store: Store, hand: Hand, tmp_path: Path
) -> None:
    firm, t = await founded(store), load()["en"]
    admin, seat = await member(store, 1, firm.company, Role.ADMIN), firm.admin()
    options, book = Options(store, hand, MORE), CompanyBook(store, hand, tmp_path, MORE)

    menu = screens.options(t, firm.company, await options.menu(seat), ())
    assert "⚪️ Singing · 310\xa0₽" in [button.text for row in menu.rows for button in row]
    with pytest.raises(NotReady):
        await options.switch(seat, "singing", True, admin)
    await options.switch(seat, "recording", True, admin)
    offer = await options.offer(seat, "singing")
    assert "+310\xa0₽" in screens.option(t, firm.company, offer, NewDid(company=firm.company)).text
    await options.switch(seat, "singing", True, admin)

    call = await book.open("leg-1", "+79007654321", MAIN)
    assert call is not None
    assert Say(JINGLE) in call.plan.steps
    page = await Histories(store, hand, MORE).page(seat, 0)
    assert "Singing" in str(page)
    hand.advance(days=1)
    await Billing(store, hand, MORE).accrue()
    charged = [row for row in await ledger(store, firm.company) if row[2] == "singing"]
    assert charged == [(date(2026, 8, 3), "options", "singing", 1, 10_00)]
