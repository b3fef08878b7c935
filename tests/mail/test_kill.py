"""`kill -9` around the send, over real SMTP: a mail is never lost, and every copy of it has the same Message-ID."""

import asyncio
import subprocess
import sys
from asyncio.subprocess import Process
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import select

from bot.db.models import Call, Outbox
from bot.db.store import Store
from bot.domain.effects import CallKind
from bot.domain.rules import Recipient, Way
from bot.ports import Fate, Progress
from bot.services.notices import MAIL, mail
from tests.mail.server import Mailboxes, serving
from tests.services.firm import founded

pytestmark = pytest.mark.real_time

NOW = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)
LEASE = 120  # seconds from life to life: more than a claim lasts
PEOPLE = ("ivanov@example.com", "petrova@example.com")
MOMENTS = ("sender", "recipient", "content", "taken")  # of a send, in this order


class Deadly(Mailboxes):
    """Kills its client at a moment of the send: when it has named the sender, … when the mail has been taken."""

    def __init__(self, database: str) -> None:
        super().__init__()
        self._database = database
        self._moment = ""
        self._life: Process | None = None

    async def kills_at(self, moment: str, url: str, ahead: int) -> None:
        """One life, up to that moment; "" is none, and it ends when both mails have come."""
        self._moment, so_far = moment, len(self.arrived)
        self._life = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.mail.life", self._database, url, str(ahead), stderr=subprocess.DEVNULL
        )
        async with asyncio.timeout(60):
            while not moment and len(self.arrived) < so_far + len(PEOPLE):  # noqa: ASYNC110 - nobody says when
                await asyncio.sleep(0.05)
            if not moment:
                await asyncio.sleep(1)  # for the word of it to be written down
                self._life.kill()
            assert await self._life.wait() == -9

    async def handle_MAIL(self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]) -> str:  # noqa: N802
        await self._perhaps("sender")
        return await super().handle_MAIL(_, __, envelope, address, ___)

    async def handle_RCPT(self, _: SMTP, __: Session, envelope: Envelope, address: str, ___: list[str]) -> str:  # noqa: N802
        await self._perhaps("recipient")
        return await super().handle_RCPT(_, __, envelope, address, ___)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        await self._perhaps("content")
        answer = await super().handle_DATA(server, session, envelope)
        await self._perhaps("taken")
        return answer

    async def _perhaps(self, moment: str) -> None:
        if moment == self._moment:
            assert self._life
            if self._life.returncode is None:
                self._life.kill()
            await asyncio.sleep(3600)  # the server never hears of it


async def owed(store: Store) -> None:
    """A missed call that both people are told of by mail."""
    firm = await founded(store)
    async with store.write() as session:
        call = Call(
            company_id=firm.company, leg_id="leg", caller="+79001234567", dialled="", plan={}, direction=CallKind.DID,
            progress=Progress.ENDED, peer_leg_id="", started_at=NOW,
        )  # fmt: skip
        session.add(call)
        await session.flush()
        for employee, address in zip((firm.ivanov, firm.petrova), PEOPLE, strict=True):
            await mail(session, MAIL, call, Recipient(employee, Way.EMAIL, NOW, email=address), NOW)


async def fates(store: Store) -> list[tuple[str, Fate | None]]:
    async with store.read() as session:
        rows = await session.scalars(select(Outbox).order_by(Outbox.id))
        return [(row.address, row.fate) for row in rows]


async def test_a_mail_survives_every_moment_of_its_send_under_one_id(tmp_path: Path) -> None:
    database = f"sqlite+aiosqlite:///{tmp_path / 'gudok.db'}"
    store, peer = Store.open(database), Deadly(database)
    await store.migrate()
    await owed(store)
    async with serving(peer) as url:
        for life, moment in enumerate(MOMENTS, 1):
            await peer.kills_at(moment, url, life * LEASE)
            assert await fates(store) == [(address, None) for address in PEOPLE], "nobody has said yet that it arrived"
        copies = len(peer.arrived)
        await peer.kills_at("", url, 5 * LEASE)
    assert copies >= 1, "one was taken by the server, and the sender died of it"
    assert await fates(store) == [(address, Fate.SENT) for address in PEOPLE]
    ids = {address: set(of(peer, address)) for address in PEOPLE}
    assert {len(one) for one in ids.values()} == {1}, "however often it came"
    assert len(set.union(*ids.values())) == len(PEOPLE)
    assert len(peer.arrived) == len(PEOPLE) + copies
    await store.close()


def of(peer: Mailboxes, address: str) -> Iterable[str]:
    return [str(mail["Message-ID"]) for mail in peer.to(address)]
