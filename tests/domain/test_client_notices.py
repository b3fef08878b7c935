"""What a client is written after a call."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.client_notices import (
    A_DAY,
    ClientCall,
    Known,
    Notice,
    Scenario,
    Settings,
    Silence,
    candidates,
    card_is_due,
    checked_text,
    decide,
    months_later,
)
from bot.domain.dialling import DiallingRules
from bot.domain.effects import CallKind
from bot.domain.errors import Refused
from bot.domain.outcomes import Outcome

MOBILE, LANDLINE = "+79001234567", "+74951234567"
NOW, TODAY = datetime(2026, 8, 3, 9, 0, tzinfo=UTC), date(2026, 8, 3)
MINUTE = timedelta(minutes=1)
MISSED = ClientCall(CallKind.DID, Outcome.MISSED, MOBILE, through_did=True, lasted=MINUTE)
TEXT = Settings(Scenario.MISSED_IN, "Перезвоним", sms=True)
CARD = Settings(Scenario.CARD_IN, "Мы на карте", sms=True, months=3)


def decided(wanted: Settings | None = TEXT, call: ClientCall = MISSED, known: Known | None = None) -> Notice | Silence:
    return decide(wanted, call, known or Known(), DiallingRules(), NOW, TODAY)


@pytest.mark.parametrize(
    ("kind", "outcome", "scenarios"),
    [
        (CallKind.DID, Outcome.ANSWERED, [Scenario.CARD_IN]),
        (CallKind.DID, Outcome.MISSED, [Scenario.MISSED_IN, Scenario.CARD_IN]),
        (CallKind.DID, Outcome.ABANDONED, [Scenario.MISSED_IN, Scenario.CARD_IN]),
        (CallKind.DID, Outcome.VOICEMAIL, [Scenario.MISSED_IN, Scenario.CARD_IN]),
        (CallKind.DID, Outcome.REJECTED, []),
        (CallKind.OUTGOING, Outcome.ANSWERED, [Scenario.CARD_OUT]),
        (CallKind.OUTGOING, Outcome.BUSY, [Scenario.MISSED_OUT, Scenario.CARD_OUT]),
        (CallKind.OUTGOING, Outcome.NOT_PLACED, []),
        (CallKind.OUTGOING, Outcome.INTERRUPTED, []),
        (CallKind.INTERNAL, Outcome.MISSED, []),
    ],
)
def test_which_texts_a_call_may_have(kind: CallKind, outcome: Outcome, scenarios: list[Scenario]) -> None:
    assert list(candidates(replace(MISSED, kind=kind, outcome=outcome))) == scenarios


def test_direct_calls_hidden_numbers_and_mistakes_have_none() -> None:
    assert candidates(replace(MISSED, through_did=False)) == ()
    assert candidates(replace(MISSED, client="")) == ()
    at_once = replace(MISSED, outcome=Outcome.ABANDONED, lasted=timedelta(seconds=4))
    assert candidates(at_once) == ()
    assert candidates(replace(at_once, outcome=Outcome.MISSED)), "nobody was there to be rung"


def test_telegram_where_the_client_has_linked_it_else_sms() -> None:
    both, telegram = replace(TEXT, telegram=True), replace(TEXT, telegram=True, sms=False)
    assert decided(both, known=Known(linked=True)) == Notice(Scenario.MISSED_IN, "Перезвоним", by_telegram=True)
    assert decided(both) == Notice(Scenario.MISSED_IN, "Перезвоним", by_telegram=False)
    assert decided(telegram) is Silence.NO_CHANNEL


def test_an_sms_goes_to_mobile_numbers_that_may_be_called() -> None:
    for number in (LANDLINE, "+380501234567", "+77011234567", "102"):
        assert decided(call=replace(MISSED, client=number)) is Silence.NO_CHANNEL, number


def test_one_text_an_hour_and_not_too_many_a_day() -> None:
    assert decided(known=Known(last=NOW - timedelta(minutes=59))) is Silence.TOO_SOON
    assert isinstance(decided(known=Known(last=NOW - timedelta(minutes=60))), Notice)
    assert isinstance(decided(known=Known(today=A_DAY - 1)), Notice)
    assert decided(known=Known(today=A_DAY)) is Silence.TOO_MANY


def test_who_wants_no_messages_gets_none() -> None:
    assert decided(known=Known(stopped=True, linked=True)) is Silence.STOPPED


def test_a_card_comes_once_in_its_months() -> None:
    assert isinstance(decided(CARD), Notice)
    assert decided(CARD, known=Known(card_on=date(2026, 5, 4))) is Silence.NO_SCENARIO
    assert isinstance(decided(CARD, known=Known(card_on=date(2026, 5, 3))), Notice)


@pytest.mark.parametrize(
    ("last", "months", "due"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
    ],
)
def test_calendar_months(last: date, months: int, due: date) -> None:
    assert months_later(last, months) == due
    assert card_is_due(last, months, due)
    assert not card_is_due(last, months, due - timedelta(days=1))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 12))
def test_a_later_month_is_that_month(day: date, months: int) -> None:
    later = months_later(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + timedelta(days=1)).month != later.month


def test_a_text_of_ones_own() -> None:
    assert checked_text("  Спасибо \n") == "Спасибо"
    assert checked_text("Call +7\u00a0992\u00a0385-52-59") == "Call +7 992 385-52-59"
    assert checked_text("я" * 210) == "я" * 210
    for wrong in ("", "  \n", "я" * 211):
        with pytest.raises(Refused):
            checked_text(wrong)
