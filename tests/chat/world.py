"""The whole chat over the local Bot API server, in one process and in virtual time; the PBX is one switch."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import ClientSession, web

from bot.db.chat_state import ChatStates
from bot.db.inbox import Inbox
from bot.db.models import Call, Company, Employee, Recording, Voicemail
from bot.db.outbox import Outbox, Watcher
from bot.db.store import Store
from bot.delivery.callback_cards import CallbackCards as CallbackChat
from bot.delivery.client_telegram import ClientSender
from bot.delivery.digests import Digests
from bot.delivery.download import Download
from bot.delivery.mails import MailSender
from bot.delivery.notes import Notes
from bot.delivery.pace import tempos
from bot.delivery.patience import PatientBot
from bot.delivery.pings import PingCards
from bot.delivery.relay import Relay
from bot.delivery.session import Session
from bot.delivery.telegram import TelegramSender
from bot.delivery.voice import Voice
from bot.delivery.webhook import WebhookSender
from bot.domain.catalogue import CATALOGUE
from bot.domain.options import NumberKind
from bot.domain.plan import CallPlan
from bot.domain.plan_json import to_json
from bot.domain.roles import Role
from bot.domain.searching import search_keys
from bot.domain.sounds import Sound
from bot.handlers.chat import Chat
from bot.handlers.press import Desk
from bot.handlers.storage import DatabaseStorage
from bot.i18n import load
from bot.local import server
from bot.local.rules import Limits
from bot.local.scene import Scene, ScenePerson
from bot.media.audio import Audio
from bot.media.charts import Charts
from bot.media.sounds import default_path
from bot.ports import Channel, Outcome, Post, Progress, Sender
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
from bot.services.employee_melodies import EmployeeMelodies
from bot.services.figures import Figures
from bot.services.histories import Histories
from bot.services.holdings import follow
from bot.services.linked_clients import LinkedClients
from bot.services.mail_troubles import MailTroubles
from bot.services.mails import Mails
from bot.services.melodies import Melodies
from bot.services.menus import VoiceMenus
from bot.services.notifications import Notifications
from bot.services.numbers import Numbers
from bot.services.options import Options
from bot.services.ordered_calls import OrderedCalls
from bot.services.parcels import deliver
from bot.services.people import People
from bot.services.pings import Pings
from bot.services.songs import Songs
from bot.services.sounds import CompanySounds
from bot.services.spoken_answers import SpokenAnswers
from bot.services.staff import Staff
from bot.services.storage import Storage
from bot.services.tariffs import Tariffs
from bot.services.voicemail import Voicemails
from bot.services.voicemail_bin import VoicemailBin
from bot.services.webhook_results import WebhookResults
from bot.services.webhooks import Webhooks
from bot.services.working_time import WorkingTime
from tests.audio import tone, write_wav
from tests.chat.someone import Someone, settled
from tests.services.firm import MAIN, Firm, founded
from tests.virtual import VirtualClock

TOKEN = "1000001:a-token-that-only-tests-know"
ADMIN, STAFF, STRANGER, OTHER = 701, 702, 703, 704
PERSONS = (
    ScenePerson(ADMIN, "Ольга", phone_number="+79000000701"),
    ScenePerson(STAFF, "Иван", phone_number="+79001112233"),
    ScenePerson(STRANGER, "Стёпа", phone_number="+79000000703"),
    ScenePerson(OTHER, "Other", phone_number="+79000000704", language_code="en"),
)


@dataclass
class Pbx:
    """The switch."""

    reachable: bool = True
    trouble: Exception | None = None

    async def plays(self, sound: Sound) -> bool:
        if self.trouble:
            raise self.trouble
        return self.reachable

    async def provisioned(self) -> bool:
        return self.reachable


class World:
    """What a test holds in its hands."""

    def __init__(self, http: ClientSession, bot: Bot, store: Store, clock: VirtualClock, firm: Firm, data: Path):
        self.http, self.bot, self.store, self.clock, self.firm, self.data = http, bot, store, clock, firm, data
        self.pbx = Pbx()
        self.audio = Audio(data)
        self.people = People(store, clock)
        self.sounds = CompanySounds(store, data / "melodies", default_path)
        self.melodies = Melodies(store, clock, CATALOGUE, self.sounds, data / "melodies")
        self.songs = Songs(store, clock, CATALOGUE, self.audio, data / "melodies")
        self.confirmations = Confirmations(store, clock)
        self.companies = Companies(store, clock)
        self.histories = Histories(store, clock, CATALOGUE)
        self.numbers = Numbers(store, clock, CATALOGUE)
        self.menus = VoiceMenus(store, clock, CATALOGUE)
        self.dids = Dids(store, clock, CATALOGUE)
        self.notifications = Notifications(store, clock, CATALOGUE)
        self.clients = Clients(store, clock, CATALOGUE)
        self.employee_melodies = EmployeeMelodies(store, clock, CATALOGUE, data / "melodies")
        self.voicemails = Voicemails(store, clock, data / "voicemail")
        self.pings = Pings(store, clock)
        self.bin = VoicemailBin(store, clock, CATALOGUE, data / "voicemail")
        self.orders = OrderedCalls(store, clock)
        self.callbacks = CallbackCards(store, clock)
        self.webhooks = Webhooks(store, clock, CATALOGUE, private=True)
        self.mails = Mails(store, data / "voicemail")
        self.inbox = Inbox(store, clock)
        self.voice = Voice(bot, self.voicemails, self.audio, clock)
        self.admin, self.staff, self.stranger, self.other = (Someone(http, person.id) for person in PERSONS)
        self.chat = self.new_chat()
        self._relays: list[asyncio.Task[None]] = []
        self._messages = 0

    def new_chat(self) -> Chat:
        patient = PatientBot.of(self.bot)
        desk = Desk(
            bot=patient,
            texts=load(),
            people=self.people,
            companies=self.companies,
            melodies=self.melodies,
            songs=self.songs,
            confirmations=self.confirmations,
            voicemails=self.voicemails,
            voicemail_bin=self.bin,
            orders=self.orders,
            answers=SpokenAnswers(self.store, self.audio, self.data / "answers"),
            options=Options(self.store, self.clock, CATALOGUE),
            histories=self.histories,
            tariffs=Tariffs(self.store, self.clock, CATALOGUE),
            storage=Storage(self.store, self.clock, CATALOGUE),
            numbers=self.numbers,
            employee_melodies=self.employee_melodies,
            staff=Staff(self.store, self.clock, CATALOGUE),
            departments=Departments(self.store, self.clock, CATALOGUE),
            dids=self.dids,
            pings=self.pings,
            notifications=self.notifications,
            clients=self.clients,
            client_settings=ClientSettings(self.store, self.clock, CATALOGUE),
            linked_clients=LinkedClients(self.store, self.clock),
            menus=self.menus,
            working_time=WorkingTime(self.store, self.clock, CATALOGUE),
            callbacks=self.callbacks,
            lines=DepartmentLines(self.store, self.clock, CATALOGUE),
            figures=Figures(self.store),
            charts=Charts(),
            calls=CallLog(self.store, self.clock, self.data / "recordings"),
            webhooks=self.webhooks,
            voice=Voice(patient, self.voicemails, self.audio, self.clock),
            fetch=Download(patient),
            plays=self.pbx.plays,
            provisioned=self.pbx.provisioned,
            clock=self.clock,
        )
        return Chat(desk, self.inbox, DatabaseStorage(ChatStates(self.store)))

    async def restart(self) -> None:
        await self.chat.stop()
        self.chat = self.new_chat()
        await self.chat.start()
        await settled()

    def start_relay(self) -> None:
        notes, pings = Notes(self.bot), PingCards(self.bot, self.pings, self.clock)
        digests, callbacks = Digests(self.bot, self.mails, self.clock), CallbackChat(self.bot, self.callbacks)
        kinds = notes.kinds | pings.kinds | digests.kinds | callbacks.kinds
        sender = TelegramSender(self.voice, self.people, load(), kinds)
        self._carry(Channel.TELEGRAM, sender)

    def start_mail(self, post: Post) -> None:
        troubles = MailTroubles(self.store, self.clock)
        self._carry(Channel.EMAIL, MailSender(post, self.mails, troubles, self.audio, load(), self.clock))

    def start_webhooks(self) -> None:
        self._carry(Channel.WEBHOOK, WebhookSender(WebhookResults(self.store, self.clock), self.clock, private=True))

    def start_clients(self) -> None:
        results = ClientResults(self.store, self.clock)
        self._carry(Channel.CLIENT, ClientSender(self.bot, results, load()), results.over)

    def _carry(self, channel: Channel, sender: Sender, *watchers: Watcher) -> None:
        relay = Relay(Outbox(self.store, self.clock, channel, watchers), sender, tempos()[channel], self.clock)
        self._relays.append(asyncio.create_task(relay.run()))

    async def stop(self) -> None:
        for relay in self._relays:
            relay.cancel()
        await asyncio.gather(*self._relays, return_exceptions=True)
        await self.chat.stop()

    async def joined(self) -> None:
        """Ольга runs «Ромашка», Иван works there, Other runs «Лютик»."""
        for person, company in ((self.admin, self.firm.company), (self.other, self.firm.other_company)):
            token = await self.people.invite(company, Role.ADMIN)
            await person.writes(f"/start {token}")
        await self.staff.writes("/start")
        await self.staff.shares()

    async def second_admin(self) -> Someone:
        """Стёпа runs «Ромашка», too."""
        await self.stranger.writes(f"/start {await self.people.invite(self.firm.company, Role.ADMIN)}")
        return self.stranger

    async def hires(self, n: int, *, added: int = 0) -> list[int]:
        """So many more people in «Ромашка», the last ones with an added number; their ids."""
        async with self.store.write() as session:
            people = [
                Employee(
                    company_id=self.firm.company,
                    name=f"Сотрудник {at:03}",
                    number=f"+7911{at:07}",
                    phone=str(10000 + at),
                    email="",
                    kind=NumberKind.ADDED if at > n - added else NumberKind.OWN,
                )
                for at in range(1, n + 1)
            ]
            session.add_all(people)
            await follow(session, await session.get_one(Company, self.firm.company), self.clock.now())
            return [one.id for one in people]

    async def keeps_talk(self, *, seconds: float = 2.0, hz: float = 550, **about: Any) -> tuple[int, int]:
        """A recorded call that Ivanov answered; the ids of the call and of its recording."""
        self._messages += 1
        name, now = f"talk-{self._messages}", self.clock.now()
        write_wav(self.data / "recordings" / f"{name}.wav", tone(hz, seconds))
        call = {"company_id": self.firm.company, "leg_id": name, "caller": "+79007654321", "dialled": MAIN}
        call |= {"plan": {}, "progress": Progress.ENDED, "outcome": Outcome.ANSWERED, "peer_leg_id": ""}
        times = {"started_at": now, "answered_at": now + timedelta(seconds=5), "ended_at": now + timedelta(seconds=88)}
        async with self.store.write() as session:
            row = Call(**call | times | {"employee_id": self.firm.ivanov} | about)
            session.add(row)
            await session.flush()
            whose = {"company_id": row.company_id, "call_id": row.id, "created_at": row.started_at}
            kept = Recording(name=name, file=f"{name}.wav", seconds=seconds, bytes=int(16_000 * seconds), **whose)
            session.add(kept)
            await session.flush()
            return row.id, kept.id

    async def leaves_message(
        self, employee_id: int | None, *, seconds: float = 2.0, hz: float = 440, caller: str = "+79001234567"
    ) -> int:
        """A caller leaves a voicemail; its id."""
        self._messages += 1
        name, now = f"rec-{self._messages}", self.clock.now()
        write_wav(self.data / "voicemail" / f"{name}.wav", tone(hz, seconds))
        async with self.store.write() as session:
            call = Call(
                company_id=self.firm.company,
                leg_id=name,
                caller=caller,
                dialled=MAIN,
                plan=to_json(CallPlan(self.firm.company, ())),
                progress=Progress.ENDED,
                outcome=Outcome.VOICEMAIL,
                peer_leg_id="",
                started_at=now,
                ended_at=now,
            )
            session.add(call)
            await session.flush()
            message = Voicemail(
                company_id=self.firm.company,
                call_id=call.id,
                employee_id=employee_id,
                recording=name,
                file=f"{name}.wav",
                seconds=seconds,
                created_at=now,
                telegram_file_id="",
                **search_keys(call.caller, call.dialled),
            )
            session.add(message)
            await session.flush()
            await deliver(session, message, call, now)
            return message.id

    async def fault(self, method: str, **how: object) -> None:
        async with self.http.post("/local/faults", json={"method": method, **how}) as response:
            assert response.status == 200, await response.text()

    async def bytes_of(self, file_id: str) -> bytes:
        async with self.http.get(f"/local/files/{file_id}") as response:
            return await response.read()


async def persons() -> tuple[ScenePerson, ...]:
    return PERSONS


@dataclass(frozen=True)
class Saved:
    """A world that was closed: its folder, and what its time was."""

    folder: Path
    firm: Firm
    now: datetime


@asynccontextmanager
async def opened(folder: Path, clock: VirtualClock, saved: Saved | None = None) -> AsyncIterator[World]:
    """The world of a folder with a migrated `gudok.db`; of a copy of one that was saved."""
    data = folder / "data"
    for name in ("melodies", "voicemail", "answers", "recordings"):
        (data / name).mkdir(parents=True, exist_ok=True)
    if saved:
        clock.advance(seconds=(saved.now - clock.now()).total_seconds())
    store = Store.open(f"sqlite:///{folder / 'gudok.db'}")
    telegram, scene = folder / "telegram", Scene(persons=persons)
    site = server.build(telegram, TOKEN, scene, now=lambda: clock.now().timestamp(), limits=Limits())
    runner = web.AppRunner(site, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}"
    session = Session(api=TelegramAPIServer.from_base(address))
    async with ClientSession(address) as http:
        firm = saved.firm if saved else await founded(store)
        world = World(http, Bot(TOKEN, session=session), store, clock, firm, data)
        async with http.get("/local/scene") as response:
            assert response.status == 200
        await world.chat.start()
        try:
            yield world
        finally:
            await world.stop()
            await session.close()
            await runner.cleanup()
            await store.close()
