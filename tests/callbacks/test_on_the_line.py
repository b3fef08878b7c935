"""Never two calls to one client at once: calls back, orders and calls that are under way know of each other."""

import asyncio

import pytest

from bot.domain.callbacks import Ending, Stage
from bot.domain.cards import Seat
from bot.domain.errors import Refused
from bot.domain.orders import Why
from bot.domain.roles import Role
from bot.ports import PhoneState
from bot.services.ordered_calls import OrderedCalls
from tests.callbacks.life import CLIENT, Life, asked, states


async def test_while_somebody_talks_with_the_client_nobody_is_rung_to_call_them(life: Life) -> None:
    boris, client = life.handset("102"), life.handset(CLIENT)
    with life.busy("101"), life.busy("102"):
        await life.asks(CLIENT)
        boris.phone.dial(CLIENT)
        await client.until(PhoneState.RINGING)
    await asyncio.sleep(20)
    assert life.handset("101").shown[-1].state is PhoneState.IDLE, "free, and not rung"
    client.phone.decline()
    await life.handset("101").until(PhoneState.RINGING)
    assert await states(life) == [(Stage.WAITING, 0, None)]


async def test_a_client_who_is_on_the_line_for_longer_than_the_window_is_not_forgotten(life: Life) -> None:
    await asked(life, CLIENT)
    with life.floor.on_the_line(life.town.company, CLIENT):
        await life.book.open("a-talk-elsewhere", CLIENT, "+79923855259")
        await asyncio.sleep(700)
    assert await states(life) == [(Stage.WAITING, 0, None)]


async def test_a_client_who_is_called_back_cannot_be_called_from_the_chat_besides(life: Life) -> None:
    await asked(life, CLIENT)
    await life.answers("101")
    await life.handset(CLIENT).until(PhoneState.RINGING)
    seat = Seat(life.town.company, "", "Europe/Moscow", Role.ADMIN, None)
    orders = OrderedCalls(life.town.store, life.town.clock)
    with pytest.raises(Refused, match="line"):
        await orders.call(seat, life.town.people["102"], CLIENT, Why.MISSED, life.town.admin)


async def test_an_attempt_whose_beginning_broke_off_after_it_was_written_is_given_back(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    promises = life.callbacks._promises
    begin = promises.begin

    async def torn(*how: object) -> None:
        monkeypatch.undo()
        await begin(*how)  # type: ignore[arg-type]
        raise OSError("the database has gone away")

    monkeypatch.setattr(promises, "begin", torn)
    await asked(life, CLIENT)
    await life.answers("101")
    await life.handset("101").until(PhoneState.IDLE)
    assert await states(life) == [(Stage.CALLING, 1, None)]
    await asyncio.sleep(2)
    assert await states(life) == [(Stage.WAITING, 0, None)]
    assert life.town.dialled == []
    await life.answers("102")
    client = await life.answers(CLIENT)
    client.phone.hang_up()
    await asyncio.sleep(2)
    assert await states(life) == [(Stage.CLOSED, 1, Ending.ANSWERED)]


async def test_an_attempt_whose_end_could_not_be_written_has_counted_and_is_followed_by_the_second(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def torn(*how: object) -> None:
        raise OSError("the database has gone away")

    await asked(life, CLIENT)
    await life.answers("101")
    client = life.handset(CLIENT)
    await client.until(PhoneState.RINGING)
    with monkeypatch.context() as away:
        away.setattr(life.book, "ended", torn)
        client.phone.decline()
        await life.handset("101").until(PhoneState.IDLE)
        await asyncio.sleep(0.5)
        assert await states(life) == [(Stage.CALLING, 1, None)]
    await asyncio.sleep(2)
    assert await states(life) == [(Stage.WAITING, 1, None)]
    assert len(life.town.dialled) == 1
