"""Persons, their chats with the bot, and the buttons they pressed."""

from bot.local.clock import MovableClock
from bot.local.events import Events
from bot.local.schema import Schema
from bot.local.store import Json, Store

USER_FIELDS = ("id", "first_name", "last_name", "username", "language_code")
CHAT_FIELDS = ("id", "first_name", "last_name", "username")
PERSON_FIELDS = (*USER_FIELDS, "phone_number", "role_hint", "start")
FIRST_PERSON = 700_000_001


class State:
    """Everything that lasts, as documents.

    A message is kept as `{"message", "person_id", "outgoing", "keyboard", "waveform", "deleted"}`: the Bot API object,
    whose chat it is in, whether the person wrote it, the keyboard that is not inline, the bars of a voice message.
    """

    def __init__(self, store: Store, events: Events, clock: MovableClock, schema: Schema, bot: Json) -> None:
        self.store = store
        self.bot = bot
        self._events = events
        self._clock = clock
        self._schema = schema

    def person(self, person_id: int) -> Json | None:
        return self.store.get("person", person_id)

    def persons(self) -> list[Json]:
        return self.store.every("person")

    def put_person(self, facts: Json) -> Json:
        """Add a person, or bring one up to date; without an id they get one."""
        person_id = facts.get("id") or self.store.next("person", FIRST_PERSON)
        person = {**(self.person(person_id) or {}), **facts, "id": person_id}
        self.store.put("person", person_id, person)
        return person

    def message(self, person_id: int, message_id: int) -> Json | None:
        """The record of a message in this person's chat, a deleted one included."""
        record = self.store.get("message", message_id)
        return record if record and record["person_id"] == person_id else None

    def history(self, person_id: int) -> list[Json]:
        return [record for record in self.store.owned("message", person_id) if not record.get("deleted")]

    def new_message(self, person: Json, *, outgoing: bool, content: Json) -> Json:
        """A Message with the next id; not kept before `keep`."""
        message_id = self.store.next("message")
        sender = user_of(person) if outgoing else self.bot
        date = int(self._clock.now())
        return {"message_id": message_id, "from": sender, "chat": chat_of(person), "date": date, **content}

    def keep(self, record: Json, event: str) -> Json:
        """Write a message down and show it to the person; `event`: "message" or "edit"."""
        self._schema.check("Message", record["message"])
        self.store.put("message", record["message"]["message_id"], record, owner=record["person_id"])
        self._events.tell(record["person_id"], {"type": event, "message": seen_by_person(record)})
        return record

    def delete(self, record: Json) -> None:
        """Out of sight; a button of it may still be pressed by somebody who is quick."""
        message_id = record["message"]["message_id"]
        self.store.put("message", message_id, {**record, "deleted": True}, owner=record["person_id"])
        self._events.tell(record["person_id"], {"type": "delete", "message_id": message_id})

    def tell(self, person_id: int, event: Json) -> None:
        self._events.tell(person_id, event)


def some_of(person: Json, fields: tuple[str, ...]) -> Json:
    return {name: person[name] for name in fields if person.get(name)}


def user_of(person: Json) -> Json:
    """The person as a Bot API User."""
    return {"is_bot": False, **some_of(person, USER_FIELDS)}


def chat_of(person: Json) -> Json:
    """The person's private chat as a Bot API Chat."""
    return {"type": "private", **some_of(person, CHAT_FIELDS)}


def card_of(person: Json) -> Json:
    """The person as the page knows them."""
    return {name: person.get(name, "") for name in PERSON_FIELDS}


def seen_by_person(record: Json) -> Json:
    """The message as the page draws it: with whose it is, whatever keyboard came with it, and a voice's waveform."""
    seen = {**record["message"], "outgoing": record["outgoing"]}
    if record.get("keyboard"):
        seen["reply_markup"] = record["keyboard"]
    if record.get("waveform"):
        seen["waveform"] = record["waveform"]
    return seen
