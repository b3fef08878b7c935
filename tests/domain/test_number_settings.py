"""Short numbers, and the Did that clients see."""

import pytest

from bot.domain.errors import Refused
from bot.domain.number_settings import choose_did, short_number, shown_did

ON = {"short-number"}
MAIN, OTHER = "+79923855259", "+79920000000"


@pytest.mark.parametrize(("typed", "kept"), [("1234", "1234"), ("0042", "0042"), (" 0000 ", "0000")])
def test_a_short_number_is_four_digits_and_keeps_its_leading_zeros(typed: str, kept: str) -> None:
    assert short_number(typed, ON, {}) == kept


@pytest.mark.parametrize("typed", ["", "123", "12345", "12a4", "１２３４", "1 23", "-123", "12.4", "+123"])
def test_anything_but_four_digits_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="exactly four digits"):
        short_number(typed, ON, {})


def test_a_taken_short_number_says_whose_it_is() -> None:
    with pytest.raises(Refused) as refused:
        short_number("0042", ON, {"0042": "Anna"})
    assert str(refused.value) == "0042 is the short number of Anna. Choose another one."


def test_the_option_comes_first() -> None:
    with pytest.raises(Refused, match="Switch on “Short number”"):
        short_number("1234", {"melody"}, {})


def test_clients_see_the_main_did_unless_another_was_chosen() -> None:
    assert shown_did((MAIN, OTHER), None) == MAIN
    assert shown_did((MAIN, OTHER), OTHER) == OTHER


def test_a_chosen_did_that_the_company_gave_up_falls_back_to_the_main_one() -> None:
    assert shown_did((MAIN,), OTHER) == MAIN
    assert shown_did((), OTHER) == ""


def test_only_the_companys_own_did_can_be_chosen() -> None:
    assert choose_did(OTHER, (MAIN, OTHER)) == OTHER
    with pytest.raises(Refused, match="not one of your public numbers"):
        choose_did(OTHER, (MAIN,))
