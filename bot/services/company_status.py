"""What the status card shows of a company (G2), within one transaction."""

from sqlalchemy import BindParameter, bindparam, func, select

from bot.db.callback_models import CallbackRequest
from bot.db.models import Voicemail
from bot.domain.billing import paid_until
from bot.domain.cards import CompanyCard
from bot.domain.cards_options import StatusLine
from bot.services.accounts import balance_before_today
from bot.services.company_parts import Part
from bot.services.settings import CompanySettings
from bot.services.storage import outlook
from bot.services.voicemail_rows import KEPT, NEW

SHOWN = (Part.DIDS,)
COMPANY: BindParameter[int] = bindparam("company_id")
MESSAGES = select(func.count()).where(Voicemail.company_id == COMPANY, KEPT, NEW)
CLIENTS = select(func.count()).where(CallbackRequest.company_id == COMPANY, CallbackRequest.closed_at.is_(None))
WAITING = select(MESSAGES.scalar_subquery(), CLIENTS.scalar_subquery())


async def card(company: CompanySettings) -> CompanyCard:
    """Its name and numbers, and what waits for somebody."""
    row = company.company
    waiting = await company.session.execute(WAITING, {"company_id": row.id})
    return CompanyCard(row.name, tuple(did.number for did in company.dids), *waiting.one())


async def line(company: CompanySettings) -> StatusLine:
    """Its tariff, its options, its room for recordings."""
    balance = await balance_before_today(company)
    room, used, days = await outlook(company)
    monthly, options = company.options_in_all()
    return StatusLine(
        tariff=company.catalogue.tariff(company.company.tariff_key).name,
        paid_until=paid_until(company.catalogue, company.has_now, balance, company.today),
        options=options,
        options_monthly=monthly,
        used=used,
        quota=room.quota,
        days=days,
    )
