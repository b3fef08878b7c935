"""What the bot says of itself: name, descriptions, commands, the menu button."""

import json
import re
from collections.abc import Callable

from bot.local.errors import bad_request
from bot.local.methods.chats import known_person
from bot.local.store import Json
from bot.local.telegram import Call, Telegram
from bot.local.utf16 import units

COMMAND = re.compile(r"[a-z0-9_]+")
SCOPES = {"default", "all_private_chats", "chat"}  # there are no groups here
LANGUAGE = re.compile(r"([a-z]{2})?")


def get_me(call: Call) -> Json:
    bot = call.telegram.state.bot
    name = call.telegram.store.setting("profile").get("name:", bot["first_name"])
    abilities = {"can_join_groups": False, "can_read_all_group_messages": False, "supports_inline_queries": False}
    return {**bot, "first_name": name, **abilities}


def setter(field: str, limit: str) -> Callable[[Call], bool]:
    """The method that sets this text of the profile, for a language or for all."""

    def set_text(call: Call) -> bool:
        text = call.get(field, "")
        if units(text) > getattr(call.telegram.limits, limit):
            raise bad_request(f"BOT_{field.upper()}_TOO_LONG")
        profile = call.telegram.store.setting("profile")
        profile[f"{field}:{_language(call)}"] = text
        call.telegram.store.put("profile", 0, profile)
        return True

    return set_text


def getter(field: str) -> Callable[[Call], Json]:
    """The method that tells what was set for this language."""

    def get_text(call: Call) -> Json:
        default = call.telegram.state.bot["first_name"] if field == "name" else ""
        return {field: call.telegram.store.setting("profile").get(f"{field}:{_language(call)}", default)}

    return get_text


def set_commands(call: Call) -> bool:
    commands, limits = call.params["commands"], call.telegram.limits
    if not 1 <= len(commands) <= limits.commands:
        raise bad_request("BOT_COMMANDS_TOO_MUCH" if commands else "commands must be non-empty")
    for one in commands:
        if not COMMAND.fullmatch(one["command"]) or len(one["command"]) > limits.command:
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= units(one["description"]) <= limits.command_description:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return _put_commands(call, commands)


def delete_commands(call: Call) -> bool:
    return _put_commands(call, None)


def get_commands(call: Call) -> list[Json]:
    commands: list[Json] = call.telegram.store.setting("commands").get(_scope(call), [])
    return commands


def set_menu_button(call: Call) -> bool:
    """Accepted and checked; the page always shows the commands."""
    if "chat_id" in call.params:
        known_person(call)
    if call.get("menu_button", {"type": "default"})["type"] not in ("default", "commands"):
        raise bad_request("MENU_BUTTON_TYPE_INVALID")
    return True


def commands_for(telegram: Telegram, person: Json) -> list[Json]:
    """The commands that this person's client offers: the nearest scope and language win."""
    kept = telegram.store.setting("commands")
    for scope in (f"chat:{person['id']}", "all_private_chats:", "default:"):
        for language in (person.get("language_code", ""), ""):
            if found := kept.get(f"{scope}:{language}"):
                return list(found)
    return []


def _put_commands(call: Call, commands: list[Json] | None) -> bool:
    telegram = call.telegram
    kept = telegram.store.setting("commands")
    kept[_scope(call)] = commands or []
    telegram.store.put("commands", 0, kept)
    for person in telegram.state.persons():
        telegram.state.tell(person["id"], {"type": "commands", "commands": commands_for(telegram, person)})
    return True


def _scope(call: Call) -> str:
    scope = call.get("scope") or {"type": "default"}
    if scope["type"] not in SCOPES:
        raise bad_request(f"the local chat has no scope {json.dumps(scope)}")
    return f"{scope['type']}:{scope.get('chat_id', '')}:{_language(call)}"


def _language(call: Call) -> str:
    language: str = call.get("language_code", "")
    if not LANGUAGE.fullmatch(language):
        raise bad_request("LANGUAGE_CODE_INVALID")
    return language
