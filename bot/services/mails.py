"""The facts of mails and digests, read when they are sent."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import Select, and_, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.db.models import Account, Call, Company, Employee, Membership, Voicemail
from bot.db.ping_models import DigestLine
from bot.db.rule_models import ContactRow
from bot.db.store import Store
from bot.domain.notices import CallNotice, Digest, DigestItem, Reader, gathered

Colleague = aliased(Employee)


class Mails:
    """Notices. `folder` is where voicemail is."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder

    async def call(self, call_id: int, employee_id: int) -> CallNotice | None:
        """A call that the employee missed, with its message if it left one; None when they have been removed."""
        query = CALLERS.add_columns(Voicemail.file, Voicemail.seconds)
        left = and_(Voicemail.call_id == Call.id, Voicemail.deleted_at.is_(None))
        query = query.outerjoin(Voicemail, left).where(Call.id == call_id)
        async with self._store.read() as session:
            whom = await session.get(Employee, employee_id)
            row = (await session.execute(query)).first()
            if whom is None or row is None:
                return None
            call, name, vip, colleague, file, seconds = row
            reader = await _reader(session, call.company_id, employee_id)
        message = self._folder / file if file else None
        who = name or colleague or ""
        return CallNotice(reader, call.caller, who, bool(vip), whom.name, call.started_at, message, seconds or 0.0)

    async def digest(self, company_id: int, employee_id: int, recipient: str, due: datetime) -> Digest:
        """What has gathered for this account or mailbox until then."""
        left = exists().where(Voicemail.call_id == Call.id)
        query = CALLERS.add_columns(left).join(DigestLine, DigestLine.call_id == Call.id)
        mine = (DigestLine.recipient == recipient, DigestLine.due_at == due, DigestLine.company_id == company_id)
        async with self._store.read() as session:
            rows = (await session.execute(query.where(*mine))).all()
            reader = await _reader(session, company_id, employee_id)
        return Digest(reader, gathered(_item(*row) for row in rows))


CALLERS: Select[Call, str, bool, str] = (
    select(Call, ContactRow.name, ContactRow.vip, Colleague.name)
    .outerjoin(ContactRow, and_(ContactRow.company_id == Call.company_id, ContactRow.number == Call.caller))
    .outerjoin(Colleague, and_(Colleague.company_id == Call.company_id, Colleague.phone == Call.caller))
)


def _item(call: Call, name: str | None, vip: bool | None, colleague: str | None, left: bool) -> DigestItem:
    return DigestItem(call.caller, name or colleague or "", bool(vip), 1, int(left), call.started_at)


async def _reader(session: AsyncSession, company_id: int, employee_id: int) -> Reader:
    """In the language that the employee has chosen in the chat, else in the company's."""
    chosen = select(Account.language).join(Membership, Membership.account_id == Account.id)
    chosen = chosen.where(Membership.employee_id == employee_id).order_by(Account.id).limit(1)
    company = await session.get_one(Company, company_id)
    return Reader(company.name, await session.scalar(chosen) or company.language, company.time_zone)
