"""A letter as the wire has it. Pure."""

import re
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from bot.ports import Letter, Rejected

ADDRESS = re.compile(r"[^\s<>@,;]+@[^\s<>@,;]+")


def message(letter: Letter, sender: str, now: datetime) -> EmailMessage:
    """Plain text first, HTML as its alternative, then the files. `sender`: "Gudok <pbx@example.com>" or an address.

    `Rejected` for what no header may hold: `EmailMessage` lets no line break into one.
    """
    mail = EmailMessage(policy=SMTP)
    try:
        if not ADDRESS.fullmatch(letter.to):
            raise ValueError(f"{letter.to!r} is no address")
        name, address = parseaddr(sender)
        mail["From"] = Address(name, addr_spec=address)
        mail["To"] = Address(addr_spec=letter.to)
        mail["Subject"] = letter.subject
        mail["Date"] = format_datetime(now)
        mail["Message-ID"] = f"<{letter.id}@{address.partition('@')[2]}>"
        mail["Auto-Submitted"] = "auto-generated"  # nobody's "I am on holiday" comes back
    except (ValueError, MessageError) as error:
        raise Rejected(str(error)) from error
    mail.set_content(letter.text)
    mail.add_alternative(letter.html, subtype="html")
    for file in letter.attachments:
        main, _, sub = file.kind.partition("/")
        mail.add_attachment(file.content, maintype=main, subtype=sub, filename=file.name)
    return mail
