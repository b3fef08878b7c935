"""What a message is made of, taken from the parameters: text, caption, keyboard, the message it replies to."""

from typing import Any

from bot.local.entities import formatted
from bot.local.errors import bad_request
from bot.local.files import media_object
from bot.local.html_text import Entity
from bot.local.keyboards import checked_markup
from bot.local.rules import CAPTION_TOO_LONG, NO_URL_UPLOAD, REPLY_NOT_FOUND, TEXT_EMPTY, TEXT_TOO_LONG, WRONG_FILE_ID
from bot.local.state import user_of
from bot.local.store import Json
from bot.local.telegram import Call
from bot.local.utf16 import units

REPLY_PLAYED = {"message_id", "allow_sending_without_reply"}


def text_of(call: Call) -> Json:
    """`text` and `entities` of a message, within Telegram's length."""
    text, entities = _formatted(call, call.params, "text", "entities")
    if not text:
        raise bad_request(TEXT_EMPTY)
    if units(text) > call.telegram.limits.text:
        raise bad_request(TEXT_TOO_LONG)
    return {"text": text, "entities": entities} if entities else {"text": text}


def caption_of(call: Call, params: Json) -> Json:
    """`caption` and `caption_entities`, from the parameters of a method or from an InputMedia."""
    caption, entities = _formatted(call, params, "caption", "caption_entities")
    if units(caption) > call.telegram.limits.caption:
        raise bad_request(CAPTION_TOO_LONG)
    if not caption:
        return {}
    return {"caption": caption, "caption_entities": entities} if entities else {"caption": caption}


def _formatted(call: Call, params: Json, text: str, entities: str) -> tuple[str, list[Entity]]:
    def user(user_id: int) -> Json | None:
        person = call.telegram.state.person(user_id)
        return user_of(person) if person else None

    source, mode = params.get(text, ""), params.get("parse_mode", "")
    return formatted(source, mode, params.get(entities), call.telegram.limits, user)


def markup_of(call: Call) -> tuple[Json | None, Json | None]:
    """The inline keyboard, and any other keyboard."""
    markup = call.get("reply_markup")
    return checked_markup(markup, call.telegram.limits) if markup else (None, None)


def replied_to(call: Call, person: Json) -> Json:
    """The message that this one answers, as the Bot API shows it (without what that one answered)."""
    wish: dict[str, Any] = call.get("reply_parameters") or {}
    if not wish:
        return {}
    if not wish.keys() <= REPLY_PLAYED or "message_id" not in wish:
        raise bad_request("the local chat replies to a message_id of the same chat only, without a quote")
    record = call.telegram.state.message(person["id"], wish["message_id"])
    if record and not record.get("deleted"):
        answered = {name: value for name, value in record["message"].items() if name != "reply_to_message"}
        return {"reply_to_message": answered}
    if wish.get("allow_sending_without_reply"):
        return {}
    raise bad_request(REPLY_NOT_FOUND)


def media_of(call: Call, kind: str, source: str, facts: Json) -> tuple[Json, Json]:
    """The media field of a message and what is known of the file, from an upload or a file_id."""
    files = call.telegram.files
    if source.startswith(("http://", "https://")):
        raise bad_request(NO_URL_UPLOAD)
    if not source.startswith("attach://"):
        body = files.find(source, kind)
        return {kind: media_object(body)}, body
    upload = call.uploads.get(source.removeprefix("attach://"))
    if upload is None:
        raise bad_request(WRONG_FILE_ID)
    body = files.keep(files.fitting_kind(kind, upload), upload, facts)
    return {body["kind"]: media_object(body)}, body
