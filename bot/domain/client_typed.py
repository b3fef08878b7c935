"""A client as somebody types one."""

import re

NUMBER = re.compile(r"\s*(\+?[0-9][0-9\s().\-\u2010-\u2015\u00a0]*)(.*)", re.S)


def number_and_name(typed: str) -> tuple[str, str]:
    """«+7 900 123-45-67 Анна» or «Анна, 8 900 123 45 67»: the number, as it was typed, and the rest."""
    found = NUMBER.fullmatch(typed) or re.fullmatch(r"(?s)(?P<name>[^0-9+]*)(?P<number>[+0-9].*)", typed)
    if found is None:
        return typed.strip(), ""
    number, name = (found["number"], found["name"]) if found.re is not NUMBER else (found[1], found[2])
    return number.strip(), name.strip(" \t\n,;:·-\u2013\u2014")
