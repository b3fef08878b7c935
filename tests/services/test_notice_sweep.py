"""What is long over is forgotten; what is open stays, however old."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from bot.db import outbox
from bot.db.models import Account, Call
from bot.db.ping_models import DigestLine, Ping
from bot.db.store import Store
from bot.domain.effects import CallKind
from bot.domain.pings import How
from bot.domain.rules import Recipient, Way
from bot.ports import Channel, Parcel, Progress
from bot.services.digests import collect
from bot.services.notice_sweep import NoticeSweep
from tests.databases import Hand
from tests.services.firm import Firm, founded

MONTH = timedelta(days=30)
AGES = [MONTH + timedelta(seconds=shift) for shift in (-1, 0, 1)] + [timedelta(days=days) for days in (0, 29, 31, 400)]
MAILBOX = "ivanov@example.com"


async def a_call(store: Store, firm: Firm, at: datetime) -> Call:
    async with store.write() as session:
        call = Call(
            company_id=firm.company, leg_id=f"{at}", caller="+79001234567", dialled="", plan={}, direction=CallKind.DID,
            progress=Progress.ENDED, peer_leg_id="", started_at=at,
        )  # fmt: skip
        session.add(call)
    return call


async def cards(store: Store, firm: Firm, closed: Sequence[datetime | None], now: datetime) -> None:
    """As they may stand: open ones are as old as the others."""
    async with store.write() as session:
        account = Account(telegram_id=1, name="", language="ru", reachable=True)
        session.add(account)
        await session.flush()
        of = {"company_id": firm.company, "account_id": account.id, "employee_id": firm.ivanov, "who": ""}
        for n, end in enumerate(closed):
            when = {"first_at": now - MONTH * 20, "last_at": end or now - MONTH * 20, "closed_at": end}
            how = How.DONE if end else None
            session.add(Ping(**of, **when, client=f"+7900{n:07}", calls=1, shown_calls=1, how=how))


async def test_a_card_is_forgotten_a_month_after_its_end_and_no_open_one_ever(store: Store, hand: Hand) -> None:
    firm, now, random = await founded(store), hand.now(), Random(6)
    ends = [None if random.random() < 0.3 else now - random.choice(AGES) for _ in range(200)]
    await cards(store, firm, ends, now)
    await NoticeSweep(store, hand).sweep()
    async with store.read() as session:
        left = list(await session.scalars(select(Ping.closed_at).order_by(Ping.id)))
    assert left == [end for end in ends if end is None or end >= now - MONTH]
    assert len(left) < len(ends)


async def test_lines_of_a_digest_are_forgotten_a_month_after_it_was_sent(store: Store, hand: Hand) -> None:
    firm, now = await founded(store), hand.now()
    for age in AGES:
        await line(store, firm, now - age)
    mail = outbox.Outbox(store, hand, Channel.EMAIL)
    for parcel in await mail.claim(100):
        await mail.sent(parcel)
    await NoticeSweep(store, hand).sweep()
    assert await lines(store) == sorted(now - age for age in AGES if age <= MONTH)


async def test_lines_of_a_digest_that_waits_stay_however_often_it_was_tried(store: Store, hand: Hand) -> None:
    firm, now = await founded(store), hand.now()
    for days in (400, 200, 100):
        await line(store, firm, now - timedelta(days=days))
    mail = outbox.Outbox(store, hand, Channel.EMAIL)
    parcels = {due_of(parcel): parcel for parcel in await mail.claim(100)}
    await mail.sent(parcels[now - timedelta(days=400)])
    await mail.later(parcels[now - timedelta(days=200)].id, 60)
    await mail.sent(parcels[now - timedelta(days=100)])
    await NoticeSweep(store, hand).sweep()
    assert await lines(store) == [now - timedelta(days=200), now - timedelta(days=100)]
    await mail.sent(parcels[now - timedelta(days=200)])
    await NoticeSweep(store, hand).sweep()
    assert await lines(store) == []


async def line(store: Store, firm: Firm, due: datetime) -> None:
    call = await a_call(store, firm, due - timedelta(hours=5))
    async with store.write() as session:
        await collect(session, call, Recipient(firm.ivanov, Way.EMAIL, due, True, email=MAILBOX), due)


async def lines(store: Store) -> list[datetime]:
    async with store.read() as session:
        return list(await session.scalars(select(DigestLine.due_at).order_by(DigestLine.due_at)))


def due_of(parcel: Parcel) -> datetime:
    return datetime.fromisoformat(str(parcel.payload["due"]))
