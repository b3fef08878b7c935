"""The telephones: who dials, hears, speaks, presses and rings."""

import asyncio
import logging
from pathlib import Path

import pytest
from playwright.async_api import Page, WebSocketRoute, expect

from bot.domain.plan import RecordLimits
from bot.pbx.local.switchboard import LocalSwitchboard
from bot.ports import HangUpCause, Leg, NoAnswer, NotAnswered
from tests.audio import has_tone, read_wav, tone, write_wav
from tests.browser.conftest import DESK, DID, OUTSIDE, SPOKEN_HZ, World, phone

pytestmark = [pytest.mark.browser, pytest.mark.real_time]

WHOLE = "it => it.scrollWidth <= it.clientWidth && it.scrollHeight <= it.clientHeight"
HEARS = "([number, hz]) => { const h = window.gudok.heard(number); return h.peak > 0.1 && Math.abs(h.hz - hz) < 15; }"


async def test_tap_on_a_did_dials_and_the_caller_hears_the_tone(page: Page, world: World) -> None:
    async def call(leg: Leg) -> None:
        await leg.answer()
        await leg.play(world.sound(620, 8.0))

    world.call = call
    await page.get_by_test_id(f"did-{DID}").click()
    await expect(phone(page, OUTSIDE)).to_have_attribute("data-state", "talking")
    await page.wait_for_function(HEARS, arg=[OUTSIDE, 620])
    await expect(phone(page, OUTSIDE).get_by_test_id("timer")).to_have_text("0:01")
    await phone(page, OUTSIDE).get_by_test_id("hang-up").click()
    await expect(phone(page, OUTSIDE)).to_have_attribute("data-state", "idle")


async def test_a_second_call_from_a_busy_phone_is_told_to_hang_up_first(page: Page, world: World) -> None:
    async def call(leg: Leg) -> None:
        await leg.answer()
        await leg.play(world.sound(620, 8.0))

    world.call = call
    await page.get_by_test_id(f"did-{DID}").click()
    await expect(phone(page, OUTSIDE)).to_have_attribute("data-state", "talking")
    await page.get_by_test_id(f"did-{DID}").click()
    await expect(page.get_by_test_id("toast")).to_contain_text("сначала положите трубку")
    await expect(phone(page, OUTSIDE)).to_have_attribute("data-state", "talking")


async def test_number_is_dialled_with_the_keypad_and_keys_reach_the_call(page: Page, world: World) -> None:
    pressed: list[str] = []

    async def call(leg: Leg) -> None:
        pressed.append(leg.dialled)
        await leg.answer()
        while len(pressed) < 4:
            pressed.append(await leg.digit(10))
        await leg.hang_up()

    world.call = call
    outside = phone(page, OUTSIDE)
    for key in "100":
        await outside.get_by_test_id(f"key-{key}").click()
    await outside.get_by_test_id("call").click()
    await expect(outside).to_have_attribute("data-state", "talking")
    await outside.get_by_test_id("key-1").click()
    await outside.get_by_test_id("key-#").click()
    await outside.get_by_test_id("key-5").focus()
    await page.keyboard.press("7")
    await expect(outside.get_by_test_id("state")).to_have_text("разговор окончен")
    assert pressed == ["100", "1", "#", "7"]


async def recorded(world: World, switchboard: LocalSwitchboard, seconds: float) -> tuple[asyncio.Event, Path]:
    """From now on a caller is recorded for so long; the event says when."""
    done, file = asyncio.Event(), world.folder / "said.wav"

    async def call(leg: Leg) -> None:
        await leg.answer()
        await leg.record("said", RecordLimits(seconds=seconds, silence=seconds))
        await switchboard.fetch("said", file)
        done.set()
        await leg.hang_up()

    world.call = call
    return done, file


async def test_microphone_speaks_into_the_call(page: Page, world: World, switchboard: LocalSwitchboard) -> None:
    done, file = await recorded(world, switchboard, 3.0)
    await page.get_by_test_id(f"did-{DID}").click()
    await expect(phone(page, OUTSIDE).get_by_test_id("mic")).to_have_attribute("aria-pressed", "true")
    async with asyncio.timeout(10):
        await done.wait()
    assert has_tone(read_wav(file), SPOKEN_HZ, 1.0)
    await expect(phone(page, OUTSIDE).get_by_test_id("mic")).to_have_attribute("aria-pressed", "false")


async def test_file_is_played_into_the_call_instead_of_the_microphone(
    page: Page, world: World, switchboard: LocalSwitchboard
) -> None:
    done, file = await recorded(world, switchboard, 4.0)
    song = write_wav(world.folder / "song.wav", tone(900, 2.0))
    await page.get_by_test_id(f"did-{DID}").click()
    await expect(phone(page, OUTSIDE)).to_have_attribute("data-state", "talking")
    await phone(page, OUTSIDE).get_by_test_id("file-input").set_input_files(song)
    async with asyncio.timeout(10):
        await done.wait()
    assert has_tone(read_wav(file), 900, 1.7)


