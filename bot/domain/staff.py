"""What may be typed about an employee or a department."""

import re
from collections.abc import Callable, Mapping

from bot.domain import numbers
from bot.domain.errors import N_, Refused
from bot.domain.options import NumberKind

LONGEST_NAME = 100
PHONE = re.compile(r"[0-9]{2,6}")
EMAIL = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\".]+(\.[^@\s<>,;\".]+)+")
RING_SECONDS = range(5, 121)


def name(typed: str) -> str:
    """A name on one line."""
    plain = " ".join(typed.split())
    if not plain or len(plain) > LONGEST_NAME or not plain.isprintable():
        raise Refused(N_("A name has 1 to {longest} characters."), longest=LONGEST_NAME)
    return plain


def phone(typed: str) -> str:
    """The telephone that rings."""
    if not PHONE.fullmatch(typed.strip()):
        raise Refused(N_("The telephone has 2 to 6 digits, such as 101."))
    return typed.strip()


def email(typed: str) -> str:
    """An address, or "" for none."""
    if typed.strip() and not EMAIL.fullmatch(typed.strip()):
        raise Refused(N_("An e-mail address looks like ivanov@example.com."))
    return typed.strip()


def kind(typed: str) -> str:
    """The word of a NumberKind."""
    if typed not in list(NumberKind):
        raise Refused(N_("Choose with a button: the employee's own number or an added one."))
    return NumberKind(typed).value


def ring_seconds(typed: str) -> int:
    """For how long a department is rung."""
    if not re.fullmatch(r"[0-9]{1,4}", typed.strip()) or int(typed) not in RING_SECONDS:
        raise Refused(N_("Write whole seconds, from 5 to 120."))
    return int(typed)


EMPLOYEE: Mapping[str, Callable[[str], str]] = {
    "name": name,
    "number": numbers.e164,
    "phone": phone,
    "email": email,
    "kind": kind,
}
