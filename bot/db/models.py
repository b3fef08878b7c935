"""The tables. Times are UTC; numbers are E.164; what must survive a crash is a row with a due time."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.db.base import Base, index_where, open_ones
from bot.domain.effects import CallKind
from bot.domain.forwarding import RING_SECONDS, Forwarding
from bot.domain.options import NumberKind
from bot.domain.plan import ANNOUNCE_SECONDS
from bot.domain.queueing import Strategy
from bot.domain.roles import Role
from bot.domain.routing import Overflow
from bot.ports import Channel, Fate, Outcome, Progress


class Company(Base):
    """One tenant. `key` is its name in YAML and in commands."""

    __tablename__ = "company"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    time_zone: Mapped[str]
    language: Mapped[str]  # of prompts, and of people who have not chosen one
    tariff_key: Mapped[str] = mapped_column(default="basic")
    renew: Mapped[bool] = mapped_column(default=True)
    auto_packs: Mapped[bool] = mapped_column(default=False)  # of storage, when it runs short
    accrued_until: Mapped[date | None]  # the last local day that is in the ledger


class Department(Base):
    __tablename__ = "department"
    __table_args__ = (UniqueConstraint("company_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    name: Mapped[str]
    ring_seconds: Mapped[int]
    strategy: Mapped[Strategy] = mapped_column(default=Strategy.ALL)
    wrap_up: Mapped[int] = mapped_column(default=0)  # seconds of rest after a talk
    capacity: Mapped[int] = mapped_column(default=0)  # how many may wait; 0: any number
    wait_seconds: Mapped[int] = mapped_column(default=0)  # at most; 0: until everybody has been rung once
    overflow: Mapped[Overflow] = mapped_column(default=Overflow.VOICEMAIL)
    overflow_department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id", ondelete="SET NULL"))
    announce_callback: Mapped[bool] = mapped_column(default=False)
    tell_place: Mapped[bool] = mapped_column(default=False)
    announce_seconds: Mapped[int] = mapped_column(default=ANNOUNCE_SECONDS)  # between two announcements
    members: Mapped[list["Employee"]] = relationship(
        secondary="department_member", order_by="DepartmentMember.position", viewonly=True, lazy="raise"
    )


class DepartmentMember(Base):
    __tablename__ = "department_member"
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id", ondelete="CASCADE"), primary_key=True)
    employee_id: Mapped[int] = mapped_column(ForeignKey("employee.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int]


class Employee(Base):
    """Somebody with a number; `phone` is the telephone that rings ("101")."""

    __tablename__ = "employee"
    __table_args__ = (
        UniqueConstraint("company_id", "number"),
        UniqueConstraint("company_id", "short_number", name="uq_employee_short_number"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    name: Mapped[str]
    number: Mapped[str] = mapped_column(index=True)  # a shared contact is looked up in all companies
    phone: Mapped[str] = mapped_column(unique=True)
    email: Mapped[str]
    kind: Mapped[NumberKind] = mapped_column(default=NumberKind.OWN)
    short_number: Mapped[str | None]
    shown_did_id: Mapped[int | None] = mapped_column(
        ForeignKey("did.id", ondelete="SET NULL", use_alter=True), index=True
    )
    melody_id: Mapped[int | None] = mapped_column(ForeignKey("melody.id", ondelete="SET NULL"), index=True)
    forwarding: Mapped[Forwarding] = mapped_column(default=Forwarding.NO_ANSWER)
    ring_seconds: Mapped[int] = mapped_column(default=RING_SECONDS)
    handed_over_at: Mapped[datetime | None]  # the number has another person since; None: they are the first


class Did(Base):
    """A public number; it leads to a department, straight to an employee or to a voice menu."""

    __tablename__ = "did"
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    number: Mapped[str] = mapped_column(unique=True)
    is_main: Mapped[bool]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id"))
    menu_id: Mapped[int | None] = mapped_column(ForeignKey("menu.id"))


class Account(Base):
    """A Telegram person, member of any number of companies."""

    __tablename__ = "account"
    id: Mapped[int] = mapped_column(primary_key=True)
    telegram_id: Mapped[int] = mapped_column(BigInteger, unique=True)
    name: Mapped[str]
    language: Mapped[str]
    reachable: Mapped[bool]  # False once Telegram said that the bot is blocked; True again at the next message


class Membership(Base):
    """What an account is in a company. `employee_id`: whose voicemail is theirs, since `employee_since` (None: all)."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("account_id", "company_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    role: Mapped[Role]
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id", ondelete="SET NULL"), index=True)
    employee_since: Mapped[datetime | None]


class Invite(Base):
    """A one-time link; only the hash of its token is kept."""

    __tablename__ = "invite"
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    token_hash: Mapped[str] = mapped_column(unique=True)
    role: Mapped[Role]
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Melody(Base):
    """An audio file that callers hear. `file` is a name in the melodies folder."""

    __tablename__ = "melody"
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), index=True)
    name: Mapped[str]  # as people see it: arash.mp3
    file: Mapped[str] = mapped_column(unique=True)
    seconds: Mapped[float]
    created_at: Mapped[datetime]


