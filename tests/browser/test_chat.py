"""What a person does in the chat: writing, tapping, sharing; and what the bot's messages look like."""

import asyncio
import re

import pytest
from playwright.async_api import Page, Route, expect

from tests.browser.conftest import ANNA, BORIS, World, last_message

pytestmark = [pytest.mark.browser, pytest.mark.real_time]

KEYS = {"inline_keyboard": [[{"text": "Опции", "callback_data": "options"}, {"text": "Мелодии", "callback_data": "m"}]]}


async def test_start_button_opens_the_invite(page: Page, world: World) -> None:
    await page.get_by_test_id("start").click()
    assert (await world.update("message"))["text"] == "/start invite_1"
    await expect(last_message(page).get_by_test_id("text")).to_have_text("/start invite_1")


async def test_what_is_written_reaches_the_bot_and_its_answer_the_person(page: Page, world: World) -> None:
    await page.get_by_test_id("message-field").fill("Привет")
    await page.keyboard.press("Enter")
    assert (await world.update("message"))["text"] == "Привет"
    await world.bot("sendMessage", chat_id=ANNA, text="<b>Здравствуйте</b>, Анна", parse_mode="HTML")
    await expect(last_message(page).locator("strong")).to_have_text("Здравствуйте")
    await expect(page.get_by_test_id("message")).to_have_count(2)


async def test_pressed_button_spins_until_the_bot_answers(page: Page, world: World) -> None:
    await world.says(ANNA, "/start")
    await world.bot("sendMessage", chat_id=ANNA, text="Меню", reply_markup=KEYS)
    button = page.get_by_test_id("inline-button").first
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")
    query = await world.update("callback_query")
    assert query["data"] == "options"
    await world.bot("answerCallbackQuery", callback_query_id=query["id"], text="Готово")
    await expect(page.get_by_test_id("toast")).to_have_text("Готово")
    await expect(button).not_to_have_attribute("aria-busy", "true")


async def test_alert_waits_for_the_person(page: Page, world: World) -> None:
    await world.says(ANNA, "/start")
    await world.bot("sendMessage", chat_id=ANNA, text="Меню", reply_markup=KEYS)
    await page.get_by_test_id("inline-button").nth(1).click()
    query = await world.update("callback_query")
    await world.bot("answerCallbackQuery", callback_query_id=query["id"], text="Нельзя", show_alert=True)
    alert = page.get_by_test_id("alert")
    await expect(alert).to_contain_text("Нельзя")
    await page.get_by_test_id("alert-close").click()
    await expect(alert).to_have_count(0)


async def test_edited_message_changes_in_place_and_deleted_one_vanishes(page: Page, world: World) -> None:
    await world.says(ANNA, "/start")
    first = await world.bot("sendMessage", chat_id=ANNA, text="Одно")
    await world.bot("sendMessage", chat_id=ANNA, text="Другое")
    await world.bot("editMessageText", chat_id=ANNA, message_id=first["message_id"], text="Третье")
    texts = page.locator(".message.in").get_by_test_id("text")
    await expect(texts).to_have_text(["Третье", "Другое"])
    await world.bot("deleteMessage", chat_id=ANNA, message_id=first["message_id"])
    await expect(texts).to_have_text(["Другое"])


async def test_reply_quotes_the_message(page: Page, world: World) -> None:
    await world.says(ANNA, "/start")
    asked = await world.bot("sendMessage", chat_id=ANNA, text="Как назвать?", reply_markup={"force_reply": True})
    await expect(page.get_by_test_id("stop-reply")).to_be_visible()
    await page.get_by_test_id("message-field").fill("Весна")
    await page.get_by_test_id("send").click()
    await world.update("message")
    assert (await world.update("message"))["reply_to_message"]["message_id"] == asked["message_id"]
    await expect(last_message(page).locator(".quote")).to_contain_text("Как назвать?")


async def test_own_number_is_shared_with_a_reply_button(page: Page, world: World) -> None:
    await world.says(BORIS, "/start")
    keyboard = {"keyboard": [[{"text": "Поделиться номером", "request_contact": True}]]}
    await world.bot("sendMessage", chat_id=BORIS, text="Кто вы?", reply_markup=keyboard)
    await page.get_by_test_id(f"person-{BORIS}").click()
    await page.get_by_test_id("reply-button").click()
    await page.get_by_test_id("confirm-yes").click()
    await world.update("message")
    assert (await world.update("message"))["contact"]["user_id"] == BORIS
    await world.bot("sendMessage", chat_id=BORIS, text="Узнал", reply_markup={"remove_keyboard": True})
    await expect(page.get_by_test_id("reply-keyboard")).to_have_count(0)


