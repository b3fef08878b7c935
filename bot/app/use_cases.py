"""The use cases on one database, for the chat and for the command line."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.config import Settings
from bot.db.store import Store
from bot.domain.catalogue import CATALOGUE, Catalogue
from bot.domain.price_list import priced
from bot.media.audio import Audio
from bot.media.sounds import default_path
from bot.ports import AudioTool, Clock, Sounds
from bot.services.ballast import MIB, Ballast
from bot.services.billing import Billing
from bot.services.call_log import CallLog
from bot.services.callback_cards import CallbackCards
from bot.services.client_results import ClientResults
from bot.services.client_settings import ClientSettings
from bot.services.clients import Clients
from bot.services.companies import Companies
from bot.services.confirmations import Confirmations
from bot.services.department_lines import DepartmentLines
from bot.services.departments import Departments
from bot.services.dids import Dids
from bot.services.directory import Directory
from bot.services.employee_melodies import EmployeeMelodies
from bot.services.figures import Figures
from bot.services.histories import Histories
from bot.services.linked_clients import LinkedClients
from bot.services.mail_troubles import MailTroubles
from bot.services.mails import Mails
from bot.services.melodies import Melodies
from bot.services.menus import VoiceMenus
from bot.services.notice_sweep import NoticeSweep
from bot.services.notifications import Notifications
from bot.services.numbers import Numbers
from bot.services.options import Options
from bot.services.ordered_calls import OrderedCalls
from bot.services.people import People
from bot.services.pings import Pings
from bot.services.songs import Songs
from bot.services.sounds import CompanySounds
from bot.services.spoken import WithAnswers
from bot.services.spoken_answers import SpokenAnswers
from bot.services.staff import Staff
from bot.services.storage import Storage
from bot.services.storage_sweep import StorageSweep
from bot.services.tariffs import Tariffs
from bot.services.voicemail import Voicemails
from bot.services.voicemail_bin import VoicemailBin
from bot.services.webhook_results import WebhookResults
from bot.services.webhooks import Webhooks
from bot.services.working_time import WorkingTime


class SystemClock:
    """`Clock` of this machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases, for the chat and for the command line."""

    store: Store
    people: People
    companies: Companies
    melodies: Melodies
    songs: Songs
    confirmations: Confirmations
    voicemails: Voicemails
    voicemail_bin: VoicemailBin
    answers: SpokenAnswers
    sounds: Sounds
    directory: Directory
    audio: AudioTool
    catalogue: Catalogue
    options: Options
    numbers: Numbers
    tariffs: Tariffs
    storage: Storage
    storage_sweep: StorageSweep
    ballast: Ballast
    histories: Histories
    employee_melodies: EmployeeMelodies
    staff: Staff
    departments: Departments
    dids: Dids
    notifications: Notifications
    clients: Clients
    client_results: ClientResults
    client_settings: ClientSettings
    linked_clients: LinkedClients
    menus: VoiceMenus
    working_time: WorkingTime
    billing: Billing
    orders: OrderedCalls
    pings: Pings
    callbacks: CallbackCards
    lines: DepartmentLines
    calls: CallLog
    figures: Figures
    mails: Mails
    mail_troubles: MailTroubles
    notice_sweep: NoticeSweep
    webhooks: Webhooks
    webhook_results: WebhookResults


@asynccontextmanager
async def services(settings: Settings, clock: Clock | None = None) -> AsyncIterator[Services]:
    """The database brought up to date, and the use cases on it."""
    clock, data = clock or SystemClock(), settings.data
    for folder in (data, data / "melodies", data / "voicemail", data / "recordings", data / "answers"):
        folder.mkdir(parents=True, exist_ok=True)
    catalogue = prices(settings)
    store = Store.open(settings.database_url)
    administration = (store, clock, catalogue)
    try:
        await store.migrate()
        audio, melodies = Audio(data), CompanySounds(store, data / "melodies", default_path)
        sounds = WithAnswers(melodies, store, data / "answers")
        yield Services(
            store=store,
            people=People(store, clock),
            companies=Companies(*administration),
            melodies=Melodies(*administration, sounds, data / "melodies"),
            songs=Songs(*administration, audio, data / "melodies"),
            confirmations=Confirmations(store, clock),
            voicemails=Voicemails(store, clock, data / "voicemail"),
            voicemail_bin=VoicemailBin(*administration, data / "voicemail"),
            answers=SpokenAnswers(store, audio, data / "answers"),
            sounds=sounds,
            directory=Directory(store),
            audio=audio,
            catalogue=catalogue,
            options=Options(*administration),
            numbers=Numbers(*administration),
            tariffs=Tariffs(*administration),
            storage=Storage(*administration),
            storage_sweep=StorageSweep(*administration, data / "recordings"),
            ballast=Ballast(store, clock, data, lambda: shutil.disk_usage(data).free, settings.ballast * MIB),
            histories=Histories(*administration),
            employee_melodies=EmployeeMelodies(*administration, data / "melodies"),
            staff=Staff(*administration),
            departments=Departments(*administration),
            dids=Dids(*administration),
            notifications=Notifications(*administration),
            clients=Clients(*administration),
            client_results=ClientResults(store, clock),
            client_settings=ClientSettings(*administration),
            linked_clients=LinkedClients(store, clock),
            menus=VoiceMenus(*administration),
            working_time=WorkingTime(*administration),
            billing=Billing(*administration),
            orders=OrderedCalls(store, clock),
            pings=Pings(store, clock),
            callbacks=CallbackCards(store, clock),
            lines=DepartmentLines(*administration),
            figures=Figures(store),
            calls=CallLog(store, clock, data / "recordings"),
            mails=Mails(store, data / "voicemail"),
            mail_troubles=MailTroubles(store, clock),
            notice_sweep=NoticeSweep(store, clock),
            webhooks=Webhooks(*administration, private=settings.private_webhooks),
            webhook_results=WebhookResults(store, clock),
        )
    finally:
        await store.close()


def prices(settings: Settings) -> Catalogue:
    """Ours, with the operator's prices where there are any; `Refused` says what is wrong with their file."""
    if settings.catalogue is None:
        return CATALOGUE
    return priced(CATALOGUE, settings.catalogue.read_text("utf-8"), settings.catalogue.name)
