"""Leaves with Asterisk what it needs while we are down, and asks it whether it reaches us.

ARI itself may not touch Asterisk's database (such functions are "dangerous" to it), but the dialplan may: a short call
to `gudok-provision` of the kit writes one line. docs/adr has the story.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

from bot.domain.sounds import Sound
from bot.pbx.asterisk.ari import Ari
from bot.pbx.asterisk.dialling import originate
from bot.pbx.asterisk.media import REACHED
from bot.pbx.asterisk.names import endpoint
from bot.ports import FallbackLine, NotAnswered, PbxUnreachable, Sounds

PATIENCE = 5.0  # seconds that the dialplan has


async def provision(ari: Ari, lines: tuple[FallbackLine, ...]) -> None:
    """Write every line, drop those of Dids that have gone. `PbxUnreachable` if it cannot be done now."""
    must_stand(ari)
    wanted = {digits(line.did): written(line) for line in lines}
    for gone in await stored(ari) - wanted.keys():
        await _run(ari, "drop", GUDOK_DID=gone)
    for did, line in wanted.items():
        await _run(ari, "store", GUDOK_DID=did, GUDOK_LINE=line)


async def stored(ari: Ari) -> set[str]:
    """The Dids (digits) that Asterisk has a line for."""
    async with dialplan(ari, "list") as channel:
        keys = await ari.socket.ask("GET", f"channels/{channel}/variable", variable="GUDOK_DIDS")
    return set(filter(None, keys.body["value"].split(",")))


async def reaches(ari: Ari) -> bool:
    """Whether Asterisk can fetch from our media address at this moment."""
    async with dialplan(ari, "done") as channel:
        url = f"{ari.media_url.rstrip('/')}/reachable"
        reply = await ari.socket.ask("GET", f"channels/{channel}/variable", variable=f"CURL({url})")
    return reply.ok and reply.body["value"] == REACHED


async def plays(ari: Ari, sounds: Sounds, sound: Sound) -> bool:
    """Whether the next listener of `sound` hears its present content."""
    try:
        return (await sounds.path(sound)).is_file() and ari.socket.stands and await reaches(ari)
    except (KeyError, PbxUnreachable):
        return False


def must_stand(ari: Ari) -> None:
    """What is asked from time to time does not wait for the connection; what a caller waits for does."""
    if not ari.socket.stands:
        raise PbxUnreachable("Asterisk is not connected")


def digits(number: str) -> str:
    return "".join(filter(str.isdigit, number))


def written(line: FallbackLine) -> str:
    """As the dialplan reads it: "25,ru,PJSIP/101&PJSIP/102"."""
    phones = filter(None, map(endpoint, line.phones))
    return f"{line.seconds:.0f},{line.language},{'&'.join(phones)}"


async def _run(ari: Ari, what: str, **variables: str) -> None:
    async with dialplan(ari, what, **variables):
        pass


@asynccontextmanager
async def dialplan(ari: Ari, what: str, **variables: str) -> AsyncIterator[str]:
    """Have an extension of `gudok-provision` run to its end; the id of the channel that ran it, alive in the block."""
    near, far = f"provision-{uuid4()}", f"dialplan-{uuid4()}"
    try:
        target = f"Local/{what}@gudok-provision/n"
        channel = await originate(ari, target, near, seconds=PATIENCE, variables=variables, otherChannelId=far)
    except NotAnswered:
        raise PbxUnreachable(
            "Asterisk does not run gudok-provision: is deploy/asterisk/extensions.conf there?"
        ) from None
    try:
        yield far
    finally:
        channel.leave()
        await ari.socket.ask("DELETE", f"channels/{near}")
