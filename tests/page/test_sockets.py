"""The telephones' and the call log's WebSockets, without a browser."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientWebSocketResponse, WSMsgType, web
from aiohttp.test_utils import TestClient, TestServer

from bot.local.phones import call_log_routes, phone_routes
from bot.ports import PhoneEvent, PhoneState


class FakePhone:
    """Writes down what it is told; the test says what happens."""

    def __init__(self, number: str) -> None:
        self._number = number
        self.deeds: asyncio.Queue[tuple[object, ...]] = asyncio.Queue()
        self.shown: asyncio.Queue[PhoneEvent] = asyncio.Queue()
        self.heard: asyncio.Queue[bytes] = asyncio.Queue()

    @property
    def number(self) -> str:
        return self._number

    def dial(self, number: str) -> None:
        self.deeds.put_nowait(("dial", number))

    def answer(self) -> None:
        self.deeds.put_nowait(("answer",))

    def decline(self) -> None:
        self.deeds.put_nowait(("decline",))

    def hang_up(self) -> None:
        self.deeds.put_nowait(("hang up",))

    def press(self, key: str) -> None:
        self.deeds.put_nowait(("press", key))

    def speak(self, pcm: bytes) -> None:
        self.deeds.put_nowait(("speak", pcm))

    async def events(self) -> AsyncIterator[PhoneEvent]:
        while True:
            yield await self.shown.get()

    async def hears(self) -> AsyncIterator[bytes]:
        while True:
            yield await self.heard.get()


class FakeSwitchboard:
    def __init__(self) -> None:
        self.phones: dict[str, FakePhone] = {}

    def plug(self, number: str) -> FakePhone:
        return self.phones.setdefault(number, FakePhone(number))


async def two_events() -> AsyncIterator[dict[str, object]]:
    yield {"kind": "arrived"}
    yield {"kind": "ended"}


@pytest.fixture
def switchboard() -> FakeSwitchboard:
    return FakeSwitchboard()


@pytest.fixture
async def client(switchboard: FakeSwitchboard) -> AsyncIterator[TestClient[web.Request, web.Application]]:
    app = web.Application()
    app.add_routes([*phone_routes(switchboard), *call_log_routes(two_events)])
    async with TestClient(TestServer(app)) as client:
        yield client


@pytest.fixture
async def held(client: TestClient[web.Request, web.Application]) -> ClientWebSocketResponse:
    """The page holds the outside phone."""
    return await client.ws_connect("/local/phones/%2B79001234567")


@pytest.fixture
def phone(switchboard: FakeSwitchboard, held: ClientWebSocketResponse) -> FakePhone:
    return switchboard.phones["+79001234567"]


@pytest.mark.parametrize(
    ("order", "deed"),
    [
        ({"do": "dial", "number": "+79923855259"}, ("dial", "+79923855259")),
        ({"do": "answer"}, ("answer",)),
        ({"do": "decline"}, ("decline",)),
        ({"do": "hang_up"}, ("hang up",)),
        ({"do": "press", "key": "#"}, ("press", "#")),
    ],
)
async def test_phone_does_what_the_page_says(
    held: ClientWebSocketResponse, phone: FakePhone, order: dict[str, str], deed: tuple[str, ...]
) -> None:
    await held.send_json(order)
    assert await phone.deeds.get() == deed


@pytest.mark.parametrize(
    "nonsense",
    [
        "{",
        "[]",
        "null",
        '{"do": "explode"}',
        '{"do": ["dial"]}',
        '{"do": "dial"}',
        '{"do": "dial", "number": "${SHELL()}"}',
        '{"do": "dial", "number": 5}',
        '{"do": "press", "key": "12"}',
        '{"do": "press", "key": "A"}',
    ],
)
async def test_nonsense_does_nothing_and_the_phone_goes_on(
    held: ClientWebSocketResponse, phone: FakePhone, nonsense: str
) -> None:
    await held.send_str(nonsense)
    await held.send_json({"do": "answer"})
    assert await phone.deeds.get() == ("answer",)


async def test_half_a_sample_is_not_spoken(held: ClientWebSocketResponse, phone: FakePhone) -> None:
    await held.send_bytes(b"abc")
    assert await phone.deeds.get() == ("speak", b"ab")


async def test_page_is_shown_what_happens_and_hears_what_sounds(
    held: ClientWebSocketResponse, phone: FakePhone
) -> None:
    phone.shown.put_nowait(PhoneEvent(PhoneState.TALKING, "101", name="Why"))
    assert await held.receive_json() == {"state": "talking", "other": "101", "why": "", "name": "Why"}
    phone.heard.put_nowait(b"\1\2" * 160)
    assert await held.receive_bytes() == b"\1\2" * 160


async def test_closing_the_page_is_not_hanging_up(
    client: TestClient[web.Request, web.Application], held: ClientWebSocketResponse, phone: FakePhone
) -> None:
    await held.close()
    again = await client.ws_connect("/local/phones/%2B79001234567")
    await again.send_json({"do": "answer"})
    assert await phone.deeds.get() == ("answer",)


@pytest.mark.parametrize("number", ["abc", "+", "1234567890123456", "%D9%A1"])
async def test_what_is_no_number_is_no_telephone(client: TestClient[web.Request, web.Application], number: str) -> None:
    response = await client.get(f"/local/phones/{number}")
    assert (response.status, (await response.json())["error"]) == (404, "No such telephone.")


async def test_call_log_is_passed_on(client: TestClient[web.Request, web.Application]) -> None:
    socket = await client.ws_connect("/local/calls")
    assert [await socket.receive_json() for _ in range(2)] == [{"kind": "arrived"}, {"kind": "ended"}]
    await socket.close()
    assert (await socket.receive()).type is WSMsgType.CLOSED
