"""The deep link by which a company's clients come to the bot: no secret, it stands on the firm's site."""

import re

LINK = re.compile(r"c-([a-z0-9][a-z0-9-]{0,31})")  # shorter than any invitation


def payload(company_key: str) -> str:
    """What stands behind `?start=`."""
    return f"c-{company_key}"


def company_key(said: str) -> str | None:
    """Whose link it is; None for what is no such link."""
    match = LINK.fullmatch(said)
    return match and match[1]
