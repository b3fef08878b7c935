"""Lists of people in a company that has none yet say where they are added."""

from bot.domain.cards_numbers import NumbersPage
from bot.i18n import load
from bot.keyboards import people
from bot.keyboards.people import People
from bot.keyboards.shared import found

RUSSIAN = load()["ru"]
NOBODY = "Здесь пока никого: сотрудников добавляют в разделе «Компания › Сотрудники»."


def test_a_list_without_anybody_says_where_people_are_added() -> None:
    assert found(RUSSIAN, "", 0) == NOBODY
    assert found(RUSSIAN, "Пушкин", 0).startswith("По «Пушкин» ничего не нашлось.")


def test_nobody_of_nobody_is_not_counted() -> None:
    screen = people.people(RUSSIAN, 1, NumbersPage((), 0, 1, ()), (), People(company=1, page=0))
    assert screen.text == f"<b>Сотрудники</b>\n{NOBODY}"
