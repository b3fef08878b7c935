"""Options of the company: the menu, what one costs before it is taken, the warning of a tick (O3)."""

from bot.domain.cards_options import AmountLine, FlagLine, Offer, OptionsCard
from bot.domain.options import HAS_DID
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Row, Screen, with_row
from bot.keyboards.home import Home, back
from bot.keyboards.shared import cost, heading, mark, missing, switch_label


class Options(CompanyTap, prefix="opts"):
    """The menu."""


class OptionCard(CompanyTap, prefix="opt"):
    """One option: what it does and costs, its ticks."""

    key: str


class Switch(CompanyTap, prefix="switch"):
    """Carries the state wanted, not "flip": a double tap is harmless."""

    key: str
    want: bool


class Warn(CompanyTap, prefix="warn"):
    """What one takes upon oneself by switching a tick off."""

    key: str
    flag: str


class Flag(CompanyTap, prefix="flag"):
    """A tick of an option, to this state."""

    key: str
    flag: str
    want: bool


class AskAmount(CompanyTap, prefix="amount"):
    """A number of an option: the usual ones have buttons, others are typed."""

    key: str
    amount: str


class SetAmount(CompanyTap, prefix="setamount"):
    """To this value."""

    key: str
    amount: str
    value: int


def options(t: Texts, company: int, card: OptionsCard, more: tuple[Row, ...]) -> Screen:
    """Every option with its state and price; `more`: the ways from here."""
    rows = tuple(
        (Button(switch_label(t, line.on, line.name, line.price), OptionCard(company=company, key=line.key)),)
        for line in card.lines
    )
    return Screen(heading(t("Options"), on_now(t, card.count, card.monthly)), (*rows, *more, back(t, _home(company))))


def on_now(t: Texts, count: int, monthly: int) -> str:
    """«4 включены · 740 ₽/мес»."""
    if not monthly:
        return t("None is on")
    if not count:
        return t("For numbers · {monthly} a month", monthly=t.money(monthly))
    return t.n("{n} on · {monthly} a month", "{n} on · {monthly} a month", count, monthly=t.money(monthly))


def option(t: Texts, company: int, offer: Offer, add_did: CompanyTap) -> Screen:
    """On: its ticks and the way to switch it off. Off: what it costs, or what it needs first."""
    name, about = t(offer.option.name), t(offer.option.about)
    if offer.on:
        state = t("On · {monthly} a month", monthly=t.money(offer.option.price))
        off = (Button(t("Switch off"), Switch(company=company, key=offer.option.key, want=False)),)
        rows = (*_ticks(t, company, offer), *_amounts(t, company, offer), off)
        return Screen(heading(name, state, about), (*rows, back(t, Options(company=company))))
    if offer.missing:
        screen = Screen(heading(name, about, *missing(t, offer.missing)), (back(t, Options(company=company)),))
        fix = Button(t("Add a public number"), add_did)
        needs_did = any(need.fact == HAS_DID for need in offer.missing)
        return Screen(screen.text, with_row(screen.rows, (fix,))) if needs_did else screen
    on = Button(t("Switch on"), Switch(company=company, key=offer.option.key, want=True))
    return Screen(heading(name, cost(t, offer.cost), about), ((on,), not_now(t, Options(company=company))))


def warning(t: Texts, company: int, offer: Offer, flag: FlagLine) -> Screen:
    """Nothing is switched off before this is confirmed."""
    key = offer.option.key
    yes = Button(t("Switch off all the same"), Flag(company=company, key=key, flag=flag.key, want=False))
    return Screen(heading(t(flag.name), t(flag.warning)), ((yes,), not_now(t, OptionCard(company=company, key=key))))


def amount(t: Texts, company: int, key: str, line: AmountLine) -> Screen:
    """What it is now, and what it may be."""
    of = line.amount
    typed = t("Choose, or send whole minutes, from {least} to {most}.", least=of.allowed[0], most=of.allowed[-1])
    taps = {value: SetAmount(company=company, key=key, amount=of.key, value=value) for value in of.choices}
    buttons = [Button(f"{mark(value == line.value)} {minutes(t, value)}", tap) for value, tap in taps.items()]
    rows = tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))
    text = heading(t(of.name), minutes(t, line.value), typed)
    return Screen(text, (*rows, back(t, OptionCard(company=company, key=key))))


def minutes(t: Texts, n: int) -> str:
    """«45 минут», «2 часа», «1 ч 15 мин»."""
    hours, rest = divmod(n, 60)
    if not hours:
        return t.n("{n} minute", "{n} minutes", n)
    return t("{hours} h {minutes} min", hours=hours, minutes=rest) if rest else t.n("{n} hour", "{n} hours", hours)


def not_now(t: Texts, to: CompanyTap) -> Row:
    """The way back from an offer."""
    return (Button(t("‹ Not now"), to),)


def _ticks(t: Texts, company: int, offer: Offer) -> tuple[Row, ...]:
    return tuple((_tick(t, company, offer.option.key, flag),) for flag in offer.flags)


def _amounts(t: Texts, company: int, offer: Offer) -> tuple[Row, ...]:
    key = offer.option.key
    return tuple(
        (
            Button(
                t("{name}: {value}", name=t(line.amount.name), value=minutes(t, line.value)),
                AskAmount(company=company, key=key, amount=line.amount.key),
            ),
        )
        for line in offer.amounts
    )


def _tick(t: Texts, company: int, key: str, flag: FlagLine) -> Button:
    label = f"{mark(flag.on)} {t(flag.name)}"
    if flag.on and flag.warning:
        return Button(label, Warn(company=company, key=key, flag=flag.key))
    return Button(label, Flag(company=company, key=key, flag=flag.key, want=not flag.on))


def _home(company: int) -> Home:
    return Home(company=company)
