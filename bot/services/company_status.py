"""What the status card shows of a company (G2), within one transaction."""

from sqlalchemy import BindParameter, bindparam, func, select

from bot.db.callback_models import CallbackRequest
from bot.db.models import Voicemail
from bot.domain.billing import paid_until
from bot.domain.cards import CompanyCard
from bot.domain.cards_options import StatusLine
from bot.services.accounts import IN_LEDGER, uncharged_before_today
from bot.services.company_parts import Part
from bot.services.settings import CompanySettings
from bot.services.storage import USED, reckoned, used_of
from bot.services.voicemail_rows import KEPT, NEW

SHOWN = (Part.DIDS,)
COMPANY: BindParameter[int] = bindparam("company_id")
MESSAGES = select(func.count()).where(Voicemail.company_id == COMPANY, KEPT, NEW)
CLIENTS = select(func.count()).where(CallbackRequest.company_id == COMPANY, CallbackRequest.closed_at.is_(None))
SUMS = USED.add_columns(*(one.scalar_subquery() for one in (IN_LEDGER, MESSAGES, CLIENTS)))


async def status(company: CompanySettings) -> tuple[CompanyCard, StatusLine]:
    """Name and numbers, and what waits for somebody; tariff, options, and the room for recordings."""
    *recorded, in_ledger, messages, clients = (await company.session.execute(SUMS, used_of(company))).one()
    balance = in_ledger - await uncharged_before_today(company)
    room, used, days = reckoned(company, *recorded)
    monthly, options = company.options_in_all()
    row = company.company
    line = StatusLine(
        tariff=company.catalogue.tariff(row.tariff_key).name,
        paid_until=paid_until(company.catalogue, company.has_now, balance, company.today),
        options=options,
        options_monthly=monthly,
        used=used,
        quota=room.quota,
        days=days,
    )
    return CompanyCard(row.name, tuple(did.number for did in company.dids), messages, clients), line
