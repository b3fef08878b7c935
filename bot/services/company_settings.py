"""Tariff, options and settings of numbers, brought to what a company's file says, as an administrator would."""

from collections.abc import Iterable, Iterator

from bot.domain.company_entries import AMOUNTS, FLAGS, CompanyFile, EmployeeEntry, amount_in
from bot.domain.dialling import COUNTRIES
from bot.domain.history import Change, Value, What
from bot.domain.schedule import Schedule
from bot.domain.schedule_lines import lines
from bot.services.settings import CompanySettings


async def bring(company: CompanySettings, new: CompanyFile) -> None:
    """Make every setting what the file says, with an entry in the history if anything differs.

    What is taken away goes first: a short number may then have a new owner.
    """
    wanted = [*_of_company(company, new), *_of_numbers(company, new.employees)]
    changes = [it for it in (_changed(company, change) for change in wanted) if it.before != it.after]
    cleared = [Change(it.what, it.before, None, it.key, it.employee_id) for it in changes if _moves(it)]
    gone = [it for it in changes if not it.after]
    set_ = [Change(it.what, None, it.after, it.key, it.employee_id) if _moves(it) else it for it in changes if it.after]
    if changes:
        await company.apply([*cleared, *gone, *set_], None)


def flag_of(flag: str) -> Change:
    """A question about a flag, by the name it has in files."""
    return Change(What.FLAG, None, None, key=flag)


def amount_of(amount: str) -> Change:
    """A question about a number of an option, by the name it has in files."""
    return Change(What.AMOUNT, None, None, key=amount)


def _changed(company: CompanySettings, wanted: Change) -> Change:
    return Change(wanted.what, company.present(wanted), wanted.after, wanted.key, wanted.employee_id, wanted.title)


def _moves(change: Change) -> bool:
    return change.what is What.SHORT_NUMBER and change.before is not None and change.after is not None


def _of_company(company: CompanySettings, new: CompanyFile) -> Iterator[Change]:
    yield Change(What.TARIFF, None, str(new.tariff))
    yield Change(What.RENEWAL, None, new.renew)
    yield from _options(company, new.options, None)
    said, usual = dict(new.schedule), lines(Schedule(company.company.time_zone))
    for key in sorted({*lines(company.leading.schedule), *said}):
        yield Change(What.SCHEDULE, None, said.get(key, usual.get(key)), key, title=key if key[0].isdigit() else "")
    for flag, default in FLAGS.items():
        yield Change(What.FLAG, None, default != (flag in new.toggled), key=flag)
    for amount in AMOUNTS:
        yield Change(What.AMOUNT, None, str(amount_in(new, amount)), key=amount)
    for region in COUNTRIES:
        yield Change(What.REGION, None, region in new.calls_to, key=region)


def _of_numbers(company: CompanySettings, employees: Iterable[EmployeeEntry]) -> Iterator[Change]:
    ids = {row.phone: row.id for row in company.employees.values()}
    for entry in employees:
        one = ids[entry.phone]
        yield from _options(company, entry.options, one)
        yield Change(What.SHORT_NUMBER, None, _text(entry.short_number), employee_id=one)
        yield Change(What.SHOWN_DID, None, _text(entry.shows), employee_id=one)
        yield Change(What.FORWARDING, None, str(entry.voicemail), employee_id=one)
        yield Change(What.RING_SECONDS, None, str(entry.ring_seconds), employee_id=one)
        hours = dict(entry.hours)
        for day in sorted({*company.own_hours.of(one), *hours}):
            yield Change(What.OWN_HOURS, None, hours.get(day), day, employee_id=one)


def _options(company: CompanySettings, wanted: tuple[str, ...], employee_id: int | None) -> Iterator[Change]:
    for key in sorted(company.options_of(employee_id) | set(map(str, wanted))):
        yield Change(What.OPTION, None, key in wanted, key, employee_id)


def _text(value: str) -> Value:
    return str(value) or None
