"""Who changed what, when, from what (G5)."""

from collections.abc import Mapping
from datetime import date, datetime

from bot.domain.cards_options import HistoryItem, HistoryLine, HistoryPage
from bot.domain.errors import N_
from bot.domain.history import (
    ANOTHER_PERSON,
    AS_THE_COMPANY,
    BIN,
    DEFAULT,
    FIELDS,
    MAILBOX,
    NAMES,
    NEW_SECRET,
    Value,
    What,
)
from bot.domain.melody_slots import MENU_GREETING, SLOTS
from bot.domain.schedule_lines import CLOSED, WEEKDAYS
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Screen, few, lines, paged, quotation, short, turning
from bot.keyboards.department_line import OVERFLOWS
from bot.keyboards.departments import STRATEGIES
from bot.keyboards.forwarding import FORWARDED
from bot.keyboards.home import Further, back
from bot.keyboards.options import minutes
from bot.keyboards.places import ALONE
from bot.keyboards.schedule import COUNTRY_NAMES, calendar_date
from bot.keyboards.shared import Undo, facts_line, heading
from bot.keyboards.staff import KINDS

DELETED = N_("a deleted melody")
DELETED_PLACE = N_("a deleted place")
PLACES = ALONE | {DELETED_PLACE: DELETED_PLACE}
DAYS = {CLOSED: N_("day off"), AS_THE_COMPANY: AS_THE_COMPANY}
LINES = 3  # of one entry, that are shown
WORDS: dict[str, Mapping[str, str]] = {  # settings whose values are words of ours
    FIELDS["strategy"]: STRATEGIES,
    FIELDS["overflow"]: OVERFLOWS | {DELETED_PLACE: DELETED_PLACE},
    FIELDS["kind"]: {kind.value: name for kind, name in KINDS.items()},
    NAMES[What.MELODY]: {DELETED: DELETED},
    NAMES[What.VOICEMAIL]: {MAILBOX: MAILBOX, BIN: BIN},
    FIELDS["secret"]: {NEW_SECRET: NEW_SECRET},
    FIELDS["person"]: {ANOTHER_PERSON: ANOTHER_PERSON},
    **dict.fromkeys((FIELDS["leads_to"], FIELDS["off_hours"], FIELDS["default"], NAMES[What.MENU_SETTING]), PLACES),
    **dict.fromkeys((*(FIELDS[day] for day in WEEKDAYS), NAMES[What.SCHEDULE]), DAYS),
    FIELDS["holidays"]: COUNTRY_NAMES,
    NAMES[What.FORWARDING]: {kind.value: name for kind, name in FORWARDED.items()},
    **{slot.name: {DEFAULT: DEFAULT} for slot in (*SLOTS.values(), MENU_GREETING)},
}


class History(CompanyTap, prefix="history"):
    """A page of it."""

    page: int


def history(t: Texts, company: int, zone: str, now: datetime, box: HistoryPage) -> Screen:
    """Newest first; a button for each entry that can be taken back."""
    empty = "" if box.items else t("Nothing has been changed yet.")
    text = heading(t("History of changes"), *paged(t, box.page, box.pages), empty)
    entries = (part for item in box.items for part in ("", *_entry(t, item, zone, now)))
    rows = tuple(
        (Button(_undo(t, item, zone, now), Undo(company=company, entry=item.id)),)
        for item in box.items
        if item.can_undo
    )
    leaf = turning(box.page, box.pages, _page(company, box.page - 1), _page(company, box.page + 1))
    return Screen(lines(text, *entries), (*rows, *leaf, back(t, Further(company=company))))


def _entry(t: Texts, item: HistoryItem, zone: str, now: datetime) -> list[str]:
    who = short(item.who, 40) if item.who else t("Company file or Gudok itself")
    undone = t("taken back") if item.undone else ""
    first = facts_line(t.when(item.when, now, zone), who, undone)
    more = len(item.lines) - LINES
    rest = [t.n("and {n} more change", "and {n} more changes", more)] if more > 0 else []
    return [first, *(_line(t, line) for line in item.lines[:LINES]), *rest]


def _line(t: Texts, line: HistoryLine) -> str:
    name = facts_line(t(line.name), few(t, line.whose, 3) if line.whose else _title(line))
    before, after = _value(t, line, line.before), _value(t, line, line.after)
    return t("{name}: {before} → {after}", name=name, before=before, after=after)


def _title(line: HistoryLine) -> str:
    if line.what is What.SCHEDULE and line.title:
        return calendar_date(date.fromisoformat(line.title))
    return short(quotation(line.title), 40) if line.title else ""


def _value(t: Texts, line: HistoryLine, value: Value) -> str:
    match value:
        case bool():
            return t("on") if value else t("off")
        case None | "":
            return t("none")
    if line.what is What.AMOUNT:
        return minutes(t, int(value))
    words = WORDS.get(line.name, {})
    if value in words:
        return t(words[value])
    if words is DAYS:
        return str(value).replace("-", "–")
    return t(value) if line.what is What.TARIFF else short(quotation(value), 60)


def _undo(t: Texts, item: HistoryItem, zone: str, now: datetime) -> str:
    return f"⟲ {t.when(item.when, now, zone)} · {short(t(item.lines[0].name), 40)}"


def _page(company: int, page: int) -> History:
    return History(company=company, page=page)
