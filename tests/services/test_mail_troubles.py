"""The mail server refuses us: who hears of it, and how often."""

from sqlalchemy import delete, select

from bot.db.models import Employee, Outbox
from bot.db.store import Store
from bot.domain.roles import Role
from bot.services.mail_troubles import MailTroubles
from tests.databases import Hand
from tests.services.firm import Firm, member

ANSWER = "535 5.7.8 Authentication credentials invalid"


async def notes(store: Store) -> list[tuple[int | None, object]]:
    async with store.read() as session:
        rows = await session.scalars(select(Outbox).order_by(Outbox.id))
        return [(row.account_id, row.payload["answer"]) for row in rows]


async def test_administrators_of_the_company_hear_of_it_once_an_outage(store: Store, hand: Hand, firm: Firm) -> None:
    ours = [await member(store, n, firm.company, Role.ADMIN) for n in (1, 2)]
    await member(store, 3, firm.company, Role.STAFF, firm.ivanov)
    await member(store, 4, firm.other_company, Role.ADMIN)
    for _ in range(6):
        for mail_to in (firm.ivanov, firm.petrova):
            await MailTroubles(store, hand).refused(mail_to, ANSWER)
        hand.advance(minutes=20)
    assert await notes(store) == [(one, ANSWER) for one in ours]


async def test_each_company_hears_of_it_when_its_own_mail_waits(store: Store, hand: Hand, firm: Firm) -> None:
    ours, theirs = [await member(store, n, of, Role.ADMIN) for n, of in ((1, firm.company), (2, firm.other_company))]
    troubles = MailTroubles(store, hand)
    for mail_to in (firm.ivanov, firm.stranger, firm.ivanov, firm.stranger):
        await troubles.refused(mail_to, ANSWER)
        hand.advance(minutes=59)
    assert await notes(store) == [(ours, ANSWER), (theirs, ANSWER)]


async def test_the_next_outage_is_told_anew(store: Store, hand: Hand, firm: Firm) -> None:
    ours = await member(store, 1, firm.company, Role.ADMIN)
    await MailTroubles(store, hand).refused(firm.ivanov, ANSWER)
    hand.advance(minutes=61)
    await MailTroubles(store, hand).refused(firm.ivanov, "550 5.7.1 Sender rejected")
    assert await notes(store) == [(ours, ANSWER), (ours, "550 5.7.1 Sender rejected")]


async def test_whoever_is_not_there_any_more_worries_nobody(store: Store, hand: Hand, firm: Firm) -> None:
    await member(store, 1, firm.company, Role.ADMIN)
    async with store.write() as session:
        await session.execute(delete(Employee).where(Employee.id == firm.stranger))
    await MailTroubles(store, hand).refused(firm.stranger, ANSWER)
    assert await notes(store) == []
