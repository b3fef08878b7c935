"""What somebody typed to find a person: a part of the name, or digits of a number, however they wrote it."""

import re
from collections.abc import Iterable


def folded(text: str) -> str:
    """As names are compared, searched and put in order: without capitals, «ё» as «е»."""
    return text.casefold().replace("ё", "е")


def finds(query: str, texts: Iterable[str]) -> bool:
    """Whether one of the texts has it in it. "8 900 …" finds +7 900 …; nothing typed finds everybody."""
    if national := national_digits(query):
        return any(national in text for text in texts)
    words = folded(query).split()
    return any(all(word in folded(text) for word in words) for text in texts)


def national_digits(query: str) -> str:
    """Digits of what was typed, without the 8 of a call within the country; "" for what is no part of a number."""
    digits = re.sub(r"[\s()+\-\u2010-\u2015]", "", query)
    if not digits.isdecimal():
        return ""
    return digits[1:] if digits.startswith("8") and len(digits) > 4 else digits


def search_keys(caller: str, dialled: str) -> dict[str, str]:
    """What a message is found by, beside its addressee: the sender's digits from both ends, the number they dialled."""
    digits = "".join(sign for sign in caller if sign.isdecimal())
    return {"digits": digits, "tail": digits[::-1], "dialled": dialled}
