"""A digest in the chat."""

from datetime import datetime

from bot.domain.notices import Digest
from bot.i18n import Html, Texts
from bot.keyboards.base import bold, lines, telephone
from bot.keyboards.mails import digest_title, line

MOST = 15  # clients: more are not read on a phone, and a message has its limit


def digest(t: Texts, of: Digest, now: datetime) -> Html:
    """«Сводка: пропущенных 7», then a line for each client."""
    shown = [line(t, item, now, of.reader.zone, telephone) for item in of.items[:MOST]]
    rest = len(of.items) - MOST
    more = (t("and {n} more", n=rest),) if rest > 0 else ()
    return lines(bold(digest_title(t, of)), "", *shown, *more)
