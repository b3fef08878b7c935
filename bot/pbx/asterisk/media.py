"""Where Asterisk fetches our sounds and the classes of hold music, over HTTP.

A sound is named by its ETag, with no age: Asterisk asks at each play and at each loop whether it has changed, and goes
on with its own copy when it has not. Hold music classes are realtime (`extconfig.conf`): each is asked for by its name,
which is the sound's, when somebody is put on hold.
"""

from urllib.parse import urlencode

from aiohttp import web

from bot.domain.sounds import Sound
from bot.pbx.asterisk.names import SOUNDS, sound_url
from bot.ports import Sounds

SHORTEST = 32  # characters of a secret that nobody guesses


def media_routes(sounds: Sounds, secret: str) -> list[web.RouteDef]:
    """Routes below /media/<secret>. The secret is all that guards them: `ValueError` for a short one."""
    if len(secret) < SHORTEST:
        raise ValueError(f"the media secret needs {SHORTEST} characters")
    root = f"/media/{secret}"

    async def sound(request: web.Request) -> web.StreamResponse:
        try:
            file = await sounds.path(Sound(request.match_info["name"]))
        except KeyError:
            raise web.HTTPNotFound from None
        return web.FileResponse(file, headers={"Content-Type": "audio/wav"})

    async def music(request: web.Request) -> web.Response:
        """A class of hold music: any sound may be one."""
        asked = await request.post()
        return web.Response(text=urlencode({"name": str(asked["name"]), "mode": "playlist"}))

    async def entries(request: web.Request) -> web.Response:
        """What a class plays: its sound."""
        name = str((await request.post())["name"])
        entry = sound_url(f"{request.url.origin()}{root}", Sound(name))
        return web.Response(text=urlencode({"name": name, "position": 1, "entry": entry}) + "\n")

    async def nothing(_: web.Request) -> web.Response:
        """Asterisk lists all classes at a reload; ours are asked for one by one."""
        return web.Response()

    return [
        web.get(f"{root}/{SOUNDS}/{{name:.+}}.wav", sound),
        web.post(f"{root}/moh/single", music),
        web.post(f"{root}/moh/multi", nothing),
        web.post(f"{root}/moh-entry/multi", entries),
        web.post(f"{root}/{{table:moh|moh-entry}}/require", nothing),
        web.get(f"{root}/reachable", reachable),
    ]


async def reachable(_: web.Request) -> web.Response:
    """Asterisk is made to fetch this when it is asked whether it reaches us."""
    return web.Response(text=REACHED)


REACHED = "gudok"
