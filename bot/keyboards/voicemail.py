"""Voicemail: the list by month, its search, the choice of a month."""

from datetime import date, datetime

from bot.domain.cards import FoundMessages, MailboxPage, MonthsOfYear, Seat, VoicemailItem
from bot.domain.months import month_key
from bot.domain.roles import Role
from bot.i18n import Html, Texts, quoted
from bot.keyboards.base import Button, CompanyTap, Row, Screen, bold, lines, paged, short, telephone, turning
from bot.keyboards.home import Home, back, switcher
from bot.keyboards.language import language_button
from bot.keyboards.shared import facts_line, found, heading


class Mailbox(CompanyTap, prefix="mail"):
    """A page of a month (202608; 0: the latest one with messages)."""

    page: int
    month: int = 0


class Found(CompanyTap, prefix="mfound"):
    """A page of what the search has found."""

    page: int


class Months(CompanyTap, prefix="months"):
    """The months of a year."""

    year: int


class Bin(CompanyTap, prefix="bin"):
    """A page of what was deleted."""

    page: int


class Listen(CompanyTap, prefix="listen"):
    """Send this message into the chat again."""

    voicemail: int


def mailbox(t: Texts, seat: Seat, box: MailboxPage, now: datetime, seats: int) -> Screen:
    """Newest first; ● marks what nobody has listened to."""
    rows = tuple((_message(t, seat, item, now),) for item in box.items)
    leaf = turning(box.page, box.pages, *(_page(seat, box.month, box.page + step) for step in (-1, 1)))
    return Screen(_heading(t, seat, box), (*rows, *leaf, *_ways(t, seat, box), *_last(t, seat, seats)))


def found_messages(t: Texts, seat: Seat, box: FoundMessages, now: datetime) -> Screen:
    """What the search has found."""
    company = seat.company_id
    text = heading(_title(t, seat), found(t, box.query, box.total), *paged(t, box.page, box.pages))
    rows = tuple((_message(t, seat, item, now),) for item in box.items)
    leaf = turning(box.page, box.pages, *(Found(company=company, page=box.page + step) for step in (-1, 1)))
    return Screen(text, (*rows, *leaf, back(t, Mailbox(company=company, page=0))))


def months(t: Texts, seat: Seat, year: MonthsOfYear) -> Screen:
    """Those that have messages; the way to other years."""
    company = seat.company_id
    there = [(n, count) for n, count in enumerate(year.counts, 1) if count]
    buttons = [
        Button(facts_line(t.month_name(n), t.number(count)), _month(company, date(year.year, n, 1)))
        for n, count in there
    ]
    pairs = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    steps = ((-1, year.earlier, f"‹ {year.year - 1}"), (1, year.later, f"{year.year + 1} ›"))
    years = tuple(Button(name, Months(company=company, year=year.year + step)) for step, has, name in steps if has)
    text = heading(facts_line(_title(t, seat), str(year.year)), "" if there else t("No messages."))
    return Screen(text, (*pairs, *((years,) if years else ()), back(t, Mailbox(company=company, page=0))))


def caption(t: Texts, item: VoicemailItem, zone: str, now: datetime) -> Html:
    """«Голосовое · +7 900 123-45-67 → Иванов · сегодня 12:41 · 0:23»; before the number, the client's name."""
    number = caller(t, item)
    return quoted(
        t(
            "Voicemail · {caller} → {whom} · {when} · {length}",
            caller=f"{short(item.client, 80)}, {number}" if item.client else number,
            whom=whom(item, 80),
            when=t.when(item.created_at, now, zone),
            length=t.length(item.seconds),
        )
    )


def label(t: Texts, seat: Seat, item: VoicemailItem, now: datetime) -> str:
    """A message on one line; for administrators with its addressee."""
    who = short(item.client, 24) if item.client else caller(t, item)
    line = f"{t.when(item.created_at, now, seat.time_zone)} · {who}"
    return f"{line} → {whom(item, 24)}" if seat.role is Role.ADMIN else line


def caller(t: Texts, item: VoicemailItem) -> str:
    """Who left it."""
    return short(telephone(item.caller), 40) if item.caller else t("number withheld")


def whom(item: VoicemailItem, limit: int) -> str:
    """Whose message it is: an employee's, or the company's by the number that was dialled."""
    return short(item.employee or telephone(item.did), limit)


def _title(t: Texts, seat: Seat) -> str:
    return t("Your messages") if seat.role is Role.STAFF else t("Voicemail")


def _heading(t: Texts, seat: Seat, box: MailboxPage) -> Html:
    title = _title(t, seat)
    if box.new and seat.role is Role.STAFF:
        title = t.n("Your messages: {n} new", "Your messages: {n} new", box.new)
    elif box.new:
        title = t.n("Voicemail: {n} new", "Voicemail: {n} new", box.new)
    if box.month is None:
        return lines(bold(title), t("No messages yet. When somebody leaves one, it comes here by itself."))
    month = facts_line(t.month_of_year(box.month), t.number(box.total))
    hint = t("Tap a message to listen to it. To search, send a name or a number.")
    return heading(title, month, *paged(t, box.page, box.pages), hint)


def _message(t: Texts, seat: Seat, item: VoicemailItem, now: datetime) -> Button:
    line = label(t, seat, item, now)
    return Button(f"● {line}" if item.new else line, Listen(company=seat.company_id, voicemail=item.id))


def _page(seat: Seat, month: date | None, page: int) -> Mailbox:
    return Mailbox(company=seat.company_id, page=page, month=month_key(month))


def _month(company: int, month: date) -> Mailbox:
    return Mailbox(company=company, page=0, month=month_key(month))


def _ways(t: Texts, seat: Seat, box: MailboxPage) -> tuple[Row, ...]:
    """To the months beside this one, to any month, to the bin."""
    company = seat.company_id
    beside = (
        *([Button(f"‹ {t.month_name(box.earlier.month)}", _month(company, box.earlier))] if box.earlier else []),
        *([Button(f"{t.month_name(box.later.month)} ›", _month(company, box.later))] if box.later else []),
    )
    year = [Button(t("Another month"), Months(company=company, year=box.month.year))] if box.month and beside else []
    bin_ = [Button(t("🗑 Bin · {n}", n=t.number(box.in_bin)), Bin(company=company, page=0))] if box.in_bin else []
    return tuple(row for row in (beside, (*year, *bin_)) if row)


def _last(t: Texts, seat: Seat, seats: int) -> tuple[Row, ...]:
    if seat.role is Role.ADMIN:
        return (back(t, Home(company=seat.company_id)),)
    return ((language_button(t, seat.company_id),), *switcher(t, seats))
