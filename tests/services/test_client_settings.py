"""What administrators set for messages to clients."""

import pytest
from sqlalchemy import func, select

from bot.db.client_models import SmsStock
from bot.db.money_models import Ledger
from bot.db.store import Store
from bot.domain.billing import Charge
from bot.domain.catalogue import CATALOGUE
from bot.domain.client_notices import IN_TELEGRAM, TEXTS, Scenario
from bot.domain.errors import Refused
from bot.domain.money import rubles
from bot.domain.roles import Role
from bot.domain.sms_stock import Stock
from bot.services.billing import Billing
from bot.services.client_settings import ClientSettings
from bot.services.histories import Histories
from bot.services.options import Options
from tests.databases import Hand
from tests.services.firm import Firm, member

MISSED, CARD = Scenario.MISSED_IN.value, Scenario.CARD_IN.value


@pytest.fixture
def settings(store: Store, hand: Hand) -> ClientSettings:
    return ClientSettings(store, hand, CATALOGUE)


@pytest.fixture
async def me(store: Store, firm: Firm) -> int:
    return await member(store, 701, firm.company, Role.ADMIN)


async def pays(store: Store, hand: Hand, sum_: int) -> None:
    await Billing(store, hand, CATALOGUE).pay("romashka", rubles(sum_), "1")


async def bought(store: Store) -> list[tuple[str, int]]:
    async with store.read() as session:
        rows = await session.execute(select(Ledger.item, Ledger.kopecks).where(Ledger.kind == Charge.SMS.value))
        return [(item, kopecks) for item, kopecks in rows]


async def test_untouched_everything_is_off_with_our_text(settings: ClientSettings, firm: Firm) -> None:
    card = await settings.card(firm.admin())
    assert [it.scenario for it in card.scenarios] == list(Scenario)
    assert not any(it.on for it in card.scenarios)
    assert (card.stock, card.pack) == (Stock(0, 0), None)
    assert card.scenarios[0].text == TEXTS["ru"][Scenario.MISSED_IN]


async def test_a_way_is_switched_once_and_taken_back(
    settings: ClientSettings, store: Store, hand: Hand, firm: Firm, me: int
) -> None:
    seat = firm.admin()
    entry = await settings.switch(seat, MISSED, "sms", True, me)
    assert entry
    assert await settings.switch(seat, MISSED, "sms", True, me) is None
    assert (await settings.notice(seat, MISSED)).settings.sms
    await Histories(store, hand, CATALOGUE).undo(seat, entry, me)
    assert not (await settings.notice(seat, MISSED)).settings.sms


async def test_the_history_names_the_scenario_the_way_and_the_text(
    settings: ClientSettings, store: Store, hand: Hand, firm: Firm, me: int
) -> None:
    seat = firm.admin()
    await settings.switch(seat, CARD, "sms", True, me)
    await settings.text(seat, CARD, "  Мы на Ленина, 5 ", me)
    await settings.months(seat, CARD, "3", me)
    items = (await Histories(store, hand, CATALOGUE).page(seat, 0)).items
    lines = [(line.name, line.title, line.before, line.after) for item in items for line in item.lines]
    assert lines == [
        ("Card after their call", "", "1", "3"),
        ("Card after their call", "", TEXTS["ru"][Scenario.CARD_IN], "Мы на Ленина, 5"),
        ("Card after their call", "SMS", False, True),
    ]


async def test_telegram_needs_its_option(
    settings: ClientSettings, store: Store, hand: Hand, firm: Firm, me: int
) -> None:
    seat = firm.admin()
    with pytest.raises(Refused, match="Switch on the option"):
        await settings.switch(seat, MISSED, "telegram", True, me)
    await Options(store, hand, CATALOGUE).switch(seat, IN_TELEGRAM, True, me)
    assert await settings.switch(seat, MISSED, "telegram", True, me)
    card = await settings.notice(seat, MISSED)
    assert (card.telegram_on, card.settings.telegram, card.price) == (True, True, rubles(300))


@pytest.mark.parametrize("text", ["", "  \n", "я" * 211])
async def test_a_text_that_does_not_fit_is_refused(settings: ClientSettings, firm: Firm, me: int, text: str) -> None:
    with pytest.raises(Refused):
        await settings.text(firm.admin(), MISSED, text, me)
    assert not (await settings.notice(firm.admin(), MISSED)).own_text


