"""The first screen, the choice of a company and of a language."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.domain.errors import N_, Refused
from bot.domain.holdings import day_of
from bot.domain.roles import Role
from bot.handlers.press import Press, Reply
from bot.handlers.voicemail import mailbox_page
from bot.keyboards.base import Tap
from bot.keyboards.further import further
from bot.keyboards.home import Choose, Further, Home, companies
from bot.keyboards.language import Language
from bot.keyboards.status import status


async def show_home(press: Press[Home]) -> Reply:
    """Where a person arrives."""
    return await home(press)


async def show_further(press: Press[Further]) -> Reply:
    """Everything that is needed seldom."""
    return Reply(further(press.t, press.seat.company_id), at=press.tap)


async def choose(press: Press[Choose]) -> Reply:
    """The list of the person's companies."""
    return Reply(companies(press.t, press.visitor.seats), at=press.tap)


async def language(press: Press[Language]) -> Reply:
    """From now on we speak this one."""
    wanted = press.tap.language
    if wanted not in press.desk.texts:
        raise Refused(N_("I do not speak this language."))
    with press.acting():
        await press.desk.people.choose_language(press.visitor.account_id, wanted)
    return await home(replace(press, t=press.desk.texts[wanted]))


async def home(press: Press[Tap]) -> Reply:
    """The status card for an administrator; Staff opens straight into the mailbox."""
    if press.seat.role is Role.STAFF:
        return await mailbox_page(press, 0)
    company = press.seat.company_id
    card, line = await press.desk.companies.status(press.seat)
    today = day_of(press.desk.clock.now(), ZoneInfo(press.seat.time_zone))
    return Reply(status(press.t, company, card, line, today, len(press.visitor.seats)), at=Home(company=company))
