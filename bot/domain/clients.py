"""The clients of a company: whose number it is, and whether they matter most."""

from dataclasses import dataclass

from bot.domain.searching import folded


@dataclass(frozen=True, slots=True)
class Contact:
    """A client's number (E.164) and name."""

    company_id: int
    number: str
    name: str
    vip: bool = False


def sorting(name: str, number: str) -> str:
    """What a client is sorted and searched by."""
    return folded(name) or number
