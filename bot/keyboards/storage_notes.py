"""What administrators are told of the room for recordings, outside any screen."""

from datetime import datetime

from bot.domain.storage import NoPack
from bot.i18n import Html, Texts
from bot.keyboards.base import bold, lines, short
from bot.keyboards.shared import gigabytes
from bot.keyboards.storage import lasts


def pack_added(t: Texts, company: str, packs: int, monthly: int) -> Html:
    """It was running short, and the tick says what to do then."""
    what = t("The storage was running short: a pack was added.")
    now = t("Packs now: {n} · +{sum} a month", n=packs, sum=t.money(monthly))
    return lines(bold(short(company, 80)), what, now)


def runs_short(t: Texts, company: str, free: int, quota: int, days: int | None, why_not: str) -> Html:
    """Before anything is deleted."""
    sizes = {"free": gigabytes(t, free), "quota": gigabytes(t, quota)}
    what = t("Room for recordings is running short: {free} free of {quota}.", **sizes)
    then = t("When it is full, the oldest ones are deleted.")
    return lines(bold(short(company, 80)), what, lasts(t, days), f"{then} {why_not}")


def no_pack(t: Texts, why: NoPack, packs: int, price: int) -> str:
    """Why there is not more room by itself."""
    match why:
        case NoPack.OFF:
            return t("Packs are not added by themselves: Options → Storage.")
        case NoPack.MOST:
            return t("There are {n} packs already, which is the most.", n=packs)
        case NoPack.MONEY:
            return t("A pack is added as soon as there is money for it: {price} a month.", price=t.money(price))


def disk_full(t: Texts, company: str, recordings: int, size: int, until: datetime, zone: str) -> Html:
    """The disk under everything was full."""
    going = t.n("{n} recording", "{n} recordings", recordings)
    day = t.date(until, until, zone)
    what = t(
        "The server's disk was full: {going} up to {day}, {size}, were deleted.",
        going=going,
        day=day,
        size=gigabytes(t, size),
    )
    return lines(bold(short(company, 80)), what, t("Whoever runs the server has to make room on it."))


def recordings_deleted(t: Texts, company: str, recordings: int, size: int, until: datetime, zone: str) -> Html:
    """There was no room for new ones."""
    going = t.n("{n} recording", "{n} recordings", recordings)
    day = t.date(until, until, zone)
    what = t(
        "There was no room: {going} up to {day}, {size}, were deleted.", going=going, day=day, size=gigabytes(t, size)
    )
    return lines(bold(short(company, 80)), what, t("More room: Options → Storage."))
