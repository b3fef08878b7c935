"""What administrators are told of the room for recordings, outside any screen."""

from datetime import datetime

from bot.i18n import Html, Texts
from bot.keyboards.base import bold, lines, short
from bot.keyboards.shared import gigabytes


def pack_added(t: Texts, company: str, packs: int, monthly: int) -> Html:
    """It was running short, and the tick says what to do then."""
    what = t("The storage was running short: a pack was added.")
    now = t("Packs now: {n} · +{sum} a month", n=packs, sum=t.money(monthly))
    return lines(bold(short(company, 80)), what, now)


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
