"""A call is written down before anybody is rung: who calls, where that leads, what is switched on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Call, Employee
from bot.db.upsert import insert_row
from bot.domain import numbers
from bot.domain.catalogue import Catalogue
from bot.domain.effects import CallKind
from bot.domain.plan import CallPlan, Person
from bot.domain.plan_json import from_json, to_json
from bot.ports import OpenedCall, Progress
from bot.services.following import CallEvent, Follower
from bot.services.redials import returned, use_up
from bot.services.routes import Goal, goal
from bot.services.switched import Client, as_switched

KNOWN = select(Call).where(Call.leg_id == bindparam("leg"))


@dataclass(frozen=True, slots=True)
class Came:
    """Somebody at the PBX. `phone`: the telephone of the house that calls; `live`: they are on the line now."""

    leg_id: str
    caller: str
    dialled: str
    at: datetime
    phone: str = ""
    live: bool = True


class Opening:
    """Opens calls within a transaction, once for a leg, and tells the followers."""

    def __init__(self, catalogue: Catalogue, followers: Sequence[Follower]) -> None:
        self._catalogue = catalogue
        self._followers = followers

    async def open(self, session: AsyncSession, came: Came) -> OpenedCall | None:
        """What to do with them; None for a number that leads nowhere."""
        calling = await session.scalar(select(Employee).where(Employee.phone == came.phone)) if came.phone else None
        call = await self._written(session, came, calling)
        if call:
            for follower in self._followers:
                await follower(session, CallEvent.ARRIVED, call)
        else:  # the leg is known already, which is rare: then there is nothing more to do
            call = await session.scalar(KNOWN, {"leg": came.leg_id})
        return opened(call, calling) if call else None

    async def _written(self, session: AsyncSession, came: Came, calling: Employee | None) -> Call | None:
        """The new row; None: it leads nowhere, or the leg has one."""
        leads = await goal(session, came.dialled, calling, came.at)
        if leads is None:
            return None
        shown = numbers.presented(came.caller)
        back = None
        if calling is None and came.live:
            back = await returned(session, self._catalogue, leads, shown, came.at)
        leads = back.goal if back else leads
        who = came.phone or shown
        client = Client(who, came.at) if leads.kind is CallKind.DID and not came.phone else None
        plan = await as_switched(session, self._catalogue, leads, calling, client)
        call = await _row(session, came, who, leads, plan, calling)
        if call and back:
            await use_up(session, back, came.at)
        return call


def opened(call: Call, calling: Employee | None = None) -> OpenedCall:
    """As the story of the call sees it."""
    return OpenedCall(call.id, from_json(call.plan), person_of(calling), call.branch)


def person_of(employee: Employee | None) -> Person | None:
    return Person(employee.id, employee.phone) if employee else None


async def _row(
    session: AsyncSession, came: Came, who: str, leads: Goal, plan: CallPlan, calling: Employee | None
) -> Call | None:
    return await insert_row(
        session,
        Call,
        company_id=plan.company_id,
        did_id=leads.did_id,
        leg_id=came.leg_id,
        direction=leads.kind,
        caller=who,
        dialled=leads.number,
        plan=to_json(plan),
        progress=Progress.ARRIVED,
        employee_id=calling.id if calling and leads.kind is CallKind.OUTGOING else None,
        peer_leg_id="",
        started_at=came.at,
    )
