"""What is set for one number once its option is on: the short number, the Did that clients see (O11)."""

import re
from collections.abc import Collection, Mapping

from bot.domain.errors import N_, Refused

FOUR_DIGITS = re.compile(r"[0-9]{4}")


def short_number(typed: str, on: Collection[str], taken: Mapping[str, str]) -> str:
    """The short number to keep: exactly four digits, 0042 too. `Refused` says what to do instead.

    `on`: number options of this number; `taken`: short numbers of the company's other employees with their names.
    """
    if "short-number" not in on:
        raise Refused(N_("Switch on “Short number” for this employee first."))
    digits = typed.strip()
    if not FOUR_DIGITS.fullmatch(digits):
        raise Refused(N_("A short number is exactly four digits, such as 0042."))
    if digits in taken:
        raise Refused(
            N_("{number} is the short number of {name}. Choose another one."), number=digits, name=taken[digits]
        )
    return digits


def choose_did(number: str, dids: tuple[str, ...]) -> str:
    """A Did to show; `Refused` when it is not, or no longer, the company's."""
    if number not in dids:
        raise Refused(N_("{number} is not one of your public numbers. Choose one from the list."), number=number)
    return number


def shown_did(dids: tuple[str, ...], chosen: str | None) -> str:
    """What clients see: the chosen Did while the company has it, else the main one; "" where there is none.

    `dids`: the main one first.
    """
    return chosen if chosen in dids and chosen else next(iter(dids), "")
