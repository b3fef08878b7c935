"""Crash points from outside: every commit, file operation and call to the outside is a step; one of them is not made.

Nothing in the program knows of it: what it calls is wrapped here, in a process made to be killed. Killed after a step
is killed before the next one: nothing that lasts happens in between. Steps have names, because what two tasks do at
the same time comes in any order.
"""

import os
import re
import signal
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

from aiogram.client.session.aiohttp import AiohttpSession
from sqlalchemy import Engine, event
from sqlalchemy.engine.default import DefaultDialect

import bot.local.bot_api
from bot.local.sms import LocalSms
from bot.media.audio import Audio
from bot.pbx.local.switchboard import LocalSwitchboard

RANDOM = re.compile(r"[0-9a-f]{8,}")  # parts of file names
WRITE = re.compile(r"\b(INSERT) (?:OR \w+ )?INTO (\w+)|\b(UPDATE) (\w+)|\b(DELETE) FROM (\w+)")


class Doom:
    """Counts steps once `armed`, and writes down what is about to happen and what has happened."""

    def __init__(self, log: Path, die_at: str) -> None:
        self._log = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        self._die_at = die_at  # "": live for ever
        self._made: Counter[str] = Counter()
        self.armed = False

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Something that lasts happens in this block, unless the process is killed before it."""
        if not self.armed:
            yield
            return
        what = RANDOM.sub("*", what)
        self._made[what] += 1
        name = what if self._made[what] == 1 else f"{what} #{self._made[what]}"
        if name == self._die_at:
            os.kill(os.getpid(), signal.SIGKILL)
        self._note(f"begins {name}")
        yield
        self._note(f"done {name}")

    def _note(self, line: str) -> None:
        os.write(self._log, f"{line}\n".encode())

    def around(self, owner: Any, method: str, name: Callable[..., str]) -> None:
        """Each run of an async method is a step; `name` is given its arguments."""
        inner = getattr(owner, method)

        @wraps(inner)
        async def stepped(*args: Any, **kwargs: Any) -> Any:
            with self.step(name(*args, **kwargs)):
                return await inner(*args, **kwargs)

        setattr(owner, method, stepped)

    def watch(self, outside: Path) -> None:
        """Wrap everything; files below `outside` are Telegram's own."""
        self.around(LocalSwitchboard, "fetch", lambda _, name, into: f"fetch {name}")
        self.around(LocalSwitchboard, "forget", lambda _, name: f"forget {name}")
        self.around(LocalSwitchboard, "ring", lambda _, phone, **__: f"ring {phone}")
        self.around(LocalSms, "submit", lambda _, part: f"submit {part.place}")
        for job in ("listen", "voice", "melody"):
            self.around(Audio, job, lambda *_, job=job: f"{job}")
        self.around(AiohttpSession, "make_request", lambda _, bot, method, **__: request(method))
        self.around(bot.local.bot_api, "call_method", lambda telegram, method, body: f"Telegram: {method}")
        self._files(outside)
        self._downloads()
        self._commits()

    def _downloads(self) -> None:
        inner = AiohttpSession.stream_content

        async def stepped(*args: Any, **kwargs: Any) -> AsyncGenerator[bytes, None]:
            with self.step("download"):
                async for chunk in inner(*args, **kwargs):
                    yield chunk

        AiohttpSession.stream_content = stepped  # type: ignore[method-assign]

    def _files(self, outside: Path) -> None:
        for method in ("replace", "unlink"):
            inner = getattr(Path, method)

            @wraps(inner)
            def stepped(path: Path, *args: Any, method: str = method, inner: Any = inner, **kwargs: Any) -> Any:
                if path.is_relative_to(outside) or not path.exists():
                    return inner(path, *args, **kwargs)
                with self.step(f"{method} {path.name}"):
                    return inner(path, *args, **kwargs)

            setattr(Path, method, stepped)

    def _commits(self) -> None:
        writes: dict[int, list[str]] = {}
        inner = DefaultDialect.do_commit

        def began(connection: Any) -> None:
            writes[id(connection.connection.dbapi_connection)] = []

        def executed(connection: Any, _: Any, statement: str, parameters: Any, *__: Any) -> None:
            made = writes[id(connection.connection.dbapi_connection)]
            if wrote := WRITE.search(statement):
                verb, table = filter(None, wrote.groups())
                made.append(f"{verb} {table} {parameters[-1]}" if "done_at=" in statement else f"{verb} {table}")

        def do_commit(dialect: Any, connection: Any) -> None:
            what = ", ".join(dict.fromkeys(writes.get(id(connection.dbapi_connection), ())))
            with self.step(f"commit {what}"):
                inner(dialect, connection)

        event.listen(Engine, "begin", began)
        event.listen(Engine, "before_cursor_execute", executed)
        DefaultDialect.do_commit = do_commit  # type: ignore[method-assign]


def request(method: Any) -> str:
    """A request to the Bot API, with whom it is for."""
    whom = getattr(method, "chat_id", None)
    return f"{method.__api_method__} to {whom}" if whom else str(method.__api_method__)
