"""A company with a department of two, Anna and Boris, and a Did that leads straight to Anna."""

from bot.domain.plan import CallPlan, Person, RecordLimits, Ring, TakeMessage
from bot.domain.sounds import Sound, recording_notice

SALES, DIRECT, CLIENT = "+79923855259", "+79923855284", "+79001234567"
ANNA, BORIS = Person(1, "101"), Person(2, "102")
HOLD, PROMPT = Sound("company/1/hold"), Sound("prompt/ru/leave-message")
HOLD_HZ, PROMPT_HZ, BEEP_HZ = 440.0, 660.0, 1000.0
TOLD, NOTICE_HZ = recording_notice(1), 1250.0
MESSAGE = TakeMessage(employee_id=None, prompt=PROMPT, limits=RecordLimits())
PLANS = {
    SALES: CallPlan(1, (Ring((ANNA, BORIS), 10.0, HOLD), MESSAGE)),
    DIRECT: CallPlan(1, (Ring((ANNA,), 10.0, HOLD), TakeMessage(ANNA.employee_id, PROMPT, RecordLimits()))),
}
PEOPLE = {person.phone: person for person in (ANNA, BORIS)}
