"""What a call asks of the database, counted: each statement is a quarter of a millisecond that all callers wait for."""

from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event

from bot.db.store import Store
from bot.domain.catalogue import CATALOGUE
from bot.domain.recordings import voicemail_name
from bot.ports import LeftMessage, OpenedCall, Outcome, Progress
from bot.services.book import CompanyBook
from bot.services.claims import follow_orders
from bot.services.client_messages import ClientMessages
from bot.services.notices import Notices
from bot.services.promises import follow_callbacks
from bot.services.redials import follow_redials
from bot.services.webhook_events import WebhookEvents
from tests.databases import Hand
from tests.services.firm import DIRECT, MAIN, Firm

CALLER = "+79007654321"


@pytest.fixture
def book(store: Store, hand: Hand, firm: Firm, tmp_path: Path) -> CompanyBook:
    """With every follower of the program."""
    first = (follow_orders, follow_redials, follow_callbacks)
    followers = (*first, Notices(hand), ClientMessages(CATALOGUE), WebhookEvents(hand))
    return CompanyBook(store, hand, tmp_path, followers=followers)


@contextmanager
def counted(store: Store) -> Iterator[list[str]]:
    """The statements that are executed in the block."""
    asked: list[str] = []

    def note(_c: object, _u: object, statement: str, _p: object, _x: object, _m: bool) -> None:
        asked.append(statement)

    engine = store._engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


async def cost(store: Store, stage: Awaitable[object]) -> int:
    with counted(store) as asked:
        await stage
    return len(asked)


async def opened(book: CompanyBook, dialled: str = MAIN) -> OpenedCall:
    call = await book.open(f"leg-{dialled}", CALLER, dialled)
    assert call
    return call


@pytest.mark.parametrize(
    ("dialled", "statements"),
    [
        pytest.param(MAIN, 6, id="a department: number, people, redial, options, the row, webhook"),
        pytest.param(DIRECT, 5, id="an employee: the same without people"),
    ],
)
async def test_before_the_answer(store: Store, book: CompanyBook, dialled: str, statements: int) -> None:
    assert await cost(store, book.open("leg", CALLER, dialled)) == statements


async def test_each_stage_is_one_statement(store: Store, book: CompanyBook) -> None:
    call = await opened(book)
    for stage in (book.stands(call.id, Progress.RINGING, department_id=1), book.stands(call.id, Progress.PROMPT)):
        assert await cost(store, stage) == 1


async def test_a_talk(store: Store, book: CompanyBook, firm: Firm) -> None:
    call = await opened(book)
    assert await cost(store, book.answered(call.id, firm.ivanov, "peer")) == 6
    assert await cost(store, book.ended(call.id, Outcome.ANSWERED)) == 4


@pytest.mark.parametrize(("outcome", "statements"), [(Outcome.ABANDONED, 2), (Outcome.MISSED, 3)])
async def test_nobody_has_answered(store: Store, book: CompanyBook, outcome: Outcome, statements: int) -> None:
    call = await opened(book)
    assert await cost(store, book.ended(call.id, outcome)) == statements


async def test_a_message_and_its_parcels(store: Store, book: CompanyBook, firm: Firm, tmp_path: Path) -> None:
    call = await opened(book, DIRECT)
    name = voicemail_name(call.id)
    message = LeftMessage(tmp_path / f"{name}.wav", 3.0, firm.ivanov, name)
    assert await cost(store, book.message_left(call.id, message)) == 10
