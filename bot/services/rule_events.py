"""Calls as the events that rules are about."""

from bot.db.models import Call
from bot.domain.effects import CallKind
from bot.domain.missed import told_of
from bot.domain.plan_json import from_json
from bot.domain.rules import Event
from bot.ports import Outcome

TIMED_OUT = (Outcome.MISSED, Outcome.VOICEMAIL)  # a caller who hung up first is ABANDONED (N3)


def event_of(call: Call, message_for: int | None = None) -> Event | None:
    """What a call that is over was; None when nobody is to be told. `message_for`: whose voicemail it left."""
    timed_out = call.outcome in TIMED_OUT and not call.cut_short and call.direction is not CallKind.OUTGOING
    concerned = told_of(from_json(call.plan), timed_out=timed_out, message_for=message_for)
    if concerned is None:
        return None
    employee_id, kinds = concerned
    return Event(kinds, call.company_id, employee_id, call.caller, call.started_at)
