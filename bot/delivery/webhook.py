"""Call events over HTTP: one signed POST each, and what the receiver's answer means for it (O14)."""

import asyncio
import socket
from collections.abc import Mapping
from datetime import datetime
from typing import cast

from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector, ThreadedResolver
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.delivery.needs import Endpoints
from bot.domain.webhook import GIVEN_UP_AFTER, Endpoint, Trouble, body, is_public, pause, signature
from bot.ports import Clock, Dead, Later, Parcel, Rejected

TIMEOUT = ClientTimeout(total=10)  # seconds, from the connection to the head of the answer
AGAIN = frozenset({408, 425, 429})  # of the refusals, those that mean "later"
GONE = 410


class Inside(Exception):
    """The address is not on the internet but in the network that we run in."""


class WebhookSender:
    """`Sender` to the companies' own systems. `private`: addresses of our own network are fine, too.

    While an address fails, the other parcels to it do not wait out its timeouts: one tries, the rest wait with it.
    """

    def __init__(self, endpoints: Endpoints, clock: Clock, *, private: bool) -> None:
        self._endpoints = endpoints
        self._clock = clock
        self._private = private
        self._resting: dict[str, float] = {}  # loop time until which nobody tries, by address

    async def send(self, parcel: Parcel) -> None:
        """See `Sender`."""
        company_id = int(str(parcel.payload["company_id"]))
        to = await self._endpoints.endpoint(company_id)
        if to is None:
            raise Dead("the company has no webhook any more")
        event = cast(Mapping[str, object], parcel.payload["event"])
        self._rest(to.url)
        answer = await self._post(to, parcel, event)
        await self._endpoints.answered(company_id, to.url, answer)
        if answer == str(GONE):
            await self._endpoints.gone(company_id, to.url)
        age = (self._clock.now() - datetime.fromisoformat(str(event["at"]))).total_seconds()
        self._judge(to.url, answer, age)

    async def _post(self, to: Endpoint, parcel: Parcel, event: Mapping[str, object]) -> str:
        """The status of the answer, whose body nobody reads; a `Trouble` where there is none."""
        content, now = body(event), int(self._clock.now().timestamp())
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Gudok",
            "Gudok-Event": str(event["event"]),
            "Gudok-Timestamp": str(now),
            "Gudok-Signature": signature(to.secret, now, content),
            "Idempotency-Key": parcel.key,
        }
        url = URL(to.url)
        try:
            self._look(url.host or "")
            async with (
                ClientSession(connector=self._connector(), timeout=TIMEOUT) as http,
                http.post(url, data=content, headers=headers, allow_redirects=False) as response,
            ):
                return str(response.status)
        except Inside:
            return Trouble.INSIDE
        except TimeoutError:
            return Trouble.TIMEOUT
        except (ClientError, OSError, ValueError):
            return Trouble.UNREACHABLE

    def _judge(self, url: str, answer: str, age: float) -> None:
        if answer.startswith("2"):
            self._resting.pop(url, None)
        elif answer == str(GONE):
            raise Dead("410")
        elif answer.startswith("4") and int(answer) not in AGAIN:
            raise Rejected(answer)
        elif age > GIVEN_UP_AFTER.total_seconds():
            raise Dead(f"{answer}, for {GIVEN_UP_AFTER.days} days")
        else:
            self._resting[url] = asyncio.get_running_loop().time() + pause(age)
            raise Later(pause(age), answer)

    def _rest(self, url: str) -> None:
        left = self._resting.get(url, 0.0) - asyncio.get_running_loop().time()
        if left > 0:
            raise Later(left, "the address has just failed")

    def _look(self, host: str) -> None:
        """The connector asks no resolver about an address in digits."""
        if not self._private and (":" in host or host.replace(".", "").isdigit()) and not is_public(host):
            raise Inside(host)

    def _connector(self) -> TCPConnector:
        return TCPConnector(resolver=None if self._private else OutsideOnly())


class OutsideOnly(AbstractResolver):
    """A name for an address of our own network stands for nothing: what we look at is what we connect to."""

    def __init__(self) -> None:
        self._resolver = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The public addresses; `Inside` when there are others only."""
        found = await self._resolver.resolve(host, port, family)
        outside = [one for one in found if is_public(one["host"])]
        if found and not outside:
            raise Inside(host)
        return outside

    async def close(self) -> None:
        await self._resolver.close()
