"""Mails over SMTP: one connection and one recipient a mail, and what a server's answer means for it."""

import asyncio
import re
from dataclasses import dataclass
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

import aiosmtplib
from aiosmtplib import (
    SMTPDataError,
    SMTPException,
    SMTPNotSupported,
    SMTPRecipientRefused,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from bot.delivery.letters import message
from bot.delivery.retry import TROUBLE, backoff
from bot.ports import Clock, Dead, Later, Letter, Rejected, Unwelcome

TIMEOUT = 15.0  # seconds for each step
LONGEST = 22.0  # seconds for a mail; well within its parcel's lease
LOOPBACK = ("127.0.0.1", "::1", "localhost")
FAILED = 500  # from here on a server's answer is for good
TOO_BIG = 552  # where the sender is named, and with it the size of the mail
OURS = re.compile(r"\b5\.1\.[78]\b|\b5\.7\.\d+\b.*\b(sender|relay)", re.IGNORECASE | re.DOTALL)
"""Of a recipient's refusal: it is about us. Postfix names the sender's or the login's fault only there (RFC 3463)."""


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

    async def greet(self, sender: str) -> bool:
        """Log in and name our address, to see whether it lets us; whether that was over TLS."""
        async with self.connection() as smtp:
            await smtp.mail(parseaddr(sender)[1])
            await smtp.rset()
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

    A server that does not let us in or does not like our address is our trouble, not the mail's: it waits, `Unwelcome`.
    """
    waits = backoff(attempts, TROUBLE)
    match error:
        case SMTPRecipientsRefused(recipients=[one, *_]):
            return verdict(one, attempts)
        case SMTPRecipientRefused(code=code, message=said) if code >= FAILED and not OURS.search(said):
            return Dead(f"{code} {said}")
        case SMTPDataError(code=code, message=said) if code >= FAILED:
            return Rejected(f"{code} {said}")
        case SMTPSenderRefused(code=code, message=said) if code == TOO_BIG:
            return Rejected(f"{code} {said}")
        case SMTPNotSupported() | ValueError():
            return Rejected(str(error))
        case SMTPResponseException(code=code, message=said) if code >= FAILED:
            return Unwelcome(waits, f"{code} {said}")
        case SMTPResponseException(code=code, message=said):
            return Later(backoff(attempts), f"{code} {said}")
        case SMTPException() if type(error) is SMTPException:  # it offers no login, or no TLS for one
            return Unwelcome(waits, str(error))
        case _:
            return Later(backoff(attempts), f"{type(error).__name__} {error}")
