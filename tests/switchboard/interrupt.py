"""Do something at the n-th await of a coroutine: the way to try every moment of a call."""

import asyncio
from collections.abc import Callable, Coroutine, Generator
from functools import partial
from types import coroutine
from typing import Any


@coroutine
def at_await(n: int, act: Callable[[], object], coro: Coroutine[Any, Any, None]) -> Generator[Any, Any, None]:
    """Run `coro`, and `act` while it is in its n-th await."""
    step, go_on = 0, partial(coro.send, None)
    while True:
        try:
            awaited = go_on()
        except StopIteration:
            return
        step += 1
        if step == n:
            asyncio.get_running_loop().call_soon(act)
        try:
            go_on = partial(coro.send, (yield awaited))
        except BaseException as error:  # noqa: BLE001 - passed on
            go_on = partial(coro.throw, error)
