"""What a tap may cost: statements are most of it, and they creep up unseen (`docs/bench.md`)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event, update

from bot.db.models import Company
from bot.keyboards.home import Home
from bot.keyboards.options import Options, Switch
from tests.chat.world import World

CHAT = 5  # the update is stored, the person, where they are, the new screen, and that it was shown


@pytest.fixture
def statements() -> Iterator[list[str]]:
    """What has gone to the database since they were cleared."""
    gone: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        gone.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield gone
    event.remove(Engine, "before_cursor_execute", note)


async def test_a_tap_makes_few_statements(joined: World, statements: list[str]) -> None:
    company = joined.firm.company
    async with joined.store.write() as session:  # as after any night
        yesterday = joined.clock.now().date() - timedelta(days=1)
        await session.execute(update(Company).values(accrued_until=yesterday))
    await joined.admin.taps(Home(company=company))  # polling has begun
    for tap, most in (
        (Home(company=company), CHAT + 4),
        (Options(company=company), CHAT + 3),
        (Switch(company=company, key="recording", want=True), CHAT + 9),
        (Switch(company=company, key="recording", want=False), CHAT + 9),
    ):
        statements.clear()
        await joined.admin.taps(tap)
        assert len(statements) <= most, "\n".join([repr(tap), *statements])
