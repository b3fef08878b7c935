"""Public numbers: the list, a card, a new one in two steps."""

from typing import Any

from bot.domain.menus import FOR_CALLS, FOR_CLOSED
from bot.handlers.notes import with_saved
from bot.handlers.places import found, searched
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
    tap = Leads(company=press.seat.company_id, did=0, closed=False, page=0)
    return await show_leads(press.on(tap, {"number": await press.desk.dids.check(press.seat, text)}))


async def show_leads(press: Press[Leads]) -> Reply:
    """Departments, menus, employees and, for a company that is closed, voicemail; or those whom the search finds."""
    company, tap, query = press.seat.company_id, press.tap, searched(press)
    if not tap.did and "number" not in press.form:
        return await ask_new(press.on(NewDid(company=company), {}))
    places = await found(press, FOR_CLOSED if tap.closed else FOR_CALLS, query)
    if tap.did:
        card = await press.desk.dids.one(press.seat, tap.did)
        screen = keys.leads(press.t, company, card, tap.closed, places, tap.page, query)
    else:
        cost = await press.desk.dids.cost(press.seat)
        screen = keys.leads_new(press.t, company, str(press.form["number"]), places, tap.page, query, cost)
    return Reply(screen, at=tap, form={**press.form, "query": query})


async def search(press: Press[Leads], text: str) -> Reply:
    """What was typed is looked for."""
    tap = Leads(company=press.seat.company_id, did=press.tap.did, closed=press.tap.closed, page=0)
    return await show_leads(press.on(tap, {**press.form, "query": text.strip()[:64]}))


async def lead(press: Press[LeadTo]) -> Reply:
    """It leads here; the last step of a new one."""
    tap, account, dids = press.tap, press.visitor.account_id, press.desk.dids
    if tap.did:
        leads = dids.lead_off_hours if tap.closed else dids.lead
        with press.acting():
            await leads(press.seat, tap.did, tap.to, account)
        return await _saved(press, tap.did)
    if "number" not in press.form:
        return await ask_new(press.on(NewDid(company=press.seat.company_id), {}))
    with press.acting():
        did = await dids.add(press.seat, str(press.form["number"]), tap.to, account)
    return await _saved(press, did)


async def _saved(press: Press[Any], did: int) -> Reply:
    return await with_saved(press, await show_did(press.on(Did(company=press.seat.company_id, did=did), {})))
