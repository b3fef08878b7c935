"""What somebody typed to find a person: a part of the name, or digits of a number, however they wrote it."""

import re
from collections.abc import Iterable


def finds(query: str, texts: Iterable[str]) -> bool:
    """Whether one of the texts has it in it. "8 900 …" finds +7 900 …; nothing typed finds everybody."""
    typed = query.strip().casefold()
    digits = re.sub(r"[\s()+\-\u2010-\u2015]", "", typed)
    if digits.isdecimal():
        national = digits[1:] if digits.startswith("8") and len(digits) > 4 else digits
        return any(national in text for text in texts)
    words = typed.split()
    return any(all(word in text.casefold() for word in words) for text in texts)
