"""Whom the bot may write to, and what people share."""

from typing import Any

import pytest
from aiogram.exceptions import TelegramForbiddenError

from bot.local.scene import Scene, ScenePerson
from tests.local.conftest import ANNA, BORIS, Chat, Open


async def test_the_bot_cannot_write_first(chat: Chat) -> None:
    with pytest.raises(TelegramForbiddenError, match="bot can't initiate conversation with a user"):
        await chat.bot.send_message(BORIS, "hello")
    await chat.says(BORIS)
    assert await chat.ok("sendMessage", chat_id=BORIS, text="hello")


@pytest.mark.parametrize("chat_id", [5, -100123, "@anna", "anna"])
async def test_an_unknown_chat_is_not_found(chat: Chat, chat_id: int | str) -> None:
    assert await chat.refused("sendMessage", chat_id=chat_id, text="x") == "Bad Request: chat not found"


async def test_no_chat_is_said_to_be_empty(chat: Chat) -> None:
    assert await chat.refused("sendMessage", text="x") == "Bad Request: chat_id is empty"


async def test_blocking_the_bot_is_told_and_forbids_writing(chat: Chat) -> None:
    await chat.local(f"persons/{ANNA}/block")
    assert await chat.refused("sendMessage", chat_id=ANNA, text="x") == "Forbidden: bot was blocked by the user"
    (update,) = await chat.bot.get_updates()
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "kicked"
    assert (await chat.tried(f"persons/{ANNA}/text", text="x"))[0] == 409
    await chat.local(f"persons/{ANNA}/unblock")
    assert await chat.ok("sendMessage", chat_id=ANNA, text="x")
    assert [len(await chat.updates())] == [2]


async def test_blocking_twice_is_told_once(chat: Chat) -> None:
    await chat.local(f"persons/{ANNA}/block")
    await chat.local(f"persons/{ANNA}/block")
    assert len(await chat.updates()) == 1


async def test_a_deactivated_user_is_out_of_reach(chat: Chat) -> None:
    await chat.local(f"persons/{ANNA}/deactivate")
    assert await chat.refused("sendMessage", chat_id=ANNA, text="x") == "Forbidden: user is deactivated"
    assert (await chat.tried(f"persons/{ANNA}/text", text="x"))[0] == 409


async def test_a_text_of_a_person_carries_its_commands(chat: Chat) -> None:
    message = await chat.says(ANNA, "😀 /start abc and/or /help")
    assert message["entities"] == [
        {"type": "bot_command", "offset": 3, "length": 6},
        {"type": "bot_command", "offset": 21, "length": 5},
    ]


@pytest.mark.parametrize("text", ["", "  ", "x" * 4097])
async def test_a_person_cannot_send_such_a_text(chat: Chat, text: str) -> None:
    assert (await chat.tried(f"persons/{ANNA}/text", text=text))[0] == 400


@pytest.mark.parametrize(("payload", "status"), [("a" * 64, 200), ("a-b_C", 200), ("a" * 65, 400), ("a.b", 400)])
async def test_a_deep_link_carries_64_plain_characters_at_most(chat: Chat, payload: str, status: int) -> None:
    assert (await chat.tried(f"persons/{ANNA}/start", payload=payload))[0] == status


async def test_an_answer_to_a_message_shows_it(chat: Chat) -> None:
    asked = await chat.ok("sendMessage", chat_id=ANNA, text="Name?")
    await chat.local(f"persons/{ANNA}/text", text="Anna", reply_to_message_id=asked["message_id"])
    (update,) = await chat.updates()
    assert update["message"]["reply_to_message"]["text"] == "Name?"
    assert (await chat.tried(f"persons/{ANNA}/text", text="x", reply_to_message_id=999))[0] == 404


async def shared(chat: Chat, **wish: Any) -> dict[str, Any]:
    await chat.local(f"persons/{ANNA}/contact", **wish)
    (update,) = await chat.bot.get_updates()
    assert update.message is not None
    message: dict[str, Any] = (await chat.updates())[0]["message"]
    return message


async def test_an_own_contact_has_the_own_user_id(chat: Chat) -> None:
    message = await shared(chat)
    contact = {"phone_number": "79001234567", "first_name": "Anna", "last_name": "Smirnova", "user_id": ANNA}
    assert message["contact"] == contact
    assert "forward_origin" not in message


async def test_a_contact_may_lack_a_user_id(chat: Chat) -> None:
    message = await shared(chat, phone_number="+79990000000", first_name="Somebody", user_id=None)
    assert message["contact"] == {"phone_number": "+79990000000", "first_name": "Somebody", "last_name": "Smirnova"}


async def test_a_foreign_contact_has_a_foreign_user_id(chat: Chat) -> None:
    message = await shared(chat, phone_number="+79007654321", user_id=BORIS)
    assert message["contact"]["user_id"] == BORIS != message["from"]["id"]


async def test_a_forwarded_contact_says_whose_it_was(chat: Chat) -> None:
    message = await shared(chat, forward_from=BORIS)
    assert message["contact"]["user_id"] == BORIS
    assert message["forward_origin"]["sender_user"]["id"] == BORIS


@pytest.mark.parametrize("wish", [{"phone": "1"}, {"phone_number": 1}, {"user_id": "x"}, {"forward_from": None}])
async def test_an_impossible_contact_is_refused(chat: Chat, wish: dict[str, Any]) -> None:
    assert (await chat.tried(f"persons/{ANNA}/contact", **wish))[0] == 400


async def test_a_new_person_can_write_at_once(chat: Chat) -> None:
    person = await chat.local("persons", first_name="Vera", language_code="en")
    await chat.says(person["id"], "hi")
    (update,) = await chat.updates()
    assert update["message"]["from"] == {
        "id": person["id"],
        "is_bot": False,
        "first_name": "Vera",
        "language_code": "en",
    }
    assert (await chat.tried("persons", first_name=" "))[0] == 400
    assert (await chat.tried("persons", first_name="x", id="7"))[0] == 400
    assert (await chat.tried(f"persons/{ANNA}1/text", text="x"))[0] == 404


async def test_the_scene_is_asked_anew(opened: Open) -> None:
    people = [ScenePerson(7, "Gleb", start="once")]

    async def now() -> list[ScenePerson]:
        return people

    chat = await opened(scene=Scene(persons=now))
    assert await first_start(chat) == "once"
    await chat.says(7, "/start once")
    people[0] = ScenePerson(7, "Gleb", role_hint="admin")
    assert await first_start(chat) == ""
    assert await chat.ok("sendMessage", chat_id=7, text="welcome")


async def first_start(chat: Chat) -> str:
    async with chat.http.get("/local/scene") as response:
        return str((await response.json())["persons"][0]["start"])


async def test_the_scene_shows_bot_persons_phones_and_dids(chat: Chat) -> None:
    async with chat.http.get("/local/scene") as response:
        scene = await response.json()
    assert scene["bot"]["username"] == "gudok_local_bot"
    assert [person["role_hint"] for person in scene["persons"]] == ["admin", "employee"]
    assert scene["phones"] == scene["dids"] == []


async def test_get_chat_tells_the_names(chat: Chat) -> None:
    full = await chat.bot.get_chat(ANNA)
    assert (full.first_name, full.active_usernames) == ("Anna", ["anna"])
    assert await chat.refused("getChat", chat_id=BORIS) == "Bad Request: chat not found"
