"""The one table of what a company may replace by a sound of its own: three melodies, and every sentence of ours."""

import re
from dataclasses import dataclass, replace

from bot.domain.effects import NOTICE
from bot.domain.errors import N_


@dataclass(frozen=True, slots=True)
class Slot:
    """A place where callers hear something. `key`: the last part of the sound's name.

    `name`, `heard` (where callers hear it): message ids. `prompt`: the sentence of ours that is heard by default, as in
    `tools/prompts/texts.yaml`; "" is our hold music. `option`, `flag`: keys of the catalogue, heard only while both are
    on (M2, M3); "" asks for nothing. `announced`: heard only in departments that announce the callback.
    """

    key: str
    name: str
    heard: str
    prompt: str = ""
    option: str = ""
    flag: str = ""
    announced: bool = False


HOLD = Slot(
    key="hold",
    name=N_("Hold music"),
    heard=N_("Callers hear it in the queue, while an employee is rung, and on hold."),
)
MELODIES = (
    HOLD,
    Slot(
        key="recording-notice",
        name=N_("Recording notice"),
        heard=N_("Callers hear it once, before they are connected."),
        prompt="recording-notice",
        option="recording",
        flag=NOTICE,
    ),
    Slot(
        key="callback-offer",
        name=N_("Callback announcement"),
        heard=N_("Callers hear it in the queue from time to time: press 1, and we call back."),
        prompt="callback-offer",
        option="callback",
        announced=True,
    ),
)
PHRASES = (
    Slot(
        key="leave-message",
        name=N_("Voicemail greeting"),
        heard=N_("Callers hear it before the tone, when nobody has picked up."),
        prompt="leave-message",
    ),
    Slot(
        key="callback-thanks",
        name=N_("Thanks for ordering a callback"),
        heard=N_("Callers hear it when they have pressed 1 in the queue."),
        prompt="callback-thanks",
        option="callback",
        announced=True,
    ),
    Slot(
        key="wrong-key",
        name=N_("Wrong key"),
        heard=N_("Callers hear it in a voice menu when they press a key that leads nowhere."),
        prompt="wrong-key",
    ),
    Slot(
        key="goodbye",
        name=N_("Goodbye"),
        heard=N_("Callers hear it before we end the call."),
        prompt="goodbye",
    ),
)
EMPLOYEES = "employees"  # the place of a song that joins the list for employees' cards (M8)
SLOTS = {slot.key: slot for slot in (*MELODIES, *PHRASES)}
OF_MENU = re.compile(r"menu/([0-9]{1,18})")
MENU_GREETING = Slot(  # each voice menu has its own; the key ends in the menu's id
    key="menu",
    name=N_("Greeting of the voice menu"),
    heard=N_("Callers hear it when they come to the voice menu."),
    prompt="menu-greeting",
)


def menu_of(key: str) -> int | None:
    """The voice menu whose greeting it is."""
    found = OF_MENU.fullmatch(key)
    return int(found[1]) if found else None


def slot_of(key: str) -> Slot | None:
    """The slot of that key; None: there is no such."""
    return replace(MENU_GREETING, key=key) if OF_MENU.fullmatch(key) else SLOTS.get(key)