async def test_a_keyboard_that_came_before_our_own_message_was_confirmed_stays(page: Page, world: World) -> None:
    """The bot may be faster than the reply to our POST; its one-time keyboard is new then, not used."""
    answered = asyncio.Event()

    async def late(route: Route) -> None:
        response = await route.fetch()
        await answered.wait()
        await route.fulfill(response=response)

    await page.route("**/text", late)
    await page.get_by_test_id(f"person-{BORIS}").click()
    await page.get_by_test_id("start").click()
    await world.update("message")
    keyboard = {"keyboard": [[{"text": "Поделиться номером"}]], "one_time_keyboard": True}
    await world.bot("sendMessage", chat_id=BORIS, text="Кто вы?", reply_markup=keyboard)
    await expect(page.get_by_test_id("reply-button")).to_be_visible()
    async with page.expect_response("**/text"):
        answered.set()
    await page.evaluate("new Promise(requestAnimationFrame)")
    await expect(page.get_by_test_id("reply-button")).to_be_visible()


async def test_link_to_the_bot_asks_as_whom_to_open_it(page: Page, world: World) -> None:
    name = (await world.bot("getMe"))["username"]
    await world.says(ANNA, "/start")
    link = f'<a href="https://t.me/{name}?start=abc">Приглашение</a>'
    await world.bot("sendMessage", chat_id=ANNA, text=link, parse_mode="HTML")
    await page.get_by_test_id("text").locator("a").click()
    await page.get_by_test_id(f"open-as-{BORIS}").click()
    await world.update("message")
    opened = await world.update("message")
    assert (opened["from"]["id"], opened["text"]) == (BORIS, "/start abc")


async def test_text_from_outside_never_becomes_markup(page: Page, world: World) -> None:
    evil = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"
    await world.says(ANNA, evil)
    keys = {"inline_keyboard": [[{"text": evil, "callback_data": "x"}], [{"text": "🔗", "url": "http://a.b/<i>"}]]}
    await world.bot("sendMessage", chat_id=ANNA, text=evil, reply_markup=keys)
    await expect(page.get_by_test_id("text")).to_have_text([evil, evil])
    await expect(page.get_by_test_id("inline-button").first).to_have_text(evil)
    await expect(page.get_by_test_id(f"person-{BORIS}")).to_contain_text("Boris <b>B</b>")
    assert await page.locator("img[src='x'], .text script, .person b").count() == 0
    assert await page.title() == "Gudok"


async def test_unread_messages_are_counted_for_each_person(page: Page, world: World) -> None:
    await world.says(BORIS, "/start")
    await world.bot("sendMessage", chat_id=BORIS, text="Раз")
    await world.bot("sendMessage", chat_id=BORIS, text="Два")
    badge = page.get_by_test_id(f"person-{BORIS}").locator(".badge")
    await expect(badge).to_have_text("2")
    await page.reload()
    await expect(badge).to_have_text("2")
    await page.get_by_test_id(f"person-{BORIS}").click()
    await expect(badge).to_be_hidden()
    await page.reload()
    await expect(last_message(page)).to_contain_text("Два")
    await expect(badge).to_be_hidden()


async def test_person_who_blocked_the_bot_can_come_back(page: Page, world: World) -> None:
    await world.says(ANNA, "/start")
    await page.get_by_test_id("chat-menu").click()
    await page.get_by_test_id("block").click()
    await page.get_by_test_id("unblock").click()
    await expect(page.get_by_test_id("message-field")).to_be_visible()


async def test_new_person_has_a_chat_of_their_own(page: Page, world: World) -> None:
    await page.get_by_test_id("add-person").click()
    await page.get_by_test_id("new-first_name").fill("Вера")
    await page.get_by_test_id("new-person-add").click()
    await expect(page.get_by_test_id("owner")).to_have_text("Вера")
    await page.get_by_test_id("start").click()
    assert (await world.update("message"))["from"]["first_name"] == "Вера"


async def test_language_changes_in_place(page: Page) -> None:
    await expect(page.get_by_test_id("start")).to_have_text("Открыть приглашение")
    await page.get_by_test_id("language").click()
    await expect(page.get_by_test_id("start")).to_have_text("Open the invite")
    await expect(page.locator("h2").first).to_have_text("Telephones")
    assert re.search("[а-яё]", await page.get_by_test_id("keypad").first.inner_text()) is None


async def test_message_that_overtakes_the_history_is_not_lost(page: Page, world: World) -> None:
    await world.says(ANNA, "/start")
    asked, answered = asyncio.Event(), asyncio.Event()

    async def slow(route: Route) -> None:
        response = await route.fetch()
        asked.set()
        await answered.wait()
        await route.fulfill(response=response)

    await page.route(f"**/persons/{ANNA}/history", slow)
    await page.reload()
    await asked.wait()
    await world.bot("sendMessage", chat_id=ANNA, text="Опередило")
    answered.set()
    await expect(page.get_by_test_id("text")).to_have_text(["/start", "Опередило"])


async def test_tap_that_the_bot_never_answers_stops_spinning(page: Page, world: World) -> None:
    await page.clock.install()
    await page.reload()
    await world.says(ANNA, "/start")
    await world.bot("sendMessage", chat_id=ANNA, text="Меню", reply_markup=KEYS)
    button = page.get_by_test_id("inline-button").first
    await button.click()
    await expect(button).to_have_attribute("aria-busy", "true")
    await page.clock.fast_forward(20_000)
    await expect(button).not_to_have_attribute("aria-busy", "true")
    await expect(page.get_by_test_id("toast")).to_have_text("Бот не ответил на нажатие")
