"""A text as a bot sends it → the text and entities that a person sees."""

import re
from collections.abc import Callable
from typing import Any

from bot.local.errors import bad_request
from bot.local.html_text import Entity, HtmlText, cant_parse
from bot.local.rules import UNSUPPORTED_PARSE_MODE, Limits
from bot.local.utf16 import cuts_a_character, units

COMMAND = re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w+)?(?![\w/])")
PLAIN = {"bold", "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote", "code"}
FOUND_BY_TELEGRAM = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"}
EXTRA = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}
KNOWN = PLAIN | FOUND_BY_TELEGRAM | EXTRA.keys() | {"pre"}
UserOf = Callable[[int], dict[str, Any] | None]


def formatted(
    source: str, parse_mode: str, entities: list[Entity] | None, limits: Limits, user_of: UserOf
) -> tuple[str, list[Entity]]:
    """Parse or check, trim, and fill in mentioned users (`user_of` knows them by id)."""
    if parse_mode and entities:
        raise bad_request("can't use both parse_mode and entities")
    if parse_mode and parse_mode.lower() != "html":
        raise bad_request(UNSUPPORTED_PARSE_MODE)
    if parse_mode:
        parsed = HtmlText(source)
        text, found = parsed.text, parsed.entities
    else:
        text, found = source, [one for one in entities or [] if one["length"]]
        for entity in found:
            check_entity(text, entity)
    if len(found) > limits.entities:
        raise bad_request("ENTITIES_TOO_LONG")
    text, found = trimmed(text, found)
    return text, [_with_user(entity, user_of) for entity in found]


def check_entity(text: str, entity: Entity) -> None:
    """An entity that the bot made itself: of a known type, within the text, not cutting a character."""
    start, end = entity["offset"], entity["offset"] + entity["length"]
    if entity["type"] not in KNOWN:
        raise cant_parse(f"unsupported entity type {entity['type']}")
    if start < 0 or entity["length"] < 0 or end > units(text):
        raise cant_parse(f"entity at {start} with length {entity['length']} is beyond the end of the text")
    if cuts_a_character(text, start) or cuts_a_character(text, end):
        raise cant_parse(f"entity at {start} begins or ends in the middle of a UTF-16 symbol")
    if (needed := EXTRA.get(entity["type"])) and needed not in entity:
        raise cant_parse(f"field {needed} of entity {entity['type']} is missing")


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Telegram drops white space at both ends; the entities move along."""
    bare = text.strip()
    lost, length = units(text[: len(text) - len(text.lstrip())]), units(bare)
    moved = []
    for entity in entities:
        start = max(0, entity["offset"] - lost)
        end = min(length, entity["offset"] + entity["length"] - lost)
        if start < end:
            moved.append({**entity, "offset": start, "length": end - start})
    return bare, moved


def commands_in(text: str) -> list[Entity]:
    """The /commands of a text that a person typed."""
    return [
        {"type": "bot_command", "offset": units(text[: found.start()]), "length": units(found[0])}
        for found in COMMAND.finditer(text)
    ]


def _with_user(entity: Entity, user_of: UserOf) -> Entity:
    if entity["type"] != "text_mention":
        return entity
    if (user := user_of(entity["user"]["id"])) is None:
        raise cant_parse("user of a mention not found")
    return {**entity, "user": user}
