"""Places to lead callers to, as a search finds them."""

from collections.abc import Collection
from typing import Any

from bot.domain.cards_menus import Place
from bot.domain.menus import Kind
from bot.domain.searching import finds
from bot.handlers.press import Press
from bot.keyboards.places import named


def searched(press: Press[Any]) -> str:
    """What is looked for on a list with pages; page -1 ends the search."""
    return str(press.form.get("query", "")) if press.tap.page >= 0 else ""


async def found(press: Press[Any], kinds: Collection[Kind], query: str) -> list[Place]:
    """Those of these kinds that the search finds by its button, or by a name too long for that."""
    all_ = await press.desk.menus.places(press.seat)
    fit = (place for place in all_ if place.target.kind in kinds)
    return [place for place in fit if finds(query, (named(press.t, place), place.title, place.phone))]
