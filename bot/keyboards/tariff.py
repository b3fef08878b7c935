"""The tariff and its money (O1): the card, the list to choose from, what a change brings."""

from datetime import datetime

from bot.domain.billing import Charge
from bot.domain.cards_tariffs import TariffCard, TariffLine, TariffOffer
from bot.domain.errors import N_
from bot.domain.tariffs import GIB, Tariff
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Screen, bold, lines
from bot.keyboards.home import back
from bot.keyboards.options import Options, not_now
from bot.keyboards.shared import gigabytes, heading, mark

KINDS = {
    Charge.TARIFF: N_("tariff {sum}"),
    Charge.DIDS: N_("extra numbers {sum}"),
    Charge.EMPLOYEES: N_("extra employees {sum}"),
    Charge.OPTIONS: N_("options {sum}"),
    Charge.STORAGE: N_("storage packs {sum}"),
    Charge.SMS: N_("SMS packs {sum}"),
}


class TariffNow(CompanyTap, prefix="tariff"):
    """The card."""


class Renew(CompanyTap, prefix="renew"):
    """Renew automatically, or not."""

    want: bool


class Tariffs(CompanyTap, prefix="tariffs"):
    """The list to choose from."""


class OfferTariff(CompanyTap, prefix="offer"):
    """What changes with this one."""

    key: str


class TakeTariff(CompanyTap, prefix="take"):
    """From now on this one."""

    key: str


def card(t: Texts, company: int, zone: str, now: datetime, shown: TariffCard) -> Screen:
    """All that O1 names."""
    tariff, price, monthly = shown.tariff, t.money(shown.tariff.price), t.money(shown.monthly)
    text = lines(
        bold(t("Tariff “{name}”", name=t(tariff.name))),
        t("{price} a month, with all that is on {monthly} a month", price=price, monthly=monthly),
        *_included(t, tariff, shown.employees, shown.dids),
        "",
        t("Balance: {sum}", sum=t.money(shown.balance)),
        _paid_until(t, shown),
        t("In {month} so far: {sum}", month=t.month(now, zone), sum=t.money(shown.accrued_total)),
        *(f"· {t(KINDS[kind], sum=t.money(kopecks))}" for kind, kopecks in shown.accrued if kopecks),
    )
    renew = Button(f"{mark(shown.renew)} {t('Renew automatically')}", Renew(company=company, want=not shown.renew))
    change = Button(t("Change tariff"), Tariffs(company=company))
    return Screen(text, ((renew,), (change,), back(t, Options(company=company))))


def tariffs(t: Texts, company: int, choices: tuple[TariffLine, ...]) -> Screen:
    """Each with its fee."""
    rows = tuple((_choice(t, company, line),) for line in choices)
    return Screen(heading(t("Which tariff?")), (*rows, back(t, TariffNow(company=company))))


def offer(t: Texts, company: int, shown: TariffOffer) -> Screen:
    """What it includes and what it changes, before it is taken."""
    tariff, change = shown.tariff, shown.change
    text = lines(
        bold(t("Tariff “{name}”", name=t(tariff.name))),
        t("{price} a month", price=t.money(tariff.price)),
        t(
            "Includes {employees} employees, {dids} public numbers, {n} GB",
            employees=tariff.employees,
            dids=tariff.dids,
            n=t.number(tariff.storage / GIB),
        ),
        *_over(t, tariff, change.employees_over, change.dids_over),
        *([_storage(t, shown)] if change.storage_before != change.storage_after else []),
        *([_lost(t, shown)] if shown.going else []),
        "",
        _difference(t, shown),
    )
    if shown.current:
        return Screen(text, (back(t, Tariffs(company=company)),))
    take = Button(t("Take this tariff"), TakeTariff(company=company, key=tariff.key))
    return Screen(text, ((take,), not_now(t, Tariffs(company=company))))


def _choice(t: Texts, company: int, line: TariffLine) -> Button:
    label = f"{t(line.name)} · {t.money(line.price)}"
    return Button(f"✓ {label}" if line.current else label, OfferTariff(company=company, key=line.key))


def _included(t: Texts, tariff: Tariff, employees: int, dids: int) -> tuple[str, ...]:
    return (
        t(
            "Employees: {n}, included {included}, each beyond {fee}",
            n=employees,
            included=tariff.employees,
            fee=t.money(tariff.extra_employee),
        ),
        t(
            "Public numbers: {n}, included {included}, each beyond {fee}",
            n=dids,
            included=tariff.dids,
            fee=t.money(tariff.extra_did),
        ),
        t("Storage: {n} GB", n=t.number(tariff.storage / GIB)),
    )


def _over(t: Texts, tariff: Tariff, employees: int, dids: int) -> list[str]:
    people = t("Employees beyond it: {n}, +{sum}", n=employees, sum=t.money(employees * tariff.extra_employee))
    numbers = t("Public numbers beyond it: {n}, +{sum}", n=dids, sum=t.money(dids * tariff.extra_did))
    return [*([people] if employees else []), *([numbers] if dids else [])]


def _storage(t: Texts, shown: TariffOffer) -> str:
    before, after = (t.number(size / GIB) for size in (shown.change.storage_before, shown.change.storage_after))
    return t("Storage: {before} → {after} GB", before=before, after=after)


def _lost(t: Texts, shown: TariffOffer) -> str:
    going = t.n("{n} recording", "{n} recordings", shown.going)
    return t("The oldest ones will not fit: {going}, {size}.", going=going, size=gigabytes(t, shown.going_bytes))


def _difference(t: Texts, shown: TariffOffer) -> str:
    change = shown.change
    if shown.current:
        return t("This is your present tariff: {monthly} a month", monthly=t.money(change.monthly_after))
    before, after = t.money(change.monthly_before), t.money(change.monthly_after)
    if shown.today <= 0:
        return t("You pay {before} a month, it will be {after}; nothing more today", before=before, after=after)
    today = t.money(shown.today)
    return t("You pay {before} a month, it will be {after}; +{today} today", before=before, after=after, today=today)


def _paid_until(t: Texts, shown: TariffCard) -> str:
    if shown.paid_until is None:
        return t("Paid for ten years ahead")
    if shown.balance < 0:
        return t("The balance is below zero: top it up, please")
    return t("Paid until {day}", day=t.calendar(shown.paid_until))
