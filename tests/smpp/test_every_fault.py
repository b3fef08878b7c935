"""Messages to clients over a network with every fault: a part goes out once, is paid for once, comes back once."""

import asyncio
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.db.store import Store
from bot.domain.message_states import PartState
from bot.ports import Receipt
from tests.databases import sqlite_template
from tests.smpp.network import KILLS, SIZE, Books, Fate, Firm, Network, Step, When
from tests.virtual import VirtualClock, VirtualLoop

__all__ = ["sqlite_template"]

CALLERS = ("+79007654321", "+79007654322", "+79007654323")
GOOD, BAD = Receipt.DELIVERED, Receipt.REJECTED
ONE, FOUR = "Перезвоним", "я" * 210


async def _lived(url: str, story: list[Step], text: str, callers: int, left: int) -> tuple[Network, Books]:
    store, clock = Store.open(url), VirtualClock(asyncio.get_running_loop())
    network = Network(iter(story))
    firm = Firm(store, clock, network)
    try:
        await firm.opens(text, left)
        await firm.misses(*CALLERS[:callers])
        await firm.lives()
        await network.tells_the_rest()
        return network, await firm.books()
    finally:
        await store.close()


def lived(
    template: Path, story: list[Step], text: str = ONE, callers: int = 1, left: int = 10
) -> tuple[Network, Books]:
    """The whole story, and the books after it."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        file = shutil.copy(template, Path(folder) / "gudok.db")
        with asyncio.Runner(loop_factory=VirtualLoop) as runner:
            return runner.run(_lived(f"sqlite:///{file}", story, text, callers, left))


FAULTS = [  # of a message of one part: what the network does, what the part is in the end
    ([Step()], PartState.SENT),
    ([Step(receipts=((When.SOON, GOOD),))], PartState.DELIVERED),
    ([Step(receipts=((When.BEFORE_THE_ANSWER, GOOD),))], PartState.DELIVERED),
    ([Step(receipts=((When.SOON, GOOD), (When.LATE, GOOD)))], PartState.DELIVERED),
    ([Step(receipts=((When.LATE, BAD),))], PartState.REJECTED),
    ([Step(receipts=((When.SOON, BAD), (When.LATE, BAD)))], PartState.REJECTED),
    ([Step(receipts=((When.SOON, BAD), (When.LATE, GOOD)))], PartState.REJECTED),
    ([Step(Fate.BUSY), Step(Fate.BUSY), Step()], PartState.SENT),
    ([Step(Fate.REFUSED)], PartState.REJECTED),
    ([Step(Fate.ANSWER_LOST)], PartState.UNKNOWN),
    ([Step(Fate.ANSWER_LOST, ((When.LATE, GOOD),))], PartState.DELIVERED),
    ([Step(Fate.ANSWER_LOST, ((When.LATE, BAD), (When.LATE, BAD)))], PartState.REJECTED),
    ([Step(Fate.ANSWER_LOST, ((When.BEFORE_THE_ANSWER, GOOD),))], PartState.DELIVERED),
    ([Step(Fate.LINE_BROKE)], PartState.UNKNOWN),
    ([Step(Fate.KILLED_BEFORE)], PartState.UNKNOWN),
    ([Step(Fate.KILLED_AFTER)], PartState.UNKNOWN),
    ([Step(Fate.KILLED_AFTER, ((When.SOON, GOOD),))], PartState.DELIVERED),
    ([Step(Fate.KILLED_AFTER, ((When.LATE, BAD),))], PartState.REJECTED),
]


@pytest.mark.parametrize(("story", "ends"), FAULTS)
def test_each_fault_and_what_the_part_is_then(sqlite_template: Path, story: list[Step], ends: PartState) -> None:
    network, books = lived(sqlite_template, story)
    assert list(books.states.values()) == [ends]
    assert books.left == (10 if ends is PartState.REJECTED else 9)
    assert all(times == 1 for times in network.taken.values())


def test_parts_behind_one_that_nobody_knows_of_have_not_gone_out_and_come_back(sqlite_template: Path) -> None:
    network, books = lived(sqlite_template, [Step(), Step(Fate.LINE_BROKE)], FOUR)
    assert list(books.states.values()) == [PartState.SENT, PartState.UNKNOWN, PartState.REJECTED, PartState.REJECTED]
    assert books.left == 8
    assert len(network.taken) == 1


def test_a_slow_network_gets_the_rest_later_within_another_lease(sqlite_template: Path) -> None:
    network, books = lived(sqlite_template, [Step(Fate.SLOW)] * 4, FOUR)
    assert set(books.states.values()) == {PartState.SENT}
    assert len(network.taken) == 4


receipts = st.lists(st.tuples(st.sampled_from(When), st.sampled_from(Receipt)), max_size=3).map(tuple)
stories = st.lists(st.builds(Step, st.sampled_from(Fate), receipts), max_size=16)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(stories, st.sampled_from([ONE, "я" * 100, FOUR]), st.integers(1, 3), st.integers(0, 6))
def test_any_story_leaves_right_books(
    sqlite_template: Path, story: list[Step], text: str, callers: int, left: int
) -> None:
    network, books = lived(sqlite_template, story, text, callers, left)
    assert all(times == 1 for times in network.taken.values()), "a part was sent twice"
    assert books.waiting == 0
    assert PartState.WAITING not in books.states.values()
    assert books.left + books.charged == left + SIZE * books.purchases, "each part is paid for once or came back once"
    assert books.purchases == (len(books.states) > left), "one purchase for the crossing"
    assert books.paid == [f"sms-500#{n}" for n in range(1, books.purchases + 1)]
    for part, state in books.states.items():
        said = network.said.get(part, [])
        if part in network.refused:
            assert state is PartState.REJECTED
        if state is PartState.DELIVERED:
            assert GOOD in said
        if state is PartState.REJECTED:
            assert part not in network.taken or BAD in said, "what was taken is given back at the network's word only"
        if part in network.taken and said and not KILLS & {step.fate for step in story}:
            assert state is (PartState.DELIVERED if said[0] is GOOD else PartState.REJECTED), "the first word counts"
