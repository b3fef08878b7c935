"""What came of a call that somebody ordered in the chat."""

from datetime import datetime

from bot.domain.errors import N_
from bot.domain.outcomes import Outcome
from bot.i18n import Html, Texts
from bot.keyboards.base import telephone

SPOKEN = {
    Outcome.ANSWERED: N_("✓ {client} heard your answer at {time}."),
    Outcome.ABANDONED: N_("{client} picked up at {time} but hung up before the end of your answer."),
    Outcome.BUSY: N_("{client} was busy and has not heard your answer."),
    Outcome.DECLINED: N_("{client} declined the call and has not heard your answer."),
    Outcome.MISSED: N_("{client} did not pick up and has not heard your answer."),
    Outcome.UNREACHABLE: N_("{client} cannot be reached now: your answer was not heard."),
}
TALK = {
    Outcome.BUSY: N_("{client} was busy when you called at {time}."),
    Outcome.DECLINED: N_("{client} declined the call at {time}."),
    Outcome.MISSED: N_("{client} did not pick up at {time}."),
    Outcome.UNREACHABLE: N_("{client} could not be reached at {time}."),
    Outcome.ABANDONED: N_("You hung up before {client} picked up."),
    Outcome.NOT_PLACED: N_("{client} was not called: your telephone did not pick up, or the PBX was being restarted."),
}
BROKEN = N_(
    "The call to {client} broke off: the PBX was being restarted or could not be reached. You can order it once more."
)


def came_of(t: Texts, client: str, outcome: Outcome, at: datetime, zone: str, *, voice: bool) -> Html:
    """«✓ +7 900 123-45-67 услышал ваш ответ в 12:52»."""
    text = (SPOKEN if voice else TALK).get(outcome, BROKEN)
    return t.html(text, client=telephone(client), time=t.clock(at, zone))


def calls_back(t: Texts, client: str, called_at: datetime, zone: str) -> Html:
    """Of smart redial (O9)."""
    time = t.clock(called_at, zone)
    return t.html("{client} is calling back: you called at {time}.", client=telephone(client), time=time)
