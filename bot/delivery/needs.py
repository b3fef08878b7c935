"""What deliveries ask of the services, which this room may not import."""

from datetime import datetime
from pathlib import Path
from typing import Protocol

from bot.domain.cards import VoicemailItem
from bot.domain.cards_callbacks import CallbackInChat
from bot.domain.cards_clients import Outgoing
from bot.domain.notices import CallNotice, Digest
from bot.domain.pings import PingInChat
from bot.domain.webhook import Endpoint


class Addresses(Protocol):
    """Where a person is reached."""

    async def address(self, account_id: int) -> tuple[int, str, bool]:
        """(telegram_id, language, reachable)."""

    async def unreachable(self, account_id: int) -> None:
        """Telegram said that the bot is blocked, or the account gone."""


class Recordings(Protocol):
    """The messages that callers left."""

    async def file_of(self, voicemail_id: int) -> tuple[Path, str, VoicemailItem, str]:
        """(file, Telegram's file_id or "", what it is, the company's time zone)."""

    async def keep_file_id(self, voicemail_id: int, file_id: str) -> None:
        """Telegram has it now: it need not be uploaded again."""


class CallbackBook(Protocol):
    """The cards of promised calls back."""

    async def in_chat(self, request_id: int, account_id: int) -> CallbackInChat | None:
        """A card as it is now; None when there is none any more."""

    async def shown(self, request_id: int, account_id: int, message_id: int) -> None:
        """This message shows it now."""


class Pings(Protocol):
    """The cards of missed calls."""

    async def in_chat(self, ping_id: int) -> PingInChat | None:
        """A card as it is now; None when there is none any more."""

    async def shown(self, ping_id: int, message_id: int, calls: int) -> None:
        """A new message for so many calls is there; the one before is stale."""

    async def tidied(self, ping_id: int) -> None:
        """The stale message is gone."""


class ClientTexts(Protocol):
    """Messages to clients, and what becomes of them."""

    async def outgoing(self, message_id: int) -> Outgoing:
        """The message, with the parts that have not been handed over yet."""

    async def accepted(self, message_id: int, part: int, network_id: str) -> None:
        """The network has the part."""

    async def rejected(self, message_id: int, part: int) -> None:
        """The network does not take the part."""


class Notices(Protocol):
    """What mails and digests say."""

    async def call(self, call_id: int, employee_id: int) -> CallNotice | None:
        """A call that this employee missed; None when one of them is not there any more."""

    async def digest(self, company_id: int, employee_id: int, recipient: str, due: datetime) -> Digest:
        """What has gathered for an account or a mailbox until then."""


class MailTroubles(Protocol):
    """Who hears of it when the mail server refuses us."""

    async def refused(self, employee_id: int, answer: str) -> None:
        """A mail to this employee waits: the server said so."""


class Endpoints(Protocol):
    """Where the companies' call events go."""

    async def endpoint(self, company_id: int) -> Endpoint | None:
        """Where they go now; None: nowhere any more."""

    async def answered(self, company_id: int, url: str, answer: str) -> None:
        """What came of a try: a status, or a `Trouble`."""

    async def gone(self, company_id: int, url: str) -> None:
        """The receiver wants no more."""
