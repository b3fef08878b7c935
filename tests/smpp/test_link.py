"""Parts over SMPP to a real centre, with its faults."""

import asyncio

import pytest

from bot.delivery import smpp
from bot.delivery.smpp import Account
from bot.domain.sms import Alphabet, cut
from bot.ports import Later, PartOut, PartRejected, Receipt
from tests.smpp.centre import BUSY_ONCE, LINE_BREAKS, MIDDLE_LOST, NO_ANSWER, REJECTED
from tests.smpp.conftest import Centre, Linked, linked, started

pytestmark = pytest.mark.real_time
FINE = "0"


def parts(text: str, fate: str = FINE) -> list[PartOut]:
    sms = cut(text)
    to = f"+7900123456{fate}"
    return [PartOut(to, sms.alphabet, part, n, len(sms.parts), 7) for n, part in enumerate(sms.parts, 1)]


async def test_a_short_text_arrives_as_it_is_and_its_receipt_comes(centre: Centre, ours: Linked) -> None:
    (part,) = parts("Hello {€}")
    network_id = await ours.link.submit(part)
    got = await centre.got()
    assert (got["to"], got["source"], got["udh"]) == ("79001234560", "Romashka", False)
    assert bytes.fromhex(got["text"]) == Alphabet.GSM7.octets("Hello {€}")
    assert await ours.receipt() == (network_id, Receipt.DELIVERED)
    assert ours.receivers == [part.to]


async def test_a_long_text_goes_in_numbered_parts_that_join_to_it(centre: Centre, ours: Linked) -> None:
    text = "Здравствуйте, спасибо за ваш звонок 🙂 " * 5
    for part in parts(text):
        await ours.link.submit(part)
    got = [bytes.fromhex((await centre.got())["text"]) for _ in parts(text)]
    assert [part[:6] for part in got] == [bytes([5, 0, 3, 7, len(got), n]) for n in range(1, len(got) + 1)]
    assert all(len(part) <= 140 for part in got)
    assert b"".join(part[6:] for part in got).decode("utf-16-be") == text


async def test_a_part_that_is_lost_is_said_to_be_though_the_others_arrive(ours: Linked) -> None:
    ids = [await ours.link.submit(part) for part in parts("я" * 180, MIDDLE_LOST)]
    receipts = dict([await ours.receipt() for _ in ids])
    assert [receipts[one] for one in ids] == [Receipt.DELIVERED, Receipt.REJECTED, Receipt.DELIVERED]


async def test_a_refused_part_is_refused_for_good(ours: Linked) -> None:
    with pytest.raises(PartRejected):
        await ours.link.submit(parts("no", REJECTED)[0])


async def test_a_busy_centre_is_asked_again_later(centre: Centre, ours: Linked) -> None:
    (part,) = parts("later", BUSY_ONCE)
    with pytest.raises(Later):
        await ours.link.submit(part)
    assert await ours.link.submit(part)


async def test_nothing_is_handed_over_while_the_centre_is_away(centre: Centre) -> None:
    async with linked(Account.of("smpp://gudok:secret@127.0.0.1:1")) as away:
        with pytest.raises(Later):
            await away.link.submit(parts("hello")[0])


async def test_what_the_line_swallowed_is_unknown_and_is_not_sent_again(
    centre: Centre, ours: Linked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smpp, "ANSWER", 1.0)
    for fate in (NO_ANSWER, LINE_BREAKS):
        with pytest.raises((TimeoutError, ConnectionError)):
            await ours.link.submit(parts("where", fate)[0])
        assert (await centre.got())["to"].endswith(fate)
    await ours.bound()
    await ours.link.submit(parts("here")[0])
    assert (await centre.got())["to"].endswith(FINE), "the first thing that the centre sees on the new line"


async def test_a_wrong_password_is_no_link() -> None:
    centre = await started()
    async with linked(centre.account("wrong")) as ours:
        await asyncio.sleep(0.5)
        assert not ours.link.stands
    await centre.dies()


async def test_the_link_comes_back_with_the_centre(centre: Centre, ours: Linked) -> None:
    await centre.dies()
    await ours.bound(False)
    again = await started(centre.port)
    await ours.bound()
    assert await ours.link.submit(parts("hello")[0])
    await again.dies()


async def test_a_centre_that_falls_silent_is_left_and_found_again(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    for seconds in ("ALIVE", "SILENT"):
        monkeypatch.setattr(smpp, seconds, 0.5)
    async with linked(centre.account()) as ours:
        await ours.bound()
        centre.freezes()
        await ours.bound(False)
        with pytest.raises(Later):
            await ours.link.submit(parts("hello")[0])
        centre.goes_on()
        await ours.bound()
        assert await ours.link.submit(parts("hello")[0])


@pytest.mark.parametrize("wrong", ["http://host", "smpp://", "", "smpp:user@host"])
def test_an_address_that_is_none_is_told(wrong: str) -> None:
    with pytest.raises(ValueError, match="looks like"):
        Account.of(wrong)
