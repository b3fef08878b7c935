"""Asterisk as the `Pbx` of `bot/ports`."""

import asyncio
import logging
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp

from bot.domain.sounds import Sound
from bot.pbx.asterisk import provisioning, recorder
from bot.pbx.asterisk.ari import Ari
from bot.pbx.asterisk.board import Board
from bot.pbx.asterisk.dialling import originate
from bot.pbx.asterisk.leg import AsteriskLeg
from bot.pbx.asterisk.names import DIALLABLE, OURS, TRUNK, endpoint, named, presented
from bot.pbx.asterisk.reconcile import Seen, part_the_lonely, present, settle, still_ringing
from bot.pbx.asterisk.socket import AriSocket, Event
from bot.pbx.asterisk.talk import talk
from bot.ports import FallbackLine, HungUp, Leg, NoAnswer, NotAnswered, OnLeg, Sounds, Survivor

log = logging.getLogger(__name__)

LOOK_AGAIN = 20.0  # seconds between comparisons with what Asterisk has, in case an event was lost
REMEMBERED = 10_000  # leg ids that are known to be used


class Asterisk:
    """`Pbx` over ARI. `url`: http://user:password@host:8088; `media_url`: where Asterisk reaches `media_routes`."""

    def __init__(self, url: str, sounds: Sounds, media_url: str, app: str = "gudok") -> None:
        self._url = urlsplit(url)
        self._sounds = sounds
        self._media_url = media_url
        self._app = app
        self._board = Board(self._caller_entered, self._stray_entered)
        self._rung: dict[str, None] = {}
        self._calls: set[asyncio.Task[None]] = set()
        self._on_leg: OnLeg | None = None
        self._connected_before = False

    async def start(self, on_leg: OnLeg) -> None:
        self._on_leg = on_leg
        http = session(self._url.geturl())
        socket = AriSocket(http, self._app, self._board.hear, self._connected)
        self._ari = Ari(http, socket, self._board, self._sounds, self._media_url, self._app)
        await socket.open()

    async def stop(self) -> None:
        """Asterisk keeps the callers and the talkers; the tasks that served them end without touching them."""
        await self._ari.socket.close()
        for call in self._calls:
            call.cancel()
        await asyncio.gather(*self._calls, return_exceptions=True)
        await self._ari.http.close()

    async def ring(self, phone: str, *, leg_id: str, caller_id: str, seconds: float, name: str = "") -> Leg:
        target = endpoint(phone)
        if target is None or leg_id in self._rung:
            raise NotAnswered(NoAnswer.UNAVAILABLE)
        self._remember(leg_id)
        shown = caller_id if DIALLABLE.fullmatch(caller_id) else ""
        log.info("leg %s: %s rings", leg_id, phone)
        channel = await originate(self._ari, target, leg_id, seconds=seconds, callerId=named(name, shown))
        log.info("leg %s: %s answered", leg_id, phone)
        return AsteriskLeg(self._ari, channel, shown, phone, "" if phone.startswith("+") else phone)

    async def talk(self, a: Leg, b: Leg, *, talk_id: str, record: str = "") -> Leg:
        assert isinstance(a, AsteriskLeg)
        assert isinstance(b, AsteriskLeg)
        return await talk(self._ari, a, b, talk_id, record)

    async def survivors(self) -> list[Survivor]:
        provisioning.must_stand(self._ari)
        await part_the_lonely(self._ari)
        for channel_id in await still_ringing(self._ari):
            if channel_id not in self._board.channels:
                self._stray_entered(channel_id)
        strangers = [one for one in await present(self._ari) if one.id not in self._board.channels]
        return [Survivor(self._follow_seen(one), one.talk) for one in strangers]

    async def recordings(self) -> list[str]:
        provisioning.must_stand(self._ari)
        return await recorder.names(self._ari)

    async def fetch(self, name: str, into: Path) -> None:
        await recorder.fetch(self._ari, name, into)

    async def forget(self, name: str) -> None:
        await recorder.forget(self._ari, name)

    async def provision(self, lines: tuple[FallbackLine, ...]) -> None:
        await provisioning.provision(self._ari, lines)

    async def plays(self, sound: Sound) -> bool:
        return await provisioning.plays(self._ari, self._sounds, sound)

    # What the socket brings

    def _caller_entered(self, event: Event) -> None:
        self._serve(event["channel"], *_came(event["args"]))

    def _stray_entered(self, channel_id: str) -> None:
        log.info("channel %s: nobody waits for it any more, ended", channel_id)
        self._ari.later(self._ari.socket.ask("DELETE", f"channels/{channel_id}"), f"end {channel_id}")

    async def _connected(self) -> None:
        """The first time, `survivors` tells who is there; after a cut we find out by ourselves. Later, now and then."""
        if self._connected_before:
            for one in await settle(self._ari):
                if one.entered_by[:1] == [OURS]:
                    self._stray_entered(one.id)
                elif not one.talk:
                    self._serve(one.channel, *_came(one.entered_by))
        self._connected_before = True
        while True:
            await asyncio.sleep(LOOK_AGAIN)
            await settle(self._ari)

    def _serve(self, channel: Event, dialled: str, phone: str) -> None:
        """A task for a caller."""
        leg = self._leg(channel, phone or presented(channel["caller"]["number"]), dialled, phone)
        log.info("leg %s: %s dials %s", leg.id, leg.caller or "hidden number", leg.dialled)
        call = asyncio.create_task(self._call(leg), name=f"call of leg {leg.id}")
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)

    async def _call(self, leg: AsteriskLeg) -> None:
        """From here on the dialplan's guard against a frozen bot is off, and we answer for the caller.

        Nobody waits for the guard: requests are done in order, and if it stays on it does what it is for.
        """
        assert self._on_leg
        try:
            guard = {"variable": "TIMEOUT(absolute)", "value": "0"}
            off = self._ari.command(leg.channel, "POST", f"channels/{leg.id}/variable", **guard)
            self._ari.later(off, f"leg {leg.id}: its guard is taken off")
            await self._on_leg(leg)
        except HungUp:
            log.info("leg %s: gone", leg.id)
        except Exception:  # a bug in one call must not leave its caller in silence
            log.exception("leg %s: its call failed, the dialplan takes over", leg.id)
            await leg.fall_back()

    def _follow_seen(self, one: Seen) -> AsteriskLeg:
        number = presented(one.channel["caller"]["number"])
        if one.entered_by[:1] != [OURS]:
            dialled, phone = _came(one.entered_by)
            return self._leg(one.channel, phone or number, dialled, phone)
        rung = _phone(one.channel["name"])
        return self._leg(one.channel, number, rung, "" if rung == TRUNK else rung)

    def _leg(self, channel: Event, caller: str, dialled: str, phone: str) -> AsteriskLeg:
        followed = self._board.follow(channel["id"])
        followed.enter()
        return AsteriskLeg(self._ari, followed, caller, dialled, phone)

    def _remember(self, leg_id: str) -> None:
        self._rung[leg_id] = None
        if len(self._rung) > REMEMBERED:
            del self._rung[next(iter(self._rung))]


def session(url: str) -> aiohttp.ClientSession:
    """HTTP to Asterisk, with the user and the password of `url`."""
    parts = urlsplit(url)
    base = f"{parts.scheme}://{parts.hostname}:{parts.port or 8088}"
    login = aiohttp.encode_basic_auth(parts.username or "", parts.password or "")
    return aiohttp.ClientSession(base, headers={"Authorization": login})


def _came(args: list[str]) -> tuple[str, str]:
    """What the dialplan tells of somebody who came in: the number they dialled, and their telephone if it is ours."""
    dialled, phone, *_ = (*args, "", "")
    return dialled, phone


def _phone(channel_name: str) -> str:
    """ "101" of "PJSIP/101-00000007"."""
    return channel_name.partition("/")[2].rpartition("-")[0]
