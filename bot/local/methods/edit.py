"""Methods that change or delete a message."""

from bot.local.errors import bad_request
from bot.local.files import KINDS
from bot.local.methods.chats import known_person, recipient
from bot.local.methods.compose import caption_of, markup_of, media_of, text_of
from bot.local.rules import (
    CANT_DELETE,
    CANT_EDIT,
    DELETE_NOT_FOUND,
    EDIT_NOT_FOUND,
    NO_CAPTION_TO_EDIT,
    NO_TEXT_TO_EDIT,
    NOT_MODIFIED,
)
from bot.local.store import Json
from bot.local.telegram import Call

CONTENT = ("text", "entities", "caption", "caption_entities", *KINDS)
REPLACEABLE = {"audio", "document", "photo", "video"}


def edit_text(call: Call) -> Json:
    record = _target(call)
    if "text" not in record["message"]:
        raise bad_request(NO_TEXT_TO_EDIT)
    return _rewrite(call, record, text_of(call))


def edit_caption(call: Call) -> Json:
    record = _target(call)
    media = {kind: record["message"][kind] for kind in KINDS if kind in record["message"]}
    if not media or "video_note" in media:
        raise bad_request(NO_CAPTION_TO_EDIT)
    return _rewrite(call, record, media | caption_of(call, call.params))


def edit_media(call: Call) -> Json:
    record, wish = _target(call), call.params["media"]
    if record["message"].keys() & {"voice", "video_note"}:
        raise bad_request(CANT_EDIT)
    if wish["type"] not in REPLACEABLE:
        raise bad_request(f"can't parse InputMedia: type {wish['type']} is not known to the local chat")
    caption = caption_of(call, wish)
    facts = {name: wish[name] for name in ("duration", "performer", "title") if name in wish}
    media, _ = media_of(call, wish["type"], wish["media"], facts)
    return _rewrite(call, record, media | caption)


def edit_markup(call: Call) -> Json:
    record = _target(call)
    content = {name: record["message"][name] for name in CONTENT if name in record["message"]}
    return _rewrite(call, record, content)


def _target(call: Call) -> Json:
    """The record of the bot's own message that is to be edited."""
    person = recipient(call)
    if "message_id" not in call.params:
        raise bad_request("message identifier is not specified")
    record = call.telegram.state.message(person["id"], call.params["message_id"])
    if record is None or record.get("deleted"):
        raise bad_request(EDIT_NOT_FOUND)
    if record["outgoing"] or record["keyboard"]:
        raise bad_request(CANT_EDIT)
    return record


def _rewrite(call: Call, record: Json, content: Json) -> Json:
    """Give the message this content and the keyboard of the call: none given, none left, as in Telegram."""
    inline, _ = markup_of(call)
    if inline:
        content = {**content, "reply_markup": inline}
    message: Json = record["message"]
    mutable = (*CONTENT, "reply_markup")
    if {name: message[name] for name in mutable if name in message} == content:
        raise bad_request(NOT_MODIFIED)
    telegram = call.telegram
    telegram.flood.take(record["person_id"], telegram.clock.now())
    kept = {name: value for name, value in message.items() if name not in mutable}
    edited = {**kept, **content, "edit_date": int(telegram.clock.now())}
    telegram.state.keep({**record, "message": edited}, "edit")
    return edited


def delete_message(call: Call) -> bool:
    person = known_person(call)
    record = call.telegram.state.message(person["id"], call.params["message_id"])
    if record is None or record.get("deleted"):
        raise bad_request(DELETE_NOT_FOUND)
    if _too_old(call, record):
        raise bad_request(CANT_DELETE)
    call.telegram.state.delete(record)
    return True


def delete_messages(call: Call) -> bool:
    """Delete those that are there; the others are passed over."""
    person = known_person(call)
    if not 1 <= len(call.params["message_ids"]) <= 100:
        raise bad_request("message identifiers are not specified, or more than 100")
    for message_id in call.params["message_ids"]:
        record = call.telegram.state.message(person["id"], message_id)
        if record and not record.get("deleted") and not _too_old(call, record):
            call.telegram.state.delete(record)
    return True


def _too_old(call: Call, record: Json) -> bool:
    age = call.telegram.clock.now() - record["message"]["date"]
    return bool(age >= call.telegram.limits.delete_within)
