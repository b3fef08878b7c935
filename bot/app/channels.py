"""The ways out: who carries which channel's parcels, and how fast."""

from collections.abc import Iterator, Mapping

from aiogram import Bot

from bot.app.use_cases import Services
from bot.db.outbox import Outbox
from bot.db.store import Store
from bot.delivery.callback_cards import CallbackCards
from bot.delivery.notes import Notes
from bot.delivery.pace import tempos
from bot.delivery.pings import PingCards
from bot.delivery.relay import Relay
from bot.delivery.telegram import TelegramSender
from bot.delivery.voice import Voice
from bot.i18n import load
from bot.ports import Channel, Clock, Sender


def senders(use: Services, bot: Bot, clock: Clock) -> dict[Channel, Sender]:
    """Every channel that there is."""
    texts = load()
    voice = Voice(bot, use.voicemails, use.audio, clock)
    kinds = Notes(bot).kinds | PingCards(bot, use.pings, clock).kinds
    kinds |= CallbackCards(bot, use.callbacks).kinds
    return {Channel.TELEGRAM: TelegramSender(voice, use.people, texts, kinds)}


def relays(senders: Mapping[Channel, Sender], store: Store, clock: Clock) -> Iterator[Relay]:
    """One for each channel, over its own part of the outbox."""
    tempo = tempos()
    for channel, sender in senders.items():
        yield Relay(Outbox(store, clock, channel), sender, tempo[channel], clock)
