"""The log of calls: how calls are sorted, which days it covers, what of it comes from outside."""

import csv
import io
from datetime import UTC, date, datetime

import pytest

from bot.domain.call_csv import first_line, row
from bot.domain.call_log import (
    RESULTS,
    CallsPage,
    LoggedCall,
    Narrowed,
    Party,
    Result,
    beside,
    covered,
    day_from,
    day_key,
)
from bot.domain.effects import CallKind
from bot.domain.outcomes import Outcome

TODAY = date(2026, 8, 3)
AT = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)


def page(first: date, last: date) -> CallsPage:
    return CallsPage((), 0, 1, 0, first, last, TODAY, Narrowed())


def test_every_outcome_is_sorted_once() -> None:
    assert set(RESULTS) == {*Outcome, None}
    assert set(RESULTS.values()) == set(Result)


@pytest.mark.parametrize(
    ("kind", "client"),
    [(CallKind.DID, "+79001234567"), (CallKind.OUTGOING, "+79007654321"), (CallKind.INTERNAL, "")],
)
def test_the_client_is_who_is_outside(kind: CallKind, client: str) -> None:
    ends = Party("+79001234567"), Party("+79007654321")
    assert LoggedCall(1, kind, AT, *ends, Outcome.ANSWERED, 1.0, 2.0, False).client == client


def test_a_day_or_a_month_when_something_is_looked_for() -> None:
    assert covered(TODAY, Narrowed()) == (TODAY, TODAY)
    for narrowed in (
        Narrowed("4567"),
        Narrowed(employee=(1, "")),
        Narrowed(result=Result.MISSED),
        Narrowed(recorded=True),
    ):
        assert covered(TODAY, narrowed) == (date(2026, 7, 5), TODAY)


def test_pages_are_turned_by_what_they_cover_and_never_into_the_future() -> None:
    assert beside(page(TODAY, TODAY)) == (date(2026, 8, 2), None)
    assert beside(page(date(2026, 8, 1), date(2026, 8, 1))) == (date(2026, 7, 31), date(2026, 8, 2))
    assert beside(page(date(2026, 6, 5), date(2026, 7, 4))) == (date(2026, 6, 4), TODAY)


@pytest.mark.parametrize("key", [0, -1, 20261332, 20260804, 19991231, 2**31 - 1])
def test_a_day_that_cannot_be_is_today(key: int) -> None:
    assert day_from(key, TODAY) == TODAY
    assert day_from(day_key(date(2026, 2, 28)), TODAY) == date(2026, 2, 28)


def test_a_cell_is_no_formula_and_ends_no_line() -> None:
    cells = ["=cmd|' /C calc'!A0", "+7 900", "-1", "@x", 'a";"b', "two\nlines", "", "\tx"]
    text = first_line(["A"]) + row(cells)
    assert text.startswith("\ufeff")
    (_, read) = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";")
    assert len(read) == len(cells)
    assert not [cell for cell in read if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert read[4] == 'a";"b'
