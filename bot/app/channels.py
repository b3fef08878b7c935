"""The ways out: who carries which channel's parcels, and how fast."""

from collections.abc import Iterator, Mapping

from aiogram import Bot

from bot.app.use_cases import Services
from bot.config import Settings
from bot.db.outbox import Outbox
from bot.db.store import Store
from bot.delivery.callback_cards import CallbackCards
from bot.delivery.digests import Digests
from bot.delivery.mails import MailSender
from bot.delivery.notes import Notes
from bot.delivery.pace import tempos
from bot.delivery.pings import PingCards
from bot.delivery.relay import Relay
from bot.delivery.smtp import Server, SmtpPost
from bot.delivery.telegram import TelegramSender
from bot.delivery.voice import Voice
from bot.i18n import load
from bot.ports import Channel, Clock, Post, Sender


def senders(settings: Settings, use: Services, bot: Bot, clock: Clock, mailbox: Post | None) -> dict[Channel, Sender]:
    """Every channel that there is. `mailbox`: where mails go for want of a server."""
    texts = load()
    post = mailbox or smtp(settings, clock)
    voice = Voice(bot, use.voicemails, use.audio, clock)
    kinds = Notes(bot).kinds | PingCards(bot, use.pings, clock).kinds
    kinds |= CallbackCards(bot, use.callbacks).kinds | Digests(bot, use.mails, clock).kinds
    return {
        Channel.TELEGRAM: TelegramSender(voice, use.people, texts, kinds),
        Channel.EMAIL: MailSender(post, use.mails, use.audio, texts, clock),
    }


def smtp(settings: Settings, clock: Clock) -> SmtpPost:
    """The server that the settings name."""
    assert settings.smtp_url
    assert settings.mail_from  # the settings see to it
    return SmtpPost(Server.at(settings.smtp_url.get_secret_value()), settings.mail_from, clock)


def relays(senders: Mapping[Channel, Sender], store: Store, clock: Clock) -> Iterator[Relay]:
    """One for each channel, over its own part of the outbox."""
    tempo = tempos()
    for channel, sender in senders.items():
        yield Relay(Outbox(store, clock, channel), sender, tempo[channel], clock)
