"""Facts for the screens of messages to clients, in full and empty."""

from datetime import UTC, datetime

from bot.domain.cards_clients import ClientOfCard, NoticeCard, NoticesCard, PacksCard, SentMessage, SentPage
from bot.domain.catalogue import CATALOGUE
from bot.domain.client_notices import Scenario, Settings
from bot.domain.message_states import MessageState
from bot.domain.sms_stock import Stock
from bot.i18n import Texts
from bot.keyboards import client_link, client_notices, sms_packs
from bot.keyboards.base import Screen

PHONE = "+79001234567"
LONG_ID = 2**31 - 1
NOW = datetime(2026, 8, 3, 9, 41, tzinfo=UTC)
LONG = "<b>" + "ξ" * 207
PACKS = CATALOGUE.sms_packs


def notice_screens(t: Texts, name: str) -> list[Screen]:
    stock, way_in = Stock(2998, 3000), client_link.ClientLink(company=LONG_ID)
    way_back = client_notices.ClientNotices(company=LONG_ID)
    settings = [Settings(it, LONG, sms=True, telegram=True, months=12) for it in Scenario]
    cards = [NoticeCard(it, True, on, 30000, not on) for it in settings for on in (True, False)]
    off = NoticeCard(Settings(Scenario.MISSED_IN, "Hi"), False, False, 30000, no_sms=True)
    items = [
        SentMessage(NOW, "+79001234567", it, state is MessageState.SENT, state) for it in Scenario for state in STATES
    ]
    return [
        *(client_link.link(t, LONG_ID, url) for url in ("", "https://t.me/gudok_bot?start=c-" + "x" * 32)),
        *(client_link.client_of(t, ClientOfCard(LONG_ID, name, *more)) for more in ((), (PHONE,), (PHONE, True))),
        client_notices.notices(t, LONG_ID, NoticesCard(tuple(settings), stock, PACKS[-1]), way_in),
        client_notices.notices(t, LONG_ID, NoticesCard((), Stock(), None), way_in),
        *(client_notices.notice(t, LONG_ID, card) for card in (*cards, off)),
        *(client_notices.ask_text(t, LONG_ID, card) for card in (cards[0], off)),
        client_notices.months(t, LONG_ID, settings[1]),
        sms_packs.packs(t, LONG_ID, PacksCard(PACKS, PACKS[0], stock), way_back),
        sms_packs.packs(t, LONG_ID, PacksCard(PACKS, None, Stock()), way_back),
        *(sms_packs.offer(t, LONG_ID, pack) for pack in PACKS),
        client_notices.sent(t, LONG_ID, "Europe/Moscow", NOW, SentPage(tuple(items[-6:]), 1, 3)),
        client_notices.sent(t, LONG_ID, "Europe/Moscow", NOW, SentPage((), 0, 1)),
    ]


STATES = tuple(MessageState)
