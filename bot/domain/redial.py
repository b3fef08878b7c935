"""Smart redial (O9): a client who calls back reaches the employee whose call they did not take."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.outcomes import Outcome
from bot.domain.plan import CallPlan, Person, Ring
from bot.domain.sounds import hold_music

OPTION, WINDOW = "smart-redial", "window"  # the catalogue's keys of the option, and of its minutes
MINUTES = range(5, 1441)
KEPT = timedelta(minutes=MINUTES[-1])  # of who called whom: no window is longer
RING_SECONDS = 30.0

# What telephones show with the client's number, in the language of the company.
SHOWN = {"ru": "Вы звонили в {time}", "en": "You called at {time}"}

# How a call to a client ends that is none to be called back for: they have talked, or the client knows of nothing.
NOTHING_TO_RETURN = frozenset({Outcome.ANSWERED, Outcome.NOT_PLACED})


def is_fresh(called_at: datetime, now: datetime, minutes: int) -> bool:
    """Whether a client who calls now, or who called when the clock was set back, is within the window."""
    return now - called_at <= timedelta(minutes=minutes)


def shown(called_at: datetime, zone: str, language: str) -> str:
    """Why this client is on the line, for the display of a telephone."""
    return SHOWN.get(language, SHOWN["en"]).format(time=f"{called_at.astimezone(ZoneInfo(zone)):%H:%M}")


def led_back(plan: CallPlan, person: Person, why: str) -> CallPlan:
    """Ring the one who called first, unless they are on the phone; then the usual route, but not for them alone again.

    That the caller is the client is only what they show: they are led somewhere else by it, and learn nothing.
    """
    first = Ring((person,), RING_SECONDS, hold_music(plan.company_id), waits=False, says=why)
    usual = plan.steps
    if usual and isinstance(usual[0], Ring) and usual[0].people == (person,):
        usual = usual[1:]
    return replace(plan, steps=(first, *usual))
