"""The company's records as live calls see them: `Book` over the database."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import String, bindparam, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Call, Department, Employee, Recording, Voicemail
from bot.db.store import Store
from bot.db.upsert import insert_new, insert_row
from bot.domain.catalogue import CATALOGUE, Catalogue
from bot.domain.recordings import parse_fallback_name
from bot.domain.searching import search_keys
from bot.ports import Clock, FallbackLine, LeftMessage, OpenedCall, Outcome, Progress, RecordedTalk, UnfinishedCall
from bot.services.callbacks import promise
from bot.services.following import CallEvent, Follower
from bot.services.left_calls import call_recorded, is_delivered, unfinished
from bot.services.opening import Came, Opening, opened
from bot.services.parcels import deliver
from bot.services.routes import every_line

# Each changes a call that is still open. Nobody looks again at what the session holds of it, which need not follow.
_CHANGED = update(Call).where(Call.id == bindparam("call"), Call.ended_at.is_(None))
_CHANGED = _CHANGED.execution_options(synchronize_session=False)
_THERE = select(Department.id).where(Department.id == bindparam("in_line"))  # it may have been removed meanwhile
STANDS = _CHANGED.values(
    progress=bindparam("stage"),
    branch=func.coalesce(bindparam("in_branch", type_=String), Call.branch),
    department_id=func.coalesce(_THERE.scalar_subquery(), Call.department_id),
)
NOWHERE_ELSE = {"in_branch": None, "in_line": None}
CUT_SHORT = _CHANGED.values(cut_short=True)
ANSWERED = _CHANGED.values(
    progress=Progress.TALKING,
    employee_id=bindparam("who"),
    peer_leg_id=bindparam("peer"),
    answered_at=bindparam("now"),
).returning(Call)
ENDED = _CHANGED.values(progress=Progress.ENDED, outcome=bindparam("how"), ended_at=bindparam("now")).returning(Call)


class CompanyBook:
    """Keeps calls, messages and talks, and tells the followers. `folder` is where fetched messages are put."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        folder: Path,
        catalogue: Catalogue = CATALOGUE,
        followers: Sequence[Follower] = (),
    ) -> None:
        self._store = store
        self._clock = clock
        self._folder = folder
        self._opening = Opening(catalogue, followers)
        self._followers = followers

    async def open(self, leg_id: str, caller: str, dialled: str, phone: str = "") -> OpenedCall | None:
        """Write the call down, once for a leg, and say what to do with it; None for a number that leads nowhere."""
        async with self._store.write() as session:
            return await self._opening.open(session, Came(leg_id, caller, dialled, self._clock.now(), phone))

    async def stands(
        self, call_id: int, progress: Progress, branch: str | None = None, department_id: int | None = None
    ) -> None:
        """The call has come to this stage, in this branch of its plan; a closed one has left them all behind."""
        where = {"in_branch": branch, "in_line": department_id}
        async with self._store.write() as session:
            await session.execute(STANDS, {"call": call_id, "stage": progress, **where})

    async def cut_short(self, call_id: int) -> None:
        """The ring ended before its time."""
        async with self._store.write() as session:
            await session.execute(CUT_SHORT, {"call": call_id})

    async def callback_asked(self, call_id: int, department_id: int) -> bool:
        """Promise the caller a call back; False when that is more than they, or the company, may have."""
        async with self._store.write() as session:
            call = await session.get_one(Call, call_id)
            promised = await promise(session, call, department_id, self._clock.now())
            if promised:
                await session.execute(STANDS, {"call": call_id, "stage": Progress.PROMISED, **NOWHERE_ELSE})
            return promised

    async def answered(self, call_id: int, employee_id: int | None, peer_leg_id: str) -> None:
        """An employee picked up: they talk from now."""
        async with self._store.write() as session:
            talk = {"who": await _present(session, employee_id), "peer": peer_leg_id, "now": self._clock.now()}
            await self._tell(session, CallEvent.ANSWERED, await session.scalar(ANSWERED, {"call": call_id, **talk}))

    async def message_left(self, call_id: int, message: LeftMessage) -> None:
        """Write the voicemail and its parcels, and close the call, all or nothing; the second time does nothing.

        The call is closed here so that a crash right afterwards leaves nothing open: its recording is known by then,
        and nobody would come back to it.
        """
        now = self._clock.now()
        async with self._store.write() as session:
            call = await session.get_one(Call, call_id, with_for_update=True)
            written = await insert_row(
                session,
                Voicemail,
                company_id=call.company_id,
                call_id=call.id,
                employee_id=await _present(session, message.employee_id),
                recording=message.recording,
                file=str(message.file.relative_to(self._folder)),
                seconds=message.seconds,
                created_at=call.started_at,
                telegram_file_id="",
                **search_keys(call.caller, call.dialled),
            )
            if written:
                was_open = call.ended_at is None
                _close(call, Outcome.VOICEMAIL, now)
                await deliver(session, written, call, now)
                await self._tell(session, CallEvent.ENDED, call if was_open else None)
                await self._tell(session, CallEvent.VOICEMAIL, call)

    async def talk_recorded(self, call_id: int, talk: RecordedTalk) -> None:
        """Keep the recording of a talk with its call and its employee; the second time does nothing."""
        async with self._store.write() as session:
            call = await session.get_one(Call, call_id)
            new = await insert_new(
                session,
                Recording,
                company_id=call.company_id,
                call_id=call.id,
                employee_id=await _present(session, call.employee_id),
                name=talk.recording,
                file=talk.file.name,
                seconds=talk.seconds,
                bytes=talk.bytes,
                created_at=call.started_at,
            )
            await self._tell(session, CallEvent.RECORDED, call if new else None)

    async def ended(self, call_id: int, outcome: Outcome) -> None:
        """The call is over; does nothing on a closed call."""
        async with self._store.write() as session:
            over = {"how": outcome, "now": self._clock.now()}
            await self._tell(session, CallEvent.ENDED, await session.scalar(ENDED, {"call": call_id, **over}))

    async def unfinished(self) -> list[UnfinishedCall]:
        """Calls that were open when we went down, in the order in which they came."""
        async with self._store.read() as session:
            return await unfinished(session, self._clock.now())

    async def open_for_recording(self, recording: str) -> OpenedCall | None:
        """The call that a recording found at the PBX belongs to, made up from its name if the PBX took it alone.

        None when nothing is known of it, or it is delivered already.
        """
        alone = parse_fallback_name(recording)
        async with self._store.write() as session:
            if await is_delivered(session, recording):
                return None
            if call := await call_recorded(session, recording, alone):
                return opened(call)
            if alone is None:
                return None
            return await self._opening.open(session, Came(alone.unique, alone.caller, alone.did, alone.at, live=False))

    async def fallback_lines(self) -> tuple[FallbackLine, ...]:
        """Every Did, for `Pbx.provision`."""
        async with self._store.read() as session:
            return await every_line(session)

    async def _tell(self, session: AsyncSession, event: CallEvent, call: Call | None) -> None:
        """Everybody who follows; None: it was known already."""
        if call:
            for follower in self._followers:
                await follower(session, event, call)


async def _present(session: AsyncSession, employee_id: int | None) -> int | None:
    """The employee, kept from being removed until the commit; None when they were removed during the call."""
    row = select(Employee.id).where(Employee.id == employee_id)
    return await session.scalar(row.with_for_update(read=True, key_share=True))


def _close(call: Call, outcome: Outcome, now: datetime) -> None:
    call.progress, call.outcome, call.ended_at = Progress.ENDED, outcome, call.ended_at or now
