"""Short notes into a chat: one text each, made when it is sent."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from aiogram import Bot
from aiogram.enums import ParseMode

from bot.delivery.melody import melody_plays
from bot.domain.outcomes import Outcome
from bot.domain.storage import NoPack
from bot.i18n import Html, Texts
from bot.keyboards.client_notes import no_sms
from bot.keyboards.mail_notes import mail_refused
from bot.keyboards.orders import calls_back, came_of
from bot.keyboards.storage_notes import disk_full, no_pack, pack_added, recordings_deleted, runs_short
from bot.keyboards.webhooks import gone
from bot.ports import Parcel

Payload = Mapping[str, object]
TIMEOUT = 20  # seconds for one request; well within the parcel's lease


class Notes:
    """Sends them; `kinds` is what `TelegramSender` asks for."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    @property
    def kinds(self) -> dict[str, Callable[[int, Texts, Parcel], Awaitable[None]]]:
        """A way to deliver each kind of parcel that is a note."""
        return dict.fromkeys(NOTES, self._send)

    async def _send(self, telegram_id: int, t: Texts, parcel: Parcel) -> None:
        text = NOTES[parcel.kind](t, parcel.payload)
        await self._bot.send_message(telegram_id, text, parse_mode=ParseMode.HTML, request_timeout=TIMEOUT)


def _ordered(t: Texts, of: Payload) -> Html:
    """What came of an ordered call."""
    outcome, at = Outcome(str(of["outcome"])), datetime.fromisoformat(str(of["at"]))
    return came_of(t, str(of["client"]), outcome, at, str(of["zone"]), voice=bool(of["voice"]))


def _redial(t: Texts, of: Payload) -> Html:
    """Why this client rings (O9)."""
    return calls_back(t, str(of["client"]), datetime.fromisoformat(str(of["at"])), str(of["zone"]))


def _no_sms(t: Texts, of: Payload) -> Html:
    """The SMS packs are used up (O7)."""
    return no_sms(t, str(of["company"]))


def _storage_pack(t: Texts, of: Payload) -> Html:
    """A pack of storage has been added by itself (O4)."""
    return pack_added(t, str(of["company"]), int(str(of["packs"])), int(str(of["monthly"])))


def _storage_short(t: Texts, of: Payload) -> Html:
    """The room for recordings runs short, and no pack comes by itself (O4)."""
    why_not = no_pack(t, NoPack(str(of["why"])), int(str(of["packs"])), int(str(of["price"])))
    days = None if of["days"] is None else int(str(of["days"]))
    return runs_short(t, str(of["company"]), int(str(of["free"])), int(str(of["quota"])), days, why_not)


def _storage_deleted(t: Texts, of: Payload) -> Html:
    """The oldest recordings had to go (O4)."""
    until = datetime.fromisoformat(str(of["until"]))
    lost = (int(str(of["recordings"])), int(str(of["bytes"])))
    return recordings_deleted(t, str(of["company"]), *lost, until, str(of["zone"]))


def _disk_full(t: Texts, of: Payload) -> Html:
    """The disk was full, and the oldest recordings had to go."""
    until = datetime.fromisoformat(str(of["until"]))
    lost = (int(str(of["recordings"])), int(str(of["bytes"])))
    return disk_full(t, str(of["company"]), *lost, until, str(of["zone"]))


def _webhook_gone(t: Texts, of: Payload) -> Html:
    """The CRM wants no more events (O14)."""
    return gone(t, str(of["company"]), str(of["url"]))


def _mail_refused(t: Texts, of: Payload) -> Html:
    """The mail server does not let us in."""
    return mail_refused(t, str(of["company"]), str(of["answer"]))


NOTES: dict[str, Callable[[Texts, Payload], Html]] = {
    "ordered": _ordered,
    "redial": _redial,
    "no-sms": _no_sms,
    "storage-pack": _storage_pack,
    "storage-short": _storage_short,
    "storage-deleted": _storage_deleted,
    "disk-full": _disk_full,
    "webhook-gone": _webhook_gone,
    "mail-refused": _mail_refused,
    "melody": melody_plays,
}
