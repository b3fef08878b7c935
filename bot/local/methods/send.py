"""Methods that put a new message into a chat."""

from collections.abc import Callable

from bot.local.methods.chats import recipient
from bot.local.methods.compose import caption_of, markup_of, media_of, replied_to, text_of
from bot.local.store import Json
from bot.local.telegram import Call

FACTS = ("duration", "performer", "title")


def send_message(call: Call) -> Json:
    person = recipient(call)
    return deliver(call, person, text_of(call))


def sends(kind: str) -> Callable[[Call], Json]:
    """The method that sends this kind of file: `voice`, `audio`, `document`, `photo`."""

    def send(call: Call) -> Json:
        person = recipient(call)
        caption = caption_of(call, call.params)
        facts = {name: call.params[name] for name in FACTS if name in call.params}
        media, file = media_of(call, kind, call.params[kind], facts)
        return deliver(call, person, media | caption, waveform=file.get("waveform"))

    return send


def deliver(call: Call, person: Json, content: Json, waveform: list[int] | None = None) -> Json:
    """Put the message into the chat, unless the bot has been too fast."""
    telegram = call.telegram
    inline, keyboard = markup_of(call)
    content = content | replied_to(call, person)
    if inline:
        content["reply_markup"] = inline
    if call.get("protect_content"):
        content["has_protected_content"] = True
    telegram.flood.take(person["id"], telegram.clock.now())
    message = telegram.state.new_message(person, outgoing=False, content=content)
    record = {
        "message": message,
        "person_id": person["id"],
        "outgoing": False,
        "keyboard": keyboard,
        "waveform": waveform,
    }
    telegram.state.keep(record, "message")
    return message
