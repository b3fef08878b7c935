"""The page's live call log: the same lines as the log file's, as they happen."""

import asyncio
import logging
import re
from collections import deque
from collections.abc import AsyncIterator
from datetime import UTC, datetime

CallEvent = dict[str, object]

CALL = "call %d: "  # how the journal begins its lines; on the page the call has a column of its own
PLACE = re.compile(r"%(?:\.\d+)?[sdgf]")


class CallLog(logging.Handler):
    """Attach it to the calls' logger; call it for the last events and all that follow."""

    def __init__(self, keep: int = 100) -> None:
        super().__init__()
        self._last: deque[CallEvent] = deque(maxlen=keep)
        self._readers: set[asyncio.Queue[CallEvent]] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line, give it to whoever reads."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        about = {key: getattr(record, key, None) for key in ("call", "kind")}
        template, args = _without_call(record)
        said = PLACE.sub(lambda _: "%s", template) % tuple(args)
        event: CallEvent = {"at": at, "text": said, "template": template, "args": args, **about}
        self._last.append(event)
        for reader in self._readers:
            reader.put_nowait(event)

    async def __call__(self) -> AsyncIterator[CallEvent]:
        """The last events, then each new one, until the reader goes away."""
        reader: asyncio.Queue[CallEvent] = asyncio.Queue()
        for event in self._last:
            reader.put_nowait(event)
        self._readers.add(reader)
        try:
            while True:
                yield await reader.get()
        finally:
            self._readers.discard(reader)


def _without_call(record: logging.LogRecord) -> tuple[str, list[str]]:
    """The line's template and its words, each as the template writes it: the page says them in its own language."""
    args = record.args if isinstance(record.args, tuple) else ()
    template = str(record.msg)
    if template.startswith(CALL):
        template, args = template.removeprefix(CALL), args[1:]
    return template, [place % arg for place, arg in zip(PLACE.findall(template), args, strict=True)]