async def test_the_usual_text_comes_back(settings: ClientSettings, firm: Firm, me: int) -> None:
    await settings.text(firm.admin(), MISSED, "я" * 210, me)
    assert (await settings.notice(firm.admin(), MISSED)).own_text
    await settings.usual_text(firm.admin(), MISSED, me)
    assert not (await settings.notice(firm.admin(), MISSED)).own_text


@pytest.mark.parametrize("months", ["0", "13", "-1", "1.5", "", "²", "soon", "100"])
async def test_months_are_from_1_to_12(settings: ClientSettings, firm: Firm, me: int, months: str) -> None:
    with pytest.raises(Refused, match="from 1 to 12"):
        await settings.months(firm.admin(), CARD, months, me)


async def test_a_pack_is_paid_and_chosen_at_once(
    settings: ClientSettings, store: Store, hand: Hand, firm: Firm, me: int
) -> None:
    await pays(store, hand, 10_000)
    done = await settings.buy(firm.admin(), "sms-3000", me)
    assert done.cost.today == rubles(3000)
    card = await settings.card(firm.admin())
    assert (card.stock, card.pack) == (Stock(3000, 3000), CATALOGUE.sms_pack("sms-3000"))
    assert await bought(store) == [("sms-3000#1", rubles(3000))]


async def test_without_money_nothing_is_bought_and_nothing_chosen(
    settings: ClientSettings, store: Store, firm: Firm, me: int
) -> None:
    with pytest.raises(Refused, match="too little money"):
        await settings.buy(firm.admin(), "sms-500", me)
    assert (await settings.card(firm.admin())).pack is None
    assert await bought(store) == []


async def test_the_free_pack_comes_once_a_month(settings: ClientSettings, store: Store, firm: Firm, me: int) -> None:
    for _ in range(3):
        await settings.buy(firm.admin(), "sms-100", me)
    card = await settings.card(firm.admin())
    assert (card.stock, card.pack) == (Stock(100, 100), CATALOGUE.sms_pack("sms-100"))
    assert await bought(store) == [("sms-100#1", 0)]


async def test_who_buys_no_more_keeps_what_is_left(settings: ClientSettings, store: Store, firm: Firm, me: int) -> None:
    await settings.buy(firm.admin(), "sms-100", me)
    assert (await settings.buy_none(firm.admin(), me)).history_id
    assert (await settings.buy_none(firm.admin(), me)).history_id is None
    card = await settings.card(firm.admin())
    assert (card.stock.left, card.pack) == (100, None)
    async with store.read() as session:
        assert await session.scalar(select(func.count()).select_from(SmsStock)) == 1


async def test_what_is_bought_is_in_the_history_and_is_not_taken_back(
    settings: ClientSettings, store: Store, hand: Hand, firm: Firm, me: int
) -> None:
    done = await settings.buy(firm.admin(), "sms-100", me)
    histories = Histories(store, hand, CATALOGUE)
    (item,) = (await histories.page(firm.admin(), 0)).items
    assert [(line.name, line.before, line.after) for line in item.lines] == [("SMS pack", None, "100")]
    assert not item.can_undo
    assert done.history_id
    with pytest.raises(Refused, match="cannot be taken back"):
        await histories.undo(firm.admin(), done.history_id, me)


async def test_whoever_is_no_administrator_changes_nothing(settings: ClientSettings, firm: Firm, me: int) -> None:
    seat = firm.staff(firm.ivanov)
    for deed in (
        settings.card(seat),
        settings.switch(seat, MISSED, "sms", True, me),
        settings.text(seat, MISSED, "x", me),
        settings.buy(seat, "sms-100", me),
        settings.sent(seat, 0),
    ):
        with pytest.raises(Refused, match="Only an administrator"):
            await deed


async def test_an_old_button_names_nothing(settings: ClientSettings, firm: Firm, me: int) -> None:
    for deed in (
        settings.switch(firm.admin(), "gone", "sms", True, me),
        settings.switch(firm.admin(), MISSED, "text", True, me),
        settings.buy(firm.admin(), "gone", me),
    ):
        with pytest.raises(Refused, match="not offered any more"):
            await deed
