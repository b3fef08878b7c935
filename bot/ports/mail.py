"""E-mail: what a mail is, and who carries it."""

from dataclasses import dataclass
from typing import Protocol

from bot.ports.outgoing import Later


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a mail. `kind` is its MIME type."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail to one person. `id` is the same however often it is sent: mailboxes drop the second copy by it."""

    id: str
    to: str
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()


class Unwelcome(Later):
    """The server does not let us in, or does not take mails from our address: nothing goes until that is put right."""


class Post(Protocol):
    """Carries mails."""

    async def send(self, letter: Letter, attempts: int = 0) -> None:
        """Hand it over; it was tried so often before. Errors are those of `Sender.send`, and `Unwelcome`."""
