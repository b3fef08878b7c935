"""Money is whole kopecks in an `int`; nothing here knows a float. How it is written for people is `i18n`'s."""

import re

KOPECKS_IN_RUBLE = 100
_AMOUNT = re.compile(r"(?P<rubles>[0-9]{1,7})(?:[.,](?P<kopecks>[0-9]{1,2}))?")


def rubles(whole: int) -> int:
    """That many rubles in kopecks."""
    return whole * KOPECKS_IN_RUBLE


def kopecks(written: object) -> int:
    """Kopecks of an amount in rubles as people and YAML write it: 700, 23.33, "23,33". `ValueError` if it is none.

    YAML hands over 23.33 as a float: it is read by its shortest decimal form and never calculated with, so that more
    than two decimals, negative amounts and anything in exponents are no amounts.
    """
    match = _AMOUNT.fullmatch(str(written))
    if match is None:
        raise ValueError(f"not an amount of money: {written!r}")
    return rubles(int(match["rubles"])) + int((match["kopecks"] or "").ljust(2, "0"))


def split(amount: int) -> tuple[int, int]:
    """Rubles and kopecks, both with the sign of the amount: what a screen writes on either side of the comma."""
    whole, rest = divmod(abs(amount), KOPECKS_IN_RUBLE)
    return (whole, rest) if amount >= 0 else (-whole, -rest)
