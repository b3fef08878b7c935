"""The mailbox: months and their pages, the search, listening again."""

from datetime import MINYEAR, date

from bot.domain.months import month_from, month_key
from bot.handlers.press import Press, Reply
from bot.keyboards.base import Tap
from bot.keyboards.voicemail import Found, Listen, Mailbox, Months, found_messages, mailbox, months

LONGEST_QUERY = 64


async def show_mailbox(press: Press[Mailbox]) -> Reply:
    """A page of a month."""
    return await mailbox_page(press, press.tap.page, month_from(press.tap.month))


async def show_months(press: Press[Months]) -> Reply:
    """Which months of a year there are."""
    year = press.tap.year if MINYEAR < press.tap.year < date.max.year else press.desk.clock.now().year
    counted = await press.desk.voicemails.months(press.seat, year)
    return Reply(months(press.t, press.seat, counted), at=press.tap)


async def show_found(press: Press[Found]) -> Reply:
    """A page of what was looked for."""
    query = str(press.form.get("query", ""))
    box = await press.desk.voicemails.found(press.seat, query, press.tap.page)
    screen = found_messages(press.t, press.seat, box, press.desk.clock.now())
    return Reply(screen, at=Found(company=press.seat.company_id, page=box.page), form={"query": query})


async def search(press: Press[Tap], text: str) -> Reply:
    """What was typed is looked for."""
    found = Found(company=press.seat.company_id, page=0)
    return await show_found(press.on(found, {"query": text.strip()[:LONGEST_QUERY]}))


async def listen(press: Press[Listen]) -> Reply:
    """The voice message comes into the chat again, and is no longer new."""
    await press.desk.voicemails.one(press.seat, press.tap.voicemail)
    await press.answer()
    await press.desk.voice.voicemail(press.chat_id, press.t, press.tap.voicemail)
    with press.acting():
        await press.desk.voicemails.heard(press.seat, press.tap.voicemail)
    return await press.present()


async def mailbox_page(press: Press[Tap], page: int, month: date | None = None) -> Reply:
    """That page, as it is now."""
    box = await press.desk.voicemails.page(press.seat, page, month)
    screen = mailbox(press.t, press.seat, box, press.desk.clock.now(), len(press.visitor.seats))
    return Reply(screen, at=Mailbox(company=press.seat.company_id, page=box.page, month=month_key(month)))
