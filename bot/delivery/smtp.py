"""Mails over SMTP: one connection and one recipient a mail, and what a server's answer means for it."""

import asyncio
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

import aiosmtplib
from aiosmtplib import (
    SMTPDataError,
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponseException,
)

from bot.delivery.letters import message
from bot.delivery.retry import BACKOFF, TROUBLE, backoff
from bot.ports import Clock, Dead, Later, Letter, Rejected

TIMEOUT = 15.0  # seconds for each step
LONGEST = 22.0  # seconds for a mail; well within its parcel's lease
LOOPBACK = ("127.0.0.1", "::1", "localhost")
FAILED = 500  # from here on a server's answer is for good


@dataclass(frozen=True, slots=True)
class Server:
    """Where mails are handed over. `tls`: from the first byte; without it STARTTLS is used where it is offered.

    A password never leaves this machine in the clear: with one, STARTTLS is a must.
    """

    host: str
    port: int | None
    tls: bool
    user: str = ""
    password: str = ""

    @classmethod
    def at(cls, url: str) -> "Server":
        """Of smtp://host, smtps://user:password@host:465."""
        parts = urlsplit(url)
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.hostname or "", parts.port, parts.scheme == "smtps", user, password)

    def connection(self) -> aiosmtplib.SMTP:
        """As a context manager: open, secure, logged in."""
        return aiosmtplib.SMTP(
            hostname=self.host,
            port=self.port,
            use_tls=self.tls,
            username=self.user or None,
            password=self.password or None,
            start_tls=True if self.password and self.host not in LOOPBACK and not self.tls else None,
            timeout=TIMEOUT,
        )

    async def greet(self) -> bool:
        """Log in, to see whether it lets us; whether that was over TLS."""
        async with self.connection() as smtp:
            await smtp.noop()
            return smtp.get_transport_info("sslcontext") is not None


class SmtpPost:
    """`Post` over a server."""

    def __init__(self, server: Server, sender: str, clock: Clock) -> None:
        self._server = server
        self._sender = sender
        self._clock = clock

    async def send(self, letter: Letter, attempts: int = 0) -> None:
        """See `Post`. A connection that breaks after the content was given may mean a second copy, with the same id."""
        mail = message(letter, self._sender, self._clock.now())
        try:
            async with asyncio.timeout(LONGEST), self._server.connection() as smtp:
                errors, _ = await smtp.send_message(mail)
        except (SMTPException, OSError, ValueError) as error:
            raise verdict(error, attempts) from error
        if errors:  # one recipient: refused, though the server went on
            refused = [SMTPRecipientRefused(code, text, to) for to, (code, text) in errors.items()]
            raise verdict(SMTPRecipientsRefused(refused), attempts)


def verdict(error: Exception, attempts: int = 0) -> Exception:
    """`Later`, `Dead` for a mailbox that is not there, `Rejected` for content that is not taken.

    A server that does not let us in or does not like our address is our trouble, not the mail's: it waits.
    """
    match error:
        case SMTPRecipientsRefused(recipients=[one, *_]):
            return verdict(one, attempts)
        case SMTPRecipientRefused(code=code, message=said) if code >= FAILED:
            return Dead(f"{code} {said}")
        case SMTPDataError(code=code, message=said) if code >= FAILED:
            return Rejected(f"{code} {said}")
        case SMTPNotSupported() | ValueError():
            return Rejected(str(error))
        case SMTPResponseException(code=code, message=said):
            return Later(backoff(attempts, TROUBLE if code >= FAILED else BACKOFF), f"{code} {said}")
        case _:
            return Later(backoff(attempts), f"{type(error).__name__} {error}")
