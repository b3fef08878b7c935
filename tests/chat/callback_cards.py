"""Facts for every screen of promised calls back."""

from datetime import UTC, datetime

from bot.domain.callbacks import Ending, Stage
from bot.domain.cards_callbacks import CallbackCard
from bot.domain.department_line import SETTINGS, LineCard
from bot.domain.routing import Overflow
from bot.i18n import Texts
from bot.keyboards import callbacks, department_line
from bot.keyboards.base import Screen

AT = datetime(2026, 8, 3, 9, 30, tzinfo=UTC)


def a_card(name: str, stage: Stage, attempts: int = 0, ending: Ending | None = None) -> CallbackCard:
    return CallbackCard(1, name, "+79001234567", AT, 2, stage, attempts, AT, "Europe/Moscow", ending)


def callback_screens(t: Texts, name: str) -> list[Screen]:
    waiting, calling = a_card(name, Stage.WAITING), a_card(name, Stage.CALLING, 1)
    cards = [waiting, calling, a_card(name, Stage.WAITING, 1)]
    cards += [a_card(name, Stage.CLOSED, 2, ending) for ending in Ending]
    lists = [callbacks.callbacks(t, 1, shown, page) for page, shown in ((0, []), (0, cards), (1, cards * 3))]
    others = ((1, name), (2, name))
    numbers = {"wait": 300, "places": 10, "rest": 0, "interval": 30}
    line = LineCard(1, name, "in-turn", numbers, Overflow.DEPARTMENT, name, others, announces=True, callback_on=False)
    lists += [department_line.line(t, 1, line), department_line.overflow(t, 1, line)]
    lists += [department_line.setting(t, 1, line, key) for key in SETTINGS]
    return lists + [callbacks.callback(t, 1, card) for card in cards]
