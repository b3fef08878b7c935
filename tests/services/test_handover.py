"""A number that is given to another person: its new owner sees only the time since (V3)."""

from datetime import time
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.db.models import Outbox
from bot.db.store import Store
from bot.domain.cards import Seat, SharedContact
from bot.domain.catalogue import CATALOGUE
from bot.domain.errors import Refused
from bot.domain.periods import Hours
from bot.domain.roles import Role
from bot.domain.rules import Callers, Rule, Timing
from bot.services.histories import Histories
from bot.services.people import People
from bot.services.staff import Staff
from tests.databases import Hand
from tests.services.firm import DIRECT, founded, member
from tests.services.mail import Mail
from tests.services.ruled import mailed, with_rules

OLD_OWNER, NEW_OWNER, ADMIN = 11, 12, 13


class Office:
    """Ivanov's number, people who come and go, callers who leave messages for it."""

    def __init__(self, store: Store, mail: Mail, admin: int) -> None:
        self.mail, self.firm, self.admin = mail, mail.firm, admin
        self.people = People(store, mail.hand)
        self.staff = Staff(store, mail.hand, CATALOGUE)
        self.histories = Histories(store, mail.hand, CATALOGUE)

    async def message(self) -> int:
        return await self.mail.leave(DIRECT, self.firm.ivanov)

    async def invited(self, telegram_id: int) -> None:
        await self.people.meet(telegram_id, "somebody", "ru")
        await self.people.accept(telegram_id, await self.people.invite(self.firm.company, Role.STAFF, self.firm.ivanov))

    async def shares_number(self, telegram_id: int) -> None:
        await self.people.meet(telegram_id, "somebody", "ru")
        await self.people.recognise(telegram_id, SharedContact("+79001112233", telegram_id, False, True))

    async def handed_over(self) -> None:
        await self.staff.hand_over(self.firm.admin(), self.firm.ivanov, self.admin)

    async def seats(self, telegram_id: int) -> tuple[Seat, ...]:
        return (await self.people.meet(telegram_id, "somebody", "ru")).seats

    async def sees(self, telegram_id: int) -> list[int]:
        (seat,) = await self.seats(telegram_id)
        return await self.mail.ids(seat)


@pytest.fixture
async def office(store: Store, hand: Hand, tmp_path: Path) -> Office:
    firm = await founded(store)
    return Office(store, Mail(store, hand, tmp_path, firm), await member(store, ADMIN, firm.company, Role.ADMIN))


async def test_the_first_owner_sees_what_was_left_before_they_joined(office: Office) -> None:
    before = await office.message()
    await office.invited(OLD_OWNER)
    assert await office.sees(OLD_OWNER) == [before]


@pytest.mark.parametrize("way_in", ["invited", "shares_number"])
async def test_the_next_owner_sees_only_the_time_since_the_number_was_handed_over(office: Office, way_in: str) -> None:
    await office.invited(OLD_OWNER)
    theirs = await office.message()
    await office.handed_over()
    since = await office.message()
    await getattr(office, way_in)(NEW_OWNER)
    later = await office.message()
    assert await office.sees(NEW_OWNER) == [later, since]
    assert await office.mail.ids(office.firm.admin()) == [later, since, theirs]
    (seat,) = await office.seats(NEW_OWNER)
    with pytest.raises(Refused):
        await office.mail.box.one(seat, theirs)
    assert (await office.mail.box.found(seat, "Иванов", 0)).total == 2
    assert sum((await office.mail.box.months(seat, 2026)).counts) == 2


async def test_whoever_had_the_number_sees_nothing_any_more(office: Office) -> None:
    await office.invited(OLD_OWNER)
    await office.message()
    await office.handed_over()
    assert await office.seats(OLD_OWNER) == ()


async def test_an_invitation_that_was_not_opened_in_time_is_void(office: Office) -> None:
    await office.people.meet(OLD_OWNER, "somebody", "ru")
    token = await office.people.invite(office.firm.company, Role.STAFF, office.firm.ivanov)
    await office.handed_over()
    with pytest.raises(Refused):
        await office.people.accept(OLD_OWNER, token)


@pytest.mark.parametrize("way_in", ["invited", "shares_number"])
async def test_a_second_account_sees_only_the_time_since_it_joined(office: Office, way_in: str) -> None:
    await office.invited(OLD_OWNER)
    theirs = await office.message()
    office.mail.hand.advance(seconds=1)
    await getattr(office, way_in)(NEW_OWNER)
    both = await office.message()
    assert await office.sees(NEW_OWNER) == [both]
    assert await office.sees(OLD_OWNER) == [both, theirs]


async def test_joining_again_takes_nothing_away(office: Office) -> None:
    await office.shares_number(OLD_OWNER)
    theirs = await office.message()
    await office.invited(NEW_OWNER)
    await office.shares_number(OLD_OWNER)
    assert await office.sees(OLD_OWNER) == [theirs]


async def test_an_administrator_who_had_the_number_stays_one(office: Office, store: Store) -> None:
    await office.people.accept(ADMIN, await office.people.invite(office.firm.company, Role.STAFF, office.firm.ivanov))
    await office.handed_over()
    (seat,) = await office.seats(ADMIN)
    assert (seat.role, seat.employee_id) == (Role.ADMIN, None)


async def test_a_message_that_is_collected_late_does_not_go_to_the_next_owner(office: Office, store: Store) -> None:
    before = office.mail.hand.now()
    await office.handed_over()
    office.mail.hand.advance(seconds=1)
    await office.invited(NEW_OWNER)
    office.mail.hand.time = before.replace(hour=3)
    await office.message()
    async with store.read() as session:
        told = (await session.connection()).exec_driver_sql("SELECT account_id FROM outbox")
        assert [row[0] for row in await told] == [office.admin]


async def test_what_is_on_its_way_to_whoever_had_the_number_does_not_arrive(office: Office, store: Store) -> None:
    await office.invited(OLD_OWNER)
    await mailed(store, office.firm.ivanov)
    later = {"timing": Timing.AFTER_QUIET, "quiet": Hours(time(0), time(23, 59))}
    digest = {"timing": Timing.DIGEST, "callers": Callers.VIP}
    await with_rules(store, office.firm.company, *(Rule(office.firm.ivanov, **how) for how in (later, digest)))
    await with_rules(store, office.firm.company, Rule(office.firm.petrova))
    await mailed(store, office.firm.petrova, "petrova@example.com")
    await office.message()
    assert await waiting(store) == ["email voicemail", "telegram voicemail"]
    await office.mail.leave(DIRECT, office.firm.petrova)
    await office.handed_over()
    assert await waiting(store) == ["email voicemail", "telegram voicemail"], "Petrova's mail; nobody else reads hers"
    await office.message()
    assert await waiting(store) == ["email voicemail", "telegram voicemail", "telegram voicemail"]
    entry = (await office.histories.page(office.firm.admin(), 0)).items[0]
    assert [(line.name, line.before, line.after) for line in entry.lines][1:] == [("E-mail", "ivanov@example.com", "")]


async def waiting(store: Store) -> list[str]:
    async with store.read() as session:
        rows = await session.scalars(select(Outbox).where(Outbox.done_at.is_(None)))
        return sorted(f"{row.channel.value} {row.kind}" for row in rows)


async def test_it_is_in_the_history(office: Office) -> None:
    await office.handed_over()
    (item,) = (await office.histories.page(office.firm.admin(), 0)).items
    assert [(line.name, line.after, line.whose) for line in item.lines] == [
        ("Whose number it is", "another person", ("Иванов Иван",))
    ]
    assert not item.can_undo
