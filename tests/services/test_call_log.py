"""The log of calls over the database: lines, pages, days of the company's zone, what it is narrowed to, whose it is."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.db.models import Call, Recording
from bot.db.rule_models import ContactRow
from bot.db.store import Store
from bot.domain.call_log import Narrowed, Party, Result
from bot.domain.clients import sorting
from bot.domain.effects import CallKind
from bot.domain.errors import Refused
from bot.domain.figures import Arrived
from bot.ports import Outcome, Progress
from bot.services.call_log import PAGE, CallLog
from bot.services.figures import Figures
from tests.databases import Hand
from tests.services.firm import DIRECT, MAIN, Firm, founded

ANNA, BORIS = "+79007654321", "+79007654322"
TODAY, ALL = date(2026, 8, 3), Narrowed()
NOON = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)  # in Moscow


class Log:
    """Calls of «Ромашка», one minute apart, and the services that read them."""

    def __init__(self, store: Store, hand: Hand, firm: Firm, folder: Path) -> None:
        self.store, self.firm, self.folder, self._n = store, firm, folder, 0
        self.log, self.figures = CallLog(store, hand, folder), Figures(store)

    async def has(
        self,
        caller: str = ANNA,
        outcome: Outcome | None = Outcome.MISSED,
        kind: CallKind = CallKind.DID,
        at: datetime = NOON,
        recorded: int = 0,
        **more: object,
    ) -> int:
        self._n += 1
        began = at + timedelta(minutes=self._n)
        talked = {"answered_at": began + timedelta(seconds=5)} if outcome is Outcome.ANSWERED else {}
        facts = {"company_id": self.firm.company, "dialled": MAIN, "plan": {}, "peer_leg_id": ""} | talked | more
        ended = None if outcome is None else began + timedelta(seconds=65)
        async with self.store.write() as session:
            call = Call(
                leg_id=f"leg-{self._n}",
                caller=caller,
                direction=kind,
                outcome=outcome,
                progress=Progress.ENDED,
                started_at=began,
                ended_at=ended,
                **facts,
            )
            session.add(call)
            await session.flush()
            if recorded:
                name = f"talk-{call.id}"
                kept = {"name": name, "file": f"{name}.wav", "seconds": 60.0, "bytes": recorded, "created_at": began}
                session.add(Recording(company_id=call.company_id, call_id=call.id, **kept))
            return call.id

    async def ids(self, narrowed: Narrowed = ALL, day: date = TODAY, page: int = 0) -> list[int]:
        return [it.id for it in (await self.log.page(self.firm.admin(), day, narrowed, page)).items]


@pytest.fixture
async def log(store: Store, hand: Hand, tmp_path: Path) -> Log:
    return Log(store, hand, await founded(store), tmp_path)


async def test_a_line_says_who_whom_and_for_how_long(log: Log) -> None:
    async with log.store.write() as session:
        known = {"name": "Анна", "sorting": sorting("Анна", ANNA), "vip": False}
        session.add(ContactRow(company_id=log.firm.company, number=ANNA, **known))
    incoming = await log.has(outcome=Outcome.ANSWERED, employee_id=log.firm.ivanov, dialled=DIRECT, recorded=10)
    outgoing = await log.has("101", Outcome.BUSY, CallKind.OUTGOING, dialled=ANNA)
    among = await log.has("101", Outcome.MISSED, CallKind.INTERNAL, dialled="102", employee_id=log.firm.petrova)
    third, second, first = (await log.log.page(log.firm.admin(), TODAY, Narrowed(), 0)).items
    assert (third.id, second.id, first.id) == (among, outgoing, incoming), "newest first"
    assert (first.caller, first.whom) == (Party(ANNA, "Анна"), Party(DIRECT, "Иванов Иван"))
    assert (first.waited, first.talked, first.recorded, first.result) == (5.0, 60.0, True, Result.ANSWERED)
    assert (second.caller, second.whom) == (Party("101", "Иванов Иван"), Party(ANNA, "Анна"))
    assert (third.caller, third.whom) == (Party("101", "Иванов Иван"), Party("102", "Петрова Анна"))
    assert (third.talked, third.recorded) == (None, False)


async def test_a_day_is_the_companys(log: Log) -> None:
    midnight = datetime(2026, 8, 2, 21, 0, tzinfo=UTC)
    await log.has(at=midnight - timedelta(minutes=2))
    today = await log.has(at=midnight)
    late = await log.has(at=midnight + timedelta(hours=23, minutes=50))
    await log.has(at=midnight + timedelta(hours=24))
    assert await log.ids() == [late, today]


async def test_pages_are_full_and_one_beyond_the_last_is_the_last(log: Log) -> None:
    ids = [await log.has() for _ in range(PAGE + 2)]
    assert await log.ids() == ids[:1:-1]
    assert await log.ids(page=1) == await log.ids(page=99) == [ids[1], ids[0]]
    page = await log.log.page(log.firm.admin(), TODAY, Narrowed(), -5)
    assert (page.page, page.pages, page.total) == (0, 2, PAGE + 2)


async def test_it_is_narrowed_by_number_name_employee_result_and_recording(log: Log) -> None:
    async with log.store.write() as session:
        known = {"name": "Борис Ёлкин", "sorting": sorting("Борис Ёлкин", BORIS), "vip": False}
        session.add(ContactRow(company_id=log.firm.company, number=BORIS, **known))
    month_ago, too_old = NOON - timedelta(days=28), NOON - timedelta(days=31)
    old = await log.has(BORIS, Outcome.ANSWERED, at=month_ago, employee_id=log.firm.ivanov, recorded=10)
    await log.has(BORIS, at=too_old)
    mine = await log.has("101", Outcome.UNREACHABLE, CallKind.OUTGOING, dialled=ANNA)
    going = await log.has(ANNA, None)
    for narrowed, found in (
        (Narrowed("4322"), [old]),
        (Narrowed("8 900 765-43-21"), [going, mine]),
        (Narrowed("ЁЛКИН бор"), [old]),
        (Narrowed("100%"), []),
        (Narrowed(employee=(log.firm.ivanov, "")), [mine, old]),
        (Narrowed(result=Result.FAILED), [mine]),
        (Narrowed(result=Result.GOING), [going]),
        (Narrowed(recorded=True), [old]),
        (Narrowed("4322", recorded=True, result=Result.MISSED), []),
    ):
        assert await log.ids(narrowed) == found, narrowed


async def test_a_recording_that_has_made_room_is_not_played_and_its_call_says_so(log: Log, hand: Hand) -> None:
    call = await log.has(outcome=Outcome.ANSWERED, recorded=10)
    (talk,) = (await log.log.one(log.firm.admin(), call)).talks
    path, seconds, line = await log.log.recording(log.firm.admin(), talk.id)
    assert (path, seconds, line.id) == (log.folder / f"talk-{call}.wav", 60.0, call)
    async with log.store.write() as session:
        (await session.get_one(Recording, talk.id)).deleted_at = hand.now()
    with pytest.raises(Refused):
        await log.log.recording(log.firm.admin(), talk.id)
    details = await log.log.one(log.firm.admin(), call)
    assert (details.call.recorded, details.talks[0].deleted_at) == (False, hand.now())
    assert await log.ids(Narrowed(recorded=True)) == []


async def test_it_is_for_administrators_and_of_their_company_only(log: Log) -> None:
    call = await log.has(outcome=Outcome.ANSWERED, recorded=10)
    (talk,) = (await log.log.one(log.firm.admin(), call)).talks
    other, staff = log.firm.other_admin(), log.firm.staff(log.firm.ivanov)
    assert (await log.log.page(other, TODAY, Narrowed(), 0)).items == ()
    for seat in (other, staff):
        for refused in (log.log.one(seat, call), log.log.recording(seat, talk.id)):
            with pytest.raises(Refused):
                await refused
    for refused in (log.log.page(staff, TODAY, Narrowed(), 0), log.figures.arrived(staff, TODAY)):
        with pytest.raises(Refused):
            await refused
    assert await log.figures.arrived(other, TODAY) == []
    assert [it async for it in log.figures.lines(other, TODAY, TODAY)] == []


async def test_a_picture_has_the_calls_from_outside_that_are_over(log: Log) -> None:
    await log.has(outcome=Outcome.ANSWERED)
    await log.has("101", Outcome.MISSED, CallKind.OUTGOING)
    await log.has(outcome=None)
    await log.has(at=NOON - timedelta(days=29))
    await log.has(at=NOON - timedelta(days=30))
    found = await log.figures.arrived(log.firm.admin(), TODAY)
    assert sorted(it.at.date() for it in found) == [date(2026, 7, 5), TODAY]
    assert {it.outcome for it in found} == {Outcome.ANSWERED, Outcome.MISSED}
    assert isinstance(found[0], Arrived)


async def test_a_file_has_every_call_of_its_days_oldest_first(log: Log) -> None:
    ids = [await log.has(at=NOON - timedelta(days=days)) for days in (2, 1, 0)]
    lines = log.figures.lines(log.firm.admin(), date(2026, 8, 2), TODAY)
    assert [it.id async for it in lines] == ids[1:]


async def test_what_was_kept_each_day_is_reckoned_back_from_now(log: Log, hand: Hand) -> None:
    gone = await log.has(outcome=Outcome.ANSWERED, recorded=100, at=NOON - timedelta(days=3))
    await log.has(outcome=Outcome.ANSWERED, recorded=10, at=NOON - timedelta(days=2))
    await log.has(outcome=Outcome.ANSWERED, recorded=1)
    async with log.store.write() as session:
        (talk,) = (await log.log.one(log.firm.admin(), gone)).talks
        (await session.get_one(Recording, talk.id)).deleted_at = NOON - timedelta(days=1)
    kept = await log.figures.kept(log.firm.admin(), TODAY)
    assert kept.used[-5:] == (0, 100, 110, 10, 11)
    assert (kept.oldest, kept.count) == (date(2026, 8, 1), 1)
