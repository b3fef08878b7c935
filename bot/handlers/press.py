"""What a handler is given and what it gives back."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from aiogram import Bot

from bot.domain.cards import Seat, Visitor
from bot.handlers.needs import Acting, Clock, Confirm, Fetch, VoiceNotes
from bot.i18n import Texts
from bot.keyboards.base import Screen, Tap
from bot.services.companies import Companies
from bot.services.melodies import Melodies
from bot.services.people import People
from bot.services.voicemail import Voicemails

T = TypeVar("T", bound=Tap, covariant=True)


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that handlers work with."""

    bot: Bot
    texts: Mapping[str, Texts]
    people: People
    companies: Companies
    melodies: Melodies
    voicemails: Voicemails
    voice: VoiceNotes
    fetch: Fetch  # a file that somebody sent, by its file_id
    confirm: Confirm  # whether the PBX plays the company's present hold music
    clock: Clock

    def language(self, code: str) -> Texts:
        """The texts of a language, English for one that we do not speak."""
        return self.texts.get(code) or self.texts["en"]


@dataclass(frozen=True, slots=True)
class Reply:
    """What the person sees: a screen (None: the present one stays), where that is, and a word on the tap."""

    screen: Screen | None = None
    at: Tap | None = None
    toast: str = ""
    alert: bool = False

    def noting(self, what: str) -> "Reply":
        """The same with one line on the screen about what has just happened."""
        return replace(self, screen=self.screen.noting(what)) if self.screen else self


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
