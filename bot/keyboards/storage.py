"""Room for recordings: the form, saved at once or not at all (O4, O5)."""

from datetime import datetime

from bot.domain.billing import Cost
from bot.domain.cards_storage import StorageCard, StorageOffer
from bot.domain.storage import pieces
from bot.domain.tariffs import GIB
from bot.i18n import Html, Texts
from bot.keyboards.base import Button, CompanyTap, Row, Screen, lines
from bot.keyboards.options import Options
from bot.keyboards.shared import bar, facts_line, gigabytes, heading, mark


class Storage(CompanyTap, prefix="store"):
    """The form as it is saved."""


class Forecast(CompanyTap, prefix="forecast"):
    """How the room fills, and what would go first."""


class DraftPacks(CompanyTap, prefix="packs"):
    """The form with so many packs; nothing is charged yet."""

    packs: int


class DraftAuto(CompanyTap, prefix="autopack"):
    """The form with this tick; nothing is changed yet."""

    want: bool


class BuyStorage(CompanyTap, prefix="buystore"):
    """One more pack, paid for at once (O5); after it there are `packs`."""

    packs: int


class SaveStorage(CompanyTap, prefix="savestore"):
    """Save the form. `sure`: recordings may go for it."""

    sure: bool


def storage(t: Texts, company: int, card: StorageCard, draft: StorageOffer, auto: bool) -> Screen:
    """What there is, and what the form would make of it."""
    automatic = t("Add packs automatically")
    changed = draft.packs != card.room.packs or auto != card.auto
    rows: list[Row] = [(buy(t, company, card),)] if card.wants_pack and not changed else []
    rows += [_steps(t, company, card, draft.packs)]
    rows += [(Button(f"{mark(auto)} {automatic}", DraftAuto(company=company, want=not auto)),)]
    if changed:
        rows += [(Button(t("Save"), SaveStorage(company=company, sure=False)), cancel(t, Storage(company=company)))]
    else:
        rows += [(Button(t("📈 Forecast"), Forecast(company=company)),)]
        rows += [(Button(t("‹ Back"), Options(company=company)),)]
    wish = ("", *_wish(t, draft)) if changed else ()
    return Screen(lines(_head(t, card), *_pieces(t, card), lasts(t, card.days), *wish), tuple(rows))


def sure(t: Texts, company: int, draft: StorageOffer) -> Screen:
    """Recordings would go: how many, how large, and is that so."""
    going = t.n("{n} recording", "{n} recordings", draft.going)
    text = heading(
        t("Less room for recordings"),
        t("{quota} will be left, so the oldest ones go: {going}, {size}.", going=going, **_sizes(t, draft)),
        t("They cannot be brought back."),
    )
    yes = Button(t("Delete and save"), SaveStorage(company=company, sure=True))
    return Screen(text, ((yes,), (cancel(t, Storage(company=company)),)))


def buy(t: Texts, company: int, card: StorageCard) -> Button:
    """«Купить 5 ГБ · сегодня 5 ₽, 150 ₽/мес»."""
    prices = {"size": gigabytes(t, card.room.pack), "monthly": t.money(card.more.monthly)}
    later = t("Buy {size} · {monthly} a month", **prices)  # today is paid for
    now = t("Buy {size} · {today} today, {monthly} a month", today=t.money(card.more.today), **prices)
    return Button(now if card.more.today else later, BuyStorage(company=company, packs=card.room.packs + 1))


def bought(t: Texts, at: datetime, zone: str, taken: Cost) -> str:
    """«✓ Пакет куплен в 12:41: сегодня 5 ₽, 150 ₽/мес»."""
    sums = {"time": t.clock(at, zone), "today": t.money(taken.today), "monthly": t.money(taken.monthly)}
    return t("✓ Pack bought at {time}: {today} today, {monthly} a month", **sums)


def cancel(t: Texts, to: CompanyTap) -> Button:
    """The way out of a form."""
    return Button(t("‹ Cancel"), to)


def _head(t: Texts, card: StorageCard) -> Html:
    packs, price = card.room.packs, t.money(card.price * card.room.packs)
    fee = t("{price} a month", price=price) if packs else ""
    state = facts_line(gigabytes(t, card.room.quota), t("packs: {n}", n=packs), fee)
    return heading(t("Storage"), state)


def _pieces(t: Texts, card: StorageCard) -> list[str]:
    """A line for the base, and for each pack."""
    names = [t("Tariff"), *(t("Pack {n}", n=n) for n in range(1, card.room.packs + 1))]
    return [
        t(
            "{bar} {name}: {free} free of {size}",
            bar=bar(piece.size - piece.free, piece.size),
            name=name,
            free=t.number(round(piece.free / GIB, 2)),
            size=gigabytes(t, piece.size),
        )
        for name, piece in zip(names, pieces(card.room, card.used), strict=True)
    ]


def lasts(t: Texts, days: int | None) -> str:
    """For how long the room will do."""
    if days is None:
        return t("Nothing has been recorded lately.")
    if not days:
        return t("At the present rate there is room for less than a day.")
    return t.n(
        "At the present rate there is room for {n} day.", "At the present rate there is room for {n} days.", days
    )


def _wish(t: Texts, draft: StorageOffer) -> tuple[str, ...]:
    """What saving would change."""
    cost = t("{sum} a month", sum=f"+{t.money(draft.monthly)}" if draft.monthly > 0 else t.money(draft.monthly))
    new = facts_line(
        t("After saving: {quota}", **_sizes(t, draft)), t("packs: {n}", n=draft.packs), cost if draft.monthly else ""
    )
    going = t.n("{n} recording", "{n} recordings", draft.going)
    lost = t("The oldest ones will not fit: {going}, {size}.", going=going, **_sizes(t, draft))
    return (new, lost) if draft.going else (new,)


def _sizes(t: Texts, draft: StorageOffer) -> dict[str, str]:
    return {"quota": gigabytes(t, draft.quota), "size": gigabytes(t, draft.going_bytes)}


def _steps(t: Texts, company: int, card: StorageCard, packs: int) -> Row:
    more = t("+ Pack {size} · {price}", size=gigabytes(t, card.room.pack), price=t.money(card.price))
    less = Button(t("− Pack"), DraftPacks(company=company, packs=packs - 1))
    plus = Button(more, DraftPacks(company=company, packs=packs + 1))
    return (*([less] if packs > 0 else []), *([plus] if packs < card.room.most else []))
