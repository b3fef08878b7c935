"""The page's live call log: the same lines as the log file's, as they happen."""

import logging
import re
from collections import deque
from collections.abc import AsyncIterator
from datetime import UTC, datetime

from bot.local.readers import Readers

CallEvent = dict[str, object]

CALL = "call %d: "  # how the journal begins its lines; on the page the call has a column of its own
PLACE = re.compile(r"%(?:\.\d+)?[sdgf]")


class CallLog(logging.Handler):
    """Attach it to the calls' logger; call it for the last events and all that follow."""

    def __init__(self, keep: int = 100) -> None:
        super().__init__()
        self._last: deque[CallEvent] = deque(maxlen=keep)
        self._readers: Readers[CallEvent] = Readers()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line, give it to whoever reads."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        about = {key: getattr(record, key, None) for key in ("call", "kind")}
        template, args = _without_call(record)
        said = PLACE.sub(lambda _: "%s", template) % tuple(args)
        event: CallEvent = {"at": at, "text": said, "template": template, "args": args, **about}
        self._last.append(event)
        self._readers.tell(event)

    def __call__(self) -> AsyncIterator[CallEvent]:
        """The last events, then each new one, until the reader goes away."""
        return self._readers.follow(*self._last)


def _without_call(record: logging.LogRecord) -> tuple[str, list[str]]:
    """The line's template and its words, each as the template writes it: the page says them in its own language."""
    args = record.args if isinstance(record.args, tuple) else ()
    template = str(record.msg)
    if template.startswith(CALL):
        template, args = template.removeprefix(CALL), args[1:]
    return template, [place % arg for place, arg in zip(PLACE.findall(template), args, strict=True)]
