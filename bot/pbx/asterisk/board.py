"""Everything that is under way at Asterisk and awaited by us; events settle it."""

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.pbx.asterisk.channel import Channel
from bot.pbx.asterisk.names import OURS
from bot.pbx.asterisk.socket import Event

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Finished:
    """How a playback or a recording ended, in Asterisk's words."""

    state: str


@dataclass(slots=True)
class Awaited:
    """A playback or a recording. `begun`: Asterisk has it, so that its absence there means its end."""

    end: "asyncio.Future[Finished]"
    begun: bool = False

    @property
    def over(self) -> bool:
        return self.end.done()


Waiting = dict[str, Awaited]


class Board:
    """Ids are ours and are written here before the request: an event can come before the reply."""

    def __init__(self, on_caller: Callable[[Event], None], on_stray: Callable[[str], None]) -> None:
        self.channels: dict[str, Channel] = {}
        self.playbacks: Waiting = {}
        self.recordings: Waiting = {}
        self._on_caller = on_caller  # a channel that somebody dialled has entered
        self._on_stray = on_stray  # a channel of ours has, and nobody waits for it any more
        self._handlers: dict[str, Callable[[Event], None]] = {
            "StasisStart": self._entered,
            "StasisEnd": self._left,
            "ChannelDestroyed": self._left,
            "ChannelHangupRequest": self._asked_to_hang_up,
            "ChannelDtmfReceived": self._pressed,
            "PlaybackFinished": lambda event: finish(self.playbacks, event["playback"]["id"], event["playback"]),
            "RecordingFinished": lambda event: finish(self.recordings, event["recording"]["name"], event["recording"]),
            "RecordingFailed": lambda event: finish(self.recordings, event["recording"]["name"], event["recording"]),
            "ApplicationReplaced": _replaced,
        }

    def hear(self, event: Event) -> None:
        handler = self._handlers.get(event["type"])
        if handler:
            handler(event)

    def follow(self, channel_id: str) -> Channel:
        """From now on this channel's events are heard, until it goes."""
        channel = self.channels[channel_id] = Channel(channel_id)
        channel.gone.add_done_callback(lambda _: self.channels.pop(channel_id, None))
        return channel

    @contextmanager
    def expect(self, waiting: Waiting, key: str) -> Iterator[Awaited]:
        """The end of a playback or a recording, for as long as the block lasts."""
        awaited = waiting[key] = Awaited(asyncio.get_running_loop().create_future())
        try:
            yield awaited
        finally:
            waiting.pop(key, None)

    def _entered(self, event: Event) -> None:
        channel = self.channels.get(event["channel"]["id"])
        if channel:
            channel.enter()
        elif event["args"][:1] == [OURS]:
            self._on_stray(event["channel"]["id"])
        else:
            self._on_caller(event)

    def _left(self, event: Event) -> None:
        channel = self.channels.get(event["channel"]["id"])
        if channel:
            channel.cause = event.get("cause", 0)
            channel.leave()

    def _asked_to_hang_up(self, event: Event) -> None:
        """The person hung up. While it rings this says "declined" and the channel's end follows with the cause."""
        channel = self.channels.get(event["channel"]["id"])
        if channel and channel.entered.done():
            channel.leave()
        elif channel:
            channel.refused = True

    def _pressed(self, event: Event) -> None:
        channel = self.channels.get(event["channel"]["id"])
        if channel:
            channel.keys.press(event["digit"])


def finish(waiting: Waiting, key: str, told: Event) -> None:
    awaited = waiting.get(key)
    if awaited and not awaited.over:
        awaited.end.set_result(Finished(told["state"]))


def _replaced(event: Event) -> None:
    log.error("another program has connected to Asterisk as application %s", event["application"])
