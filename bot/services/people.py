"""Who is behind a chat, and how somebody becomes a part of a company."""

from datetime import timedelta
from hashlib import sha256
from secrets import token_urlsafe

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Account, Company, Employee, Invite, Membership
from bot.db.store import Store
from bot.db.upsert import insert_new
from bot.domain import contacts
from bot.domain.cards import EmployeeItem, Seat, SharedContact, Visitor
from bot.domain.errors import N_, Refused
from bot.domain.roles import Role
from bot.domain.searching import folded
from bot.ports import Clock
from bot.services.seats import VISITOR, take_seat, visitor

INVITE_LIFE = timedelta(hours=24)
INVITE_KEPT = timedelta(days=30)
OVERLAP = timedelta(minutes=10)  # a first link printed before a restart: it may have been opened just then
TOKEN_BYTES = 32
RUSSIAN_READERS = ("ru", "be", "kk", "uk")


class People:
    """Accounts, memberships, invites."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    async def meet(self, telegram_id: int, name: str, language_code: str) -> Visitor:
        """Whoever presses or writes, with what they are at this moment. Writing to us proves that we can write back."""
        who = {"telegram_id": telegram_id, "name": name}
        if known := visitor(await self._store.ask(VISITOR, who)):
            return known
        async with self._store.write() as session:
            language = "ru" if language_code.startswith(RUSSIAN_READERS) else "en"
            if not await insert_new(session, Account, **who, language=language, reachable=True):
                seen = update(Account).where(Account.telegram_id == telegram_id)
                await session.execute(seen.values(name=name, reachable=True))
            known = visitor((await session.execute(VISITOR, who)).all())
            assert known, "written just now"
            return known

    async def invite(self, company_id: int, role: Role, employee_id: int | None = None) -> str:
        """A token for a one-time link; it works for 24 hours. Only its hash is kept."""
        async with self._store.write() as session:
            if employee_id is not None and await _company_of(session, employee_id) != company_id:
                raise Refused(N_("This employee is not in the list any more."))
            return self._add_invite(session, company_id, role, employee_id)

    async def first_admin_invites(self) -> list[tuple[str, str]]:
        """“Name (key)” and token for each company without an administrator; the ones given before run out soon."""
        has_admin = exists().where(_admins(Membership.company_id == Company.id))
        async with self._store.write() as session:
            companies = (await session.scalars(select(Company).where(~has_admin).order_by(Company.name))).all()
            older = Invite.company_id.in_([company.id for company in companies])
            await self._run_out(session, _first_links(older))
            return [
                (f"{company.name} ({company.key})", self._add_invite(session, company.id, Role.ADMIN, None))
                for company in companies
            ]

    async def sweep(self) -> None:
        """Forget invites that have been of no use for long: until then their sentence says why."""
        old = Invite.expires_at < self._clock.now() - INVITE_KEPT
        async with self._store.write() as session:
            await session.execute(delete(Invite).where(old))

    async def accept(self, telegram_id: int, token: str) -> Seat:
        """Take the place that an invite offers. Of two who try at once, one gets it.

        The first administrator shuts the door behind them: other links that would make one are void.
        """
        now = self._clock.now()
        async with self._store.write() as session:
            take = update(Invite).where(Invite.token_hash == _hash(token), Invite.used_at.is_(None))
            take = take.where(Invite.expires_at > now).values(used_at=now)
            taken = (await session.execute(take.returning(Invite))).scalar_one_or_none()
            if taken is None:
                raise await _why_not(session, token)
            if taken.role is Role.ADMIN and not await _has_admin(session, taken.company_id):
                await session.execute(delete(Invite).where(_first_links(Invite.company_id == taken.company_id)))
            account = await _known(session, telegram_id)
            return await take_seat(session, account, taken.company_id, taken.role, taken.employee_id, now)

    async def recognise(self, telegram_id: int, contact: SharedContact) -> Seat:
        """Somebody shared a contact: if it is their own and an employee's number, they are that employee."""
        number, now = contacts.own_number(telegram_id, contact), self._clock.now()
        async with self._store.write() as session:
            account = await _known(session, telegram_id)
            employees = await session.scalars(select(Employee).where(Employee.number == number).order_by(Employee.id))
            seats = [
                await take_seat(session, account, employee.company_id, Role.STAFF, employee.id, now)
                for employee in employees
            ]
            if not seats:
                leads = await session.scalar(select(exists().where(_admins(Membership.account_id == account.id))))
                raise Refused(contacts.UNKNOWN_LEADER if leads else contacts.UNKNOWN, number=number)
        return seats[0]

    async def choose_language(self, account_id: int, language: str) -> None:
        """The person reads this language from now on."""
        await self._change(account_id, language=language)

    async def unreachable(self, account_id: int) -> None:
        """Telegram says that the person has blocked the bot."""
        await self._change(account_id, reachable=False)

    async def address(self, account_id: int) -> tuple[int, str, bool]:
        """Where and how to write to an account: Telegram id, language, and whether that gets through."""
        async with self._store.read() as session:
            account = await session.get_one(Account, account_id)
            return account.telegram_id, account.language, account.reachable

    async def employees(self, company_id: int) -> tuple[EmployeeItem, ...]:
        """All employees, by name; `linked`: somebody in Telegram reads their voicemail."""
        linked = exists().where(Membership.employee_id == Employee.id)
        query = select(Employee, linked).where(Employee.company_id == company_id).order_by(Employee.id)
        async with self._store.read() as session:
            return tuple(
                EmployeeItem(employee.id, employee.name, employee.number, employee.phone, is_linked)
                for employee, is_linked in sorted(await session.execute(query), key=lambda row: folded(row[0].name))
            )

    def _add_invite(self, session: AsyncSession, company_id: int, role: Role, employee_id: int | None) -> str:
        token = token_urlsafe(TOKEN_BYTES)
        expires_at = self._clock.now() + INVITE_LIFE
        what = {"company_id": company_id, "role": role, "employee_id": employee_id, "expires_at": expires_at}
        session.add(Invite(token_hash=_hash(token), **what))
        return token

    async def _run_out(self, session: AsyncSession, invites: ColumnElement[bool]) -> None:
        now = self._clock.now()
        await session.execute(delete(Invite).where(invites, Invite.expires_at <= now))
        longer = Invite.expires_at > now + OVERLAP
        await session.execute(update(Invite).where(invites, longer).values(expires_at=now + OVERLAP))

    async def _change(self, account_id: int, **values: object) -> None:
        async with self._store.write() as session:
            await session.execute(update(Account).where(Account.id == account_id).values(**values))


async def _known(session: AsyncSession, telegram_id: int) -> Account:
    return (await session.scalars(select(Account).where(Account.telegram_id == telegram_id))).one()


async def _has_admin(session: AsyncSession, company_id: int) -> bool:
    query = select(exists().where(_admins(Membership.company_id == company_id)))
    return bool(await session.scalar(query))


def _admins(where: ColumnElement[bool]) -> ColumnElement[bool]:
    return where & (Membership.role == Role.ADMIN)


def _first_links(where: ColumnElement[bool]) -> ColumnElement[bool]:
    return where & (Invite.role == Role.ADMIN) & Invite.used_at.is_(None)


async def _company_of(session: AsyncSession, employee_id: int) -> int | None:
    return await session.scalar(select(Employee.company_id).where(Employee.id == employee_id))


async def _why_not(session: AsyncSession, token: str) -> Refused:
    invite = await session.scalar(select(Invite).where(Invite.token_hash == _hash(token)))
    if invite is None:
        return Refused(N_("This invitation is not known. Ask for a new one."))
    if invite.used_at is not None:
        return Refused(N_("This invitation has been used already. Ask for a new one."))
    return Refused(N_("This invitation is older than 24 hours. Ask for a new one."))


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
