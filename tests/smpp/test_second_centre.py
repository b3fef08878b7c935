"""Our link and another's idea of SMPP: npm's `smpp`, which decodes by itself what we have encoded."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.delivery import smpp
from bot.ports import Later, Receipt
from tests.smpp.conftest import Centre, Linked, linked, started_by_node
from tests.smpp.test_link import FINE, parts

pytestmark = [pytest.mark.node, pytest.mark.real_time]
BUSY_ONCE, MIDDLE_LOST, LINE_BREAKS, SLOW = "2", "3", "4", "6"
LATIN, CYRILLIC = "Hello {€} ~ [gudok] ", "Здравствуйте, спасибо за ваш звонок 🙂 "


@pytest.fixture
async def centre() -> AsyncIterator[Centre]:
    it = await started_by_node()
    yield it
    await it.dies()


@pytest.mark.parametrize(("text", "coding"), [(LATIN, 0), (LATIN * 12, 0), (CYRILLIC, 8), (CYRILLIC * 5, 8)])
async def test_it_reads_what_we_have_written(centre: Centre, ours: Linked, text: str, coding: int) -> None:
    ids = [await ours.link.submit(part) for part in parts(text)]
    got = [await centre.got() for _ in ids]
    assert "".join(part["text"] for part in got) == text
    assert {(part["source"], part["to"], part["coding"]) for part in got} == {("Romashka", f"7900123456{FINE}", coding)}
    numbered = [[f"000307{len(got):02x}{n:02x}"] for n in range(1, len(got) + 1)]
    assert [part["udh"] for part in got] == (numbered if len(got) > 1 else [[]])
    assert [await ours.receipt() for _ in ids] == [(one, Receipt.DELIVERED) for one in ids]


async def test_the_receipt_of_each_part_is_its_own(ours: Linked) -> None:
    ids = [await ours.link.submit(part) for part in parts("я" * 180, MIDDLE_LOST)]
    receipts = dict([await ours.receipt() for _ in ids])
    assert [receipts[one] for one in ids] == [Receipt.DELIVERED, Receipt.REJECTED, Receipt.DELIVERED]


async def test_throttled_means_later(ours: Linked) -> None:
    (part,) = parts("later", BUSY_ONCE)
    with pytest.raises(Later):
        await ours.link.submit(part)
    assert await ours.link.submit(part)


async def test_an_answer_may_be_slow_and_come_after_its_receipt(ours: Linked) -> None:
    answer = asyncio.create_task(ours.link.submit(parts("slowly", SLOW)[0]))
    network_id, receipt = await ours.receipt()
    assert not answer.done()
    assert (await answer, receipt) == (network_id, Receipt.DELIVERED)


async def test_a_broken_line_swallows_one_part_and_comes_back(
    centre: Centre, ours: Linked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smpp, "ANSWER", 1.0)
    with pytest.raises((ConnectionError, TimeoutError)):
        await ours.link.submit(parts("where", LINE_BREAKS)[0])
    await ours.bound()
    await ours.link.submit(parts("here")[0])
    assert [(await centre.got())["to"][-1] for _ in range(2)] == [LINE_BREAKS, FINE]


async def test_a_wrong_password_is_no_link(centre: Centre) -> None:
    async with linked(centre.account("wrong")) as ours:
        await asyncio.sleep(0.5)
        assert not ours.link.stands
