"""Two legs in a mixing bridge."""

import asyncio
import logging

from bot.pbx.asterisk import recorder
from bot.pbx.asterisk.ari import Ari
from bot.pbx.asterisk.leg import AsteriskLeg
from bot.pbx.asterisk.names import FOLDER
from bot.pbx.asterisk.socket import RequestFailed
from bot.ports import HungUp

log = logging.getLogger(__name__)


async def talk(ari: Ari, a: AsteriskLeg, b: AsteriskLeg, talk_id: str, record: str) -> AsteriskLeg:
    """`Pbx.talk`. The bridge is made unless it stands; it is taken down at the end, the one who stays stays with us."""
    with ari.board.expect(ari.board.recordings, FOLDER + (record or talk_id)) as recorded:
        try:
            await _connect(ari, a, b, talk_id, record)
            recorded.begun = bool(record)
            await asyncio.wait((a.channel.gone, b.channel.gone), return_when=asyncio.FIRST_COMPLETED)
        except HungUp:
            log.info("talk %s: somebody had gone before it began", talk_id)
        except asyncio.CancelledError:
            ari.later(_part(ari, talk_id, a, b), f"part the talk {talk_id}")
            raise
        await _part(ari, talk_id, a, b)
        if recorded.begun:
            await recorder.closed(ari, record, recorded.end)
    return a if a.channel.is_gone else b


async def _connect(ari: Ari, a: AsteriskLeg, b: AsteriskLeg, talk_id: str, record: str) -> None:
    bridge = f"bridges/{talk_id}"
    stands = await ari.socket.ask("GET", bridge)
    if stands.ok and {a.id, b.id} <= set(stands.body["channels"]):
        log.info("talk %s: goes on", talk_id)
        if record and not await recorder.is_there(ari, record):  # we went down before we could ask for it
            await _record(ari, bridge, record)
        return
    await a.unhold()
    await b.unhold()
    await ari.socket.ask("POST", bridge, type="mixing")
    for leg in (a, b):
        await ari.command(
            leg.channel, "POST", f"{bridge}/addChannel", channel=leg.id, inhibitConnectedLineUpdates="true"
        )
    if record:
        await _record(ari, bridge, record)
    log.info("talk %s: leg %s and leg %s", talk_id, a.id, b.id)


async def _record(ari: Ari, bridge: str, name: str) -> None:
    query = {"name": FOLDER + name, "format": "wav", "ifExists": "fail", "terminateOn": "none"}
    reply = await ari.socket.ask("POST", f"{bridge}/record", **query)
    if not reply.ok:
        raise RequestFailed(f"POST {bridge}/record: {reply.status} {reply.body}")


async def _part(ari: Ari, talk_id: str, *legs: AsteriskLeg) -> None:
    """Each is taken out before the bridge goes: one that still leaves it would lose the next sound into it."""
    bridge = f"bridges/{talk_id}"
    stay = [leg for leg in legs if not leg.channel.is_gone]
    await asyncio.gather(*(ari.socket.ask("POST", f"{bridge}/removeChannel", channel=leg.id) for leg in stay))
    await ari.socket.ask("DELETE", bridge)
