"""The answer to a pressed button."""

from bot.local.errors import bad_request
from bot.local.rules import QUERY_TOO_OLD
from bot.local.telegram import Call
from bot.local.utf16 import units


def answer(call: Call) -> bool:
    """Once, and soon: the person's button spins until then."""
    telegram = call.telegram
    query_id, limits = call.params["callback_query_id"], telegram.limits
    query = telegram.store.get("callback", int(query_id)) if query_id.isdecimal() and len(query_id) < 19 else None
    now = telegram.clock.now()
    if query is None or query["answered"] or now - query["pressed_at"] > limits.callback_answer:
        raise bad_request(QUERY_TOO_OLD)
    if units(call.get("text", "")) > limits.callback_text:
        raise bad_request("MESSAGE_TOO_LONG")
    telegram.store.put("callback", int(query_id), {**query, "answered": True}, owner=query["person_id"])
    event = {
        "type": "answer",
        "callback_query_id": query_id,
        "message_id": query["message_id"],
        "text": call.get("text"),
        "show_alert": call.get("show_alert", False),
    }
    telegram.state.tell(query["person_id"], event)
    return True
