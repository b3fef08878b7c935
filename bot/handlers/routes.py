"""The one table of what buttons do, and for whom. A tap class that is not here fails a test."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.domain.cards import Seat, Visitor
from bot.domain.errors import N_, Refused
from bot.domain.roles import Role
from bot.handlers import home, melodies, people, voicemail
from bot.handlers.press import Press, Reply
from bot.keyboards import home as home_keys
from bot.keyboards import language as language_keys
from bot.keyboards import melodies as melody_keys
from bot.keyboards import people as people_keys
from bot.keyboards import voicemail as voicemail_keys
from bot.keyboards.base import CompanyTap, Tap

ADMIN = frozenset({Role.ADMIN})
ALL = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Route:
    """`on_screen`: its button stands on the living screen, and must be of its present drawing."""

    tap: type[Tap]
    handler: Callable[[Press[Any]], Awaitable[Reply]]
    roles: frozenset[Role]
    on_screen: bool = True


ROUTES = (
    Route(home_keys.Home, home.show_home, ALL),
    Route(home_keys.Choose, home.choose, ALL),
    Route(language_keys.Language, home.language, ALL),
    Route(melody_keys.Hold, melodies.show_hold, ADMIN),
    Route(melody_keys.HearHold, melodies.hear, ADMIN),
    Route(melody_keys.GetHold, melodies.get, ADMIN),
    Route(melody_keys.DefaultHold, melodies.put_default, ADMIN),
    Route(people_keys.People, people.show_people, ADMIN),
    Route(people_keys.Employee, people.show_employee, ADMIN),
    Route(people_keys.Invite, people.invite, ADMIN),
    Route(voicemail_keys.Mailbox, voicemail.show_mailbox, ALL),
    Route(voicemail_keys.Listen, voicemail.listen, ALL),
    Route(voicemail_keys.Heard, voicemail.heard, ALL, on_screen=False),
)
TABLE = {route.tap.__prefix__: route for route in ROUTES}


def read(data: str) -> tuple[Route, Tap] | None:
    """What a button's data asks; None for what is no button of ours (any more)."""
    route = TABLE.get(data.partition(":")[0])
    if route is None:
        return None
    try:
        return route, route.tap.unpack(data)
    except (TypeError, ValueError):
        return None


def seat_for(visitor: Visitor, route: Route, tap: Tap) -> Seat:
    """Where the person may do this; `Refused` when the company is not theirs or their role does not reach."""
    seats = [seat for seat in visitor.seats if not isinstance(tap, CompanyTap) or seat.company_id == tap.company]
    if not seats:
        raise Refused(N_("You are not connected to this company any more. Ask its administrator for an invitation."))
    if seats[0].role not in route.roles:
        raise Refused(N_("Only an administrator of the company can do this."))
    return seats[0]
