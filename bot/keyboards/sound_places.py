"""Where the screen of a sound belongs."""

from bot.domain.melody_slots import PHRASES, menu_of
from bot.keyboards.base import CompanyTap
from bot.keyboards.melodies import Melodies, Phrases
from bot.keyboards.places import Menu


def up(company: int, key: str) -> CompanyTap:
    """The list, or the voice menu, in which the sound is."""
    menu = menu_of(key)
    if menu is not None:
        return Menu(company=company, menu=menu)
    in_phrases = any(one.key == key for one in PHRASES)
    return Phrases(company=company) if in_phrases else Melodies(company=company)
