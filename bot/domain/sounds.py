"""Names of what callers hear. A name stands for whatever is set now: a company's song, or ours by default."""

from typing import NewType

Sound = NewType("Sound", str)

BEEP = Sound("beep")
RINGBACK = Sound("ringback")  # for those who have picked up and wait for somebody to be reached
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
PLACES = tuple(f"place-{number}" for number in NUMBERS)  # sentences of ours: which one a caller is in the line


def hold_music(company_id: int) -> Sound:
    """What callers of this company hear while they wait (M1)."""
    return Sound(f"company/{company_id}/hold")


def recording_notice(company_id: int) -> Sound:
    """What this company's callers hear before a talk that is recorded (M2)."""
    return Sound(f"company/{company_id}/recording-notice")


def callback_announcement(company_id: int) -> Sound:
    """What this company's callers hear from time to time while they wait, where a callback is offered (M3)."""
    return Sound(f"company/{company_id}/callback-offer")


def callback_thanks(company_id: int) -> Sound:
    """What this company's callers hear after key 1."""
    return Sound(f"company/{company_id}/callback-thanks")


def place_in_line(company_id: int, place: int) -> Sound | None:
    """What this company's callers hear of their place, 1 is the next; None: they are too far back to be told."""
    return phrase(company_id, PLACES[place - 1]) if place <= len(PLACES) else None


def phrase(company_id: int, name: str) -> Sound:
    """A sentence that the company may replace by its own (M11), ours in its language by default.

    `name` is a key of `bot/domain/melody_slots.py`, or one of `PLACES`, which stay ours.
    """
    return Sound(f"company/{company_id}/{name}")


def employee_melody(company_id: int, employee_id: int) -> Sound:
    """What callers hear while this employee alone is rung (M8)."""
    return Sound(f"company/{company_id}/employee/{employee_id}")


def menu_greeting(company_id: int, menu_id: int) -> Sound:
    """What callers hear in a voice menu."""
    return Sound(f"company/{company_id}/menu/{menu_id}")


def prompt(name: str, language: str) -> Sound:
    """A sentence of ours; `name` as in `tools/prompts/texts.yaml`, language "ru" or "en"."""
    return Sound(f"prompt/{language}/{name}")


def in_words(sound: Sound) -> str:
    """A sound as the call log names it: whose it is goes without saying."""
    return sound.rpartition("/")[2].replace("-", " ")
