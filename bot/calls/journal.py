"""One readable line per event of a call; the page's live log reads the same lines."""

import logging

JOURNAL = "gudok.calls"
_log = logging.getLogger(JOURNAL)


def note(call_id: int, kind: str, text: str, *args: object) -> None:
    """`kind` is one word for colour and filter: arrived, ringing, answered, voicemail, ended."""
    _log.info("call %d: " + text, call_id, *args, extra={"call": call_id, "kind": kind})
