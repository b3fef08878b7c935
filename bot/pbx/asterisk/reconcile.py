"""Compares what we wait for with what Asterisk has: events are lost while the socket is away, if not else too."""

import logging
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bot.domain.recordings import talk_call
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


async def part_the_lonely(ari: Ari) -> None:
    """End the talks of which somebody hung up while we were down: what is recorded of one would last as long as it."""
    for bridge in (await ari.socket.ask("GET", "bridges")).body:
        if talk_call(bridge["id"]) and len(bridge["channels"]) < 2:
            log.info("talk %s: was over before our restart", bridge["id"])
            await ari.socket.ask("DELETE", f"bridges/{bridge['id']}")


async def settle(ari: Ari) -> list[Seen]:
    """Tell everybody who waits what they have missed; the channels that entered unseen are returned."""
    followed = [channel for channel in ari.board.channels.values() if channel.begun]
    seen = {one.id: one for one in await present(ari)}
    alive = {one["id"] for one in (await ari.socket.ask("GET", "channels")).body}
    for channel in followed:
        if channel.id in seen:
            channel.enter()
        elif channel.id not in alive or channel.entered.done():
            log.info("leg %s: went unseen", channel.id)
            channel.leave()
    await _finish_gone(ari, ari.board.playbacks, "playbacks/{}")
    await _finish_gone(ari, ari.board.recordings, "recordings/live/{}")
    return [one for one in seen.values() if one.id not in ari.board.channels]


async def _finish_gone(ari: Ari, waiting: Waiting, path: str) -> None:
    for name in [name for name, awaited in waiting.items() if awaited.begun]:
        if (await ari.socket.ask("GET", path.format(quote(name, safe="")))).status == 404:
            finish(waiting, name, {"state": "done"})
