"""Who is told of what: N1, N4, N8."""

from datetime import UTC, datetime, time
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from bot.domain.clients import Contact
from bot.domain.missed import called_straight, told_of
from bot.domain.periods import Hours, Period
from bot.domain.plan import CallPlan, Dial, Person, Ring
from bot.domain.queueing import Strategy
from bot.domain.routing import Answering, to_department, to_employee
from bot.domain.rules import Callers, Event, Kind, Rule, Timing, When, due_at, matches
from bot.domain.schedule import Schedule
from bot.domain.sounds import hold_music

ANNA, CLIENT = 7, "+79001234567"
MOSCOW = Schedule("Europe/Moscow")
NOON = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)  # Monday, 12:00 in Moscow
NIGHT = datetime(2026, 8, 3, 20, 30, tzinfo=UTC)  # 23:30
VIP = Contact(1, CLIENT, "Анна", vip=True)
MISSED, VOICEMAIL, BOTH = frozenset({Kind.MISSED}), frozenset({Kind.VOICEMAIL}), frozenset(Kind)


def event(kinds: frozenset[Kind] = MISSED, at: datetime = NOON, caller: str = CLIENT, employee: int = ANNA) -> Event:
    return Event(kinds, 1, employee, caller, at)


def told(rule: Rule, what: Event, contact: Contact | None = None) -> bool:
    return matches(rule, what, MOSCOW, contact)


@pytest.mark.parametrize(("wanted", "came"), [*product((MISSED, VOICEMAIL, BOTH), repeat=2)])
def test_a_rule_tells_of_the_kinds_that_it_names(wanted: frozenset[Kind], came: frozenset[Kind]) -> None:
    assert told(Rule(ANNA, kinds=wanted), event(came)) is bool(wanted & came)


def test_nobody_is_told_of_another_s_calls() -> None:
    assert not told(Rule(ANNA), event(employee=8))


@pytest.mark.parametrize(
    ("when", "at_noon", "at_night"),
    [(When.ALL, True, True), (When.WORKING, True, False), (When.NON_WORKING, False, True), (When.PERIOD, False, True)],
)
def test_the_time_at_which_the_call_came_narrows_missed_calls(when: When, at_noon: bool, at_night: bool) -> None:
    rule = Rule(ANNA, when=when, period=Period(frozenset({0}), Hours(time(22), time(6))))
    assert (told(rule, event(at=NOON)), told(rule, event(at=NIGHT))) == (at_noon, at_night)


def test_a_period_may_be_a_part_of_the_working_hours() -> None:
    rule = Rule(ANNA, when=When.PERIOD, period=Period(frozenset({0}), Hours(time(12), time(13))))
    hours = [told(rule, event(at=NOON.replace(hour=hour))) for hour in (8, 9, 10)]
    assert hours == [False, True, False]


@pytest.mark.parametrize(
    ("callers", "contact", "is_told"),
    [
        (Callers.ALL, None, True),
        (Callers.VIP, None, False),
        (Callers.VIP, Contact(1, CLIENT, "Анна"), False),
        (Callers.VIP, VIP, True),
        (Callers.NUMBERS, VIP, False),
    ],
)
def test_who_called_narrows_missed_calls(callers: Callers, contact: Contact | None, is_told: bool) -> None:
    rule = Rule(ANNA, callers=callers, numbers=frozenset({"+79990000000"}))
    assert told(rule, event(), contact) is is_told


def test_given_numbers_are_told_of_and_no_others() -> None:
    rule = Rule(ANNA, callers=Callers.NUMBERS, numbers=frozenset({CLIENT, "102"}))
    assert told(rule, event())
    assert told(rule, event(caller="102"))
    assert not told(rule, event(caller="+79001234568"))
    assert not told(rule, event(caller=""))


def test_time_and_caller_never_narrow_voicemail() -> None:
    narrow = Rule(ANNA, kinds=VOICEMAIL, when=When.WORKING, callers=Callers.VIP)
    assert told(narrow, event(VOICEMAIL, NIGHT))
    assert told(narrow, event(BOTH, NIGHT))


def test_a_missed_call_that_became_voicemail_is_still_a_missed_call_for_who_asked_for_those_only() -> None:
    rule = Rule(ANNA, kinds=MISSED, callers=Callers.VIP)
    assert told(rule, event(BOTH), VIP)
    assert not told(rule, event(BOTH))


ZONE = ZoneInfo("Europe/Moscow")


def test_at_once_is_at_once() -> None:
    assert due_at(Rule(ANNA), NIGHT, ZONE) == NIGHT


def test_in_quiet_hours_it_waits_for_their_end() -> None:
    rule = Rule(ANNA, timing=Timing.AFTER_QUIET, quiet=Hours(time(22), time(8)))
    assert due_at(rule, NOON, ZONE) == NOON
    assert due_at(rule, NIGHT, ZONE) == datetime(2026, 8, 4, 5, 0, tzinfo=UTC)


def test_a_digest_comes_at_its_hour() -> None:
    rule = Rule(ANNA, timing=Timing.DIGEST, digest_at=time(18))
    assert due_at(rule, NOON, ZONE) == datetime(2026, 8, 3, 15, 0, tzinfo=UTC)
    assert due_at(rule, NIGHT, ZONE) == datetime(2026, 8, 4, 15, 0, tzinfo=UTC)


STRAIGHT = CallPlan(1, to_employee(1, Person(ANNA, "101"), 20.0))
PEOPLE = (Person(ANNA, "101"), Person(8, "102"))
SEVERAL = [CallPlan(1, to_department(1, [Answering(3, PEOPLE, 15.0, strategy)])) for strategy in Strategy]
ALONE_IN_DEPARTMENT = CallPlan(1, to_department(1, [Answering(3, PEOPLE[:1], 15.0)]))
NO_MESSAGE = CallPlan(1, (Ring(PEOPLE[:1], 20.0, hold_music(1)),))
OUTGOING = CallPlan(1, (Dial(CLIENT, 60.0),))


@pytest.mark.parametrize("one", [STRAIGHT, NO_MESSAGE])
def test_a_call_that_rings_one_person_is_straight_to_them(one: CallPlan) -> None:
    assert called_straight(one) == ANNA


@pytest.mark.parametrize("one", [*SEVERAL, ALONE_IN_DEPARTMENT, OUTGOING, CallPlan(1, ())])
def test_a_call_to_a_department_or_to_a_client_is_straight_to_nobody(one: CallPlan) -> None:
    assert called_straight(one) is None


@pytest.mark.parametrize(
    ("one", "timed_out", "message_for", "expected"),
    [
        (STRAIGHT, True, None, (ANNA, MISSED)),
        (STRAIGHT, False, None, None),  # the caller hung up first (N3)
        (STRAIGHT, True, ANNA, (ANNA, BOTH)),
        (STRAIGHT, False, ANNA, (ANNA, VOICEMAIL)),
        (SEVERAL[0], True, None, None),  # through a department
        (CallPlan(1, ()), True, ANNA, (ANNA, VOICEMAIL)),  # from a voice menu straight to the message
    ],
)
def test_what_a_call_was(
    one: CallPlan, timed_out: bool, message_for: int | None, expected: tuple[int, frozenset[Kind]] | None
) -> None:
    assert told_of(one, timed_out=timed_out, message_for=message_for) == expected
