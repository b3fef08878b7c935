"""What the chat shows of a promised call back."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.callbacks import Ending, Stage


@dataclass(frozen=True, slots=True)
class CallbackCard:
    """A request. `place`: counted from 1, in the department's line; `at`: when it was closed, else its next attempt."""

    id: int
    department: str
    client: str
    asked_at: datetime
    place: int
    stage: Stage
    attempts: int
    at: datetime
    zone: str
    ending: Ending | None = None


@dataclass(frozen=True, slots=True)
class CallbackInChat:
    """A card with the message that shows it to somebody; None: none yet."""

    card: CallbackCard
    message_id: int | None
