"""After the socket was away: compares what we wait for with what Asterisk has, since events in the gap are lost."""

import logging
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bot.pbx.asterisk.ari import Ari
from bot.pbx.asterisk.board import Waiting, finish

log = logging.getLogger(__name__)

Json = dict[str, Any]

ORIGINATED = "AppDial2"  # what Asterisk calls a channel that ARI dialled and that has not been answered


@dataclass(frozen=True, slots=True)
class Seen:
    """A channel in our application, as REST shows it; `talk` is the bridge it is in, or ""."""

    channel: Json
    talk: str

    @property
    def id(self) -> str:
        return str(self.channel["id"])

    @property
    def entered_by(self) -> list[str]:
        """Arguments of Stasis: what a caller dialled, or `OURS`."""
        return str(self.channel["dialplan"]["app_data"]).split(",")[1:]


async def present(ari: Ari) -> list[Seen]:
    """The channels that are in our application now."""
    channels = (await ari.socket.ask("GET", "channels")).body
    bridges = (await ari.socket.ask("GET", "bridges")).body
    talks = {channel: bridge["id"] for bridge in bridges for channel in bridge["channels"]}
    return [Seen(channel, talks.get(channel["id"], "")) for channel in channels if _ours(channel, ari.app)]


async def still_ringing(ari: Ari) -> list[str]:
    """Channels of telephones that a bot before us made ring: nobody waits for them any more."""
    channels = (await ari.socket.ask("GET", "channels")).body
    return [one["id"] for one in channels if one["dialplan"]["app_name"] == ORIGINATED]


def _ours(channel: Json, app: str) -> bool:
    plan = channel["dialplan"]
    return plan["app_name"] == "Stasis" and str(plan["app_data"]).split(",")[0] == app


async def settle(ari: Ari) -> list[Seen]:
    """Tell everybody who waits what they have missed; the channels that entered unseen are returned."""
    seen = {one.id: one for one in await present(ari)}
    alive = {one["id"] for one in (await ari.socket.ask("GET", "channels")).body}
    for channel in list(ari.board.channels.values()):
        if channel.id in seen:
            channel.enter()
        elif channel.id not in alive or channel.entered.done():
            log.info("leg %s: went while the socket was away", channel.id)
            channel.leave()
    await _finish_gone(ari, ari.board.playbacks, "playbacks/{}")
    await _finish_gone(ari, ari.board.recordings, "recordings/live/{}")
    return [one for one in seen.values() if one.id not in ari.board.channels]


async def _finish_gone(ari: Ari, waiting: Waiting, path: str) -> None:
    for name in list(waiting):
        if (await ari.socket.ask("GET", path.format(quote(name, safe="")))).status == 404:
            finish(waiting, name, {"state": "done"})
