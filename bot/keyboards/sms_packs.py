"""SMS packs (O7): what is left, what can be bought, what is bought by itself."""

from bot.domain.cards_clients import PacksCard
from bot.domain.packs import SmsPack
from bot.domain.sms_stock import PURCHASES_A_DAY, Stock
from bot.i18n import Texts
from bot.keyboards.base import Button, CompanyTap, Row, Screen
from bot.keyboards.home import back
from bot.keyboards.options import not_now
from bot.keyboards.shared import heading, mark


class SmsPacks(CompanyTap, prefix="smspacks"):
    """What can be bought."""


class OfferPack(CompanyTap, prefix="offerpack"):
    """A pack, before it is bought."""

    key: str


class BuyPack(CompanyTap, prefix="buypack"):
    """Buy it."""

    key: str


class BuyNone(CompanyTap, prefix="buynone"):
    """Buy nothing by itself any more."""


def left(t: Texts, stock: Stock) -> str:
    """«Осталось SMS: 2998 из 3000»."""
    return t("SMS left: {left} of {of}", left=stock.left, of=stock.of)


def packs(t: Texts, company: int, card: PacksCard, way_back: CompanyTap) -> Screen:
    """What there is to buy."""
    rows: list[Row] = [
        (Button(f"{mark(pack == card.chosen)} {_pack(t, pack)}", OfferPack(company=company, key=pack.key)),)
        for pack in card.packs
    ]
    if card.chosen:
        rows.append((Button(t("Buy no more"), BuyNone(company=company)),))
    text = heading(t("SMS packs"), left(t, card.stock), coming(t, card.chosen))
    return Screen(text, (*rows, back(t, way_back)))


def offer(t: Texts, company: int, pack: SmsPack) -> Screen:
    """What it costs, before anything is paid."""
    paid = t("{price} now, and again whenever the SMS run out.", price=t.money(pack.price))
    often = t("It is bought {n} times a day at most.", n=PURCHASES_A_DAY)
    free = t("Free, once in a calendar month.")
    facts = (paid, often, t("SMS that the network rejects come back.")) if pack.price else (free,)
    yes = t("Buy for {price}", price=t.money(pack.price)) if pack.price else t("Take it")
    buy = Button(yes, BuyPack(company=company, key=pack.key))
    return Screen(heading(t("{n} SMS", n=pack.size), *facts), ((buy,), not_now(t, SmsPacks(company=company))))


def coming(t: Texts, pack: SmsPack | None) -> str:
    """What is bought next."""
    if pack is None:
        return t("When they run out, nothing is bought.")
    return t("When they run out: {pack}.", pack=_pack(t, pack))


def _pack(t: Texts, pack: SmsPack) -> str:
    if pack.price == 0:
        return t("{n} SMS, free", n=pack.size)
    return t("{n} SMS for {price}", n=pack.size, price=t.money(pack.price))
