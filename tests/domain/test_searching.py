"""How names are compared: as Russian readers do, who write «е» for «ё»."""

import pytest

from bot.domain.searching import finds, folded


@pytest.mark.parametrize("query", ["елкина", "ЁЛКИНА", "ева ёлк"])
def test_a_letter_with_dots_is_found_without_them(query: str) -> None:
    assert finds(query, ("Ёлкина Ева",))


def test_names_are_in_the_order_of_the_alphabet() -> None:
    names = ("Жуков", "ершов", "Ёлкина", "Ежова", "Абрамова")
    assert sorted(names, key=folded) == ["Абрамова", "Ежова", "Ёлкина", "ершов", "Жуков"]
