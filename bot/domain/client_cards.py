"""What the screens of clients show."""

from dataclasses import dataclass

from bot.domain.contact_files import Skipped


@dataclass(frozen=True, slots=True)
class ClientLine:
    """A client; `name` "": only the number is known."""

    id: int
    number: str
    name: str
    vip: bool


@dataclass(frozen=True, slots=True)
class ClientsPage:
    """A page of the list. `total`: whom the search finds; `everybody`, `vips`: of all."""

    items: tuple[ClientLine, ...]
    page: int
    pages: int
    total: int
    everybody: int
    vips: int
    query: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import has done."""

    added: int
    changed: int
    same: int
    skipped: tuple[Skipped, ...]
