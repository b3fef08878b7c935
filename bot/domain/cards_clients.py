"""What screens and senders show of messages to clients: plain facts, no rows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message on its way. `address`: a number, or a Telegram id; `parts`: those of an SMS that are still to go."""

    id: int
    company_id: int
    address: str
    text: str
    parts: tuple[int, ...]
