"""What a handler is given and what it gives back."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from aiogram import Bot

from bot.domain.cards import Seat, Visitor
from bot.handlers.needs import Acting, Charts, Clock, Fetch, Plays, VoiceNotes
from bot.i18n import Texts
from bot.keyboards.base import Button, Screen, Tap
from bot.services.call_log import CallLog
from bot.services.callback_cards import CallbackCards
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
from bot.services.linked_clients import LinkedClients
from bot.services.melodies import Melodies
from bot.services.menus import VoiceMenus
from bot.services.notifications import Notifications
from bot.services.numbers import Numbers
from bot.services.options import Options
from bot.services.ordered_calls import OrderedCalls
from bot.services.people import People
from bot.services.pings import Pings
from bot.services.songs import Songs
from bot.services.spoken_answers import SpokenAnswers
from bot.services.staff import Staff
from bot.services.storage import Storage
from bot.services.tariffs import Tariffs
from bot.services.voicemail import Voicemails
from bot.services.voicemail_bin import VoicemailBin
from bot.services.webhooks import Webhooks
from bot.services.working_time import WorkingTime

T = TypeVar("T", bound=Tap, covariant=True)

Form = Mapping[str, Any]  # what a wizard, a search or a selection has gathered; plain data


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that handlers work with."""

    bot: Bot
    texts: Mapping[str, Texts]
    people: People
    companies: Companies
    melodies: Melodies
    songs: Songs
    confirmations: Confirmations
    voicemails: Voicemails
    voicemail_bin: VoicemailBin
    answers: SpokenAnswers
    options: Options
    histories: Histories
    tariffs: Tariffs
    storage: Storage
    numbers: Numbers
    employee_melodies: EmployeeMelodies
    staff: Staff
    departments: Departments
    dids: Dids
    orders: OrderedCalls
    pings: Pings
    notifications: Notifications
    clients: Clients
    client_settings: ClientSettings
    linked_clients: LinkedClients
    menus: VoiceMenus
    working_time: WorkingTime
    callbacks: CallbackCards
    lines: DepartmentLines
    calls: CallLog
    webhooks: Webhooks
    figures: Figures
    charts: Charts
    voice: VoiceNotes
    fetch: Fetch  # a file that somebody sent, by its file_id
    plays: Plays  # whether the next listener of a sound hears its present content
    provisioned: Callable[[], Awaitable[bool]]  # whether the PBX is there and has what it needs from us
    clock: Clock

    def language(self, code: str) -> Texts:
        """The texts of a language, English for one that we do not speak."""
        return self.texts.get(code) or self.texts["en"]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the person sees: a screen (None: the present one stays), where that is, and a word on the tap."""

    screen: Screen | None = None
    at: Tap | None = None
    form: Form = field(default_factory=dict)  # kept with the place, over restarts; gone when the next one keeps none
    toast: str = ""
    alert: bool = False
    below: int = 0  # the message under which the screen is to be: where the person looks
    stray: int = 0  # a lower screen that a crash made us forget: it becomes the one

    def noting(self, what: str, *buttons: Button) -> "Reply":
        """The same with one line on the screen about what has just happened."""
        return replace(self, screen=self.screen.noting(what, *buttons)) if self.screen else self


@dataclass(frozen=True, slots=True)
class Press(Generic[T]):
    """One press of a button by somebody who was loaded for it; `seat` is theirs and its role may do this."""

    desk: Desk
    visitor: Visitor
    seat: Seat
    t: Texts
    chat_id: int
    message_id: int
    tap: T
    acting: Acting  # around the one transaction that does what was asked: after a crash it is not done again
    answer: Callable[[], Awaitable[None]]  # before slow work: the button stops spinning
    present: Callable[[], Awaitable[Reply]]  # the screen where they are, as it is now
    form: Form = field(default_factory=dict)

    def on(self, tap: Tap, form: Form | None = None) -> "Press[Any]":
        """As if this button had been pressed: to show its screen."""
        press: Press[Any] = self
        return replace(press, tap=tap, form=self.form if form is None else form)
