"""The operator's prices take the place of ours; a mistake in the list is told with its line."""

from pathlib import Path

import pytest

from bot.domain.catalogue import CATALOGUE
from bot.domain.errors import Refused
from bot.domain.price_list import priced
from bot.domain.prices import prices


def test_listed_prices_are_taken_and_the_rest_stays() -> None:
    catalogue = priced(CATALOGUE, "recording: 650.50\ncaller-id: 10\nbasic.extra-did: 99\n", "prices.yaml")
    changed = {key: price for key, price in prices(catalogue).items() if prices(CATALOGUE)[key] != price}
    assert changed == {"recording": 650_50, "caller-id": 10_00, "basic.extra-did": 99_00}
    assert not catalogue.option("caller-id").ours
    assert catalogue.option("melody").ours


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("recording: 1\nrecoding: 2", "prices.yaml, line 2: “recoding” is not known here. Did you mean “recording”?"),
        ("recording: -5", "The price of “recording” is “-5”"),
        ("recording: 1.234", "The price of “recording” is “1.234”"),
        ("- recording", "prices.yaml, line 1: lines such as"),
        ("", "the file is empty"),
    ],
)
def test_a_mistake_in_the_list_is_one_sentence(text: str, says: str) -> None:
    with pytest.raises(Refused) as refused:
        priced(CATALOGUE, text, "prices.yaml")
    assert says in str(refused.value)


def test_the_example_is_a_list_that_works() -> None:
    example = Path(__file__).parents[2] / "examples" / "prices.yaml"
    assert priced(CATALOGUE, example.read_text("utf-8"), example.name).option("caller-id").price == 45_50
