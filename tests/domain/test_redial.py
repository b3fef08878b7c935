"""A client who calls back is led to who called them."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.plan import CallPlan, Person, Ring, TakeMessage
from bot.domain.redial import RING_SECONDS, is_fresh, led_back, shown
from bot.domain.sounds import hold_music
from tests.calls.company import ANNA, BORIS, DIRECT, PLANS, SALES

AT = datetime(2026, 8, 3, 9, 10, tzinfo=UTC)


@pytest.mark.parametrize(("minutes", "fresh"), [(0, True), (60, True), (61, False), (-60, True)])
def test_the_window_is_closed_by_time_alone_and_a_clock_set_back_does_not_close_it(minutes: int, fresh: bool) -> None:
    assert is_fresh(AT, AT + timedelta(minutes=minutes), 60) is fresh


def test_the_one_who_called_is_rung_before_the_usual_route_without_being_waited_for() -> None:
    plan = led_back(PLANS[SALES], Person(9, "109"), "why")
    first = Ring((Person(9, "109"),), RING_SECONDS, hold_music(1), waits=False, says="why")
    assert plan == CallPlan(1, (first, *PLANS[SALES].steps))


def test_their_own_did_does_not_ring_them_twice_in_a_row() -> None:
    first, message = led_back(PLANS[DIRECT], ANNA, "").steps
    assert isinstance(first, Ring)
    assert first.seconds == RING_SECONDS
    assert isinstance(message, TakeMessage)
    assert len(led_back(PLANS[DIRECT], BORIS, "").steps) == 3


@pytest.mark.parametrize(("language", "words"), [("ru", "Вы звонили в 12:10"), ("en", "You called at 12:10")])
def test_the_display_says_why_in_the_companys_time_and_language(language: str, words: str) -> None:
    assert shown(AT, "Europe/Moscow", language) == words
