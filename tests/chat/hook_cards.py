"""Facts for the screens of webhooks, and for what administrators are told outside any screen."""

from datetime import UTC, datetime

from bot.domain.storage import NoPack
from bot.domain.tariffs import GIB
from bot.domain.webhook import LONGEST, WebhookCard
from bot.i18n import Html, Texts
from bot.keyboards import client_notes, storage_notes, webhooks
from bot.keyboards.base import Screen

LONG_ID = 2**31 - 1
NOW = datetime(2026, 8, 3, 9, 41, tzinfo=UTC)
MOSCOW = "Europe/Moscow"
LONG_URL = "https://crm.example.com/?<b>=" + "x" * (LONGEST - 29)
ANSWERS = ("200", "404", "500", *webhooks.TROUBLES)


def hook_screens(t: Texts, name: str) -> list[Screen]:
    url = LONG_URL if name else "https://crm.example.com/calls"
    fresh = WebhookCard(url, True, None, "")
    cards = [fresh, *(WebhookCard(url, True, NOW, answer) for answer in ANSWERS), WebhookCard(url, False, NOW, "410")]
    screens = [webhooks.webhooks(t, LONG_ID, card, NOW, MOSCOW) for card in (None, *cards)]
    lost = (1234, 3 * GIB, NOW, MOSCOW)
    return [
        *screens,
        webhooks.removal(t, LONG_ID, fresh),
        webhooks.shown_once(t, screens[1], "<b>" + "x" * 43),
        Screen(webhooks.gone(t, name, url)),
        Screen(client_notes.no_sms(t, name)),
        Screen(storage_notes.pack_added(t, name, 9, 15000)),
        *(Screen(_short(t, name, why, days)) for why in NoPack for days in (None, 0, 41)),
        Screen(storage_notes.recordings_deleted(t, name, *lost)),
        Screen(storage_notes.disk_full(t, name, *lost)),
    ]


def _short(t: Texts, name: str, why: NoPack, days: int | None) -> Html:
    return storage_notes.runs_short(t, name, GIB // 12, GIB, days, storage_notes.no_pack(t, why, 9, 15000))
