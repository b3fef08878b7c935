"""The console, on whichever Bot API server there is."""

from collections.abc import Awaitable, Callable

from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.fsm.storage.base import BaseStorage
from aiogram.fsm.storage.redis import RedisStorage

from bot.app.use_cases import Services
from bot.config import Settings
from bot.db.chat_state import ChatStates
from bot.db.inbox import Inbox
from bot.delivery.download import Download
from bot.delivery.patience import PatientBot
from bot.delivery.session import Session
from bot.delivery.voice import Voice
from bot.handlers import press
from bot.handlers.chat import Chat
from bot.handlers.storage import DatabaseStorage
from bot.handlers.webhook import Webhook
from bot.i18n import load
from bot.media.charts import Charts
from bot.ports import AskedPbx, Book, Clock, PbxUnreachable

LOCAL_TOKEN = "1000001:the-local-chat-needs-no-secret"


def telegram(settings: Settings, address: str) -> Bot:
    """The bot at the Bot API server at `address`; close its session."""
    token = settings.bot_token.get_secret_value() if settings.bot_token else LOCAL_TOKEN
    return Bot(token, session=Session(api=TelegramAPIServer.from_base(address)))


def _storage(settings: Settings, use: Services) -> BaseStorage:
    if settings.redis_url is None:
        return DatabaseStorage(ChatStates(use.store))
    return RedisStorage.from_url(settings.redis_url.get_secret_value())


def chat(settings: Settings, use: Services, bot: Bot, pbx: AskedPbx, book: Book, clock: Clock) -> Chat:
    patient = PatientBot.of(bot)
    desk = press.Desk(
        bot=patient,
        texts=load(),
        people=use.people,
        companies=use.companies,
        melodies=use.melodies,
        songs=use.songs,
        confirmations=use.confirmations,
        voicemails=use.voicemails,
        voicemail_bin=use.voicemail_bin,
        answers=use.answers,
        options=use.options,
        histories=use.histories,
        tariffs=use.tariffs,
        storage=use.storage,
        numbers=use.numbers,
        employee_melodies=use.employee_melodies,
        staff=use.staff,
        departments=use.departments,
        dids=use.dids,
        orders=use.orders,
        pings=use.pings,
        notifications=use.notifications,
        clients=use.clients,
        client_settings=use.client_settings,
        linked_clients=use.linked_clients,
        menus=use.menus,
        working_time=use.working_time,
        callbacks=use.callbacks,
        lines=use.lines,
        calls=use.calls,
        webhooks=use.webhooks,
        figures=use.figures,
        charts=Charts(),
        voice=Voice(patient, use.voicemails, use.audio, clock),
        fetch=Download(patient),
        plays=pbx.plays,
        provisioned=_provisioned(pbx, book),
        clock=clock,
    )
    return Chat(desk, Inbox(use.store, clock), _storage(settings, use))


def _provisioned(pbx: AskedPbx, book: Book) -> Callable[[], Awaitable[bool]]:
    async def provisioned() -> bool:
        try:
            await pbx.provision(await book.fallback_lines())
        except PbxUnreachable:
            return False
        return True

    return provisioned


def webhook_of(settings: Settings) -> Webhook | None:
    if not settings.webhook_url or not settings.webhook_secret:
        return None
    return Webhook(settings.webhook_url, settings.webhook_secret.get_secret_value())
