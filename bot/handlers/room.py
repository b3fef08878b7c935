"""Where a person is: the present screen drawn anew, for whoever they are now."""

from contextlib import nullcontext
from dataclasses import dataclass

from aiogram.types import User

from bot.domain.cards import Seat, Visitor
from bot.domain.errors import Refused
from bot.handlers.board import Board
from bot.handlers.needs import Acting
from bot.handlers.press import Desk, Press, Reply
from bot.handlers.routes import TABLE, Route, read, seat_for
from bot.i18n import Texts
from bot.keyboards.base import CompanyTap, Tap
from bot.keyboards.home import Home
from bot.keyboards.stranger import stranger


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who has just pressed or written, loaded for that."""

    visitor: Visitor
    chat_id: int
    message_id: int
    t: Texts


class Room:
    """Draws the screen that a person should see now."""

    def __init__(self, desk: Desk, board: Board) -> None:
        self.desk = desk
        self.board = board

    async def meet(self, user: User, message_id: int) -> Guest:
        """The person behind an update; in a private chat the chat has the person's id."""
        visitor = await self.desk.people.meet(user.id, user.full_name, user.language_code or "")
        return Guest(visitor, user.id, message_id, self.desk.language(visitor.language))

    async def present(self, guest: Guest) -> Reply:
        """The screen where they are, if it is still theirs; else the first one."""
        asked = read(await self.board.at(guest.chat_id))
        if asked:
            try:
                return await self._draw(guest, *asked)
            except Refused:
                return await self.first(guest)
        return await self.first(guest)

    async def first(self, guest: Guest, seat: Seat | None = None) -> Reply:
        """The first screen of that company, or of the one they are in; the way in for a stranger."""
        seat = seat or await self.seat(guest)
        if seat is None:
            return Reply(stranger(guest.t))
        return await self._draw(guest, TABLE[Home.__prefix__], Home(company=seat.company_id))

    async def seat(self, guest: Guest) -> Seat | None:
        """The company they are in now, of those that are theirs."""
        asked = read(await self.board.at(guest.chat_id))
        company = asked[1].company if asked and isinstance(asked[1], CompanyTap) else None
        seats = guest.visitor.seats
        return next((seat for seat in seats if seat.company_id == company), seats[0] if seats else None)

    def press(self, guest: Guest, seat: Seat, tap: Tap, acting: Acting = nullcontext) -> Press[Tap]:
        """A press that no button has made: nothing to answer."""
        return Press(self.desk, guest.visitor, seat, guest.t, guest.chat_id, guest.message_id, tap, acting, _nothing)

    async def _draw(self, guest: Guest, route: Route, tap: Tap) -> Reply:
        return await route.handler(self.press(guest, seat_for(guest.visitor, route, tap), tap))


async def _nothing() -> None:
    pass
