"""The company's records as live calls see them: `Book` over the database."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import Update, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Call, Employee, Voicemail
from bot.db.store import Store
from bot.db.upsert import insert_new
from bot.domain import numbers
from bot.domain.plan_json import from_json, to_json
from bot.domain.recordings import parse_fallback_name, voicemail_call
from bot.domain.routing import plan
from bot.ports import Clock, FallbackLine, LeftMessage, OpenedCall, Outcome, Progress, UnfinishedCall
from bot.services.parcels import deliver
from bot.services.routes import FoundRoute, every_line, route_to


class CompanyBook:
    """Keeps calls and messages. `folder` is where fetched recordings are put."""

    def __init__(self, store: Store, clock: Clock, folder: Path) -> None:
        self._store = store
        self._clock = clock
        self._folder = folder

    async def open(self, leg_id: str, caller: str, dialled: str) -> OpenedCall | None:
        """Write the call down, once for a leg, and say what to do with it; None for a Did nobody has."""
        return await self._open((leg_id,), caller, dialled, self._clock.now())

    async def stands(self, call_id: int, progress: Progress) -> None:
        """The call has come to this stage; a closed one has left them all behind."""
        async with self._store.write() as session:
            await session.execute(_still_open(call_id).values(progress=progress))

    async def answered(self, call_id: int, employee_id: int, peer_leg_id: str) -> None:
        """An employee picked up: they talk from now."""
        async with self._store.write() as session:
            talk = {"progress": Progress.TALKING, "peer_leg_id": peer_leg_id, "answered_at": self._clock.now()}
            who = await _present(session, employee_id)
            await session.execute(_still_open(call_id).values(**talk, employee_id=who))

    async def message_left(self, call_id: int, message: LeftMessage) -> None:
        """Write the voicemail and its parcels, and close the call, all or nothing; the second time does nothing.

        The call is closed here so that a crash right afterwards leaves nothing open: its recording is known by then,
        and nobody would come back to it.
        """
        now = self._clock.now()
        async with self._store.write() as session:
            call = await session.get_one(Call, call_id, with_for_update=True)
            new = await insert_new(
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
            )
            if new:
                _close(call, Outcome.VOICEMAIL, now)
                await deliver(session, message.recording, now)

    async def ended(self, call_id: int, outcome: Outcome) -> None:
        """The call is over; does nothing on a closed call."""
        async with self._store.write() as session:
            over = {"progress": Progress.ENDED, "outcome": outcome, "ended_at": self._clock.now()}
            await session.execute(_still_open(call_id).values(**over))

    async def unfinished(self) -> list[UnfinishedCall]:
        """Calls that were open when we went down, in the order in which they came."""
        async with self._store.read() as session:
            calls = await session.scalars(select(Call).where(Call.ended_at.is_(None)).order_by(Call.started_at))
            return [_unfinished(call) for call in calls]

    async def open_for_recording(self, recording: str) -> OpenedCall | None:
        """The call that a recording found at the PBX belongs to, made up from its name if the PBX took it alone.

        None when nothing is known of it, or its message is delivered already.
        """
        async with self._store.read() as session:
            delivered = await session.scalar(select(Voicemail.id).where(Voicemail.recording == recording))
            call = await session.scalar(select(Call).where(Call.id == voicemail_call(recording)))
        if delivered:
            return None
        if call:
            return OpenedCall(call.id, from_json(call.plan))
        alone = parse_fallback_name(recording)
        return await self._open(_leg_ids(alone.unique), alone.caller, alone.did, alone.at) if alone else None

    async def fallback_lines(self) -> tuple[FallbackLine, ...]:
        """Every Did, for `Pbx.provision`."""
        async with self._store.read() as session:
            return await every_line(session)

    async def _open(self, leg_ids: Sequence[str], caller: str, dialled: str, at: datetime) -> OpenedCall | None:
        known = select(Call).where(Call.leg_id.in_(leg_ids))
        async with self._store.write() as session:
            call = await session.scalar(known)
            if call is None:
                number = numbers.presented(dialled)
                found = await route_to(session, number)
                if found is None:
                    return None
                await _write_down(session, leg_ids[0], numbers.presented(caller), number, found, at)
                call = (await session.scalars(known)).one()
            return OpenedCall(call.id, from_json(call.plan))


def _leg_ids(unique: str) -> tuple[str, ...]:
    """How the PBX may have named the leg to us before it took the call over: file names have "-" for the last dot."""
    head, _, tail = unique.rpartition("-")
    return unique, f"{head}.{tail}"


async def _write_down(
    session: AsyncSession, leg_id: str, caller: str, dialled: str, found: FoundRoute, at: datetime
) -> None:
    start = {"plan": to_json(plan(found.route)), "progress": Progress.ARRIVED, "peer_leg_id": "", "started_at": at}
    keys = {"company_id": found.route.company_id, "did_id": found.did_id, "leg_id": leg_id}
    await insert_new(session, Call, **keys, caller=caller, dialled=dialled, **start)


async def _present(session: AsyncSession, employee_id: int | None) -> int | None:
    """The employee, kept from being removed until the commit; None when they were removed during the call."""
    row = select(Employee.id).where(Employee.id == employee_id)
    return await session.scalar(row.with_for_update(read=True, key_share=True))


def _still_open(call_id: int) -> Update:
    return update(Call).where(Call.id == call_id, Call.ended_at.is_(None))


def _close(call: Call, outcome: Outcome, now: datetime) -> None:
    call.progress, call.outcome, call.ended_at = Progress.ENDED, outcome, call.ended_at or now


def _unfinished(call: Call) -> UnfinishedCall:
    return UnfinishedCall(call.id, from_json(call.plan), call.leg_id, call.progress, call.employee_id, call.peer_leg_id)
