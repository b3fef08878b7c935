"""The mailbox: what callers said, for those who may hear it."""

from pathlib import Path

from sqlalchemy import ColumnElement, Select, false, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Call, Company, Employee, Voicemail
from bot.db.store import Store
from bot.domain.cards import MailboxPage, Seat, VoicemailItem
from bot.domain.errors import N_, Refused
from bot.domain.roles import Role
from bot.ports import Clock

Rows = Select[Voicemail, str, str, str]
PAGE = 8  # messages on a screen of a phone


class Voicemails:
    """Messages. `folder` is where their files are."""

    def __init__(self, store: Store, clock: Clock, folder: Path) -> None:
        self._store = store
        self._clock = clock
        self._folder = folder

    async def page(self, seat: Seat, page: int) -> MailboxPage:
        """A page of what the seat may hear, newest first; the last one when `page` is beyond it."""
        mine = allowed(seat)
        async with self._store.read() as session:
            total = (await session.scalars(select(func.count()).where(mine))).one()
            new = (await session.scalars(select(func.count()).where(mine, Voicemail.heard_at.is_(None)))).one()
            pages = max(1, -(-total // PAGE))
            page = max(0, min(page, pages - 1))
            items = await _items(session, page_of(seat, page))
        return MailboxPage(items, page, pages, new)

    async def one(self, seat: Seat, voicemail_id: int) -> VoicemailItem:
        """A message that the seat may hear; `Refused` for any other, whether it exists or not."""
        async with self._store.read() as session:
            items = await _items(session, ITEMS.where(Voicemail.id == voicemail_id, allowed(seat)))
        if not items:
            raise Refused(N_("This message is not in your mailbox any more."))
        return items[0]

    async def file_of(self, voicemail_id: int) -> tuple[Path, str, VoicemailItem, str]:
        """To deliver it: the file, Telegram's id of it ("" before the first time), the facts, the company's zone."""
        row = select(Voicemail.file, Voicemail.telegram_file_id, Company.time_zone)
        row = row.join(Company, Company.id == Voicemail.company_id).where(Voicemail.id == voicemail_id)
        async with self._store.read() as session:
            file, telegram_file_id, time_zone = (await session.execute(row)).one()
            (item,) = await _items(session, ITEMS.where(Voicemail.id == voicemail_id))
        return self._folder / file, telegram_file_id, item, time_zone

    async def keep_file_id(self, voicemail_id: int, file_id: str) -> None:
        """Telegram has the sound now: the next time it need not be sent again."""
        async with self._store.write() as session:
            await session.execute(
                update(Voicemail).where(Voicemail.id == voicemail_id).values(telegram_file_id=file_id)
            )

    async def heard(self, seat: Seat, voicemail_id: int) -> None:
        """It is not new any more (V5); does nothing to a message that the seat may not hear."""
        unheard = Voicemail.heard_at.is_(None)
        async with self._store.write() as session:
            await session.execute(
                update(Voicemail)
                .where(Voicemail.id == voicemail_id, allowed(seat), unheard)
                .values(heard_at=self._clock.now())
            )


ITEMS = (
    select(Voicemail, Call.caller, Call.dialled, Employee.name)
    .join(Call, Call.id == Voicemail.call_id)
    .outerjoin(Employee, Employee.id == Voicemail.employee_id)
)


def allowed(seat: Seat) -> ColumnElement[bool]:
    """Which messages a seat may hear (V3): an administrator the company's, others those of their own number."""
    if seat.role is Role.ADMIN:
        return Voicemail.company_id == seat.company_id
    if seat.employee_id is None:
        return false()
    return Voicemail.employee_id == seat.employee_id


def page_of(seat: Seat, page: int) -> Rows:
    """The rows of a page, newest first."""
    newest = (Voicemail.created_at.desc(), Voicemail.id.desc())
    return ITEMS.where(allowed(seat)).order_by(*newest).limit(PAGE).offset(page * PAGE)


async def _items(session: AsyncSession, query: Rows) -> tuple[VoicemailItem, ...]:
    return tuple(_item(*row) for row in await session.execute(query))


def _item(row: Voicemail, caller: str, dialled: str, employee: str | None) -> VoicemailItem:
    return VoicemailItem(row.id, caller, employee, dialled, row.created_at, row.seconds, row.heard_at is None)
