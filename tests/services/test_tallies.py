"""What people have done lately is known after a restart."""

from datetime import datetime, timedelta

from bot.db.models import Call
from bot.db.store import Store
from bot.domain.queueing import Tally
from bot.ports import Outcome, Progress
from bot.services.tallies import tallies
from tests.services.firm import FOUNDED, MAIN, Firm, founded

NOW = FOUNDED + timedelta(days=3)


async def talked(store: Store, firm: Firm, employee: int, began: datetime, *, in_line: bool = True) -> None:
    async with store.write() as session:
        call = Call(
            company_id=firm.company,
            leg_id=f"{employee}-{began}",
            caller="+79001234567",
            dialled=MAIN,
            plan={},
            progress=Progress.ENDED,
            outcome=Outcome.ANSWERED,
            employee_id=employee,
            peer_leg_id="",
            started_at=began,
            answered_at=began,
            ended_at=began + timedelta(minutes=1),
        )
        call.department_id = 1 if in_line else None
        session.add(call)


async def test_talks_of_a_line_within_a_day_count_and_the_last_is_as_long_ago_as_it_is(
    store: Store,
) -> None:
    firm = await founded(store)
    for hours in (1, 5, 30):
        await talked(store, firm, firm.ivanov, NOW - timedelta(hours=hours))
    await talked(store, firm, firm.petrova, NOW - timedelta(hours=2), in_line=False)
    async with store.read() as session:
        assert await tallies(session, NOW, 1000.0) == {firm.ivanov: Tally(2, 1000.0 - 59 * 60)}
