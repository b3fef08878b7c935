"""Recordings at Asterisk: started, waited for, measured. The event of their end tells no reason: it is derived."""

import asyncio
import logging
import math
from pathlib import Path
from urllib.parse import quote

import aiohttp

from bot.domain.plan import RecordLimits
from bot.domain.recordings import parse_fallback_name
from bot.pbx.asterisk.ari import Ari
from bot.pbx.asterisk.board import Finished
from bot.pbx.asterisk.channel import Channel
from bot.pbx.asterisk.names import FOLDER
from bot.pbx.asterisk.socket import RequestFailed
from bot.ports import PbxUnreachable, Recorded, RecordEnd

log = logging.getLogger(__name__)

LATE = 0.1  # seconds by which the key or the hang-up that ended a recording may be told after its end
OVER = 2  # seconds after which Asterisk ends a recording that we did not: it counts in whole ones
GRACE = 5.0  # seconds that Asterisk has for closing a recording
LOOK = 0.1  # seconds after which we look whether it is closed: the event of a talk's end goes by way of its bridge,
# and is lost when the bridge is gone first
Finish = asyncio.Future[Finished]

WAV_HEADER, BYTES_A_SECOND = 44, 16000


def stored(name: str) -> str:
    """The path of a finished recording of ours."""
    return f"recordings/stored/{quote(FOLDER + name, safe='')}"


def live(name: str) -> str:
    """The path of one that is being made."""
    return f"recordings/live/{quote(FOLDER + name, safe='')}"


async def record(ari: Ari, channel: Channel, name: str, limits: RecordLimits) -> Recorded:
    """`Leg.record`. One that was begun before a restart of ours is waited for or, if it ended, taken as it is."""
    channel.check()
    channel.keys.forget()
    full = False
    with ari.board.expect(ari.board.recordings, FOLDER + name) as finished:
        try:
            if await _goes_on(ari, channel, name, limits):
                finished.begun = True
                full = await _end(ari, channel, name, limits, finished.end)
        finally:
            if not finished.over and not channel.is_gone:
                ari.later(_stop(ari, name), f"stop recording {name}")
    seconds = await length(ari, name)
    ended_by = RecordEnd.LIMIT if full else await _reason(channel, limits)
    log.info("leg %s: recording %s, %.1f s, ended by %s", channel.id, name, seconds, ended_by.value)
    return Recorded(name, seconds, ended_by)


async def _goes_on(ari: Ari, channel: Channel, name: str, limits: RecordLimits) -> bool:
    """Begin it. False when a finished one lies there: it ended while we were down."""
    path = f"channels/{channel.id}/record"
    reply = await ari.socket.ask(
        "POST",
        path,
        name=FOLDER + name,
        format="wav",
        maxDurationSeconds=math.ceil(limits.seconds) + OVER,
        maxSilenceSeconds=math.ceil(limits.silence),
        terminateOn=limits.key or "none",
        ifExists="fail",
    )
    if reply.ok or (await ari.socket.ask("GET", live(name))).ok:
        return True
    if (await ari.socket.ask("GET", stored(name))).ok:
        return False
    await ari.refused(channel, reply, f"POST {path}")
    return False


async def _end(ari: Ari, channel: Channel, name: str, limits: RecordLimits, finished: Finish) -> bool:
    """Until it has ended by itself, or soon after the person has gone; True when it was full and we ended it."""
    await asyncio.wait((finished, channel.gone), timeout=limits.seconds, return_when=asyncio.FIRST_COMPLETED)
    full = not (finished.done() or channel.is_gone)
    if full:
        await _stop(ari, name)
    if not finished.done():
        await closed(ari, name, finished)
    return full


async def closed(ari: Ari, name: str, finished: Finish) -> None:
    """Until Asterisk tells that the recording has ended, or no longer has it among the live ones; 5 s at most."""
    loop = asyncio.get_running_loop()
    late = loop.time() + GRACE
    while not finished.done() and loop.time() < late:
        await asyncio.wait((finished,), timeout=LOOK)
        if not finished.done() and not (await ari.socket.ask("GET", live(name))).ok:
            return


async def _stop(ari: Ari, name: str) -> None:
    await ari.socket.ask("POST", f"{live(name)}/stop")


async def _reason(channel: Channel, limits: RecordLimits) -> RecordEnd:
    if channel.keys.take(limits.key):
        return RecordEnd.KEY
    await asyncio.wait((channel.gone,), timeout=LATE)
    if channel.is_gone:
        return RecordEnd.HANG_UP
    return RecordEnd.KEY if channel.keys.take(limits.key) else RecordEnd.SILENCE


async def length(ari: Ari, name: str) -> float:
    """Seconds of sound in a finished recording: the event tells whole seconds only."""
    async with ari.http.get(f"/ari/{stored(name)}/file") as reply:
        if reply.status != 200:
            raise RequestFailed(f"recording {name}: {reply.status}")
        return max(0, (reply.content_length or 0) - WAV_HEADER) / BYTES_A_SECOND


async def names(ari: Ari) -> list[str]:
    """Our finished recordings. Files are listed first: what is being made then is still so or whole afterwards."""
    listed = (await ari.socket.ask("GET", "recordings/stored")).body
    ours = [one["name"].removeprefix(FOLDER) for one in listed if one["name"].startswith(FOLDER)]
    channels = {one["id"].replace(".", "-") for one in (await ari.socket.ask("GET", "channels")).body}
    return [name for name in ours if not await _being_made(ari, name, channels)]


async def is_there(ari: Ari, name: str) -> bool:
    """Whether there is a recording of that name, finished or being made."""
    return (await ari.socket.ask("GET", live(name))).ok or (await ari.socket.ask("GET", stored(name))).ok


async def _being_made(ari: Ari, name: str, channels: set[str]) -> bool:
    """The dialplan's own recordings are not in ARI's list of live ones: they last as long as their channel."""
    fallback = parse_fallback_name(name)
    if fallback:
        return fallback.unique in channels
    return (await ari.socket.ask("GET", live(name))).ok


async def fetch(ari: Ari, name: str, into: Path) -> None:
    """Copy a finished recording to a file."""
    try:
        async with ari.http.get(f"/ari/{stored(name)}/file") as reply:
            if reply.status != 200:
                raise RequestFailed(f"recording {name}: {reply.status}")
            with into.open("wb") as file:
                async for chunk in reply.content.iter_chunked(65536):
                    file.write(chunk)
    except aiohttp.ClientError as why:
        raise PbxUnreachable(f"recording {name}: {why}") from why


async def forget(ari: Ari, name: str) -> None:
    """Delete it; does nothing when it has gone."""
    reply = await ari.socket.ask("DELETE", stored(name))
    if not reply.ok and reply.status != 404:
        raise RequestFailed(f"recording {name}: {reply.status} {reply.body}")
