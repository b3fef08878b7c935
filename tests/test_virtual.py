import asyncio
import sqlite3
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiosqlite
import pytest
from aiohttp import ClientSession, WSMsgType, web

from bot.db.sqlite import SqliteConnection
from tests import virtual
from tests.virtual import Stuck, VirtualClock, VirtualLoop


def seconds_passed() -> Callable[[], float]:
    loop = asyncio.get_running_loop()
    start = loop.time()
    return lambda: round(loop.time() - start, 6)


async def test_an_hour_of_sleep_takes_no_time(clock: VirtualClock) -> None:
    began = time.monotonic()
    await asyncio.sleep(3600)
    assert time.monotonic() - began < 1
    assert clock.now() == datetime(2026, 8, 3, 10, 0, tzinfo=UTC)


async def test_timers_fire_in_order_and_on_time() -> None:
    passed, seen = seconds_passed(), []

    async def mark(after: float) -> None:
        await asyncio.sleep(after)
        seen.append((after, passed()))

    await asyncio.gather(mark(3), mark(0.02), mark(1))
    assert seen == [(0.02, 0.02), (1, 1), (3, 3)]


async def test_time_stands_still_while_a_thread_works() -> None:
    passed = seconds_passed()
    async with asyncio.timeout(0.001):
        await asyncio.to_thread(time.sleep, 0.05)
    assert passed() == 0


async def test_a_timer_waits_for_a_thread_that_nobody_awaits() -> None:
    done: list[float] = []
    job = asyncio.get_running_loop().run_in_executor(None, lambda: (time.sleep(0.05), done.append(1)))
    await asyncio.sleep(0.001)
    assert done == [1]
    await job


async def test_time_stands_still_while_a_subprocess_runs() -> None:
    passed = seconds_passed()
    async with asyncio.timeout(0.001):
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", "import time; time.sleep(0.1); print('hi')", stdout=asyncio.subprocess.PIPE
        )
        out, _ = await process.communicate()
    assert out == b"hi\n"
    assert passed() == 0


async def test_time_moves_on_after_a_subprocess_is_killed() -> None:
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", "import time; time.sleep(60)")
    process.kill()
    assert await process.wait() == -9
    await asyncio.sleep(60)


async def test_time_stands_still_while_sqlite_works(tmp_path: Path) -> None:
    passed = seconds_passed()
    async with asyncio.timeout(0.001), aiosqlite.connect(tmp_path / "x.db") as db:
        await db.create_function("nap", 0, lambda: time.sleep(0.05))
        await db.execute("create table t (n)")
        await db.execute("select nap()")
        await db.commit()
    assert passed() == 0


async def test_a_writer_that_waits_for_the_lock_holds_the_time(tmp_path: Path) -> None:
    holder = sqlite3.connect(tmp_path / "x.db", isolation_level=None, check_same_thread=False)
    holder.execute("begin immediate")
    passed = seconds_passed()
    async with connected(tmp_path / "x.db") as db, asyncio.timeout(0.001):
        db.begin("BEGIN IMMEDIATE")
        begun = asyncio.create_task(db.cursor().execute("select 1"))
        await asyncio.to_thread(time.sleep, 0.02)
        holder.execute("commit")
        await begun
        assert db.in_transaction
    holder.close()
    assert passed() == 0


async def test_what_is_ordered_while_a_writer_is_at_work_comes_after_it(tmp_path: Path) -> None:
    seen: list[str] = []
    async with connected(tmp_path / "x.db") as db:
        await db.create_function("nap", 0, lambda: (time.sleep(0.1), seen.append("writer"))[1])
        await db.create_function("see", 0, lambda: seen.append("after"))
        db.begin("BEGIN IMMEDIATE")
        first = asyncio.create_task(db.cursor().execute("select nap()"))
        await asyncio.to_thread(time.sleep, 0.02)
        second = asyncio.create_task(db.cursor().execute("select see()"))
        await asyncio.sleep(0)
        assert not seen, "the loop does not wait for it"
        await asyncio.gather(first, second)
    assert seen == ["writer", "after"]


async def test_other_tasks_get_their_turn_while_sqlite_works(tmp_path: Path) -> None:
    seen: list[str] = []

    async def look() -> None:
        seen.append("another")

    async with connected(tmp_path / "x.db") as db:
        other = asyncio.create_task(look())
        await db.cursor().execute("select 1")
        assert seen == ["another"]
        await other


def connected(file: Path) -> SqliteConnection:
    return SqliteConnection(lambda: sqlite3.connect(file, timeout=2, isolation_level=None, check_same_thread=False))


async def test_a_server_and_its_client_talk_without_time_passing() -> None:
    async def slow(request: web.Request) -> web.Response:
        await asyncio.sleep(float(request.query["seconds"]))
        return web.Response(text="x" * 1_000_000)

    passed = seconds_passed()
    async with served(slow) as url, ClientSession() as client:
        for _ in range(20):
            async with client.get(url, params={"seconds": "0"}) as answer:
                assert len(await answer.text()) == 1_000_000
        assert passed() == 0
        await asyncio.gather(*(fetched(client, url, 50) for _ in range(10)))
        assert passed() == 50


async def test_frames_over_a_websocket_arrive_on_time() -> None:
    async def stream(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        for n in range(100):
            await asyncio.sleep(0.02)
            await socket.send_str(str(n))
        return socket

    passed = seconds_passed()
    late = []
    async with served(stream) as url, ClientSession() as client, client.ws_connect(url) as socket:
        async for message in socket:
            assert message.type is WSMsgType.TEXT
            late.append(passed() - 0.02 * (int(message.data) + 1))
    assert len(late) == 100
    assert max(late) < 0.001


async def fetched(client: ClientSession, url: str, seconds: float) -> None:
    async with client.get(url, params={"seconds": str(seconds)}) as answer:
        await answer.read()


class served:  # noqa: N801 - reads as a word where it is used
    """A handler on a free port."""

    def __init__(self, handler: Callable[[web.Request], object]) -> None:
        app = web.Application()
        app.router.add_get("/", handler)  # type: ignore[arg-type]
        self._runner = web.AppRunner(app)

    async def __aenter__(self) -> str:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}/"

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()


def test_when_all_wait_for_ever_the_test_ends_with_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(virtual, "PATIENCE", 0.05)
    with asyncio.Runner(loop_factory=VirtualLoop) as runner, pytest.raises(Stuck, match="nothing happened"):
        runner.run(asyncio.Event().wait())


def test_closing_the_loop_waits_for_its_threads() -> None:
    done: list[int] = []
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:

        async def start() -> None:
            runner.get_loop().run_in_executor(None, lambda: (time.sleep(0.05), done.append(1)))

        runner.run(start())
    assert done == [1]


@pytest.mark.real_time
async def test_a_real_time_test_sees_the_real_clock() -> None:
    began = time.monotonic()
    await asyncio.sleep(0.02)
    assert time.monotonic() - began > 0.019


async def test_the_clock_starts_anew_for_each_test(clock: VirtualClock) -> None:
    assert clock.now() - virtual.START < timedelta(seconds=1)
