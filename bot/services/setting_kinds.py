"""Every kind of setting within one transaction: its present value, and how it is changed."""

from collections.abc import Awaitable, Callable

from sqlalchemy import func, select

from bot.db.models import Melody
from bot.db.money_models import OptionFlag
from bot.db.order_models import DiallingRow, OptionAmount
from bot.db.upsert import insert_or_update
from bot.domain.billing import Charge
from bot.domain.errors import N_, Refused
from bot.domain.forwarding import Forwarding
from bot.domain.history import Change, Value, What
from bot.domain.number_settings import choose_did
from bot.domain.switching import check
from bot.services import holdings
from bot.services.company_state import CompanyState
from bot.services.kept import used_by


async def _put_option(it: CompanyState, change: Change) -> None:
    option, of = it.catalogue.option(change.key), change.employee_id
    kind, holder = Charge.OPTIONS, of or holdings.COMPANY
    if change.after:
        check(option, True, it.facts(of))
        holdings.begin(it.session, it.company.id, kind, option.key, (holder,), it.now)
        it.on.add((option.key, of))
    else:
        await holdings.end(it.session, it.company.id, kind, option.key, (holder,), it.now)
        it.on.discard((option.key, of))


async def _put_flag(it: CompanyState, change: Change) -> None:
    option, _, flag = change.key.partition(".")
    keys = {"company_id": it.company.id, "option_key": option, "flag_key": flag}
    await insert_or_update(it.session, OptionFlag, "value", **keys, value=bool(change.after))
    it.flags[option, flag] = bool(change.after)


async def _put_amount(it: CompanyState, change: Change) -> None:
    option, _, key = change.key.partition(".")
    keys = {"company_id": it.company.id, "option_key": option, "amount_key": key}
    value = int(str(change.after))
    await insert_or_update(it.session, OptionAmount, "value", **keys, value=value)
    it.amounts[option, key] = value


async def _put_region(it: CompanyState, change: Change) -> None:
    it.regions = it.regions | {change.key} if change.after else it.regions - {change.key}
    allowed = " ".join(sorted(it.regions))
    await insert_or_update(it.session, DiallingRow, "regions", company_id=it.company.id, regions=allowed)


async def _put_tariff(it: CompanyState, change: Change) -> None:
    it.company.tariff_key = it.catalogue.tariff(str(change.after)).key
    await holdings.follow(it.session, it.company, it.now)


async def _put_renewal(it: CompanyState, change: Change) -> None:
    it.company.renew = bool(change.after)


async def _put_short_number(it: CompanyState, change: Change) -> None:
    taken = {one.short_number: one.name for one in it.employees.values() if one.id != change.employee_id}
    if change.after is not None and change.after in taken:
        text = N_("{number} is the short number of {name}. Choose another one.")
        raise Refused(text, number=change.after, name=taken[str(change.after)])
    it.whose(change).short_number = None if change.after is None else str(change.after)
    await it.session.flush()  # in this order: a number is unique at every moment


async def _put_shown_did(it: CompanyState, change: Change) -> None:
    ids = {did.number: did.id for did in it.dids}
    chosen = None if change.after is None else ids[choose_did(str(change.after), tuple(ids))]
    it.whose(change).shown_did_id = chosen


async def _put_melody(it: CompanyState, change: Change) -> None:
    if change.after is not None:
        mine = select(func.count()).where(Melody.id == int(change.after), Melody.company_id == it.company.id)
        if not (await it.session.scalars(mine)).one():
            raise Refused(N_("This melody is not in the list any more."))
    it.whose(change).melody_id = None if change.after is None else int(change.after)


async def _put_forwarding(it: CompanyState, change: Change) -> None:
    it.whose(change).forwarding = Forwarding(str(change.after))


async def _put_ring_seconds(it: CompanyState, change: Change) -> None:
    it.whose(change).ring_seconds = int(str(change.after))


