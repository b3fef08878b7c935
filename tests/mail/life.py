"""A process that carries the mails of a database, to be killed: `python -m tests.mail.life DATABASE SMTP AHEAD`.

`AHEAD`: seconds by which its clock is ahead, so that what an earlier life had claimed is due again.
"""

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.db.outbox import Outbox
from bot.db.store import Store
from bot.delivery.mails import MailSender
from bot.delivery.pace import tempos
from bot.delivery.relay import Relay
from bot.delivery.smtp import Server, SmtpPost
from bot.i18n import load
from bot.media.audio import Audio
from bot.ports import Channel
from bot.services.mail_troubles import MailTroubles
from bot.services.mails import Mails


class Ahead:
    """`Clock`."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self._seconds)


async def main(database: str, smtp: str, ahead: str) -> None:
    store, clock, folder = Store.open(database), Ahead(float(ahead)), Path(database.rpartition(":///")[2]).parent
    post = SmtpPost(Server.at(smtp), "Gudok <pbx@example.com>", clock)
    sender = MailSender(post, Mails(store, folder), MailTroubles(store, clock), Audio(folder), load(), clock)
    await Relay(Outbox(store, clock, Channel.EMAIL), sender, tempos()[Channel.EMAIL], clock).run()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
