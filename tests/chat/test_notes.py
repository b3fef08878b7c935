"""Short notes into a chat: whatever names and answers they carry, Telegram takes them."""

from itertools import product

import pytest

from bot.delivery.notes import NOTES
from bot.domain.outcomes import Outcome
from bot.i18n import load
from bot.keyboards.base import Screen
from tests.chat.cards import NOW
from tests.chat.test_screens import NASTY, check

TEXTS = load()
AT = {"at": NOW.isoformat(), "until": NOW.isoformat(), "zone": "Europe/Moscow"}
COUNTS = {"packs": 9, "monthly": 135000, "recordings": 12000, "bytes": 5 * 2**30}
ROOM = {"why": "money", "price": 15000, "days": 3, "free": 2**26, "quota": 5 * 2**30}
PLACES = ("hold", "menu/1", "gone")


@pytest.mark.parametrize("name", NASTY, ids=lambda name: ascii(name)[:20])
@pytest.mark.parametrize("language", TEXTS)
def test_nothing_from_outside_breaks_a_note(language: str, name: str) -> None:
    outside = dict.fromkeys(("company", "url", "answer", "name"), name)
    for kind, outcome, slot, voice in product(NOTES, Outcome, PLACES, (True, False)):
        of = {
            **outside,
            **AT,
            **COUNTS,
            **ROOM,
            "client": "+79001234567",
            "outcome": outcome,
            "slot": slot,
            "voice": voice,
        }
        assert "\u202e" not in check(Screen(NOTES[kind](TEXTS[language], of))), kind
