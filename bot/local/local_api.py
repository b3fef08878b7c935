"""The rest of `/local/`: the scene, the files, and the levers for tests (faults, the clock)."""

from dataclasses import asdict

from aiohttp import web

from bot.local.errors import PersonError
from bot.local.person import People
from bot.local.person_api import json_body
from bot.local.scene import Scene
from bot.local.state import card_of
from bot.local.telegram import Telegram

PLAYABLE = ("audio/", "video/", "image/png", "image/jpeg")


def local_routes(telegram: Telegram, people: People, scene: Scene) -> list[web.RouteDef]:
    async def show_scene(_: web.Request) -> web.StreamResponse:
        await people.refresh()
        shown = {
            "bot": telegram.state.bot if telegram.token else None,
            "persons": [card_of(person) for person in telegram.state.persons()] if telegram.token else [],
            "phones": [asdict(phone) for phone in await scene.phones()],
            "dids": [asdict(did) for did in await scene.dids()],
            "mail": scene.mail,
            "sms": scene.sms,
        }
        return web.json_response(shown)

    async def file(request: web.Request) -> web.StreamResponse:
        """The bytes of a file. What a browser does not play is only for saving: it must not run as a page of ours."""
        body = telegram.files.lookup(request.match_info["file_id"])
        if body is None:
            raise PersonError("There is no such file.", 404)
        headers = {"Content-Type": body["mime_type"], "X-Content-Type-Options": "nosniff"}
        if not body["mime_type"].startswith(PLAYABLE):
            headers["Content-Disposition"] = "attachment"
        return web.FileResponse(telegram.files.path(body), headers=headers)

    async def order_fault(request: web.Request) -> web.StreamResponse:
        telegram.faults.order(await json_body(request))
        return web.json_response({})

    async def clear_faults(_: web.Request) -> web.StreamResponse:
        telegram.faults.clear()
        return web.json_response({})

    async def move_clock(request: web.Request) -> web.StreamResponse:
        seconds = (await json_body(request)).get("advance")
        if type(seconds) not in (int, float):
            raise PersonError("Give advance in seconds.")
        telegram.clock.advance(float(seconds or 0))
        return web.json_response({"now": telegram.clock.now()})

    return [
        web.get("/local/scene", show_scene),
        web.get("/local/files/{file_id}", file),
        web.post("/local/faults", order_fault),
        web.delete("/local/faults", clear_faults),
        web.post("/local/clock", move_clock),
    ]
