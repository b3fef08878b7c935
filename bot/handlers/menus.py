"""Voice menus in the chat: the list, a card, its keys, step by step."""

from typing import Any

from bot.domain.cards_options import Switched
from bot.domain.errors import N_, Refused
from bot.domain.menus import DEFAULT, Kind
from bot.handlers.notes import with_saved
from bot.handlers.places import found, searched
from bot.handlers.press import Press, Reply
from bot.keyboards import menus as keys
from bot.keyboards.menus import BargeIn, EditMenu, Key, Keys, LeadKey, Menus, NewMenu
from bot.keyboards.places import Menu


async def show_menus(press: Press[Menus]) -> Reply:
    """A page of the list."""
    all_ = await press.desk.menus.all(press.seat)
    return Reply(keys.menus(press.t, press.seat.company_id, all_, press.tap.page), at=press.tap)


async def show_menu(press: Press[Menu]) -> Reply:
    """One card."""
    card = await press.desk.menus.one(press.seat, press.tap.menu)
    return Reply(keys.menu(press.t, press.seat.company_id, card), at=press.tap)


async def show_keys(press: Press[Keys]) -> Reply:
    """All keys."""
    card = await press.desk.menus.one(press.seat, press.tap.menu)
    return Reply(keys.keys(press.t, press.seat.company_id, card), at=press.tap)


async def show_key(press: Press[Key]) -> Reply:
    """Where one of them may lead."""
    tap, query = press.tap, searched(press)
    card = await press.desk.menus.one(press.seat, tap.menu)
    kinds = set(Kind) if tap.key else set(Kind) - {Kind.REPEAT}
    places = await found(press, kinds, query)
    screen = keys.key(press.t, press.seat.company_id, card, tap.key, places, tap.page, query)
    return Reply(screen, at=tap, form={"query": query} if query else {})


async def search(press: Press[Key], text: str) -> Reply:
    """What was typed is looked for."""
    tap = Key(company=press.seat.company_id, menu=press.tap.menu, key=press.tap.key, page=0)
    return await show_key(press.on(tap, {"query": text.strip()[:64]}))


async def lead(press: Press[LeadKey]) -> Reply:
    """The key leads there; the next one may be set."""
    tap, company = press.tap, press.seat.company_id
    with press.acting():
        done = await press.desk.menus.lead(press.seat, tap.menu, tap.key or DEFAULT, tap.to, press.visitor.account_id)
    if not tap.key:
        return await _saved(press, tap.menu, done)
    reply = await show_keys(press.on(Keys(company=company, menu=tap.menu), {}))
    return await with_saved(press, reply, done.history_id)


async def barge_in(press: Press[BargeIn]) -> Reply:
    """A key cuts the greeting short, or not."""
    tap = press.tap
    with press.acting():
        done = await press.desk.menus.barge_in(press.seat, tap.menu, tap.want, press.visitor.account_id)
    return await _saved(press, tap.menu, done)


async def ask(press: Press[EditMenu]) -> Reply:
    """The question for its name, repeats or wait."""
    if press.tap.field not in keys.ASKED:
        raise Refused(N_("There is no such detail."))
    card = await press.desk.menus.one(press.seat, press.tap.menu)
    return Reply(keys.ask(press.t, press.seat.company_id, card, press.tap.field), at=press.tap)


async def change(press: Press[EditMenu], text: str) -> Reply:
    """The answer."""
    menus, tap = press.desk.menus, press.tap
    setting = {"name": menus.rename, "repeats": menus.repeats, "seconds": menus.seconds}[tap.field]
    with press.acting():
        done = await setting(press.seat, tap.menu, text, press.visitor.account_id)
    return await _saved(press, tap.menu, done, undo=tap.field != "name")


async def ask_new(press: Press[NewMenu]) -> Reply:
    """The question for the name of a new one."""
    return Reply(keys.ask_new(press.t, press.seat.company_id), at=press.tap)


async def add(press: Press[NewMenu], text: str) -> Reply:
    """The answer; then its keys."""
    with press.acting():
        menu = await press.desk.menus.add(press.seat, text, press.visitor.account_id)
    here = Keys(company=press.seat.company_id, menu=menu)
    return (await show_keys(press.on(here, {}))).noting(press.t("✓ Added. Now choose a key and where it leads."))


async def _saved(press: Press[Any], menu: int, done: Switched, *, undo: bool = True) -> Reply:
    card = await show_menu(press.on(Menu(company=press.seat.company_id, menu=menu), {}))
    return await with_saved(press, card, done.history_id if undo else None)
