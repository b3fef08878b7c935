"""Ringing a phone, and what the ways in which it is not picked up are called."""

import asyncio
import logging
import math

from bot.pbx.asterisk.ari import Ari
from bot.pbx.asterisk.channel import Channel
from bot.pbx.asterisk.names import OURS
from bot.pbx.asterisk.socket import ReplyLost
from bot.ports import NoAnswer, NotAnswered

log = logging.getLogger(__name__)

# Q.850 cause of the channel's end, with and without a hang-up request of the phone before it
REASONS = {
    (17, False): NoAnswer.BUSY,
    (17, True): NoAnswer.BUSY,
    (21, False): NoAnswer.DECLINED,
    (21, True): NoAnswer.DECLINED,
    (19, True): NoAnswer.DECLINED,  # 480 of a phone that does not want to be disturbed
    (19, False): NoAnswer.TIMEOUT,
}
LEEWAY = 2  # seconds after which Asterisk stops the ringing if we do not


async def originate(
    ari: Ari, target: str, channel_id: str, *, seconds: float, variables: dict[str, str] | None = None, **query: str
) -> Channel:
    """Call an endpoint; the channel once it has answered, or `NotAnswered`. Nothing rings on when this is cancelled."""
    if channel_id in ari.board.channels:
        raise NotAnswered(NoAnswer.UNAVAILABLE)
    channel = ari.board.follow(channel_id)
    try:
        query |= {"endpoint": target, "app": ari.app, "appArgs": OURS, "timeout": str(math.ceil(seconds) + LEEWAY)}
        await _begin(ari, channel, {"variables": variables or {}}, query)
        await _settled(channel, seconds)
    except BaseException:  # cancelled too: whatever has begun to ring must stop
        if not channel.is_gone:
            ari.later(ari.socket.ask("DELETE", f"channels/{channel_id}"), f"stop ringing {channel_id}")
            channel.leave()
        raise
    return channel


async def _begin(ari: Ari, channel: Channel, body: dict[str, dict[str, str]], query: dict[str, str]) -> None:
    """Nobody is dialled twice: whether a request whose reply was lost has rung is seen when the socket is back."""
    try:
        reply = await ari.socket.ask_once("POST", f"channels/{channel.id}", body, **query)
    except ReplyLost:
        log.info("channel %s: the socket was cut while it was dialled", channel.id)
    else:
        if not reply.ok:
            log.info("channel %s: %s cannot be rung: %s %s", channel.id, query["endpoint"], reply.status, reply.body)
            raise NotAnswered(NoAnswer.UNAVAILABLE)
    channel.begun = True


async def _settled(channel: Channel, seconds: float) -> None:
    await asyncio.wait((channel.entered, channel.gone), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    if channel.is_gone:
        raise NotAnswered(REASONS.get((channel.cause, channel.refused), NoAnswer.UNAVAILABLE))
    if not channel.entered.done():
        raise NotAnswered(NoAnswer.TIMEOUT)
