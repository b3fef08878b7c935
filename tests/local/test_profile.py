"""What the bot says of itself."""

from typing import Any

import pytest
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from tests.local.conftest import ANNA, BORIS, Chat


async def offered(chat: Chat, person: int) -> list[str]:
    async with chat.http.get(f"/local/persons/{person}/history") as response:
        return [one["command"] for one in (await response.json())["commands"]]


async def test_commands_come_back_and_reach_the_person(chat: Chat) -> None:
    await chat.bot.set_my_commands([BotCommand(command="start", description="Главное меню")])
    assert [one.command for one in await chat.bot.get_my_commands()] == ["start"]
    assert await offered(chat, ANNA) == ["start"]
    await chat.bot.delete_my_commands()
    assert await offered(chat, ANNA) == []


async def test_the_nearest_scope_and_language_win(chat: Chat) -> None:
    def commands(name: str) -> list[BotCommand]:
        return [BotCommand(command=name, description="x")]

    await chat.bot.set_my_commands(commands("all"))
    await chat.bot.set_my_commands(commands("ru"), language_code="ru")
    assert await offered(chat, BORIS) == ["ru"]
    await chat.bot.set_my_commands(commands("private"), scope=BotCommandScopeAllPrivateChats())
    await chat.bot.set_my_commands(commands("annas"), scope=BotCommandScopeChat(chat_id=ANNA))
    assert await offered(chat, BORIS) == ["private"]
    assert await offered(chat, ANNA) == ["annas"]


@pytest.mark.parametrize(
    "command",
    [
        {"command": "Start", "description": "x"},
        {"command": "x" * 33, "description": "x"},
        {"command": "/start", "description": "x"},
        {"command": "start", "description": ""},
        {"command": "start", "description": "x" * 257},
        {"command": "start"},
    ],
)
async def test_bad_commands_are_refused(chat: Chat, command: dict[str, Any]) -> None:
    assert await chat.refused("setMyCommands", commands=[command])


async def test_too_few_and_too_many_commands_are_refused(chat: Chat) -> None:
    assert await chat.refused("setMyCommands", commands=[])
    assert await chat.refused("setMyCommands", commands=[{"command": "a", "description": "x"}] * 101)
    assert "no scope" in await chat.refused(
        "setMyCommands", commands=[{"command": "a", "description": "x"}], scope={"type": "all_group_chats"}
    )


async def test_name_and_descriptions_are_kept_per_language(chat: Chat) -> None:
    await chat.bot.set_my_name("Гудок", language_code="ru")
    assert (await chat.bot.get_my_name("ru")).name == "Гудок"
    assert (await chat.bot.get_my_name()).name == "Gudok"
    await chat.bot.set_my_description("d")
    await chat.bot.set_my_short_description("s")
    assert (await chat.bot.get_my_description()).description == "d"
    assert (await chat.bot.get_my_short_description()).short_description == "s"
    assert await chat.refused("setMyName", name="x" * 65)
    assert await chat.refused("setMyDescription", description="x" * 513)
    assert await chat.refused("setMyShortDescription", short_description="x" * 121)


async def test_menu_button(chat: Chat) -> None:
    assert await chat.bot.set_chat_menu_button(ANNA)
    assert await chat.refused(
        "setChatMenuButton", menu_button={"type": "web_app", "text": "x", "web_app": {"url": "x"}}
    )


async def test_who_am_i(chat: Chat) -> None:
    me = await chat.bot.get_me()
    assert (me.id, me.is_bot, me.first_name) == (42, True, "Gudok")


async def test_a_chat_action_is_one_that_exists(chat: Chat) -> None:
    assert await chat.bot.send_chat_action(ANNA, "record_voice")
    assert await chat.refused("sendChatAction", chat_id=ANNA, action="sing") == (
        "Bad Request: wrong parameter action in request"
    )
