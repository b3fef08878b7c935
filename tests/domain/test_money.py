"""Kopecks in and out, without a float in between."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.money import kopecks, rubles, split


@pytest.mark.parametrize(
    ("written", "amount"),
    [(700, 70000), (0, 0), (23.33, 2333), (0.1, 10), (700.0, 70000), ("23,33", 2333), ("23.3", 2330), ("0.07", 7)],
)
def test_an_amount_is_read_to_the_kopeck(written: object, amount: int) -> None:
    assert kopecks(written) == amount


@pytest.mark.parametrize(
    "written",
    [
        -1,
        "-1",
        "",
        "seven",
        None,
        True,
        23.333,
        "1e3",
        1e22,
        "700 ₽",
        "٧٠٠",
        float("nan"),
        float("inf"),
        "12345678",
        [],
    ],
)
def test_what_is_no_amount_is_refused(written: object) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        kopecks(written)


@given(st.integers(0, 999_999_999))
def test_every_amount_survives_being_written_in_any_way(amount: int) -> None:
    whole, rest = split(amount)
    assert kopecks(f"{whole},{rest:02}") == kopecks(float(f"{whole}.{rest:02}")) == rubles(whole) + rest == amount


def test_a_debt_keeps_its_sign_below_a_ruble() -> None:
    assert (split(-2333), split(-33), split(33)) == ((-23, -33), (0, -33), (0, 33))
