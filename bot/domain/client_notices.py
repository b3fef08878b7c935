"""What a client is written after a call (O6): which of the four texts, on which channel, and whether it is time.

Pure: a call and what is known of the client in, a notice or the reason for silence out. Direct calls, which did not go
through a Did, never have one.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

import phonenumbers
from phonenumbers import PhoneNumberType

from bot.domain.dialling import DiallingRules, may_dial
from bot.domain.effects import CallKind
from bot.domain.errors import N_, Refused
from bot.domain.outcomes import Outcome
from bot.domain.sms import LONGEST

MONTHS = range(1, 13)  # for which a card is not sent again
AN_HOUR = timedelta(hours=1)  # for which a client gets one text of a scenario
A_DAY = 200  # messages of a company in 24 hours, beyond which something is wrong
A_MISTAKE = timedelta(seconds=5)  # whoever hangs up sooner has dialled wrong
MOBILE = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


class Scenario(StrEnum):
    """When a client is written."""

    MISSED_IN = "missed-in"  # they called and nobody answered
    CARD_IN = "card-in"  # the first call of theirs in a while
    MISSED_OUT = "missed-out"  # we called and did not reach them
    CARD_OUT = "card-out"  # our first call to them in a while

    @property
    def is_card(self) -> bool:
        """Cards keep a period."""
        return self in (Scenario.CARD_IN, Scenario.CARD_OUT)


NAMES = {
    Scenario.MISSED_IN: N_("They could not reach us"),
    Scenario.CARD_IN: N_("Card after their call"),
    Scenario.MISSED_OUT: N_("We could not reach them"),
    Scenario.CARD_OUT: N_("Card after our call"),
}
ABOUT = {
    Scenario.MISSED_IN: N_("For clients who called a public number and were not answered; once an hour at most."),
    Scenario.CARD_IN: N_(
        "After the first call to a public number in a while. Who was not answered gets the other text."
    ),
    Scenario.MISSED_OUT: N_("For clients whom an employee called from a public number and did not reach."),
    Scenario.CARD_OUT: N_("After the first call of ours from a public number in a while."),
}
IN_TELEGRAM = "client-telegram"  # the option without which no text goes out by Telegram
TEXTS = {  # until a company writes its own, by the language of its prompts
    "ru": {
        Scenario.MISSED_IN: "Здравствуйте, спасибо за ваш звонок. Наш оператор перезвонит вам.",
        Scenario.CARD_IN: "Спасибо за звонок. Сохраните наш номер, чтобы не потерять.",
        Scenario.MISSED_OUT: "Здравствуйте, мы звонили вам и не дозвонились. Перезвоните, когда будет удобно.",
        Scenario.CARD_OUT: "Спасибо за разговор. Сохраните наш номер, чтобы не потерять.",
    },
    "en": {
        Scenario.MISSED_IN: "Hello, thank you for your call. We will call you back.",
        Scenario.CARD_IN: "Thank you for calling. Save our number to have it at hand.",
        Scenario.MISSED_OUT: "Hello, we called and did not reach you. Please call back when it suits you.",
        Scenario.CARD_OUT: "Thank you for the talk. Save our number to have it at hand.",
    },
}


@dataclass(frozen=True, slots=True)
class Settings:
    """A scenario as a company has set it. `months`: of a card, from 1 to 12."""

    scenario: Scenario
    text: str
    sms: bool = False
    telegram: bool = False
    months: int = 1

    @property
    def on(self) -> bool:
        """Whether anything is sent at all."""
        return self.sms or self.telegram


@dataclass(frozen=True, slots=True)
class ClientCall:
    """A call that is over. `through_did`: the client dialled a Did, or saw one; `lasted`: from the first ring on."""

    kind: CallKind
    outcome: Outcome
    client: str  # E.164; "" for a hidden number
    through_did: bool
    lasted: timedelta


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the client. `card_on`: the day of the last card of this call's direction.

    `last`: when a text of a scenario was last sent to them; `today`: the company's messages in the last 24 hours;
    `linked`: they have opened the bot and shared their number; `stopped`: they want no messages.
    """

    card_on: date | None = None
    last: datetime | None = None
    today: int = 0
    linked: bool = False
    stopped: bool = False


