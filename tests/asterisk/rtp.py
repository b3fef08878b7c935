"""The voice of a test phone: 20 ms of G.711 every 20 ms both ways, keys as RFC 4733 events."""

import asyncio
import struct
import warnings
from collections import deque
from collections.abc import Callable

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import audioop

from tests.asterisk.sip import HOST

FRAME = 320  # bytes of PCM in 20 ms
PAYLOADS = {"PCMU": 0, "PCMA": 8}
EVENTS = "0123456789*#"
EVENT_PAYLOAD = 101
KEY_FRAMES = 5  # how long a key is held, in frames of 20 ms
KEY_PAUSE = 0.08  # seconds between two keys: Asterisk tells keys apart by a gap of 45 ms

Heard = Callable[[bytes], None]


class Voice(asyncio.DatagramProtocol):
    """One call's audio. `speak` and `press` queue; silence is sent when there is nothing to say.

    `learns`: it answers to where it first hears from, for calls whose SIP somebody else does.
    """

    def __init__(self, codec: str, heard: Heard, *, learns: bool = False) -> None:
        self.codec = codec
        self._learns = learns
        self._heard = heard
        self._frames: deque[bytes] = deque()
        self._keys: deque[str] = deque()
        self._sequence = 0
        self._clock = 0
        self._transport: asyncio.DatagramTransport | None = None
        self._sending: asyncio.Task[None] | None = None

    async def open(self) -> int:
        """Listen; the port."""
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(lambda: self, local_addr=(HOST, 0))
        port: int = self._transport.get_extra_info("sockname")[1]
        return port

    def send_to(self, port: int) -> None:
        """Start talking to the other side."""
        if self._sending is None:
            self._sending = asyncio.get_running_loop().create_task(self._send((HOST, port)))

    def close(self) -> None:
        if self._sending:
            self._sending.cancel()
        if self._transport:
            self._transport.close()

    def speak(self, pcm: bytes) -> None:
        self._frames.extend(pcm[at : at + FRAME].ljust(FRAME, b"\0") for at in range(0, len(pcm), FRAME))

    def press(self, key: str) -> None:
        self._keys.append(key)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if self._learns:
            self.send_to(addr[1])
        if len(data) > 12 and data[1] & 0x7F == PAYLOADS[self.codec]:
            decode = audioop.ulaw2lin if self.codec == "PCMU" else audioop.alaw2lin
            self._heard(decode(data[12:], 2))

    async def _send(self, where: tuple[str, int]) -> None:
        loop = asyncio.get_running_loop()
        due, next_key = loop.time(), 0.0
        while self._transport and not self._transport.is_closing():
            if self._keys and loop.time() >= next_key:
                await self._send_key(self._keys.popleft(), where)
                due = loop.time()
                next_key = due + KEY_PAUSE
            else:
                self._packet(PAYLOADS[self.codec], self._encoded(), where)
            due += 0.02
            self._clock += FRAME // 2
            await asyncio.sleep(max(0.0, due - loop.time()))

    def _encoded(self) -> bytes:
        pcm = self._frames.popleft() if self._frames else bytes(FRAME)
        encode = audioop.lin2ulaw if self.codec == "PCMU" else audioop.lin2alaw
        return encode(pcm, 2)

    async def _send_key(self, key: str, where: tuple[str, int]) -> None:
        """RFC 4733: one event that grows, its end said three times."""
        for held in range(1, KEY_FRAMES + 1):
            self._packet(EVENT_PAYLOAD, event(key, held, ended=False), where, marker=held == 1)
            await asyncio.sleep(0.02)
        for _ in range(3):
            self._packet(EVENT_PAYLOAD, event(key, KEY_FRAMES, ended=True), where)
        self._clock += KEY_FRAMES * FRAME // 2

    def _packet(self, payload: int, body: bytes, where: tuple[str, int], *, marker: bool = False) -> None:
        self._sequence = (self._sequence + 1) & 0xFFFF
        head = struct.pack("!BBHII", 0x80, payload | (marker << 7), self._sequence, self._clock, id(self) & 0xFFFFFFFF)
        if self._transport and not self._transport.is_closing():
            self._transport.sendto(head + body, where)


def event(key: str, held: int, *, ended: bool) -> bytes:
    """`held` frames of a key."""
    return struct.pack("!BBH", EVENTS.index(key), 10 | (ended << 7), held * FRAME // 2)
