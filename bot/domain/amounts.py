"""A number that somebody types for an option."""

from bot.domain.errors import N_, Refused
from bot.domain.options import Amount


def amount(typed: str, of: Amount) -> int:
    """The number to keep; `Refused` says what to send instead."""
    digits = typed.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 6 and int(digits) in of.allowed):
        text = N_("Send whole minutes, from {least} to {most}.")
        raise Refused(text, least=of.allowed[0], most=of.allowed[-1])
    return int(digits)
