"""An SMTP server of our own with faults, on the test's loop."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

ACCEPTED = "250 OK"


@dataclass
class Mailboxes:
    """What has arrived. `sender`, `rcpt`, `data`: answers to be given once each, in order, instead of a yes.

    `password`: whoever has another one or none is not let in; "" lets everybody in.
    "drop": the connection breaks after the content was taken; "hang": nothing more is ever said.
    """

    password: str = ""
    sender: list[str] = field(default_factory=list)
    rcpt: list[str] = field(default_factory=list)
    data: list[str] = field(default_factory=list)
    arrived: list[EmailMessage] = field(default_factory=list)
    tried: int = 0
    port: int = 0

    async def handle_MAIL(self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]) -> str:  # noqa: N802
        if self.sender and (answer := self.sender.pop(0)) != ACCEPTED:
            return answer
        envelope.mail_from = address
        return ACCEPTED

    def lets_in(self, _: SMTP, __: Session, ___: Envelope, ____: str, said: Any) -> AuthResult:
        return AuthResult(success=said.password.decode() == self.password, handled=False)

    async def handle_RCPT(self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]) -> str:  # noqa: N802
        self.tried += 1
        if self.rcpt and (answer := self.rcpt.pop(0)) != ACCEPTED:
            return answer
        envelope.rcpt_tos.append(address)
        return ACCEPTED

    async def handle_DATA(self, server: SMTP, _: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = self.data.pop(0) if self.data else ACCEPTED
        if answer == "hang":
            await asyncio.sleep(3600)
        if answer in (ACCEPTED, "drop"):
            content = cast(bytes, envelope.content)
            self.arrived.append(cast(EmailMessage, message_from_bytes(content, policy=cast(Any, default))))
        if answer == "drop":
            assert server.transport
            server.transport.abort()
            return ACCEPTED
        return answer

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.arrived if mail["To"] == address]


@asynccontextmanager
async def serving(mailboxes: Mailboxes) -> AsyncIterator[str]:
    """Its address."""
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(mailboxes, hostname="peer.test", loop=asyncio.get_running_loop(), **_guarded(mailboxes)),
        "127.0.0.1",
        mailboxes.port,
    )
    mailboxes.port = server.sockets[0].getsockname()[1]
    try:
        yield f"smtp://127.0.0.1:{mailboxes.port}"
    finally:
        server.close()
        await asyncio.sleep(0)


def _guarded(mailboxes: Mailboxes) -> dict[str, Any]:
    if not mailboxes.password:
        return {}
    return {"authenticator": mailboxes.lets_in, "auth_required": True, "auth_require_tls": False}
