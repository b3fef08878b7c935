"""Talks that are kept, and what the caller is told of it first."""

import asyncio

from bot.domain.catalogue import CATALOGUE
from bot.domain.effects import NOTICE, CallFacts, CallKind, Switched
from bot.domain.plan import CallPlan
from bot.ports import Outcome, PhoneState
from tests.audio import has_tone, heard_in_order, read_wav, tone, tone_seconds
from tests.calls.company import ANNA, BORIS, HOLD_HZ, NOTICE_HZ, PLANS, SALES
from tests.calls.world import Handset, World

OF_CLIENT, OF_ANNA = 500.0, 700.0  # Hz of what they say


def recording(*flags: str) -> CallPlan:
    """What the option makes of a call to the department."""
    return CATALOGUE.plan(PLANS[SALES], [Switched("recording", flags=frozenset(flags))], CallFacts(CallKind.DID))


async def answered(world: World) -> tuple[Handset, Handset]:
    client, anna = await world.call(SALES), world.handset(ANNA.phone)
    await anna.until(PhoneState.RINGING)
    anna.phone.answer()
    await anna.until(PhoneState.TALKING)
    return client, anna


async def they_talk(client: Handset, anna: Handset) -> None:
    client.phone.speak(tone(OF_CLIENT, 1.0, 0.3))
    anna.phone.speak(tone(OF_ANNA, 1.0, 0.3))
    await asyncio.sleep(1.5)
    client.phone.hang_up()
    await asyncio.sleep(1)


async def test_caller_hears_the_notice_once_and_before_anybody_is_rung(world: World) -> None:
    world.book.plans[SALES] = recording(NOTICE)
    client, anna = await world.call(SALES), world.handset(ANNA.phone)
    await asyncio.sleep(0.5)
    assert anna.shown[-1].state is PhoneState.IDLE
    await anna.until(PhoneState.RINGING)
    await asyncio.sleep(1)
    assert heard_in_order(bytes(client.heard), NOTICE_HZ, HOLD_HZ) == [NOTICE_HZ, HOLD_HZ]


async def test_without_the_flag_the_notice_is_not_heard_and_the_talk_is_kept_all_the_same(world: World) -> None:
    world.book.plans[SALES] = recording()
    client, anna = await answered(world)
    await they_talk(client, anna)
    assert not has_tone(bytes(client.heard), NOTICE_HZ)
    assert len(world.book.talks) == 1


async def test_both_voices_are_kept_with_the_call_and_the_pbx_forgets_its_copy(world: World) -> None:
    world.book.plans[SALES] = recording(NOTICE)
    await they_talk(*await answered(world))
    [talk] = world.book.talks
    pcm = read_wav(talk.file)
    assert tone_seconds(pcm, OF_CLIENT) >= 0.8
    assert tone_seconds(pcm, OF_ANNA) >= 0.8
    assert (talk.recording, talk.file.parent) == ("talk-1", world.line.talks)
    assert talk.bytes == talk.file.stat().st_size
    assert abs(talk.seconds - len(pcm) / 16000) < 0.01
    assert world.book.outcomes == {1: Outcome.ANSWERED}
    assert await world.pbx.recordings() == []


async def test_talk_is_not_kept_while_the_option_is_off(world: World) -> None:
    await they_talk(*await answered(world))
    assert (world.book.talks, list(world.line.talks.iterdir())) == ([], [])


async def test_only_the_talk_of_whose_number_is_recorded_is_kept(world: World) -> None:
    on = [Switched("number-recording", BORIS.employee_id)]
    world.book.plans[SALES] = CATALOGUE.plan(PLANS[SALES], on, CallFacts(CallKind.DID))
    await they_talk(*await answered(world))
    assert world.book.talks == []


async def test_option_switched_in_mid_call_does_not_bend_the_call(world: World) -> None:
    world.book.plans[SALES] = recording(NOTICE)
    client, anna = await answered(world)
    world.book.plans[SALES] = PLANS[SALES]
    await they_talk(client, anna)
    assert len(world.book.talks) == 1
    client, anna = await answered(world)
    await they_talk(client, anna)
    assert len(world.book.talks) == 1


async def test_caller_who_hangs_up_as_the_phone_is_picked_up_leaves_no_talk(world: World) -> None:
    world.book.plans[SALES] = recording()
    client, anna = await world.call(SALES), world.handset(ANNA.phone)
    await anna.until(PhoneState.RINGING)
    anna.phone.answer()
    client.phone.hang_up()
    await asyncio.sleep(1)
    assert (world.book.talks, list(world.line.talks.iterdir())) == ([], [])
    assert await world.pbx.recordings() == []


async def test_missed_call_of_a_recorded_department_keeps_its_message_and_no_talk(world: World) -> None:
    world.book.plans[SALES] = recording()
    client = await world.call(SALES)
    await asyncio.sleep(11.6)
    client.phone.speak(tone(880, 3.0))
    await asyncio.sleep(3.5)
    client.phone.hang_up()
    await asyncio.sleep(1)
    assert (len(world.book.messages), world.book.talks) == (1, [])
