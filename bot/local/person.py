"""What a person does in their Telegram: writes, presses, sends a file or a contact, blocks the bot."""

from typing import Any

from bot.local.entities import commands_in
from bot.local.errors import PersonError
from bot.local.files import Upload, media_object
from bot.local.links import good_payload
from bot.local.scene import Scene
from bot.local.state import chat_of, seen_by_person, some_of, user_of
from bot.local.store import Json
from bot.local.telegram import Telegram
from bot.local.utf16 import units

MEDIA = ("audio", "voice", "document", "video_note", "video", "photo")
MEMBER = {"status": "member"}
KICKED = {"status": "kicked", "until_date": 0}


class People:
    """The person's side of the local Telegram. Refusals are `PersonError`."""

    def __init__(self, telegram: Telegram, scene: Scene) -> None:
        self._telegram = telegram
        self._scene = scene

    async def refresh(self) -> None:
        """Bring the scene's persons up to date. A start payload that Telegram would not carry is a bug of ours."""
        for one in await self._scene.persons():
            if one.start and not good_payload(one.start, self._telegram.limits):
                raise ValueError(f"person {one.id}: /start cannot carry this payload")
            facts = {name: getattr(one, name) for name in one.__slots__}
            self._telegram.state.put_person(facts)

    async def person(self, person_id: int) -> Json:
        """Whoever has this id, from the scene if need be."""
        if self._telegram.state.person(person_id) is None:
            await self.refresh()
        person = self._telegram.state.person(person_id)
        if person is None:
            raise PersonError("There is no such person.", 404)
        return person

    def text(self, person: Json, text: str, reply_to: int | None) -> Json:
        bare = text.strip()
        if not 1 <= units(bare) <= self._telegram.limits.text:
            raise PersonError(f"A message has 1 to {self._telegram.limits.text} characters.")
        entities = commands_in(bare)
        content: Json = {"text": bare, "entities": entities} if entities else {"text": bare}
        return self._say(person, content | self._answering(person, reply_to))

    def start(self, person: Json, payload: str) -> Json:
        """Open the bot by a link with this payload."""
        if payload and not good_payload(payload, self._telegram.limits):
            raise PersonError("A link into the bot carries 1 to 64 of A-Z, a-z, 0-9, _ and -.")
        return self.text(person, f"/start {payload}", None)

    def media(self, person: Json, kind: str, upload: Upload, facts: Json) -> Json:
        """Send a file as one of `MEDIA`. `facts`: caption, duration, title, performer."""
        if kind not in MEDIA:
            raise PersonError(f"A file is sent as one of {', '.join(MEDIA)}.")
        caption = str(facts.pop("caption", ""))
        if units(caption) > self._telegram.limits.caption:
            raise PersonError(f"A caption has at most {self._telegram.limits.caption} characters.")
        file = self._telegram.files.keep(kind, upload, facts)
        content = {kind: media_object(file)} | ({"caption": caption} if caption else {})
        return self._say(person, content, waveform=file.get("waveform"))

    def contact(self, person: Json, wish: Json, owner: Json | None) -> Json:
        """Share a contact: one's own, or with `owner` forward the one that this person had shared."""
        of = owner or person
        number = wish.get("phone_number") or str(of.get("phone_number", "")).removeprefix("+")
        if not number:
            raise PersonError("This person has no phone number to share.")
        contact: Json = {"phone_number": number, **some_of(of, ("first_name", "last_name")), "user_id": of["id"]}
        contact |= {name: wish[name] for name in ("first_name", "user_id") if wish.get(name)}
        if "user_id" in wish and wish["user_id"] is None:
            del contact["user_id"]
        content: Json = {"contact": contact}
        if owner:
            date = int(self._telegram.clock.now())
            content["forward_origin"] = {"type": "user", "date": date, "sender_user": user_of(owner)}
        return self._say(person, content)

    def press(self, person: Json, message_id: int, data: str) -> str:
        """Press a button, even one that is not there any more; the id of the query."""
        self._able(person)
        telegram = self._telegram
        record = telegram.state.message(person["id"], message_id)
        if record is None or record["outgoing"]:
            raise PersonError("There is no such message of the bot.", 404)
        if not 1 <= len(data.encode()) <= telegram.limits.button_data_bytes:
            raise PersonError("A button carries 1 to 64 bytes.")
        number = telegram.store.next("callback", 4_000_000_001)
        query: Json = {"id": number, "person_id": person["id"], "message_id": message_id, "answered": False}
        with telegram.store.transaction():
            telegram.store.put("callback", number, {**query, "pressed_at": telegram.clock.now()}, owner=person["id"])
            telegram.updates.add("callback_query", self._query(person, record, number, data))
        return str(number)

    def _query(self, person: Json, record: Json, number: int, data: str) -> Json:
        message = record["message"]
        if record.get("deleted"):
            message = {"chat": message["chat"], "message_id": message["message_id"], "date": 0}
        return {
            "id": str(number),
            "from": user_of(person),
            "message": message,
            "chat_instance": f"-{person['id']}0",
            "data": data,
        }

    def block(self, person: Json, *, blocked: bool) -> None:
        """Block the bot, or let it in again; the bot hears of it."""
        if bool(person.get("blocked")) == blocked:
            return
        telegram = self._telegram
        old, new = (MEMBER, KICKED) if blocked else (KICKED, MEMBER)
        change = {
            "chat": chat_of(person),
            "from": user_of(person),
            "date": int(telegram.clock.now()),
            "old_chat_member": {**old, "user": telegram.state.bot},
            "new_chat_member": {**new, "user": telegram.state.bot},
        }
        with telegram.store.transaction():
            telegram.state.put_person({"id": person["id"], "blocked": blocked})
            telegram.updates.add("my_chat_member", change)
        telegram.state.tell(person["id"], {"type": "blocked", "blocked": blocked})

    def deactivate(self, person: Json) -> None:
        """The account is gone; nothing tells the bot."""
        self._telegram.state.put_person({"id": person["id"], "deactivated": True})

    def _say(self, person: Json, content: Json, waveform: list[int] | None = None) -> Json:
        """Put the person's message into the chat and queue it for the bot; as the page shows it."""
        self._able(person)
        state = self._telegram.state
        with self._telegram.store.transaction():
            state.put_person({"id": person["id"], "started": True})
            message = state.new_message(person, outgoing=True, content=content)
            record: dict[str, Any] = {"message": message, "person_id": person["id"], "outgoing": True}
            record |= {"keyboard": None, "waveform": waveform}
            state.keep(record, "message")
            self._telegram.updates.add("message", message)
        return seen_by_person(record)

    def _answering(self, person: Json, message_id: int | None) -> Json:
        if message_id is None:
            return {}
        record = self._telegram.state.message(person["id"], message_id)
        if record is None or record.get("deleted"):
            raise PersonError("The message to answer is not there.", 404)
        return {"reply_to_message": {k: v for k, v in record["message"].items() if k != "reply_to_message"}}

    @staticmethod
    def _able(person: Json) -> None:
        if person.get("deactivated"):
            raise PersonError("This account is deactivated.", 409)
        if person.get("blocked"):
            raise PersonError("The bot is blocked; unblock it first.", 409)
