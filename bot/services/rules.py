"""Who is told of an event: the lookup that every missed call and every voicemail makes."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from sqlalchemy import Integer, Row, String, and_, bindparam, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.db.models import Account, Company, Employee, Membership
from bot.db.rule_models import ContactRow, RuleNumber, RuleRow
from bot.domain.clients import Contact
from bot.domain.rules import Event, Recipient, Timing, Way, When, due_at, matches
from bot.domain.schedule import Schedule
from bot.services.rule_rows import rule_of
from bot.services.schedules import schedules_of

Found = Row[RuleRow, str, bool, str, bool, int]  # rule, zone, caller listed, e-mail; VIP, account if there are any
BY_SCHEDULE = {When.WORKING, When.NON_WORKING}
COMPANY, EMPLOYEE = (bindparam(name, type_=Integer) for name in ("company", "employee"))
CALLER = bindparam("caller", type_=String)
RULES = (  # built once: to build it takes as long as to ask it
    select(
        RuleRow,
        Company.time_zone,
        exists().where(RuleNumber.rule_id == RuleRow.id, RuleNumber.number == CALLER),
        Employee.email,
        ContactRow.vip,
        Account.id,
    )
    .join(Company, Company.id == RuleRow.company_id)
    .join(Employee, Employee.id == RuleRow.employee_id)
    .outerjoin(ContactRow, and_(ContactRow.company_id == COMPANY, ContactRow.number == CALLER))
    .outerjoin(Membership, Membership.employee_id == RuleRow.employee_id)
    .outerjoin(Account, and_(Account.id == Membership.account_id, Account.reachable))
    .where(RuleRow.employee_id == EMPLOYEE, RuleRow.company_id == COMPANY)
    .order_by(RuleRow.id, Account.id)
)


async def matching(session: AsyncSession, event: Event) -> list[Recipient]:
    """Whom to tell, each person and way once, however many of their rules match (N4).

    One search in the rules of the employee who was called: what other people's rules are costs nothing.
    """
    asked = {"company": event.company_id, "employee": event.employee_id, "caller": event.caller}
    rows = (await session.execute(RULES, asked)).all()
    if not rows:
        return []
    scheduled = any(row[0].times in BY_SCHEDULE for row in rows)  # for most rules the company's zone is enough
    whose = event.employee_id
    schedule = (await schedules_of(session, event.company_id, [whose]))[whose] if scheduled else Schedule(rows[0][1])
    notices = (notice for row in rows for notice in _notices(row, event, schedule))
    return _once(notices)


def _notices(row: Found, event: Event, schedule: Schedule) -> Iterable[Recipient]:
    found, _, listed, email, vip, account_id = row
    rule = rule_of(found, [event.caller] if listed else [])
    contact = None if vip is None else Contact(event.company_id, event.caller, "", vip)
    if not matches(rule, event, schedule, contact):
        return
    due, digest = due_at(rule, event.at, ZoneInfo(schedule.zone)), rule.timing is Timing.DIGEST
    if Way.TELEGRAM in rule.ways and account_id is not None:
        yield Recipient(rule.employee_id, Way.TELEGRAM, due, digest, account_id=account_id)
    if Way.EMAIL in rule.ways and email:
        yield Recipient(rule.employee_id, Way.EMAIL, due, digest, email=email)


def _once(notices: Iterable[Recipient]) -> list[Recipient]:
    """Of several for the same account or address the one that comes first."""
    soonest = sorted(notices, key=lambda it: (it.digest, it.due_at))
    kept: dict[tuple[int | None, str], Recipient] = {}
    for notice in soonest:
        kept.setdefault((notice.account_id, notice.email), notice)
    return list(kept.values())