class MelodySlot(Base):
    """What plays in a place where callers hear something ("hold"). No row: the default."""

    __tablename__ = "melody_slot"
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), primary_key=True)
    slot: Mapped[str] = mapped_column(primary_key=True)
    melody_id: Mapped[int] = mapped_column(ForeignKey("melody.id"), index=True)


class Call(Base):
    """A call. `leg_id` is the PBX's name for the caller's leg: the key that makes a call one row."""

    __tablename__ = "call"
    __table_args__ = (open_ones("ended_at", "started_at"), Index(None, "company_id", "started_at", "id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    did_id: Mapped[int | None] = mapped_column(ForeignKey("did.id", ondelete="SET NULL"))
    leg_id: Mapped[str] = mapped_column(unique=True)
    direction: Mapped[CallKind] = mapped_column(default=CallKind.DID)
    caller: Mapped[str]
    dialled: Mapped[str]
    plan: Mapped[dict[str, Any]]  # the CallPlan it came with
    progress: Mapped[Progress]
    branch: Mapped[str] = mapped_column(default="")  # where in the plan
    outcome: Mapped[Outcome | None]
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id", ondelete="SET NULL"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id", ondelete="SET NULL"), index=True)
    cut_short: Mapped[bool] = mapped_column(default=False)  # the employee's ring ended before its time
    peer_leg_id: Mapped[str]
    started_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class Voicemail(Base):
    """A message. `recording` is the PBX's name for it, `file` ours in the voicemail folder, `created_at` the call's.

    For the search: `digits` of who called, `tail`, the same from behind, and the number that they `dialled`. A message
    with `deleted_at` is in the bin.
    """

    __tablename__ = "voicemail"
    __table_args__ = (
        open_ones("deleted_at", "company_id", "created_at", "id"),
        open_ones("deleted_at", "employee_id", "created_at", "id"),
        open_ones("deleted_at", "company_id", "digits"),
        open_ones("deleted_at", "company_id", "tail"),
        open_ones("deleted_at", "company_id", "dialled"),
        index_where("heard_at IS NULL AND deleted_at IS NULL", "company_id", "employee_id"),
        index_where("deleted_at IS NOT NULL", "company_id", "deleted_at"),
        index_where("deleted_at IS NOT NULL", "deleted_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id", ondelete="SET NULL"))
    recording: Mapped[str] = mapped_column(unique=True)
    file: Mapped[str]
    seconds: Mapped[float]
    created_at: Mapped[datetime]
    heard_at: Mapped[datetime | None]
    digits: Mapped[str]
    tail: Mapped[str]
    dialled: Mapped[str]
    deleted_at: Mapped[datetime | None]
    telegram_file_id: Mapped[str]  # once sent, Telegram keeps it: "" before


class Recording(Base):
    """A kept talk. `name` is the PBX's, `file` ours in the recordings folder, `created_at` the call's.

    One that has made room for newer ones stays as a row with `deleted_at`, without its file: what went can be shown,
    and the PBX's copy is not taken over anew.
    """

    __tablename__ = "recording"
    __table_args__ = (
        Index(None, "company_id", "created_at", "id"),
        open_ones("deleted_at", "company_id", "created_at", "id", "bytes"),
        open_ones("deleted_at", "created_at", "id"),
        index_where("deleted_at IS NOT NULL", "company_id", "deleted_at", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), index=True)
    employee_id: Mapped[int | None] = mapped_column(ForeignKey("employee.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(unique=True)
    file: Mapped[str]
    seconds: Mapped[float]
    bytes: Mapped[int] = mapped_column(BigInteger)
    created_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None]


class Inbox(Base):
    """An update from Telegram, stored before Telegram is told that it arrived."""

    __tablename__ = "inbox"
    __table_args__ = (Index(None, "handled_at", "update_id"),)
    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    body: Mapped[dict[str, Any]]
    received_at: Mapped[datetime]
    effect_at: Mapped[datetime | None]  # set in the very transaction that did what the update asked
    handled_at: Mapped[datetime | None]


class Outbox(Base):
    """A parcel on its way out. Written in the transaction that caused it, claimed with a lease."""

    __tablename__ = "outbox"
    __table_args__ = (open_ones("done_at", "channel", "priority", "due_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    dedupe_key: Mapped[str] = mapped_column(unique=True)
    channel: Mapped[Channel]
    kind: Mapped[str]
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    address: Mapped[str]  # of the channel; "" for an account, which is looked up when it is sent
    payload: Mapped[dict[str, Any]]
    priority: Mapped[int]  # lower goes first
    due_at: Mapped[datetime]  # a claim moves it forward: the lease
    attempts: Mapped[int]
    sending_at: Mapped[datetime | None]  # at most once: in the air since then
    done_at: Mapped[datetime | None]
    fate: Mapped[Fate | None]
    failure: Mapped[str]  # what went wrong; "" when it was sent


class ChatState(Base):
    """Where a chat stands: the wizard's state, and its data with the screen that is shown."""

    __tablename__ = "chat_state"
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    state: Mapped[str]  # "": no wizard
    data: Mapped[dict[str, Any]]


class Secret(Base):
    """A random value made at the first start (the path of the media server)."""

    __tablename__ = "secret"
    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[bytes] = mapped_column(LargeBinary)
