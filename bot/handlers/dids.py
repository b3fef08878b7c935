"""Public numbers: the list, a card, a new one in two steps."""

from typing import Any

from bot.domain.cards_options import Choice
from bot.domain.searching import finds
from bot.handlers.notes import with_saved
from bot.handlers.press import Press, Reply
from bot.keyboards import dids as keys
from bot.keyboards.dids import Did, Dids, Leads, LeadTo, MainDid, NewDid


async def show_dids(press: Press[Dids]) -> Reply:
    """A page of the list."""
    all_ = await press.desk.dids.all(press.seat)
    return Reply(keys.dids(press.t, press.seat.company_id, all_, press.tap.page), at=press.tap)


async def show_did(press: Press[Did]) -> Reply:
    """One card."""
    card = await press.desk.dids.one(press.seat, press.tap.did)
    return Reply(keys.did(press.t, press.seat.company_id, card), at=press.tap)


async def make_main(press: Press[MainDid]) -> Reply:
    """The main one from now on."""
    with press.acting():
        await press.desk.dids.main(press.seat, press.tap.did, press.visitor.account_id)
    return await _saved(press, press.tap.did)


async def ask_new(press: Press[NewDid]) -> Reply:
    """The first step: the number."""
    return Reply(keys.ask_new(press.t, press.seat.company_id), at=press.tap)


async def number(press: Press[NewDid], text: str) -> Reply:
    """The number is kept; the second step is where it leads."""
    tap = Leads(company=press.seat.company_id, did=0, page=0)
    return await show_leads(press.on(tap, {"number": await press.desk.dids.check(press.seat, text)}))


async def show_leads(press: Press[Leads]) -> Reply:
    """Departments and employees, or those whom the search finds."""
    company, did = press.seat.company_id, press.tap.did
    if not did and "number" not in press.form:
        return await ask_new(press.on(NewDid(company=company), {}))
    card = await press.desk.dids.one(press.seat, did) if did else None
    shown = card.number if card else str(press.form["number"])
    query = str(press.form.get("query", ""))
    department, employee = (card.department_id, card.employee_id) if card else (None, None)
    departments = await press.desk.departments.all(press.seat)
    employees = await press.desk.people.employees(company)
    places = [(Choice(one.id, one.name, one.id == department), False) for one in departments]
    places += [(Choice(one.id, f"{one.name} · {one.phone}", one.id == employee), True) for one in employees]
    found = [place for place in places if finds(query, (place[0].title,))]
    cost = None if did else await press.desk.dids.cost(press.seat)
    screen = keys.leads(press.t, company, shown, did, found, press.tap.page, query, cost)
    return Reply(screen, at=press.tap, form=press.form)


async def search(press: Press[Leads], text: str) -> Reply:
    """What was typed is looked for."""
    tap = Leads(company=press.seat.company_id, did=press.tap.did, page=0)
    return await show_leads(press.on(tap, {**press.form, "query": text.strip()[:64]}))


async def lead(press: Press[LeadTo]) -> Reply:
    """It leads here; the last step of a new one."""
    tap, account, dids = press.tap, press.visitor.account_id, press.desk.dids
    to = (tap.department or None, tap.employee or None)
    if tap.did:
        with press.acting():
            await dids.lead(press.seat, tap.did, *to, account)
        return await _saved(press, tap.did)
    if "number" not in press.form:
        return await ask_new(press.on(NewDid(company=press.seat.company_id), {}))
    with press.acting():
        did = await dids.add(press.seat, str(press.form["number"]), *to, account)
    return await _saved(press, did)


async def _saved(press: Press[Any], did: int) -> Reply:
    return await with_saved(press, await show_did(press.on(Did(company=press.seat.company_id, did=did), {})))
