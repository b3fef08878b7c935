"""Followers hear of every event of a call once, in the transaction that writes it down."""

from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Call
from bot.db.store import Store
from bot.domain.recordings import voicemail_name
from bot.ports import LeftMessage, Outcome
from bot.services.book import CompanyBook
from bot.services.following import CallEvent
from tests.databases import Hand
from tests.services.firm import DIRECT, Firm


class Diary:
    """A follower that writes down what it is told."""

    def __init__(self) -> None:
        self.lines: list[tuple[CallEvent, Outcome | None]] = []
        self.fails = False

    async def __call__(self, session: AsyncSession, event: CallEvent, call: Call) -> None:
        self.lines.append((event, call.outcome))
        if self.fails:
            raise RuntimeError("no room")


@pytest.fixture
def diary() -> Diary:
    return Diary()


@pytest.fixture
def book(store: Store, hand: Hand, firm: Firm, tmp_path: Path, diary: Diary) -> CompanyBook:
    return CompanyBook(store, hand, tmp_path, followers=(diary,))


async def test_an_answered_call_is_told_of_three_times(book: CompanyBook, firm: Firm, diary: Diary) -> None:
    call = await book.open("leg-1", "+79007654321", DIRECT)
    assert call
    for _ in range(2):
        await book.open("leg-1", "+79007654321", DIRECT)
    await book.answered(call.id, firm.ivanov, "peer")
    for _ in range(2):
        await book.ended(call.id, Outcome.ANSWERED)
    assert diary.lines == [
        (CallEvent.ARRIVED, None),
        (CallEvent.ANSWERED, None),
        (CallEvent.ENDED, Outcome.ANSWERED),
    ]


@pytest.mark.parametrize("closed_before", [False, True])
async def test_a_message_ends_its_call_once(
    book: CompanyBook, firm: Firm, diary: Diary, tmp_path: Path, closed_before: bool
) -> None:
    call = await book.open("leg-1", "+79007654321", DIRECT)
    assert call
    if closed_before:
        await book.ended(call.id, Outcome.VOICEMAIL)
    name = voicemail_name(call.id)
    for _ in range(2):
        await book.message_left(call.id, LeftMessage(tmp_path / f"{name}.wav", 3.0, firm.ivanov, name))
    ended = [(CallEvent.ENDED, Outcome.VOICEMAIL), (CallEvent.VOICEMAIL, Outcome.VOICEMAIL)]
    assert diary.lines[1:] == ended


async def test_what_a_follower_cannot_take_has_not_happened(book: CompanyBook, store: Store, diary: Diary) -> None:
    call = await book.open("leg-1", "+79007654321", DIRECT)
    assert call
    diary.fails = True
    with pytest.raises(RuntimeError):
        await book.ended(call.id, Outcome.MISSED)
    async with store.read() as session:
        assert (await session.get_one(Call, call.id)).ended_at is None
