"""Messages as rows: whose they are, and how they become items of a list."""

from sqlalchemy import ColumnElement, Select, and_, false, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Call, Employee, Voicemail
from bot.db.rule_models import ContactRow
from bot.domain.cards import Seat, VoicemailItem
from bot.domain.roles import Role

Rows = Select[Voicemail, str, str, str, str]
PAGE = 8  # messages on a screen of a phone
NEWEST = (Voicemail.created_at.desc(), Voicemail.id.desc())
KEPT = Voicemail.deleted_at.is_(None)
NEW = Voicemail.heard_at.is_(None)
ITEMS = (
    select(Voicemail, Call.caller, Call.dialled, Employee.name, ContactRow.name)
    .join(Call, Call.id == Voicemail.call_id)
    .outerjoin(Employee, Employee.id == Voicemail.employee_id)
    .outerjoin(ContactRow, and_(ContactRow.company_id == Voicemail.company_id, ContactRow.number == Call.caller))
)


def allowed(seat: Seat) -> ColumnElement[bool]:
    """Which messages a seat may hear (V3): an administrator the company's, others those of their own number.

    What is in the bin nobody hears; what was left before the number was theirs, they do not.
    """
    if seat.role is Role.ADMIN:
        return and_(Voicemail.company_id == seat.company_id, KEPT)
    if seat.employee_id is None:
        return false()
    mine = (Voicemail.company_id == seat.company_id, Voicemail.employee_id == seat.employee_id, KEPT)
    return and_(*mine, Voicemail.created_at > seat.since) if seat.since else and_(*mine)


async def items(session: AsyncSession, query: Rows) -> tuple[VoicemailItem, ...]:
    """What the rows say."""
    return tuple(item(*row) for row in await session.execute(query))


def item(row: Voicemail, caller: str, dialled: str, employee: str | None, client: str | None) -> VoicemailItem:
    """What one row says."""
    new = row.heard_at is None
    return VoicemailItem(row.id, caller, employee, dialled, row.created_at, row.seconds, new, client or "")


def nearest(page: int, total: int) -> tuple[int, int]:
    """The page that there is, and how many there are."""
    pages = max(1, -(-total // PAGE))
    return max(0, min(page, pages - 1)), pages