class Silence(StrEnum):
    """Why nothing is written, for the log and for the administrator."""

    NO_SCENARIO = "no scenario"
    STOPPED = "the client wants no messages"
    NO_CHANNEL = "no channel reaches the client"
    TOO_SOON = "written within the hour"
    TOO_MANY = "the company has written too much today"


@dataclass(frozen=True, slots=True)
class Notice:
    """What is sent: by Telegram where the client has linked it, else by SMS where that is ticked (O8)."""

    scenario: Scenario
    text: str
    by_telegram: bool


TALKED = frozenset({Outcome.ANSWERED})
IN_VAIN = frozenset({Outcome.MISSED, Outcome.ABANDONED})
CALLS: dict[CallKind, tuple[tuple[Scenario, frozenset[Outcome]], ...]] = {  # the first that is switched on wins
    CallKind.DID: (
        (Scenario.MISSED_IN, IN_VAIN | {Outcome.VOICEMAIL}),
        (Scenario.CARD_IN, IN_VAIN | {Outcome.VOICEMAIL} | TALKED),
    ),
    CallKind.OUTGOING: (
        (Scenario.MISSED_OUT, IN_VAIN | {Outcome.BUSY, Outcome.DECLINED, Outcome.UNREACHABLE}),
        (Scenario.CARD_OUT, IN_VAIN | {Outcome.BUSY, Outcome.DECLINED, Outcome.UNREACHABLE} | TALKED),
    ),
}


def candidates(call: ClientCall) -> tuple[Scenario, ...]:
    """The scenarios that this call may be; the first that is switched on wins: a missed call beats the card."""
    mistake = call.outcome is Outcome.ABANDONED and call.lasted < A_MISTAKE
    if not call.through_did or not call.client or mistake:
        return ()
    return tuple(scenario for scenario, outcomes in CALLS.get(call.kind, ()) if call.outcome in outcomes)


def decide(
    wanted: Settings | None, call: ClientCall, known: Known, rules: DiallingRules, now: datetime, today: date
) -> Notice | Silence:
    """What becomes of a call for which `wanted` is the scenario. `today`: in the company's zone."""
    if wanted is None or (wanted.scenario.is_card and not card_is_due(known.card_on, wanted.months, today)):
        return Silence.NO_SCENARIO
    if known.stopped:
        return Silence.STOPPED
    if known.last and now - known.last < AN_HOUR:
        return Silence.TOO_SOON
    if known.today >= A_DAY:
        return Silence.TOO_MANY
    if wanted.telegram and known.linked:
        return Notice(wanted.scenario, wanted.text, by_telegram=True)
    if wanted.sms and takes_sms(call.client, rules):
        return Notice(wanted.scenario, wanted.text, by_telegram=False)
    return Silence.NO_CHANNEL


def card_is_due(last: date | None, months: int, today: date) -> bool:
    """Whether the period of the last card is over."""
    return last is None or today >= months_later(last, months)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last one: 31 January and a month is 28 February."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def takes_sms(number: str, rules: DiallingRules) -> bool:
    """A mobile number of a country that the company calls, too: the price of others is anybody's guess."""
    if may_dial(number, rules) is not None:
        return False
    return phonenumbers.number_type(phonenumbers.parse(number)) in MOBILE


def checked_months(typed: str) -> int:
    """For how long a card is not sent again; `Refused` for what is none."""
    said = typed.strip()
    if not (said.isascii() and said.isdecimal() and len(said) < 3 and int(said) in MONTHS):
        raise Refused(N_("Send a number of months, from 1 to 12."))
    return int(said)


def checked_text(text: str) -> str:
    """A company's own text, trimmed; `Refused` when it is empty or too long.

    Spaces that do not break, as copied from our screens, become plain ones: they would make an SMS twice as long.
    """
    text = text.replace("\u00a0", " ").strip()
    if not text:
        raise Refused(N_("Send the text as a message."))
    if len(text) > LONGEST:
        raise Refused(N_("The text has {n} characters, at most {most} fit."), n=len(text), most=LONGEST)
    return text
