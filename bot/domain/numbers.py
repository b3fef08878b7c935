"""Telephone numbers: what a person typed or a PBX presented, as E.164; and back, as people read them."""

import re

import phonenumbers

from bot.domain.errors import N_, Refused

SHORT = re.compile(r"[0-9]{3,4}")
DIALLABLE = re.compile(r"\+?[0-9]{1,15}")


def e164(typed: str, region: str = "RU") -> str:
    """The number in E.164; `Refused` when it is none. Non-ASCII digits and letters are not guessed at."""
    plain = re.sub(r"[\s().\-\u2010-\u2015\u00a0]", "", typed)
    if not DIALLABLE.fullmatch(plain):
        raise Refused(N_("“{typed}” is not a telephone number. Example: +7 992 385-52-59."), typed=typed)
    try:
        parsed = phonenumbers.parse(plain, region)
    except phonenumbers.NumberParseException:
        parsed = None
    if parsed is None or SHORT.fullmatch(plain) or not phonenumbers.is_possible_number(parsed):
        raise Refused(N_("“{typed}” is not a telephone number. Example: +7 992 385-52-59."), typed=typed)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def presented(number: str, region: str = "RU") -> str:
    """What a PBX presented as the caller or as the dialled number: E.164 where it is one, else as it came.

    Trunks send 79001234567, 89001234567 and +79001234567 for the same person. Short numbers are routed before parsing:
    the library would read "1001" as +7 1001.
    """
    if SHORT.fullmatch(number):
        return number
    for candidate in (number, f"+{number}") if not number.startswith(("+", "0", "8")) else (number,):
        try:
            return e164(candidate, region)
        except Refused:
            continue
    return number


def human(number: str) -> str:
    """As people read it: «+7 992 385-52-59»; short numbers and oddities stay as they are."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
