"""What screens and senders show of messages to clients: plain facts, no rows."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.client_notices import Scenario, Settings
from bot.domain.message_states import MessageState
from bot.domain.packs import SmsPack
from bot.domain.sms_stock import Stock


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message on its way. `address`: a number, or a Telegram id; `parts`: those of an SMS that are still to go.

    `language`: of the client, where they have linked Telegram.
    """

    id: int
    company_id: int
    company: str
    address: str
    text: str
    parts: tuple[int, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class NoticesCard:
    """All scenarios, and what is left of SMS. `pack`: what is bought when they run out."""

    scenarios: tuple[Settings, ...]
    stock: Stock
    pack: SmsPack | None


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """One scenario. `price`: kopecks a month of Telegram, of which `telegram_on` says whether it is paid for."""

    settings: Settings
    own_text: bool
    telegram_on: bool
    price: int
    no_sms: bool  # none are left, and no pack is chosen


@dataclass(frozen=True, slots=True)
class PacksCard:
    """The packs that there are, and the one that is bought anew."""

    packs: tuple[SmsPack, ...]
    chosen: SmsPack | None
    stock: Stock


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message that was sent to a client, or was to be."""

    at: datetime
    number: str
    scenario: Scenario
    by_telegram: bool
    state: MessageState


@dataclass(frozen=True, slots=True)
class SentPage:
    """Messages to clients, newest first."""

    items: tuple[SentMessage, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class ClientOfCard:
    """Somebody who came by a company's link. `number`: "" until they share it; `stopped`: they want no messages."""

    company_id: int
    company: str
    number: str = ""
    stopped: bool = False
