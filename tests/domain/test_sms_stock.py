"""Packs of SMS: what a message takes, what is bought, what comes back."""

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.catalogue import CATALOGUE
from bot.domain.money import rubles
from bot.domain.packs import SmsPack
from bot.domain.sms_stock import PURCHASES_A_DAY, Means, Stock, Taken, returned, take

FREE, FIVE_HUNDRED = CATALOGUE.sms_packs[:2]


def test_a_message_takes_its_parts() -> None:
    assert take(Stock(2999, 3000), 4, Means(None, 0)) == Taken(Stock(2995, 3000), 0)


def test_the_pack_is_bought_before_a_message_that_does_not_fit() -> None:
    assert take(Stock(3, 500), 4, Means(FIVE_HUNDRED, rubles(700))) == Taken(Stock(499, 503), 1)
    assert take(Stock(4, 500), 4, Means(FIVE_HUNDRED, rubles(700))) == Taken(Stock(0, 500), 0)


def test_without_money_a_pack_or_purchases_left_nothing_is_taken() -> None:
    assert take(Stock(3, 500), 4, Means(FIVE_HUNDRED, rubles(700) - 1)) is None
    assert take(Stock(3, 500), 4, Means(None, rubles(10_000))) is None
    assert take(Stock(), 1, Means(FIVE_HUNDRED, rubles(10_000), bought_today=PURCHASES_A_DAY)) is None


def test_the_free_pack_comes_once_a_month() -> None:
    assert take(Stock(), 1, Means(FREE, -500)) == Taken(Stock(99, 100), 1)
    assert take(Stock(), 1, Means(FREE, rubles(10_000), free_used=True)) is None


def test_rejected_parts_come_back() -> None:
    assert returned(Stock(98, 100), 2) == Stock(100, 100)
    assert returned(Stock(99, 100), 3) == Stock(102, 102)


@given(
    st.integers(0, 20),
    st.integers(1, 300),
    st.builds(SmsPack, st.just("pack"), st.integers(1, 200), st.integers(0, 1000)),
    st.integers(-100, 5000),
    st.integers(0, 5),
    st.booleans(),
)
def test_parts_are_neither_lost_nor_made(
    left: int, parts: int, pack: SmsPack, funds: int, bought_today: int, free_used: bool
) -> None:
    taken = take(Stock(left, left), parts, Means(pack, funds, bought_today, free_used))
    if taken is None:
        return
    assert taken.stock.left == left + taken.packs * pack.size - parts
    assert 0 <= taken.stock.left <= taken.stock.of
    assert taken.packs == max(0, -(-(parts - left) // pack.size)), "no pack too many"
    assert taken.packs * pack.price <= max(funds, 0)