async def _put_packs(it: CompanyState, change: Change) -> None:
    """Packs are numbered from 1, the last ones go first: what is taken back the same day is charged once."""
    has, wants = it.packs, int(str(change.after))
    pack = it.catalogue.storage_pack
    if not 0 <= wants <= pack.most:
        raise Refused(N_("There are from 0 to {most} packs."), most=pack.most)
    quota = it.catalogue.tariff(it.company.tariff_key).storage + wants * pack.size
    fits = it.recordings_may_go or await used_by(it.session, it.company.id) <= quota
    if wants < has and not fits:
        raise Refused(N_("Recordings would not fit any more: give the pack up under “Storage”."))
    more, gone = range(has + 1, wants + 1), range(wants + 1, has + 1)
    kept = (Charge.STORAGE, pack.key)
    holdings.begin(it.session, it.company.id, *kept, more, it.now)
    await holdings.end(it.session, it.company.id, *kept, gone, it.now)


async def _put_auto_packs(it: CompanyState, change: Change) -> None:
    it.company.auto_packs = bool(change.after)


async def _put_rows(it: CompanyState, change: Change) -> None:
    """Who has the row has changed it: here only the fees follow."""
    await holdings.follow(it.session, it.company, it.now)


def _flag(it: CompanyState, change: Change) -> Value:
    option, _, flag = change.key.partition(".")
    return flag in it.flags_on(option)


def _amount(it: CompanyState, change: Change) -> Value:
    option, _, key = change.key.partition(".")
    return str(it.amount(option, key))


def _shown_did(it: CompanyState, change: Change) -> Value:
    chosen = it.whose(change).shown_did_id
    return next((did.number for did in it.dids if did.id == chosen), None)


def _melody(it: CompanyState, change: Change) -> Value:
    melody = it.whose(change).melody_id
    return None if melody is None else str(melody)


VALUE: dict[What, Callable[[CompanyState, Change], Value]] = {
    What.OPTION: lambda it, change: (change.key, change.employee_id) in it.on,
    What.FLAG: _flag,
    What.AMOUNT: _amount,
    What.REGION: lambda it, change: change.key in it.regions,
    What.TARIFF: lambda it, change: it.company.tariff_key,
    What.RENEWAL: lambda it, change: it.company.renew,
    What.PACKS: lambda it, change: str(it.packs),
    What.AUTO_PACKS: lambda it, change: it.company.auto_packs,
    What.SHORT_NUMBER: lambda it, change: it.whose(change).short_number,
    What.SHOWN_DID: _shown_did,
    What.MELODY: _melody,
    What.MENU_SETTING: lambda it, change: it.leading.setting(change),
    What.DEPARTMENT_SETTING: lambda it, change: it.departments.value(change),
    What.SCHEDULE: lambda it, change: it.leading.line(change),
    What.OWN_HOURS: lambda it, change: it.own_hours.value(change),
    What.CLIENT_NOTICE: lambda it, change: it.notices.value(change),
    What.FORWARDING: lambda it, change: it.whose(change).forwarding.value,
    What.RING_SECONDS: lambda it, change: str(it.whose(change).ring_seconds),
}
PUT: dict[What, Callable[[CompanyState, Change], Awaitable[None]]] = {
    What.OPTION: _put_option,
    What.FLAG: _put_flag,
    What.AMOUNT: _put_amount,
    What.REGION: _put_region,
    What.TARIFF: _put_tariff,
    What.RENEWAL: _put_renewal,
    What.PACKS: _put_packs,
    What.AUTO_PACKS: _put_auto_packs,
    What.SHORT_NUMBER: _put_short_number,
    What.SHOWN_DID: _put_shown_did,
    What.MELODY: _put_melody,
    What.MENU_SETTING: lambda it, change: it.leading.put_setting(change),
    What.DEPARTMENT_SETTING: lambda it, change: it.departments.put(change),
    What.SCHEDULE: lambda it, change: it.leading.put_line(change),
    What.OWN_HOURS: lambda it, change: it.own_hours.put(change),
    What.CLIENT_NOTICE: lambda it, change: it.notices.put(change),
    What.FORWARDING: _put_forwarding,
    What.RING_SECONDS: _put_ring_seconds,
    **dict.fromkeys((What.SOUND, What.EMPLOYEE, What.DEPARTMENT, What.DID, What.MENU), _put_rows),
}
