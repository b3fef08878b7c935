"""What several screens say the same way: a switch with its price, what it costs, what has just happened."""

from datetime import datetime

from bot.domain.billing import Cost
from bot.domain.cards_options import Fact
from bot.domain.options import Need
from bot.domain.tariffs import GIB
from bot.i18n import Html, Texts
from bot.keyboards.base import Button, CompanyTap, Screen, bold, lines, short, told
from bot.keyboards.home import back


class Undo(CompanyTap, prefix="undo"):
    """Take an entry of the history back."""

    entry: int


BAR = 10  # signs


def mark(on: bool) -> str:
    """The state of a switch, as its button shows it."""
    return "🟢" if on else "⚪️"


def switch_label(t: Texts, on: bool, name: str, price: int) -> str:
    """«⚪️ Запись разговоров · 700 ₽»."""
    return f"{mark(on)} {t(name)} · {t.money(price)}"


def cost(t: Texts, of: Cost) -> str:
    """«+700 ₽/мес, сегодня 23,33 ₽»: before anything is paid."""
    if of.today == 0:
        return t("+{monthly} a month; today is paid for already", monthly=t.money(of.monthly))
    return t("+{monthly} a month, {today} today", monthly=t.money(of.monthly), today=t.money(of.today))


def beyond(t: Texts, of: Cost | None) -> str:
    """What one more costs beyond the tariff; nothing is said where nothing is taken."""
    return t("Beyond the tariff: {cost}", cost=cost(t, of)) if of and of.monthly else ""


def switched(t: Texts, on: bool, at: datetime, zone: str, taken: Cost) -> str:
    """«✓ Включено с 12:41, +23,33 ₽ сегодня»."""
    time = t.clock(at, zone)
    if not on:
        return t("✓ Off since {time}", time=time)
    if taken.today == 0:
        return t("✓ On since {time}", time=time)
    return t("✓ On since {time}, +{today} today", time=time, today=t.money(taken.today))


def undo_button(t: Texts, company: int, entry: int | None) -> tuple[Button, ...]:
    """The way back from what has just been done, where there is something to take back."""
    return () if entry is None else (Button(t("Take it back"), Undo(company=company, entry=entry)),)


def missing(t: Texts, needs: tuple[Need, ...]) -> tuple[str, ...]:
    """What to do first."""
    return tuple(t(need.missing) for need in needs)


def removal(t: Texts, title: str, facts: tuple[Fact, ...], yes: CompanyTap, no: CompanyTap) -> Screen:
    """What depends on it, before it goes."""
    asked = t("Remove {name}?", name=short(title, 80))
    text = lines(bold(asked), *(told(t, fact.text, fact.params)[:300] for fact in facts[:8]))
    return Screen(text, ((Button(t("Remove"), yes),), back(t, no)))


def question(title: str, text: str, rows: tuple[tuple[Button, ...], ...], last: tuple[Button, ...]) -> Screen:
    """Something is to be typed, or picked from the rows."""
    return Screen(lines(bold(title), text), (*rows, last))


def facts_line(*parts: str) -> str:
    """«a · b», without what is empty."""
    return " · ".join(part for part in parts if part)


def heading(title: str, *parts: str) -> Html:
    """A bold first line and plain ones, without what is empty."""
    return lines(bold(title), *(part for part in parts if part))


def found(t: Texts, query: str, n: int) -> str:
    """How to search, or what the search has found."""
    if query and not n:
        return t("Nothing is found by “{query}”. Send another name or number.", query=short(query, 30))
    if query:
        return t("Found by “{query}”: {n}", query=short(query, 30), n=n)
    if not n:
        return t("Nobody is here yet: employees are added under “Company › Employees”.")
    return t("To search, send a name or a number.")


def everybody(t: Texts, query: str, all_: CompanyTap) -> tuple[tuple[Button, ...], ...]:
    """The row that ends a search among people; none where nothing is searched for."""
    return ((Button(t("Show everybody"), all_),),) if query else ()


def everything(t: Texts, query: str, all_: CompanyTap) -> tuple[tuple[Button, ...], ...]:
    """The same among other things."""
    return ((Button(t("Show all"), all_),),) if query else ()


def bar(used: int, size: int) -> str:
    """«▓▓▓▓▓▓▓░░░»: anything at all is a sign, and full is only what is."""
    full = 0 if used <= 0 else min(BAR - (used < size), max(1, round(BAR * used / size))) if size else BAR
    return "▓" * full + "░" * (BAR - full)


def gigabytes(t: Texts, size: int) -> str:
    """«4,2 ГБ», of less than one with two decimals: «0,08 ГБ»."""
    amount = size / GIB
    return t("{n} GB", n=t.number(round(amount, 1 if amount >= 1 else 2)))
