"""One option of one number: what it costs, and what is chosen for it (O10, O11)."""

from collections.abc import Callable

from bot.domain.cards_numbers import NumberCard, NumberOption
from bot.domain.cards_options import Choice
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Row, Screen, quotation, short
from bot.keyboards.home import back
from bot.keyboards.options import not_now
from bot.keyboards.people import Employee
from bot.keyboards.shared import cost, heading, mark, missing

CHOICES = 20  # Dids or melodies on one screen


class SwitchNumber(CompanyTap, prefix="nswitch"):
    """An option of one number, to this state."""

    employee: int
    key: str
    want: bool


class ShowDid(CompanyTap, prefix="shows"):
    """Clients see this public number; 0: the main one, whichever that is."""

    employee: int
    did: int


class PlayMelody(CompanyTap, prefix="plays"):
    """Callers hear this melody; 0: the company's."""

    employee: int
    melody: int


def number_option(t: Texts, company: int, one: NumberCard, option: NumberOption) -> Screen:
    """Off: what it costs. On: what is chosen for it, and the way to switch it off."""
    key, here = option.option.key, Employee(company=company, employee=one.employee_id)
    name, who, about = t(option.option.name), short(one.name, 60), t(option.option.about)
    if option.on:
        price = t("On · {monthly} a month", monthly=t.money(option.option.price))
        text = heading(name, who, price, about, *_hint(t, one, key))
        off = Button(t("Switch off"), SwitchNumber(company=company, employee=one.employee_id, key=key, want=False))
        choose = CHOOSING[key](t, company, one) if key in CHOOSING else ()
        return Screen(text, (*choose, (off,), back(t, here)))
    if option.missing:
        return Screen(heading(name, who, *missing(t, option.missing)), (back(t, here),))
    on = Button(t("Switch on"), SwitchNumber(company=company, employee=one.employee_id, key=key, want=True))
    return Screen(heading(name, who, cost(t, option.cost), about), ((on,), not_now(t, here)))


def _hint(t: Texts, one: NumberCard, key: str) -> tuple[str, ...]:
    now = one.short_number or t("not chosen yet")
    return {
        "short-number": ("", t("Now: {name}", name=now), t("Send four digits, such as 0042.")),
        "melody": () if one.melodies else ("", t("There are no melodies yet: send a song in “Employees' melodies”.")),
    }.get(key, ())


def _dids(t: Texts, company: int, one: NumberCard) -> tuple[Row, ...]:
    main = Choice(0, t("The main number"), not any(did.chosen for did in one.dids))
    return tuple(
        (Button(_choice(choice), ShowDid(company=company, employee=one.employee_id, did=choice.id)),)
        for choice in (main, *one.dids[:CHOICES])
    )


def _melodies(t: Texts, company: int, one: NumberCard) -> tuple[Row, ...]:
    common = Choice(0, t("The company's hold music"), not any(melody.chosen for melody in one.melodies))
    return tuple(
        (Button(_choice(choice), PlayMelody(company=company, employee=one.employee_id, melody=choice.id)),)
        for choice in (common, *one.melodies[:CHOICES])
    )


def _choice(choice: Choice) -> str:
    return f"{mark(choice.chosen)} {quotation(choice.title)[:60]}"


CHOOSING: dict[str, Callable[[Texts, int, NumberCard], tuple[Row, ...]]] = {"caller-id": _dids, "melody": _melodies}
