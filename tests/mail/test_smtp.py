"""Mails over SMTP to a real peer, and what each of its answers means."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiosmtplib import SMTPSenderRefused
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.letters import message
from bot.delivery.smtp import Server, SmtpPost
from bot.ports import Attachment, Dead, Later, Letter, Rejected, Unwelcome
from tests.mail.server import ACCEPTED, Mailboxes, serving
from tests.virtual import START, VirtualClock

SENDER = "Гудок <pbx@example.com>"
NASTY = "Анна <b>\u202eгнол 🙈"
LETTER = Letter("id1", "ivanov@example.com", NASTY, f"{NASTY}\n.\nend", f"<b>{NASTY}</b>")


@pytest.fixture
async def mailboxes() -> Mailboxes:
    return Mailboxes()


@pytest.fixture
async def post(mailboxes: Mailboxes, clock: VirtualClock) -> AsyncIterator[SmtpPost]:
    async with serving(mailboxes) as url:
        yield SmtpPost(Server.at(url), SENDER, clock)


async def test_a_mail_arrives_as_it_was_written(post: SmtpPost, mailboxes: Mailboxes) -> None:
    mp3 = bytes(range(256)) * 400
    await post.send(Letter(**{**fields(LETTER), "attachments": (Attachment("voicemail.mp3", "audio/mpeg", mp3),)}))
    (mail,) = mailboxes.arrived
    assert (mail["From"], mail["To"], mail["Subject"]) == ("Гудок <pbx@example.com>", "ivanov@example.com", NASTY)
    assert mail["Message-ID"] == "<id1@example.com>"
    assert mail["Date"].datetime.timestamp() == pytest.approx(START.timestamp(), abs=5)
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain
    assert html
    assert plain.get_content().replace("\r\n", "\n").strip() == LETTER.text
    assert html.get_content().strip() == LETTER.html
    (file,) = mail.iter_attachments()
    assert (file.get_filename(), file.get_content_type(), file.get_content()) == ("voicemail.mp3", "audio/mpeg", mp3)


MEANS: dict[str, tuple[str, str, type[Exception]]] = {
    "no such mailbox": ("rcpt", "550 5.1.1 User unknown", Dead),
    "mailbox full": ("rcpt", "452 4.2.2 Mailbox full", Later),
    "greylisted": ("rcpt", "451 4.7.1 Try again later", Later),
    "busy at the end": ("data", "421 4.3.2 Shutting down", Later),
    "our address is not liked": ("sender", "550 5.7.1 Sender rejected", Unwelcome),
    "our address is liked later": ("sender", "450 4.1.8 Domain not found", Later),
    "too big, it says": ("sender", "552 5.3.4 Message size exceeds fixed limit", Rejected),
    "our address is not liked, it says late": (
        "rcpt",
        "553 5.7.1 <pbx@x>: Sender address rejected",
        Unwelcome,
    ),
    "our domain is not there, it says late": ("rcpt", "550 5.1.8 Bad sender's system address", Unwelcome),
    "not logged in, it says late": ("rcpt", "554 5.7.1 <i@x>: Relay access denied", Unwelcome),
    "members only": ("rcpt", "550 5.7.1 This mailbox takes mails from members only", Dead),
    "spam, it says": ("data", "554 5.7.1 Message refused", Rejected),
    "broken after the content": ("data", "drop", Later),
}


@pytest.mark.parametrize("what", MEANS)
async def test_what_an_answer_means(post: SmtpPost, mailboxes: Mailboxes, what: str) -> None:
    step, answer, meaning = MEANS[what]
    getattr(mailboxes, step).append(answer)
    with pytest.raises(meaning) as raised:
        await post.send(LETTER)
    assert isinstance(raised.value, Unwelcome) is (meaning is Unwelcome)
    if answer != "drop":
        assert str(raised.value).startswith(answer[:3])


async def test_a_second_copy_has_the_same_id(post: SmtpPost, mailboxes: Mailboxes) -> None:
    mailboxes.data = ["drop"]
    with pytest.raises(Later):
        await post.send(LETTER)
    await post.send(LETTER)
    assert [mail["Message-ID"] for mail in mailboxes.arrived] == ["<id1@example.com>"] * 2


async def test_a_server_that_says_nothing_is_given_up_within_the_lease(post: SmtpPost, mailboxes: Mailboxes) -> None:
    mailboxes.data = ["hang"]
    started = asyncio.get_running_loop().time()
    with pytest.raises(Later):
        await post.send(LETTER)
    assert asyncio.get_running_loop().time() - started <= 25


async def test_no_server_is_a_matter_of_time(clock: VirtualClock) -> None:
    with pytest.raises(Later):
        await SmtpPost(Server.at("smtp://127.0.0.1:9"), SENDER, clock).send(LETTER)


async def test_a_password_does_not_go_out_in_the_clear(mailboxes: Mailboxes, clock: VirtualClock) -> None:
    async with serving(mailboxes) as url:
        server = Server.at(url.replace("//", "//gudok:p%40ss@").replace("127.0.0.1", "127.0.0.2"))
        assert (server.user, server.password) == ("gudok", "p@ss")
        assert server.connection()._start_tls_on_connect is True


@pytest.mark.parametrize("user", ["", "gudok:old@"])
async def test_a_server_that_wants_another_password_keeps_the_mail_waiting(
    mailboxes: Mailboxes, clock: VirtualClock, user: str
) -> None:
    mailboxes.password = "new"
    async with serving(mailboxes) as url:
        with pytest.raises(Unwelcome, match=r"^53") as raised:
            await SmtpPost(Server.at(url.replace("//", f"//{user}")), SENDER, clock).send(LETTER, attempts=9)
        assert raised.value.seconds == 60
        await SmtpPost(Server.at(url.replace("//", "//gudok:new@")), SENDER, clock).send(LETTER)
    assert len(mailboxes.arrived) == 1


async def test_a_server_that_offers_no_login_keeps_the_mail_waiting(mailboxes: Mailboxes, clock: VirtualClock) -> None:
    async with serving(mailboxes) as url:
        with pytest.raises(Unwelcome, match="AUTH extension is not supported"):
            await SmtpPost(Server.at(url.replace("//", "//gudok:secret@")), SENDER, clock).send(LETTER)
    assert mailboxes.arrived == []


@pytest.mark.parametrize("sign", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("field", ["to", "subject", "id"])
async def test_nothing_from_outside_adds_a_header(post: SmtpPost, mailboxes: Mailboxes, field: str, sign: str) -> None:
    letter = Letter(**{**fields(LETTER), field: f"a@example.com{sign}Bcc: victim@example.com"})
    with pytest.raises(Rejected):
        await post.send(letter)
    assert (mailboxes.tried, mailboxes.arrived) == (0, [])


@pytest.mark.parametrize(
    "address", ["", "ivanov", "a@b@c", "a b@example.com", "<a@example.com>", "a@example.com, b@c.d"]
)
async def test_an_address_that_is_none_is_refused_by_ourselves(
    post: SmtpPost, mailboxes: Mailboxes, address: str
) -> None:
    with pytest.raises(Rejected):
        await post.send(Letter(**{**fields(LETTER), "to": address}))
    assert mailboxes.tried == 0


@given(st.text(), st.text())
def test_any_text_makes_one_header_and_two_parts_or_is_refused(subject: str, text: str) -> None:
    try:
        mail = message(Letter("id1", "a@example.com", subject, text, text), SENDER, START)
    except Rejected:
        return
    head, _, _ = mail.as_bytes().partition(b"\r\n\r\n")
    names = [line.partition(b":")[0] for line in head.split(b"\r\n") if not line.startswith((b" ", b"\t"))]
    assert sorted(names) == sorted(set(names))
    assert b"Bcc" not in names


async def test_a_greeting_says_whether_it_was_over_tls(mailboxes: Mailboxes) -> None:
    async with serving(mailboxes) as url:
        assert await Server.at(url).greet(SENDER) is False
        mailboxes.sender = ["550 5.7.1 Sender rejected"]
        with pytest.raises(SMTPSenderRefused, match="Sender rejected"):
            await Server.at(url).greet(SENDER)


async def test_one_recipient_refused_is_no_success(post: SmtpPost, mailboxes: Mailboxes) -> None:
    mailboxes.rcpt = [ACCEPTED]
    await post.send(LETTER)
    mailboxes.rcpt = ["551 5.1.6 Moved"]
    with pytest.raises(Dead):
        await post.send(LETTER)
    assert len(mailboxes.arrived) == 1


def fields(letter: Letter) -> dict[str, object]:
    return {name: getattr(letter, name) for name in ("id", "to", "subject", "text", "html", "attachments")}
