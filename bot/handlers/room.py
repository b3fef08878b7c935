"""Where a person is: the present screen drawn anew, for whoever they are now."""

from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Any

from aiogram.types import User

from bot.domain.cards import Seat, Visitor
from bot.domain.errors import Refused
from bot.handlers.board import Board, Standing
from bot.handlers.needs import Acting
from bot.handlers.press import Desk, Form, Press, Reply
from bot.handlers.routes import TABLE, read, seat_for
from bot.handlers.table import Route
from bot.i18n import Texts
from bot.keyboards.base import CompanyTap, Tap
from bot.keyboards.home import Choose, Home
from bot.keyboards.stranger import stranger


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody who has just pressed or written, loaded for that."""

    visitor: Visitor
    standing: Standing
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
        standing = await self.board.standing(user.id)
        return Guest(visitor, standing, user.id, message_id, self.desk.language(visitor.language))

    async def present(self, guest: Guest) -> Reply:
        """The screen where they are, if it is still theirs; else the first one."""
        try:
            here = self.here(guest)
            return await here[0].handler(here[1]) if here else await self.first(guest)
        except Refused:
            return await self.first(guest)

    def here(self, guest: Guest, acting: Acting = nullcontext) -> tuple[Route, Press[Any]] | None:
        """Where they are; `Refused` when that is no longer theirs, None before the first screen."""
        asked = read(guest.standing.at)
        if asked is None:
            return None
        route, tap = asked
        return route, self.press(guest, seat_for(guest.visitor, route, tap), tap, acting, guest.standing.form)

    async def at(self, guest: Guest, tap: Tap) -> Reply:
        """The screen of this tap."""
        route = TABLE[tap.__prefix__]
        return await route.handler(self.press(guest, seat_for(guest.visitor, route, tap), tap))

    async def first(self, guest: Guest, seat: Seat | None = None) -> Reply:
        """The first screen of that company, or of the one they are in; the way in for a stranger."""
        seat = seat or self.seat(guest)
        if seat is None:
            somewhere = Choose() if guest.standing.at else None
            return Reply(stranger(guest.t), at=somewhere)  # a client who asks is where others come in
        return await TABLE[Home.__prefix__].handler(self.press(guest, seat, Home(company=seat.company_id)))

    def seat(self, guest: Guest) -> Seat | None:
        """The company they are in now, of those that are theirs."""
        asked = read(guest.standing.at)
        company = asked[1].company if asked and isinstance(asked[1], CompanyTap) else None
        seats = guest.visitor.seats
        return next((seat for seat in seats if seat.company_id == company), seats[0] if seats else None)

    def press(
        self, guest: Guest, seat: Seat, tap: Tap, acting: Acting = nullcontext, form: Form | None = None
    ) -> Press[Tap]:
        """A press that no button has made: nothing to answer."""
        return Press(
            desk=self.desk,
            visitor=guest.visitor,
            seat=seat,
            t=guest.t,
            chat_id=guest.chat_id,
            message_id=guest.message_id,
            tap=tap,
            acting=acting,
            answer=_nothing,
            present=partial(self.present, guest),
            form=form or {},
        )


async def _nothing() -> None:
    pass
