"""The book cannot be written just then: nobody is left alone on the line, and no call stays open for ever."""

import asyncio

import pytest

from bot.ports import HangUpCause, Outcome, PhoneState
from tests.calls.company import ANNA, BORIS, CLIENT, SALES
from tests.calls.world import Handset, World

SECOND = "+79007654321"


async def they_talk(world: World) -> tuple[Handset, Handset]:
    client, anna = await world.call(SALES), world.handset(ANNA.phone)
    await anna.until(PhoneState.RINGING)
    anna.phone.answer()
    await anna.until(PhoneState.TALKING)
    await asyncio.sleep(0.1)
    return client, anna


async def test_a_call_whose_end_could_not_be_written_is_closed_when_it_can(world: World) -> None:
    client, anna = await they_talk(world)
    world.book.broken = True
    anna.phone.hang_up()
    await client.until(PhoneState.IDLE)
    with pytest.raises(OSError, match="locked"):
        await world.desk.collect()
    assert world.book.outcomes == {}
    world.book.broken = False
    await world.desk.collect()
    assert world.book.outcomes == {1: Outcome.ANSWERED}


async def test_who_waits_when_the_book_breaks_is_handed_over_and_their_call_is_closed(world: World) -> None:
    client = await world.call(SALES)
    await world.handset(ANNA.phone).until(PhoneState.RINGING)
    world.book.broken = True
    await client.until(PhoneState.IDLE)
    assert client.shown[-1].why == HangUpCause.UNAVAILABLE
    world.book.broken = False
    await world.desk.collect()
    assert world.book.outcomes == {1: Outcome.ABANDONED}


async def test_who_picks_up_as_the_book_breaks_is_not_left_alone_on_the_line(world: World) -> None:
    client, anna = await world.call(SALES), world.handset(ANNA.phone)
    await anna.until(PhoneState.RINGING)
    world.book.broken = True
    anna.phone.answer()
    await client.until(PhoneState.IDLE)
    await anna.until(PhoneState.IDLE)
    assert world.line.floor.is_free(ANNA)
    assert world.line.floor.is_free(BORIS)


async def test_an_employees_call_to_a_client_is_closed_as_what_it_was(world: World) -> None:
    anna, client = world.handset(ANNA.phone), world.handset(CLIENT)
    anna.phone.dial(CLIENT)
    await client.until(PhoneState.RINGING)
    world.book.broken = True
    client.phone.decline()
    await anna.until(PhoneState.IDLE)
    world.book.broken = False
    await world.desk.collect()
    assert world.book.outcomes == {1: Outcome.INTERRUPTED}


async def test_a_talk_that_goes_on_meanwhile_is_left_alone(world: World) -> None:
    client, anna = await they_talk(world)
    second, boris = world.handset(SECOND), world.handset(BORIS.phone)
    second.phone.dial(SALES)
    await boris.until(PhoneState.RINGING)
    boris.phone.answer()
    await asyncio.sleep(0.1)
    world.book.broken = True
    boris.phone.hang_up()
    await second.until(PhoneState.IDLE)
    world.book.broken = False
    await world.desk.collect()
    assert world.book.outcomes == {2: Outcome.ANSWERED}
    assert anna.shown[-1].state is client.shown[-1].state is PhoneState.TALKING