async def test_refused_call_says_why(page: Page, world: World) -> None:
    async def call(leg: Leg) -> None:
        await leg.hang_up(HangUpCause.NO_SUCH_NUMBER)

    world.call = call
    outside = phone(page, OUTSIDE)
    await outside.get_by_test_id("number").fill("+7 999 000-00-00")
    await page.keyboard.press("Enter")
    await expect(outside.get_by_test_id("state")).to_have_text("такого номера нет")


async def test_desk_phone_rings_and_is_answered(page: Page, world: World, switchboard: LocalSwitchboard) -> None:
    ringing = asyncio.create_task(switchboard.ring(DESK, leg_id="r1", caller_id="+79000000000", seconds=20))
    desk = phone(page, DESK)
    await expect(desk).to_have_attribute("data-state", "ringing")
    await expect(desk.get_by_test_id("other")).to_have_text("+7 900 000-00-00")
    assert await desk.get_by_test_id("other").evaluate(WHOLE), "nothing is cut"
    await desk.get_by_test_id("answer").click()
    leg = await ringing
    await expect(desk).to_have_attribute("data-state", "talking")
    await leg.hang_up()
    await expect(desk).to_have_attribute("data-state", "idle")


async def test_desk_phone_declines(page: Page, switchboard: LocalSwitchboard) -> None:
    ringing = asyncio.create_task(switchboard.ring(DESK, leg_id="r1", caller_id="", seconds=20))
    await expect(phone(page, DESK).get_by_test_id("other")).to_have_text("Номер скрыт")
    await phone(page, DESK).get_by_test_id("decline").click()
    with pytest.raises(NotAnswered) as caught:
        await ringing
    assert caught.value.reason is NoAnswer.DECLINED


async def test_two_phones_of_one_page_talk_to_each_other(
    page: Page, world: World, switchboard: LocalSwitchboard
) -> None:
    async def call(leg: Leg) -> None:
        await leg.answer()
        desk = await switchboard.ring(DESK, leg_id="r1", caller_id=leg.caller, seconds=20)
        await switchboard.talk(leg, desk, talk_id="t1")

    world.call = call
    await page.get_by_test_id(f"did-{DID}").click()
    await phone(page, DESK).get_by_test_id("answer").click()
    await expect(phone(page, DESK)).to_have_attribute("data-state", "talking")
    await page.wait_for_function(HEARS, arg=[OUTSIDE, SPOKEN_HZ])  # answering took the microphone to the desk
    await phone(page, OUTSIDE).get_by_test_id("mic").click()
    await page.wait_for_function(HEARS, arg=[DESK, SPOKEN_HZ])
    await expect(phone(page, DESK).get_by_test_id("mic")).to_have_attribute("aria-pressed", "false")


async def test_call_survives_a_reload_of_the_page(page: Page, world: World) -> None:
    async def call(leg: Leg) -> None:
        await leg.answer()
        await leg.gone()

    world.call = call
    await page.get_by_test_id(f"did-{DID}").click()
    await expect(phone(page, OUTSIDE)).to_have_attribute("data-state", "talking")
    await page.reload()
    await expect(phone(page, OUTSIDE)).to_have_attribute("data-state", "talking")


async def test_call_log_shows_what_happens(page: Page, journal: logging.Logger) -> None:
    journal.info("call %d: %s", 7, "<b>x</b> звонит", extra={"call": 7, "kind": "arrived"})
    row = page.get_by_test_id("call-log").locator("li").first
    await expect(row).to_contain_text("<b>x</b> звонит")
    await expect(row).to_contain_text("#7")


async def test_small_screen_has_tabs_and_shows_that_it_rings(
    page: Page, world: World, switchboard: LocalSwitchboard
) -> None:
    await page.set_viewport_size({"width": 390, "height": 844})
    await expect(phone(page, DESK)).to_be_hidden()
    ringing = asyncio.create_task(switchboard.ring(DESK, leg_id="r1", caller_id="1", seconds=20))
    await expect(page.get_by_test_id("tab-phones").locator(".badge")).to_have_text("1")
    await page.get_by_test_id("tab-phones").click()
    await phone(page, DESK).get_by_test_id("answer").click()
    await (await ringing).hang_up()
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width == 390


async def test_page_says_that_it_has_lost_the_server_and_when_it_is_back(page: Page) -> None:
    there = True
    sockets: list[WebSocketRoute] = []

    async def wire(socket: WebSocketRoute) -> None:
        sockets.append(socket)
        if there:
            socket.connect_to_server()
        else:
            await socket.close()

    await page.route_web_socket("**/local/calls", wire)
    await page.reload()
    await expect(page.locator(".live.on")).to_be_visible()
    there = False
    await sockets[-1].close()
    await expect(page.locator(".lost")).to_be_visible()
    there = True
    await expect(page.locator(".lost")).to_be_hidden()
