"""What screens show and services answer: plain facts, no rows."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.roles import Role


@dataclass(frozen=True, slots=True)
class Seat:
    """What somebody is in one company. `since`: the number is theirs from then on; None: it always was."""

    company_id: int
    company_name: str
    time_zone: str
    role: Role
    employee_id: int | None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Visitor:
    """The person behind a chat, loaded anew at every press. No seats: a stranger."""

    account_id: int
    language: str
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class SharedContact:
    """A contact as Telegram delivered it. `user_id` is None when Telegram does not know the number."""

    phone_number: str
    user_id: int | None
    forwarded: bool
    private_chat: bool


@dataclass(frozen=True, slots=True)
class MelodyCard:
    """What a slot plays now; `name` None: the default."""

    name: str | None
    seconds: float


@dataclass(frozen=True, slots=True)
class CompanyCard:
    """The status card (G2). `dids`: the main one first."""

    name: str
    dids: tuple[str, ...]
    new_messages: int
    callbacks: int = 0  # clients who wait to be called back


@dataclass(frozen=True, slots=True)
class EmployeeItem:
    """An employee in a list."""

    id: int
    name: str
    number: str
    phone: str
    linked: bool


@dataclass(frozen=True, slots=True)
class VoicemailItem:
    """A message in a list or in a caption. `employee` None: for the company. `caller` "": hidden.

    `client`: the caller's name among the contacts, "" for a stranger.
    """

    id: int
    caller: str
    employee: str | None
    did: str
    created_at: datetime
    seconds: float
    new: bool
    client: str = ""


@dataclass(frozen=True, slots=True)
class MailboxPage:
    """A page of a month's messages, newest first. `page` counts from 0; `total`: of the month; `new`: of all months.

    `month` None: there are no messages at all. `earlier`, `later`: the nearest months with messages. `in_bin`: deleted.
    """

    items: tuple[VoicemailItem, ...]
    page: int
    pages: int
    new: int
    month: date | None = None
    total: int = 0
    earlier: date | None = None
    later: date | None = None
    in_bin: int = 0


@dataclass(frozen=True, slots=True)
class MonthsOfYear:
    """How many messages each month of a year has, from January; whether other years have any."""

    year: int
    counts: tuple[int, ...]
    earlier: bool
    later: bool


@dataclass(frozen=True, slots=True)
class FoundMessages:
    """A page of what a search has found, newest first."""

    items: tuple[VoicemailItem, ...]
    page: int
    pages: int
    total: int
    query: str


@dataclass(frozen=True, slots=True)
class DeletedMessage:
    """A message in the bin, and when it goes for ever."""

    item: VoicemailItem
    until: datetime
