"""Calendar months of a company: how a list is cut (V4). A month is its first day."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.domain.holdings import day_bounds, day_of


def month_of(moment: datetime, zone: ZoneInfo) -> date:
    """The local month of a moment."""
    return day_of(moment, zone).replace(day=1)


def month_bounds(month: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first moment of a local month and of the next one, in UTC."""
    following = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    return day_bounds(month, zone)[0], day_bounds(following, zone)[0]


def month_key(month: date | None) -> int:
    """202608; 0 for None."""
    return month.year * 100 + month.month if month else 0


def month_from(key: int) -> date | None:
    """What `month_key` made; None for what is no month: it may come from outside."""
    year, month = divmod(key, 100)
    return date(year, month, 1) if 1900 < year < 2200 and 0 < month < 13 else None
