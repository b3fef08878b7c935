"""What the pictures and files of the statistics cover and count."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.figures import (
    DAYS,
    MONTH,
    MONTH_BEFORE,
    Arrived,
    Column,
    by_day,
    by_hour,
    file_days,
    foreseen,
    share,
    short_day,
)
from bot.domain.outcomes import Outcome
from bot.domain.tariffs import GIB
from bot.i18n import load
from bot.keyboards.figures import growth

MOSCOW, VLADIVOSTOK = ZoneInfo("Europe/Moscow"), ZoneInfo("Asia/Vladivostok")
EVENING = datetime(2026, 8, 3, 20, 30, tzinfo=UTC)  # 23:30 in Moscow, the next morning in Vladivostok


def calls(*outcomes: Outcome, at: datetime = EVENING) -> list[Arrived]:
    return [Arrived(at, outcome) for outcome in outcomes]


def test_hours_are_those_of_the_companys_clock() -> None:
    counted = by_hour(calls(Outcome.ANSWERED, Outcome.MISSED, Outcome.VOICEMAIL), MOSCOW)
    assert len(counted) == 24
    assert counted[23] == Column("23", 3, 2)
    assert [column.total for column in counted[:23]] == [0] * 23
    assert by_hour(calls(Outcome.MISSED), VLADIVOSTOK)[6] == Column("6", 1, 1)


def test_days_without_calls_are_there_and_others_are_not() -> None:
    last = date(2026, 8, 3)
    long_ago = calls(Outcome.MISSED, at=EVENING - timedelta(days=DAYS))
    counted = by_day(calls(Outcome.ANSWERED) + long_ago, last, MOSCOW)
    assert [column.name for column in counted] == [short_day(last - timedelta(days=n)) for n in range(DAYS - 1, -1, -1)]
    assert counted[-1] == Column("03.08", 1, 0)
    assert sum(column.total for column in counted) == 1


def test_the_missed_share_is_of_all_columns() -> None:
    assert share([Column("1", 3, 1), Column("2", 5, 0)]) == 12
    assert share([Column("1", 0, 0)]) == 0


def test_what_is_foreseen_never_exceeds_the_room_nor_shrinks() -> None:
    assert foreseen(80, 100, 15.0, 3) == (95.0, 100.0, 100.0)
    assert foreseen(120, 100, 15.0, 2) == (120.0, 120.0)
    assert foreseen(50, 100, 0.0, 2) == (50.0, 50.0)


@pytest.mark.parametrize(
    ("day", "span", "first", "last"),
    [
        (date(2026, 8, 3), 1, date(2026, 8, 3), date(2026, 8, 3)),
        (date(2026, 8, 3), 7, date(2026, 7, 28), date(2026, 8, 3)),
        (date(2026, 8, 3), 30, date(2026, 7, 5), date(2026, 8, 3)),
        (date(2026, 8, 3), 365, date(2026, 8, 3), date(2026, 8, 3)),
        (date(2026, 8, 3), -2, date(2026, 8, 3), date(2026, 8, 3)),
        (date(2028, 2, 3), MONTH, date(2028, 2, 1), date(2028, 2, 29)),
        (date(2026, 12, 31), MONTH, date(2026, 12, 1), date(2026, 12, 31)),
        (date(2027, 1, 31), MONTH_BEFORE, date(2026, 12, 1), date(2026, 12, 31)),
        (date(2027, 3, 31), MONTH_BEFORE, date(2027, 2, 1), date(2027, 2, 28)),
    ],
)
def test_the_days_of_a_file(day: date, span: int, first: date, last: date) -> None:
    assert file_days(day, span) == (first, last)


def test_sizes_on_a_picture_are_written_as_the_reader_writes_them() -> None:
    drawn = {language: growth(t, ("01.08",), (GIB,), (), GIB).point for language, t in load().items()}
    assert drawn == {"en": ".", "ru": ","}
