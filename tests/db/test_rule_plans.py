"""Lists of rules, clients and calls are searches in an index, whatever other companies have."""

from collections.abc import Awaitable, Callable

import pytest

from bot.db.store import Store
from bot.domain.cards import Seat
from bot.domain.catalogue import CATALOGUE
from bot.domain.rules import Rule, When
from bot.services.clients import Clients
from bot.services.notifications import Notifications
from bot.services.untold import stop_telling
from tests.databases import Hand
from tests.db.test_query_plans import plans, store, table_scans
from tests.services.firm import founded
from tests.services.ruled import missed, told, with_rules

__all__ = ["store"]
Ask = Callable[[Notifications, Clients, Seat], Awaitable[object]]
ASKED: dict[str, Ask] = {
    "what a rule would have sent": lambda rules, _, seat: rules.dry_run(seat, [Rule(1)]),
    "who called lately": lambda rules, _, seat: rules.recent_callers(seat),
    "rules": lambda rules, _, seat: rules.all(seat),
    "clients": lambda _, clients, seat: clients.page(seat),
    "clients looked for": lambda _, clients, seat: clients.page(seat, "анна", 3),
}


async def steps_of(store: Store, hand: Hand, what: str) -> list[str]:
    seat = (await founded(store)).admin()
    services = Notifications(store, hand, CATALOGUE), Clients(store, hand, CATALOGUE)
    return await plans(store, lambda: ASKED[what](*services, seat))


@pytest.mark.parametrize("what", ASKED)
async def test_no_table_that_grows_is_read_from_end_to_end(store: Store, hand: Hand, what: str) -> None:
    assert table_scans(await steps_of(store, hand, what)) == []


@pytest.mark.parametrize("what", ["what a rule would have sent", "who called lately"])
async def test_calls_are_read_for_their_days_only(store: Store, hand: Hand, what: str) -> None:
    steps = await steps_of(store, hand, what)
    assert any("ix_call_company_id_started_at_id (company_id=? AND started_at>?)" in step for step in steps)


async def test_who_is_told_in_working_time_is_a_search_however_many_have_hours_of_their_own(store: Store) -> None:
    firm = await founded(store)
    await with_rules(store, firm.company, Rule(firm.ivanov, when=When.WORKING))
    steps = await plans(store, lambda: told(store, missed(firm)))
    assert table_scans(steps) == []
    assert any("own_hours USING" in step for step in steps)


async def test_what_is_on_its_way_to_somebody_is_found_among_what_waits(store: Store) -> None:
    async def nobody_any_more() -> None:
        async with store.write() as session:
            await stop_telling(session, [1])

    assert table_scans(await plans(store, nobody_any_more)) == []


async def test_clients_are_stored_in_the_order_of_the_list(store: Store, hand: Hand) -> None:
    steps = await steps_of(store, hand, "clients")
    assert any("ix_contact_company_id_sorting_id" in step for step in steps)
