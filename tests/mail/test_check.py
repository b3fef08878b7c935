"""`gudok check` greets the mail server as a mail would: logs in, and names the address that mails come from."""

from pathlib import Path

import pytest

from bot.check import LOOKS, Finding, look
from tests.mail.server import Mailboxes, serving
from tests.road.house import settings

SENDER = "Gudok <pbx@example.com>"


async def checked(mailboxes: Mailboxes, data: Path, user: str) -> Finding:
    async with serving(mailboxes) as url:
        server = url.replace("//", f"//{user}@")
        return await look("e-mail", LOOKS["e-mail"], settings(data, smtp_url=server, mail_from=SENDER))


async def test_a_server_that_takes_us(tmp_path: Path) -> None:
    found = await checked(Mailboxes(password="new"), tmp_path, "gudok:new")
    assert (found.ok, found.detail) == (True, f"127.0.0.1 in the clear, from {SENDER}")


@pytest.mark.parametrize(
    ("user", "sender", "answer"),
    [("gudok:old", [], "535"), ("gudok:new", ["550 5.7.1 Sender address rejected"], "Sender address rejected")],
)
async def test_a_server_that_refuses_the_password_or_the_sender(
    tmp_path: Path, user: str, sender: list[str], answer: str
) -> None:
    mailboxes = Mailboxes(password="new", sender=sender)
    found = await checked(mailboxes, tmp_path, user)
    assert not found.ok
    assert answer in found.detail
    assert "old" not in found.detail
    assert mailboxes.arrived == []
