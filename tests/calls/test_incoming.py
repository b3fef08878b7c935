"""What happens to a caller."""

import asyncio

from bot.domain.plan import Person
from bot.ports import Outcome, PhoneState
from tests.audio import has_tone, heard_in_order, read_wav, silence, tone
from tests.calls.company import ANNA, BEEP_HZ, BORIS, CLIENT, DIRECT, HOLD_HZ, PROMPT_HZ, SALES
from tests.calls.world import World


async def test_unanswered_caller_hears_music_prompt_and_beep_and_leaves_a_message(world: World) -> None:
    client = await world.call(SALES)
    await asyncio.sleep(11.6)
    client.phone.speak(tone(880, 3.0))
    await asyncio.sleep(3.5)
    client.phone.hang_up()
    await asyncio.sleep(1)
    assert heard_in_order(bytes(client.heard), HOLD_HZ, PROMPT_HZ, BEEP_HZ) == [HOLD_HZ, PROMPT_HZ, BEEP_HZ]
    [message] = world.book.messages
    assert message.employee_id is None
    assert has_tone(read_wav(message.file), 880, 2.5)
    assert world.book.outcomes == {1: Outcome.VOICEMAIL}
    assert await world.pbx.recordings() == []


async def test_message_for_an_employee_is_theirs(world: World) -> None:
    client = await world.call(DIRECT)
    await asyncio.sleep(11.6)
    client.phone.speak(tone(880, 2.0))
    await asyncio.sleep(2.5)
    client.phone.hang_up()
    await asyncio.sleep(1)
    assert [message.employee_id for message in world.book.messages] == [ANNA.employee_id]


async def test_first_to_answer_talks_and_the_other_phone_falls_silent(world: World) -> None:
    client = await world.call(SALES)
    anna, boris = world.handset(ANNA.phone), world.handset(BORIS.phone)
    await anna.until(PhoneState.RINGING)
    assert (await boris.until(PhoneState.RINGING)).other == CLIENT
    anna.phone.answer()
    await boris.until(PhoneState.IDLE)
    client.phone.speak(tone(500, 1.0))
    anna.phone.speak(tone(700, 1.0))
    await asyncio.sleep(2)
    assert has_tone(bytes(anna.heard), 500, 0.8)
    assert has_tone(bytes(client.heard), 700, 0.8)
    client.phone.hang_up()
    await anna.until(PhoneState.IDLE)
    await asyncio.sleep(0.1)
    assert world.book.outcomes == {1: Outcome.ANSWERED}
    assert world.line.floor.is_free(ANNA)


async def test_caller_who_hangs_up_first_is_not_missed(world: World) -> None:
    client = await world.call(SALES)
    anna = world.handset(ANNA.phone)
    await anna.until(PhoneState.RINGING)
    client.phone.hang_up()
    await anna.until(PhoneState.IDLE)
    await asyncio.sleep(0.1)
    assert world.book.outcomes == {1: Outcome.ABANDONED}
    assert world.line.floor.is_free(ANNA)


async def test_caller_who_hangs_up_during_the_prompt_is_missed(world: World) -> None:
    client = await world.call(SALES)
    await asyncio.sleep(10.5)
    client.phone.hang_up()
    await asyncio.sleep(1)
    assert world.book.outcomes == {1: Outcome.MISSED}
    assert world.book.messages == []


async def test_message_in_which_nobody_speaks_is_dropped(world: World) -> None:
    client = await world.call(SALES)
    await asyncio.sleep(11.6)
    client.phone.speak(silence(3.0))
    await asyncio.sleep(4)
    client.phone.hang_up()
    await asyncio.sleep(1)
    assert world.book.messages == []
    assert world.book.outcomes == {1: Outcome.MISSED}
    assert list(world.line.messages.iterdir()) == []


async def test_message_ends_by_itself_when_the_caller_stops_speaking(world: World) -> None:
    client = await world.call(SALES)
    await asyncio.sleep(11.6)
    client.phone.speak(tone(880, 2.0))
    await client.until(PhoneState.IDLE)
    await asyncio.sleep(0.1)
    assert world.book.outcomes == {1: Outcome.VOICEMAIL}


async def test_when_everybody_declines_the_caller_does_not_wait(world: World) -> None:
    client = await world.call(SALES)
    for person in (ANNA, BORIS):
        handset = world.handset(person.phone)
        await handset.until(PhoneState.RINGING)
        handset.phone.decline()
    await asyncio.sleep(1)
    assert has_tone(bytes(client.heard), PROMPT_HZ)


async def test_somebody_on_the_phone_is_not_rung_until_free(world: World) -> None:
    anna, boris = world.handset(ANNA.phone), world.handset(BORIS.phone)
    with world.line.floor.calling(ANNA):
        await world.call(SALES)
        await boris.until(PhoneState.RINGING)
        await asyncio.sleep(3)
        assert [event.state for event in anna.shown] == [PhoneState.IDLE]
    await anna.until(PhoneState.RINGING)


async def test_two_who_pick_up_in_the_same_moment_leave_no_leg_behind(world: World) -> None:
    client = await world.call(SALES)
    anna, boris = world.handset(ANNA.phone), world.handset(BORIS.phone)
    await anna.until(PhoneState.RINGING)
    await boris.until(PhoneState.RINGING)
    anna.phone.answer()
    boris.phone.answer()
    await asyncio.sleep(1)
    states = sorted(handset.shown[-1].state for handset in (anna, boris))
    assert states == [PhoneState.IDLE, PhoneState.TALKING]
    client.phone.hang_up()
    await asyncio.sleep(1)
    assert all(world.line.floor.is_free(person) for person in (ANNA, BORIS))


async def test_unknown_did_is_told_so_and_leaves_no_call(world: World) -> None:
    client = world.handset(CLIENT)
    client.phone.dial("+79990000000")
    await asyncio.sleep(1)
    assert client.shown[-1].state is PhoneState.IDLE
    assert client.shown[-1].why == "no-such-number"
    assert world.book.calls == {}


async def test_caller_is_handed_to_the_pbx_when_the_database_does_not_answer(world: World) -> None:
    world.book.broken = True
    client = world.handset(CLIENT)
    client.phone.dial(SALES)
    await asyncio.sleep(1)
    assert client.shown[-1].state is PhoneState.IDLE


async def test_a_phone_that_is_not_there_does_not_hold_the_others(world: World) -> None:
    plan = world.book.plans[SALES]
    [ring, message] = plan.steps
    people = (Person(9, "109"), BORIS)
    world.book.plans[SALES] = type(plan)(1, (type(ring)(people, 10.0, ring.music), message))  # type: ignore[union-attr]
    await world.call(SALES)
    boris = world.handset(BORIS.phone)
    await boris.until(PhoneState.RINGING)
    boris.phone.answer()
    await boris.until(PhoneState.TALKING)
    await asyncio.sleep(0.1)
    assert world.book.calls[1].employee_id == BORIS.employee_id
