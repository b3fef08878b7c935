"""The person's side over HTTP: what the page and the tests call below `/local/persons/`."""

import asyncio
import json
from typing import Any

from aiohttp import BodyPartReader, WSMsgType, web

from bot.local.errors import PersonError
from bot.local.files import Upload
from bot.local.methods.profile import commands_for
from bot.local.person import People
from bot.local.request import save
from bot.local.state import card_of, seen_by_person
from bot.local.store import Json
from bot.local.telegram import Telegram

Response = web.StreamResponse
NEW_PERSON = {"first_name", "last_name", "username", "phone_number", "language_code"}
CONTACT: dict[str, tuple[type, ...]] = {
    "phone_number": (str,),
    "first_name": (str,),
    "user_id": (int, type(None)),
    "forward_from": (int,),
}
PRESS_WAIT = 20.0  # seconds that ?wait=1 waits for the answer


class PersonApi:
    """One handler a route; `routes` lists them."""

    def __init__(self, telegram: Telegram, people: People) -> None:
        self._telegram = telegram
        self._people = people

    def routes(self) -> list[web.RouteDef]:
        one = "/local/persons/{id:\\d+}"
        return [
            web.post("/local/persons", self.add),
            web.get(f"{one}/history", self.history),
            web.get(f"{one}/events", self.events),
            web.post(f"{one}/text", self.text),
            web.post(f"{one}/start", self.start),
            web.post(f"{one}/press", self.press),
            web.post(f"{one}/upload", self.upload),
            web.post(f"{one}/contact", self.contact),
            web.post(f"{one}/block", self.block),
            web.post(f"{one}/unblock", self.unblock),
            web.post(f"{one}/deactivate", self.deactivate),
        ]

    async def add(self, request: web.Request) -> Response:
        facts = await json_body(request)
        if not facts.keys() <= NEW_PERSON or not all(isinstance(value, str) for value in facts.values()):
            raise PersonError(f"A person has {', '.join(sorted(NEW_PERSON))}, all texts.")
        if not facts.get("first_name", "").strip():
            raise PersonError("A person has a first name.")
        return web.json_response(card_of(self._telegram.state.put_person({"role_hint": "stranger", **facts})))

    async def history(self, request: web.Request) -> Response:
        person = await self._person(request)
        messages = [seen_by_person(record) for record in self._telegram.state.history(person["id"])]
        return web.json_response({"messages": messages, **self._around(person)})

    def _around(self, person: Json) -> Json:
        return {"blocked": bool(person.get("blocked")), "commands": commands_for(self._telegram, person)}

    async def events(self, request: web.Request) -> Response:
        """What happens in the chat from now on, until the page goes away."""
        person = await self._person(request)
        socket = web.WebSocketResponse(heartbeat=30.0)
        with self._telegram.events.watch(person["id"]) as queue:
            await socket.prepare(request)
            sending = asyncio.create_task(_forward(queue, socket))
            try:
                async for message in socket:
                    if message.type is WSMsgType.ERROR:
                        break
            finally:
                sending.cancel()
        return socket

    async def text(self, request: web.Request) -> Response:
        person, wish = await self._person(request), await json_body(request)
        text = wanted(wish, "text", str)
        return await self._said(self._people.text(person, text, wish.get("reply_to_message_id")))

    async def start(self, request: web.Request) -> Response:
        person, wish = await self._person(request), await json_body(request)
        return await self._said(self._people.start(person, str(wish.get("payload", ""))))

    async def _said(self, message: Json) -> Response:
        await self._telegram.updates.announce()
        return web.json_response({"message": message})

    async def press(self, request: web.Request) -> Response:
        person, wish = await self._person(request), await json_body(request)
        message_id, data = wanted(wish, "message_id", int), wanted(wish, "data", str)
        with self._telegram.events.watch(person["id"]) as queue:
            query_id = self._people.press(person, message_id, data)
            await self._telegram.updates.announce()
            pressed: Json = {"callback_query_id": query_id}
            if request.query.get("wait"):
                pressed["answer"] = await _answer_to(query_id, queue)
        return web.json_response(pressed)

    async def upload(self, request: web.Request) -> Response:
        person = await self._person(request)
        if not request.content_type.startswith("multipart/"):
            raise PersonError("A file travels in a form (multipart/form-data).")
        facts: Json = {}
        upload: Upload | None = None
        try:
            async for part in await request.multipart():
                if not isinstance(part, BodyPartReader):
                    raise PersonError("A form within a form is not understood.")
                if part.name == "file":
                    upload = await save(part, self._telegram.files, self._telegram.limits.person_upload_bytes)
                elif part.name:
                    facts[part.name] = fact(part.name, await part.text())
            if upload is None:
                raise PersonError("There is no file in the form.")
            kind = request.query.get("as", "document")
            return await self._said(self._people.media(person, kind, upload, facts))
        finally:
            if upload:
                upload.path.unlink(missing_ok=True)

    async def contact(self, request: web.Request) -> Response:
        person, wish = await self._person(request), await json_body(request)
        if bad := [name for name, value in wish.items() if not isinstance(value, CONTACT.get(name, ()))]:
            raise PersonError(f"A contact has no such {bad[0]}.")
        owner = await self._people.person(wanted(wish, "forward_from", int)) if "forward_from" in wish else None
        return await self._said(self._people.contact(person, wish, owner))

    async def block(self, request: web.Request) -> Response:
        return await self._set_blocked(request, blocked=True)

    async def unblock(self, request: web.Request) -> Response:
        return await self._set_blocked(request, blocked=False)

    async def _set_blocked(self, request: web.Request, *, blocked: bool) -> Response:
        self._people.block(await self._person(request), blocked=blocked)
        await self._telegram.updates.announce()
        return web.json_response({"blocked": blocked})

    async def deactivate(self, request: web.Request) -> Response:
        self._people.deactivate(await self._person(request))
        return web.json_response({"deactivated": True})

    async def _person(self, request: web.Request) -> Json:
        return await self._people.person(int(request.match_info["id"]))


async def json_body(request: web.Request) -> Json:
    """The body as an object; an empty one counts as {}."""
    try:
        body = json.loads(await request.read() or b"{}")
    except ValueError as error:
        raise PersonError("The body is not JSON.") from error
    if not isinstance(body, dict):
        raise PersonError("The body is not a JSON object.")
    return body


def wanted(wish: Json, name: str, of: type) -> Any:
    if type(wish.get(name)) is not of:
        raise PersonError(f"Give {name} as {of.__name__}.")
    return wish[name]


def fact(name: str, text: str) -> str | int:
    """A field of the upload form."""
    if name not in ("caption", "duration", "title", "performer"):
        raise PersonError(f"A file has no {name}.")
    if name != "duration":
        return text
    if not text.isdecimal():
        raise PersonError("A duration is whole seconds.")
    return int(text)


async def _forward(queue: asyncio.Queue[Json], socket: web.WebSocketResponse) -> None:
    while True:
        await socket.send_json(await queue.get())


async def _answer_to(query_id: str, queue: asyncio.Queue[Json]) -> Json | None:
    try:
        async with asyncio.timeout(PRESS_WAIT):
            while True:
                event = await queue.get()
                if event.get("callback_query_id") == query_id:
                    return {"text": event["text"], "show_alert": event["show_alert"]}
    except TimeoutError:
        return None
