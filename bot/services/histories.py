"""Who changed what, and taking it back (G5)."""

from collections.abc import Iterable, Mapping

from sqlalchemy import func, select, update

from bot.db.models import Account, Melody
from bot.db.money_models import History
from bot.db.store import Store
from bot.domain.cards import Seat
from bot.domain.cards_options import HistoryItem, HistoryLine, HistoryPage, Switched
from bot.domain.catalogue import Catalogue
from bot.domain.errors import N_, Refused
from bot.domain.history import AS_THE_COMPANY, UNDOABLE, Change, Value, What, from_json, name, undo
from bot.ports import Clock
from bot.services.administration import Administration
from bot.services.places import places
from bot.services.settings import CompanySettings

PAGE = 4  # entries on a screen of a phone


class Histories:
    """For administrators only: `Refused` for everybody else."""

    def __init__(self, store: Store, clock: Clock, catalogue: Catalogue) -> None:
        self._company = Administration(store, clock, catalogue)

    async def page(self, seat: Seat, page: int) -> HistoryPage:
        """A page, newest first; the last one when `page` is beyond it."""
        mine = History.company_id == seat.company_id
        async with self._company.look(seat) as company:
            total = (await company.session.scalars(select(func.count()).where(mine))).one()
            pages = max(1, -(-total // PAGE))
            page = max(0, min(page, pages - 1))
            rows = select(History, Account.name).outerjoin(Account, Account.id == History.account_id).where(mine)
            rows = rows.order_by(History.id.desc()).limit(PAGE).offset(page * PAGE)
            found = (await company.session.execute(rows)).all()
            names = await _names(company)
        return HistoryPage(tuple(_item(company, names, row, who or "") for row, who in found), page, pages)

    async def undo(self, seat: Seat, history_id: int, account_id: int) -> Switched:
        """Take an entry back, as an entry of its own; what has been changed since stays as it is."""
        async with self._company.change(seat) as company:
            entry = await company.session.get(History, history_id)
            if entry is None or entry.company_id != company.company.id:
                raise Refused(N_("This is not in the history."))
            if entry.undone_by is not None:
                raise Refused(N_("This has been taken back already."))
            cost, undone_by = await company.apply(_back(company, from_json(entry.changes)), account_id)
            mark = update(History).where(History.id == history_id)
            await company.session.execute(mark.values(undone_by=undone_by))
            return Switched(False, company.now, cost, undone_by)


def _back(company: CompanySettings, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    if not {change.what for change in changes} <= UNDOABLE:
        raise Refused(N_("This cannot be taken back: change it anew."))
    there = (it for it in changes if it.employee_id is None or it.employee_id in company.employees)
    return undo(tuple(there), company.present)


async def _names(company: CompanySettings) -> Mapping[str, str]:
    """Of what the history knows by its id: melodies, and where callers are led."""
    rows = await company.session.execute(select(Melody.id, Melody.name).where(Melody.company_id == company.company.id))
    melodies = {str(melody_id): title for melody_id, title in rows}
    return melodies | {str(target): str(place) for target, place in (await places(company)).items()}


def _item(company: CompanySettings, names: Mapping[str, str], row: History, who: str) -> HistoryItem:
    changes = from_json(row.changes)
    undone = row.undone_by is not None
    can_undo = not undone and {change.what for change in changes} <= UNDOABLE
    return HistoryItem(row.id, who, row.at, tuple(_lines(company, names, changes)), can_undo, undone)


def _lines(company: CompanySettings, names: Mapping[str, str], changes: Iterable[Change]) -> Iterable[HistoryLine]:
    """One line for what was changed of several employees alike."""
    alike: dict[tuple[What, str, Value, Value, str], list[str]] = {}
    for change in changes:
        before, after = (_shown(company, names, change.what, value) for value in (change.before, change.after))
        whose = alike.setdefault((change.what, _name(company, change), before, after, change.title), [])
        if change.employee_id in company.employees:
            whose.append(company.employees[change.employee_id].name)
    return (HistoryLine(*line, whose=tuple(whose)) for line, whose in alike.items())


def _name(company: CompanySettings, change: Change) -> str:
    try:
        return name(company.catalogue, change)
    except KeyError:  # an operator has taken the option out of the catalogue
        return change.key


def _shown(company: CompanySettings, names: Mapping[str, str], what: What, value: Value) -> Value:
    if what is What.MELODY and value is not None:
        return names.get(str(value), N_("a deleted melody"))
    if what is What.MENU_SETTING and isinstance(value, str) and not value.isdecimal():
        return names.get(value, N_("a deleted place"))
    if what is What.DEPARTMENT_SETTING and isinstance(value, str) and "/" in value:
        return names.get(value, N_("a deleted place"))
    if what is What.OWN_HOURS and value is None:
        return AS_THE_COMPANY
    if what is What.TARIFF:
        return next((tariff.name for tariff in company.catalogue.tariffs if tariff.key == value), value)
    return value
