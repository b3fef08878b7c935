"""An event loop whose time jumps to the next timer as soon as nothing is left to do before it.

A whole app runs on it, its SQLite, ffmpeg and sockets included: time stands still while a worker thread, a subprocess
or aiosqlite works for the loop, and while bytes are on their way between two sockets of this process. A minute of a
call takes milliseconds, and twice the same test sees the same times.

Not for peers outside the process (Asterisk, a browser): those live in real time, mark such tests `real_time`.
"""

import asyncio
import contextlib
import selectors
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial
from queue import SimpleQueue
from typing import Any, TypeVar

import aiosqlite.core

from bot.db.sqlite import SqliteConnection

START = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)
BORN = 10_000.0  # loop time at START: not zero, since `monotonic` never is and code may take 0 for "never"
WRITER = "BEGIN IMMEDIATE"
GRACE = 0.001  # real seconds that bytes may need from one socket of ours to another
Result = TypeVar("Result")
PATIENCE = 60.0  # real seconds that we wait for the world when no timer is set, or work is under way


class Stuck(Exception):
    """Everybody waits, no timer is set, and the world has been silent for `PATIENCE`."""


class VirtualSelector(selectors.DefaultSelector):
    """Waits by moving the clock, unless the world outside still owes the loop something."""

    def __init__(self) -> None:
        super().__init__()
        self.now = BORN
        self.under_way = 0  # jobs of threads and subprocesses that will wake the loop
        self.quiet = 0  # descriptors that the loop keeps for itself

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        events = super().select(0)
        if events or timeout == 0:
            return events
        if timeout is None or self.under_way:
            return self._wait_for_the_world()
        if len(self.get_map()) > self.quiet and (events := super().select(GRACE)):
            return events
        self.now += timeout
        return []

    def _wait_for_the_world(self) -> list[tuple[selectors.SelectorKey, int]]:
        events = super().select(PATIENCE)
        if not events:
            raise Stuck(f"nothing happened for {PATIENCE:.0f} s; {self.under_way} outside jobs under way")
        return events


class DirectLoop(asyncio.SelectorEventLoop):
    """A loop in real time for which SQLite works without its thread, see `Orders`."""

    def owed(self, future: "asyncio.Future[Any]") -> None:
        """Another thread will complete `future`."""


class VirtualLoop(DirectLoop):
    """The event loop of the tests."""

    def __init__(self) -> None:
        self._clockwork = VirtualSelector()
        super().__init__(self._clockwork)
        self._clockwork.quiet = len(self._clockwork.get_map())

    def time(self) -> float:
        return self._clockwork.now

    def owed(self, future: "asyncio.Future[Any]") -> None:
        """Time stands still until `future`, which another thread will complete, is done."""
        self._clockwork.under_way += 1
        future.add_done_callback(self._settled)

    def _settled(self, _: object) -> None:
        self._clockwork.under_way -= 1

    @contextlib.contextmanager
    def still(self) -> Iterator[None]:
        """Time stands still in this block."""
        self._clockwork.under_way += 1
        try:
            yield
        finally:
            self._clockwork.under_way -= 1

    def run_in_executor(self, executor: Any, func: Any, *args: Any) -> Any:  # type: ignore[override]
        future = super().run_in_executor(executor, func, *args)
        self.owed(future)
        return future

    async def shutdown_default_executor(self, *timeout: Any) -> None:
        with self.still():
            await super().shutdown_default_executor(*timeout)

    async def _make_subprocess_transport(self, *args: Any, **kwargs: Any) -> Any:
        transport = await super()._make_subprocess_transport(*args, **kwargs)  # type: ignore[misc]
        self.owed(asyncio.ensure_future(transport._wait()))
        return transport


class VirtualClock:
    """`Clock` of the tests: 2026-08-03 09:00 UTC, a Monday, at the start of each test."""

    def __init__(self, loop: asyncio.AbstractEventLoop | None = None) -> None:
        self._loop = loop or asyncio.get_event_loop()
        self._ahead = timedelta()

    def now(self) -> datetime:
        return START + timedelta(seconds=self._loop.time() - BORN) + self._ahead

    def advance(self, **how: float) -> None:
        """The clock on the wall jumps, timers do not see it: for days that would be millions of ticks."""
        self._ahead += timedelta(**how)


def apart(work: Coroutine[Any, Any, Result]) -> Result:
    """What the coroutine returns on a virtual loop of its own; for fixtures, which leave the loop of the test alone."""

    def run() -> Result:
        with asyncio.Runner(loop_factory=VirtualLoop) as runner:
            return runner.run(work)

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(run).result()


class Orders(SimpleQueue):  # type: ignore[type-arg]
    """What aiosqlite has to do: on a loop of ours it is done at once, without a trip to the worker thread and back.

    Other tasks get their turn before the result of a statement is seen, as they do in earnest. Only who asks for the
    write lock may have to wait: that is done in the thread, and what comes before it is done comes after it there.
    """

    def __init__(self) -> None:
        self._sent: list[object] = []  # what the thread has not done yet

    def put_nowait(self, order: tuple[asyncio.Future[Any] | None, Callable[[], Any]]) -> None:
        future, function = order
        if future is None or not isinstance(loop := future.get_loop(), DirectLoop):
            super().put_nowait(order)
        elif self._sent or takes_write_lock(function):
            self._send(loop, future, function)
        else:
            self._do(loop, future, function)

    def _send(self, loop: DirectLoop, future: "asyncio.Future[Any]", function: Callable[[], Any]) -> None:
        def done() -> Any:
            try:
                return function()
            finally:
                self._sent.pop()

        self._sent.append(function)
        loop.owed(future)
        super().put_nowait((future, done))

    def _do(self, loop: DirectLoop, future: "asyncio.Future[Any]", function: Callable[[], Any]) -> None:
        later = loop.call_soon if is_statement(function) else call_now
        try:
            result = function()
        except Exception as error:  # noqa: BLE001 - whoever ordered it gets it
            later(aiosqlite.core.set_exception, future, error)
        else:
            later(aiosqlite.core.set_result, future, result)
            if result is aiosqlite.core._STOP_RUNNING_SENTINEL:
                super().put_nowait((None, lambda: result))


class SentOrders(Orders):
    """Each goes to the worker thread, as it does in earnest, and is owed to the loop until it is done."""

    def put_nowait(self, order: tuple[asyncio.Future[Any] | None, Callable[[], Any]]) -> None:
        future, function = order
        if future is not None and isinstance(loop := future.get_loop(), DirectLoop):
            self._send(loop, future, function)
        else:
            super().put_nowait(order)


def call_now(function: Callable[..., object], *args: object) -> None:
    function(*args)


def is_statement(function: Callable[[], Any]) -> bool:
    return isinstance(function, partial) and bool(function.args)


def takes_write_lock(function: Callable[[], Any]) -> bool:
    connection = getattr(function.func, "__self__", None) if isinstance(function, partial) else None
    return isinstance(connection, SqliteConnection) and connection._begin == WRITER


def count_aiosqlite(orders: type[Orders] = Orders) -> None:
    """From now on loops of ours have their SQLite like this, and time stands still while it waits."""
    aiosqlite.core.SimpleQueue = orders  # type: ignore[attr-defined]
