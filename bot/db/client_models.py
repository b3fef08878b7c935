"""The tables of messages to clients: what a company has set, what was sent, what it costs, who has linked Telegram."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.db.base import Base, words
from bot.domain.client_notices import Scenario
from bot.domain.effects import CallKind
from bot.domain.message_states import MessageState, PartState
from bot.ports import Channel


class ClientNotice(Base):
    """A scenario that somebody has touched. No row: off, with our text."""

    __tablename__ = "client_notice"
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), primary_key=True)
    scenario: Mapped[Scenario] = mapped_column(words(Scenario), primary_key=True)
    text: Mapped[str]
    sms: Mapped[bool]
    telegram: Mapped[bool]
    months: Mapped[int]


class ClientMessage(Base):
    """A message to a client. `address`: the number of an SMS, the Telegram id of the other kind."""

    __tablename__ = "client_message"
    __table_args__ = (
        Index(None, "company_id", "number", "scenario", "created_at"),
        Index(None, "company_id", "created_at", "id"),
        Index(None, "address", "created_at"),
        UniqueConstraint("call_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"))
    number: Mapped[str]
    address: Mapped[str]
    scenario: Mapped[Scenario] = mapped_column(words(Scenario))
    channel: Mapped[Channel]
    text: Mapped[str]
    state: Mapped[MessageState] = mapped_column(words(MessageState))
    created_at: Mapped[datetime]


class SmsPart(Base):
    """A part of an SMS, which is what is paid for. `network_id`: what the SMS centre calls it, "" before it has it."""

    __tablename__ = "sms_part"
    message_id: Mapped[int] = mapped_column(ForeignKey("client_message.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)  # from 1
    network_id: Mapped[str] = mapped_column(index=True)
    state: Mapped[PartState] = mapped_column(words(PartState))


class ClientCard(Base):
    """The day of the last card to a client, by direction: what its period counts from."""

    __tablename__ = "client_card"
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), primary_key=True)
    number: Mapped[str] = mapped_column(primary_key=True)
    direction: Mapped[CallKind] = mapped_column(primary_key=True)
    sent_on: Mapped[date]


class SmsStock(Base):
    """What a company has left, and the pack that it buys. `purchases`: so many so far; `told`: that there are none."""

    __tablename__ = "sms_stock"
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), primary_key=True)
    pack_key: Mapped[str]  # "": none is bought
    left: Mapped[int]
    of: Mapped[int]
    purchases: Mapped[int]
    free_on: Mapped[date | None]  # the last free pack
    told: Mapped[bool]


class LinkedClient(Base):
    """A client who has opened the bot for a company and shared their number. `stopped_at`: they want no messages."""

    __tablename__ = "linked_client"
    __table_args__ = (UniqueConstraint("company_id", "telegram_id"), Index(None, "company_id", "number"))
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"))
    telegram_id: Mapped[int] = mapped_column(BigInteger)
    number: Mapped[str]
    language: Mapped[str]
    stopped_at: Mapped[datetime | None]


class Webhook(Base):
    """Where a company's call events go. `secret`: the key of the signature; `answer`: of the last try, in short.

    Not `active` once the receiver has said that it is gone.
    """

    __tablename__ = "webhook"
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id"), primary_key=True)
    url: Mapped[str]
    secret: Mapped[str]
    active: Mapped[bool]
    tried_at: Mapped[datetime | None]
    answer: Mapped[str]
