"""What is right and what is missing at an Asterisk, for `gudok check`."""

import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from bot.domain.sounds import Sound
from bot.pbx.asterisk.ari import Ari
from bot.pbx.asterisk.board import Board
from bot.pbx.asterisk.media import REACHED
from bot.pbx.asterisk.names import TRUNK
from bot.pbx.asterisk.pbx import session
from bot.pbx.asterisk.provisioning import dialplan
from bot.pbx.asterisk.socket import AriSocket
from bot.ports import PbxUnreachable

OLDEST = {20: 14, 21: 9, 22: 4}  # the first releases that take REST over the WebSocket
MODULES = (
    "app_dial",
    "app_playback",
    "app_record",
    "app_stasis",
    "bridge_softmix",
    "chan_bridge_media",
    "chan_pjsip",
    "func_curl",
    "func_db",
    "func_realtime",
    "res_ari_channels",
    "res_ari_recordings",
    "res_config_curl",
    "res_http_media_cache",
    "res_musiconhold",
)
EXTENSIONS = (
    *("inbound,70000000000", "gudok-did,70000000000", "gudok-fallback,70000000000"),
    *("employees,100", "gudok-employee,100", "gudok-employee-fallback,100"),
)
SAME_TIME = 3  # seconds by which the clocks may differ: Asterisk tells whole ones


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `detail` says what is there, or what to do."""

    name: str
    ok: bool
    detail: str


async def inspect(url: str, media_url: str, app: str = "gudok") -> list[Finding]:
    """Look at the Asterisk at `url` as the bot would use it; a running bot is not disturbed."""
    async with session(url) as http:
        try:
            found = await _version(http)
        except (aiohttp.ClientError, OSError) as why:
            return [Finding("ARI", False, f"it does not answer: {why}")]
        if all(one.ok for one in found):
            found += [await _modules(http), await _clock(http), await _recordings(http), await _trunk(http)]
            found += await _inside(http, media_url, f"{app}-check")
    return found


async def _version(http: aiohttp.ClientSession) -> list[Finding]:
    async with http.get("/ari/asterisk/info") as reply:
        if reply.status == 401:
            return [Finding("ARI", False, "it refuses the user or the password of GUDOK_ARI_URL, see ari.conf")]
        if reply.status != 200:
            return [Finding("ARI", False, f"it answers {reply.status}: is ARI enabled in ari.conf?")]
        version = str((await reply.json())["system"]["version"])
    return [Finding("ARI", True, "it answers"), Finding("version", new_enough(version), version)]


def new_enough(version: str) -> bool:
    found = re.match(r"(\d+)\.(\d+)", version)
    if not found:
        return False
    major, minor = int(found[1]), int(found[2])
    return minor >= OLDEST.get(major, 0) if major >= min(OLDEST) else False


async def _modules(http: aiohttp.ClientSession) -> Finding:
    missing = []
    for name in MODULES:
        async with http.get(f"/ari/asterisk/modules/{name}.so") as reply:
            if reply.status != 200 or (await reply.json())["status"] != "Running":
                missing.append(name)
    return Finding(
        "modules", not missing, f"not running: {', '.join(missing)}" if missing else f"{len(MODULES)} running"
    )


async def _clock(http: aiohttp.ClientSession) -> Finding:
    async with http.get("/ari/asterisk/variable", params={"variable": "EPOCH"}) as reply:
        ahead = int((await reply.json())["value"]) - time.time()
    good = abs(ahead) <= SAME_TIME
    return Finding("clock", good, "the same as ours" if good else f"{ahead:+.0f} s against ours: run NTP on both")


async def _recordings(http: aiohttp.ClientSession) -> Finding:
    async with http.get("/ari/recordings/stored") as reply:
        good = reply.status == 200
    return Finding("recordings", good, "kept" if good else "make the folder: mkdir -p /var/spool/asterisk/recording")


async def _trunk(http: aiohttp.ClientSession) -> Finding:
    async with http.get(f"/ari/endpoints/PJSIP/{TRUNK}") as reply:
        good = reply.status == 200
    return Finding("outside line", good, f"PJSIP/{TRUNK}" if good else f"no endpoint [{TRUNK}] in pjsip.conf")


async def _inside(http: aiohttp.ClientSession, media_url: str, app: str) -> list[Finding]:
    """What only a channel can tell: the dialplan, and what Asterisk reaches."""
    try:
        async with _visit(http, media_url, app) as ari, dialplan(ari, "done") as channel:

            async def value(expression: str) -> str:
                reply = await ari.socket.ask("GET", f"channels/{channel}/variable", variable=expression)
                return str(reply.body["value"]) if reply.ok else ""

            absent = [one for one in EXTENSIONS if await value(f"DIALPLAN_EXISTS({one},1)") != "1"]
            fetched = await value(f"CURL({media_url}/reachable)")
            music = await value("REALTIME(musiconhold,name,any,=,;)")
    except PbxUnreachable as why:
        return [Finding("dialplan", False, f"{why}: include extensions.conf of the kit")]
    return [
        Finding("dialplan", not absent, f"not found: {'; '.join(absent)}" if absent else "whole"),
        Finding("sounds", fetched == REACHED, f"Asterisk fetches{'' if fetched == REACHED else ' nothing'} from us"),
        Finding("hold music", "playlist" in music, "realtime" if "playlist" in music else _extconfig(media_url)),
    ]


def _extconfig(media_url: str) -> str:
    lines = f"musiconhold => curl,{media_url}/moh and musiconhold_entry => curl,{media_url}/moh-entry"
    return f"extconfig.conf needs under [settings]: {lines}"


class _NoSounds:
    """The check plays nothing."""

    async def path(self, sound: Sound) -> Path:
        raise KeyError(sound)


@asynccontextmanager
async def _visit(http: aiohttp.ClientSession, media_url: str, app: str) -> AsyncIterator[Ari]:
    """Asterisk as an application of its own name, so that the bot's stays connected."""
    board = Board(on_caller=lambda event: None, on_stray=lambda channel_id: None)
    socket = AriSocket(http, app, board.hear, _nothing)
    try:
        await socket.open()
        yield Ari(http, socket, board, _NoSounds(), media_url, app)
    finally:
        await socket.close()


async def _nothing() -> None:
    """Nothing to catch up with."""
