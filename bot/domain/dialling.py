"""Whom we dial on a stranger's wish: the rules that keep a spoofed caller from spending our money on their victim.

Anybody can show any number, so who "asked" to be called back proves nothing. What may be dialled is bounded by place,
kind and budget (promises.md, toll fraud); what an employee dials on their own telephone is not touched by this.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

import phonenumbers
from phonenumbers import PhoneNumberType

from bot.domain.errors import N_, Refused

E164 = re.compile(r"\+[0-9]{1,15}")
KINDS = frozenset(
    {
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.TOLL_FREE,
    }
)
# Under Russia's code, but billed as abroad or as satellite: Abkhazia, Globaltel.
DENIED = ("+7840", "+7940", "+7954")
KAZAKHSTAN = ("+76", "+77")  # of which the library knows only the numbers that are given out today
HOME = "RU"
COUNTRIES = {  # that a company may allow besides
    "BY": N_("Calls to Belarus"),
    "KZ": N_("Calls to Kazakhstan"),
    "AM": N_("Calls to Armenia"),
    "AZ": N_("Calls to Azerbaijan"),
    "GE": N_("Calls to Georgia"),
    "KG": N_("Calls to Kyrgyzstan"),
    "TJ": N_("Calls to Tajikistan"),
    "UZ": N_("Calls to Uzbekistan"),
}


class Denied(StrEnum):
    """Why a number is not dialled."""

    HIDDEN = "hidden"
    NO_NUMBER = "no-number"  # short, broken, in no numbering plan
    OWN = "own"  # a Did or an employee: the call would come back to us
    RANGE = "range"
    REGION = "region"
    KIND = "kind"  # premium, shared cost, satellite, …
    OPEN = "open"  # a call to it is asked for or under way
    TODAY = "today"
    HOUR = "hour"


@dataclass(frozen=True, slots=True)
class DiallingRules:
    """What a company allows. `own`: its Dids and its employees' numbers, E.164."""

    regions: frozenset[str] = frozenset({HOME})
    own: Collection[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Budget:
    """How much is dialled at most. `talk`: after which a talk is ended."""

    open: int  # at once, to a number
    a_day: int  # to a number, in 24 hours
    an_hour: int  # of the company
    talk: timedelta = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Spent:
    """What of a budget is gone: requests for this number that are open, those of 24 hours, the company's of an hour."""

    open: int = 0
    a_day: int = 0
    an_hour: int = 0


# A caller pressed a key; a caller was missed, and somebody of ours wants to talk to them now.
ON_A_WISH = Budget(open=1, a_day=3, an_hour=60)
ASKED_BY_US = Budget(open=1, a_day=10, an_hour=120, talk=timedelta(hours=4))


def may_dial(number: str, rules: DiallingRules) -> Denied | None:
    """None: it may be dialled. `number` as the PBX presented it, E.164 where it is one."""
    if not number:
        return Denied.HIDDEN
    if number in rules.own:
        return Denied.OWN
    if not E164.fullmatch(number):
        return Denied.NO_NUMBER
    if number.startswith(DENIED):
        return Denied.RANGE
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return Denied.NO_NUMBER
    return _of_plan(number, parsed, rules)


def within(budget: Budget, spent: Spent) -> Denied | None:
    """None: one more is within the budget."""
    if spent.open >= budget.open:
        return Denied.OPEN
    if spent.a_day >= budget.a_day:
        return Denied.TODAY
    return Denied.HOUR if spent.an_hour >= budget.an_hour else None


def refuse(denied: Denied) -> Refused:
    """The same as what a person is told."""
    return Refused(WHY[denied])


def _of_plan(number: str, parsed: phonenumbers.PhoneNumber, rules: DiallingRules) -> Denied | None:
    """By the numbering plan of its country."""
    if number.startswith(KAZAKHSTAN) and "KZ" not in rules.regions:
        return Denied.RANGE
    if not phonenumbers.is_valid_number(parsed):
        return Denied.NO_NUMBER
    if phonenumbers.region_code_for_number(parsed) not in rules.regions:
        return Denied.REGION
    return None if phonenumbers.number_type(parsed) in KINDS else Denied.KIND


WHY = {
    Denied.HIDDEN: N_("The number is hidden: there is nobody to call back."),
    Denied.NO_NUMBER: N_("This is not a number that can be called."),
    Denied.OWN: N_("This is a number of your own company."),
    Denied.RANGE: N_("Calls to this range cost too much and are not placed from the chat."),
    Denied.REGION: N_("Calls to this country are not allowed. An administrator can allow it under “Whom to call”."),
    Denied.KIND: N_("This is a premium or special number; it is not called from the chat."),
    Denied.OPEN: N_("This client is being called already."),
    Denied.TODAY: N_("This client has been called often enough for a day. Dial the number on your telephone."),
    Denied.HOUR: N_("Too many calls were ordered within an hour. Dial the number on your telephone."),
}
