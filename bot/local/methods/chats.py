"""Whom a method is about, and what the bot may learn of them."""

from bot.local.errors import ApiError, bad_request
from bot.local.rules import BLOCKED, CHAT_NOT_FOUND, DEACTIVATED, NEVER_STARTED
from bot.local.state import chat_of
from bot.local.store import Json
from bot.local.telegram import Call

ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}


def known_person(call: Call) -> Json:
    """The person whose private chat `chat_id` names. There are no groups here."""
    chat_id = call.get("chat_id", "")
    if chat_id == "":
        raise bad_request("chat_id is empty")
    person = call.telegram.state.person(chat_id) if isinstance(chat_id, int) else None
    if person is None:
        raise bad_request(CHAT_NOT_FOUND)
    return person


def recipient(call: Call) -> Json:
    """A person to whom the bot may write."""
    person = known_person(call)
    if person.get("deactivated"):
        raise ApiError(403, DEACTIVATED)
    if not person.get("started"):
        raise ApiError(403, NEVER_STARTED)
    if person.get("blocked"):
        raise ApiError(403, BLOCKED)
    return person


def get_chat(call: Call) -> Json:
    person = known_person(call)
    if not person.get("started"):
        raise bad_request(CHAT_NOT_FOUND)
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    names = {"active_usernames": [person["username"]]} if person.get("username") else {}
    return {
        **chat_of(person),
        **names,
        "accent_color_id": person["id"] % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, True),
    }


def send_chat_action(call: Call) -> bool:
    person = recipient(call)
    if call.params["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    call.telegram.state.tell(person["id"], {"type": "chat_action", "action": call.params["action"]})
    return True
