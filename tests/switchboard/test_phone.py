"""What the page holds in its hand."""

import asyncio
import logging
from pathlib import Path

import pytest

from bot.domain.sounds import Sound
from bot.pbx.local.switchboard import LocalSwitchboard
from bot.ports import Leg, PhoneEvent, PhoneState
from tests.audio import FakeSounds, dominant, has_tone, tone
from tests.contract.person import Person
from tests.switchboard.conftest import SONG, Board

CALLER, DID = "+79001234567", "+78120000001"


async def test_the_same_number_is_the_same_phone(board: Board) -> None:
    assert board.pbx.plug("101") is board.pbx.plug("101")
    assert board.pbx.plug("101").number == "101"


async def test_the_display_tells_the_story_of_a_call(board: Board) -> None:
    phone = board.pbx.plug(CALLER)
    events = phone.events()
    leg = await board.dialled(phone, DID)
    await leg.answer()
    await leg.hang_up()
    assert [await anext(events) for _ in range(4)] == [
        PhoneEvent(PhoneState.IDLE),
        PhoneEvent(PhoneState.CALLING, DID),
        PhoneEvent(PhoneState.TALKING, DID),
        PhoneEvent(PhoneState.IDLE, DID),
    ]


async def test_a_caller_hears_the_ringback_tone_until_the_answer(board: Board) -> None:
    async with Person(board.pbx.plug(CALLER)) as caller:
        leg = await board.dialled(board.pbx.plug(CALLER))
        assert dominant((await caller.listens(0.5))[-3200:]) == pytest.approx(425, abs=5)
        assert not has_tone((await caller.listens(3))[8000:], 425)
        assert has_tone(await caller.listens(1.5), 425, 0.5)
        await leg.answer()
        assert await caller.listens(4.5) == b""


async def test_who_gives_up_hears_the_ringback_tone_no_more(board: Board) -> None:
    async with Person(board.pbx.plug(CALLER)) as caller:
        await board.dialled(board.pbx.plug(CALLER))
        await caller.listens(0.5)
        caller.phone.hang_up()
        assert await caller.listens(5) == b""


async def test_a_sound_before_the_answer_takes_the_place_of_the_ringback_tone(board: Board) -> None:
    async with Person(board.pbx.plug(CALLER)) as caller:
        leg = await board.dialled(board.pbx.plug(CALLER))
        await leg.play(SONG)
        await asyncio.sleep(0.02)
        assert has_tone(bytes(caller.heard), 440, 0.4)
        assert await caller.listens(4.5) == b""


async def test_buttons_that_make_no_sense_do_nothing(board: Board) -> None:
    phone = board.pbx.plug(CALLER)
    events = phone.events()
    phone.answer()
    phone.decline()
    phone.hang_up()
    phone.press("1")
    phone.speak(tone(440, 1))
    leg = await board.dialled(phone)
    phone.dial("102")
    phone.answer()
    phone.decline()
    phone.press("A")
    phone.press("12")
    await leg.answer()
    assert await leg.digit(0.1) == ""
    assert [(await anext(events)).state for _ in range(3)] == ["idle", "calling", "talking"]


async def test_two_pages_with_one_phone_see_and_hear_the_same(board: Board) -> None:
    phone = board.pbx.plug(CALLER)
    async with Person(phone) as one, Person(phone) as other:
        leg = await board.dialled(phone)
        await leg.answer()
        await asyncio.gather(one.sees(PhoneState.TALKING), other.sees(PhoneState.TALKING))
        await leg.play(SONG)
        await asyncio.sleep(0)
        assert one.heard == other.heard
        assert has_tone(bytes(one.heard), 440)


async def test_frames_that_nobody_takes_are_kept_for_a_second(board: Board) -> None:
    phone = board.pbx.plug(CALLER)
    frames = phone.hears()
    leg = await board.dialled(phone)
    await leg.answer()
    await leg.hold(SONG)
    await asyncio.sleep(10)
    await leg.unhold()
    kept = []
    try:
        async with asyncio.timeout(1):
            async for frame in frames:
                kept.append(frame)
    except TimeoutError:
        pass
    assert len(kept) == 50


async def test_a_phone_that_is_idle_costs_no_wakeups(board: Board) -> None:
    for n in range(100):
        board.pbx.plug(str(n)).events()
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_what_is_heard_comes_within_a_tenth_of_a_second(board: Board) -> None:
    loop = asyncio.get_running_loop()
    async with Person(board.pbx.plug(CALLER)) as caller, Person(board.pbx.plug("101")) as employee:
        leg = await board.dialled(board.pbx.plug(CALLER))
        await leg.answer()
        ringing = asyncio.create_task(board.pbx.ring("101", leg_id="r", caller_id=CALLER, seconds=5))
        await employee.takes_the_call()
        talk = asyncio.create_task(board.pbx.talk(leg, await ringing, talk_id="t"))
        await asyncio.sleep(1.007)
        frames, began = employee.phone.hears(), loop.time()
        caller.phone.speak(tone(1000, 0.5))
        while not any(await anext(frames)):
            pass
        assert loop.time() - began <= 0.1
        talk.cancel()


async def test_before_the_start_and_after_the_stop_a_call_is_refused(tmp_path: Path) -> None:
    pbx = LocalSwitchboard(FakeSounds(), tmp_path)
    events = pbx.plug(CALLER).events()
    await anext(events)
    pbx.plug(CALLER).dial(DID)
    assert [(await anext(events)).why for _ in range(2)] == ["", "unavailable"]


async def test_a_call_that_fails_is_logged_and_its_caller_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def fail(leg: Leg) -> None:
        raise ZeroDivisionError("a bug")

    pbx = LocalSwitchboard(FakeSounds(), tmp_path)
    await pbx.start(fail)
    events = pbx.plug(CALLER).events()
    pbx.plug(CALLER).dial(DID)
    assert [(await anext(events)).why for _ in range(3)] == ["", "", "unavailable"]
    assert "a bug" in caplog.text
    await pbx.stop()


async def test_hold_music_that_cannot_be_played_is_logged_and_the_call_goes_on(
    board: Board, caplog: pytest.LogCaptureFixture
) -> None:
    leg = await board.dialled(board.pbx.plug(CALLER))
    await leg.answer()
    with caplog.at_level(logging.ERROR):
        await leg.hold(Sound("nonsense"))
        await asyncio.sleep(0.1)
    assert "hold music nonsense" in caplog.text
    await leg.play(SONG)
