"""A call that we place ourselves, written down before anything is dialled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Call, Employee
from bot.domain.catalogue import Catalogue
from bot.domain.effects import CallKind
from bot.domain.plan import CallPlan, Dial, Person, Say
from bot.domain.plan_json import to_json
from bot.domain.routing import plan_out
from bot.domain.sounds import Sound
from bot.ports import OpenedCall, PlacedCall, Progress
from bot.services.following import CallEvent, Follower
from bot.services.routes import Goal
from bot.services.switched import as_switched


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to call for whom. `leg_id`: of the leg to be rung first; it makes the call one row, and one attempt.

    `employee`: whose telephone rings first and whose options count. `says`: there is no talk, the client hears it; then
    the employee's telephone stays silent, and there need not be one. `longest`: seconds of talk, 0: no limit.
    """

    company_id: int
    client: str
    leg_id: str
    employee: Employee | None
    says: Sound | None = None
    longest: float = 0.0


class Placing:
    """Opens calls that we place, in the transaction of whoever decides that they are placed."""

    def __init__(self, catalogue: Catalogue, followers: Sequence[Follower]) -> None:
        self._catalogue = catalogue
        self._followers = followers

    async def open(self, session: AsyncSession, wanted: Wanted, now: datetime) -> PlacedCall:
        """Write the call down as the employee's options want it, and tell the followers.

        What is placed is then carried out by a story of `bot/calls/two_legs.py`. After a crash the call is among the
        unfinished ones, and is ended without being dialled a second time.
        """
        goal = Goal(CallKind.OUTGOING, _plan(wanted), wanted.client)
        plan = await as_switched(session, self._catalogue, goal, wanted.employee)
        person = Person(wanted.employee.id, wanted.employee.phone) if wanted.employee and not wanted.says else None
        call = Call(
            company_id=wanted.company_id,
            leg_id=wanted.leg_id,
            direction=CallKind.OUTGOING,
            caller=person.phone if person else "",
            dialled=wanted.client,
            plan=to_json(plan),
            progress=Progress.ARRIVED,
            employee_id=wanted.employee.id if wanted.employee else None,
            peer_leg_id="",
            started_at=now,
        )
        session.add(call)
        await session.flush()
        for follower in self._followers:
            await follower(session, CallEvent.ARRIVED, call)
        return PlacedCall(OpenedCall(call.id, plan, person), wanted.leg_id)


def _plan(wanted: Wanted) -> CallPlan:
    plan = plan_out(wanted.company_id, wanted.client)
    dials = tuple(replace(it, longest=wanted.longest) if isinstance(it, Dial) else it for it in plan.steps)
    return replace(plan, steps=(*dials, Say(wanted.says)) if wanted.says else dials)
