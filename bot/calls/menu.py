"""A caller in a voice menu: the greeting, the keys, and where they lead."""

from bot.calls.journal import note
from bot.domain.plan import Go, Menu
from bot.domain.sounds import Sound
from bot.ports import Leg, OpenedCall

KEYS = "1234567890*#"
AGAIN = ""  # the branch of a key that only asks for the greeting


async def choose(caller: Leg, call: OpenedCall, menu: Menu) -> Go:
    """Where the caller goes on. Raises `HungUp` when they give up."""
    branches, left = dict(menu.keys), menu.repeats
    key = await _ask(caller, menu, menu.greeting)
    while not (branch := branches.get(key)):
        wrong = (menu.wrong,) if key and branch != AGAIN else ()
        if branch != AGAIN and left == 0:
            note(call.id, "arrived", "pressed nothing that leads anywhere")
            await caller.play(*wrong)
            return Go(menu.default)
        left -= branch != AGAIN
        key = await _ask(caller, menu, *wrong, menu.greeting)
    note(call.id, "arrived", "pressed %s", key)
    return Go(branch)


async def _ask(caller: Leg, menu: Menu, *sounds: Sound) -> str:
    """The key, pressed meanwhile or within the menu's seconds; "" for none."""
    key = await caller.play(*sounds, barge_in=KEYS if menu.barge_in else "")
    return key or await caller.digit(menu.seconds)
