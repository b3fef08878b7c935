"""The ways out: who carries which channel's parcels, and how fast."""

from collections.abc import Iterator, Mapping

from aiogram import Bot

from bot.app.use_cases import Services
from bot.config import Settings
from bot.db.outbox import Outbox, Watcher
from bot.delivery.callback_cards import CallbackCards
from bot.delivery.client_telegram import ClientSender
from bot.delivery.digests import Digests
from bot.delivery.mails import MailSender
from bot.delivery.notes import Notes
from bot.delivery.pace import tempos
from bot.delivery.pings import PingCards
from bot.delivery.relay import Relay
from bot.delivery.smpp import Account, SmppLink
from bot.delivery.sms import NoCentre, SmsSender
from bot.delivery.smtp import Server, SmtpPost
from bot.delivery.telegram import TelegramSender
from bot.delivery.voice import Voice
from bot.delivery.webhook import WebhookSender
from bot.i18n import load
from bot.local.sms import LocalSms
from bot.ports import Channel, Clock, Post, Sender, SmsLink


def senders(
    settings: Settings, use: Services, bot: Bot, clock: Clock, mailbox: Post | None, sms: SmsLink
) -> dict[Channel, Sender]:
    """Every channel that there is. `mailbox`: where mails go for want of a server."""
    texts = load()
    post = mailbox or smtp(settings, clock)
    voice = Voice(bot, use.voicemails, use.audio, clock)
    kinds = Notes(bot).kinds | PingCards(bot, use.pings, clock).kinds
    kinds |= CallbackCards(bot, use.callbacks).kinds | Digests(bot, use.mails, clock).kinds
    return {
        Channel.TELEGRAM: TelegramSender(voice, use.people, texts, kinds),
        Channel.EMAIL: MailSender(post, use.mails, use.mail_troubles, use.audio, texts, clock),
        Channel.SMS: SmsSender(sms, use.client_results),
        Channel.CLIENT: ClientSender(bot, use.client_results, texts),
        Channel.WEBHOOK: WebhookSender(use.webhook_results, clock, private=settings.private_webhooks),
    }


def smtp(settings: Settings, clock: Clock) -> SmtpPost:
    """The server that the settings name."""
    assert settings.smtp_url
    assert settings.mail_from  # the settings see to it
    return SmtpPost(Server.at(settings.smtp_url.get_secret_value()), settings.mail_from, clock)


def sms_link(settings: Settings, use: Services, clock: Clock) -> SmsLink:
    """The SMS centre that the settings name, else the telephones on the page, else nobody."""
    receipt = use.client_results.receipt
    if settings.smpp_url:
        return SmppLink(Account.of(settings.smpp_url.get_secret_value()), receipt)
    if settings.ari_url is None:
        return LocalSms(receipt, lambda: clock.now().timestamp())
    return NoCentre()


def relays(senders: Mapping[Channel, Sender], use: Services, clock: Clock) -> Iterator[Relay]:
    """One for each channel, over its own part of the outbox."""
    tempo = tempos()
    watchers: dict[Channel, tuple[Watcher, ...]] = {
        Channel.SMS: (use.client_results.over,),
        Channel.CLIENT: (use.client_results.over,),
    }
    for channel, sender in senders.items():
        outbox = Outbox(use.store, clock, channel, watchers.get(channel, ()))
        yield Relay(outbox, sender, tempo[channel], clock)
