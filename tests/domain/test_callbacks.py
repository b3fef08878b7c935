"""A promised call back: whatever happens in whatever order, the client is dialled twice at most, and it ends."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.domain import callbacks
from bot.domain.callbacks import BUSY_FOR, LEAST_WINDOW, SECOND_AFTER, SETTLE, WINDOW, Ending, Request, Stage, ahead

NOON = datetime(2026, 8, 3, 9, 0, tzinfo=UTC)


def dialled(request: Request) -> Request:
    begun = callbacks.begun(request)
    assert begun is not None
    return begun


def test_the_first_attempt_is_due_at_once_and_within_ten_minutes() -> None:
    request = callbacks.asked(NOON)
    assert timedelta() < request.due_at - NOON <= timedelta(seconds=5)
    assert request.until - NOON == timedelta(minutes=10)


def test_the_second_attempt_comes_five_minutes_after_the_first_ended_and_no_third() -> None:
    ended = NOON + timedelta(minutes=3)
    request = callbacks.over(dialled(callbacks.asked(NOON)), answered=False, now=ended)
    assert (request.stage, request.due_at - ended) == (Stage.WAITING, timedelta(minutes=5))
    request = callbacks.over(dialled(request), answered=False, now=request.due_at)
    assert (request.stage, request.ending) == (Stage.CLOSED, Ending.FAILED)
    assert callbacks.begun(request) is None


def test_an_attempt_that_did_not_come_to_dialling_is_none() -> None:
    request = callbacks.unplaced(dialled(callbacks.asked(NOON)), NOON)
    assert (request.stage, request.attempts) == (Stage.WAITING, 0)


def test_a_client_who_was_answered_otherwise_is_not_called_any_more() -> None:
    assert callbacks.met(callbacks.asked(NOON)).ending is Ending.MET
    ringing = callbacks.met(dialled(callbacks.asked(NOON)))
    assert ringing.stage is Stage.CALLING, "what is under way is let go on"
    assert callbacks.over(ringing, answered=False, now=NOON).ending is Ending.MET


def test_a_request_that_is_over_is_not_met_any_more() -> None:
    cancelled = callbacks.closed(callbacks.asked(NOON), Ending.CANCELLED)
    assert callbacks.met(cancelled) == cancelled


def test_a_request_whose_attempts_are_used_up_is_not_begun() -> None:
    assert callbacks.begun(replace(callbacks.asked(NOON), attempts=2)) is None


def test_a_client_who_is_on_the_line_is_looked_at_again_in_a_minute_with_a_minute_left_to_begin() -> None:
    request, minute = callbacks.asked(NOON), timedelta(minutes=1)
    early, late = callbacks.put_off(request, NOON), callbacks.put_off(request, NOON + 9 * minute)
    assert (early.due_at, early.until) == (NOON + minute, request.until)
    assert (late.due_at, late.until) == (NOON + 10 * minute, NOON + 11 * minute)
    assert (early.stage, early.attempts) == (Stage.WAITING, 0)


def test_who_is_hurried_is_called_now_unless_that_is_done_already() -> None:
    later = callbacks.over(dialled(callbacks.asked(NOON)), answered=False, now=NOON)
    hurried = callbacks.hurried(later, NOON)
    assert hurried is not None
    assert (hurried.due_at, hurried.until, hurried.attempts) == (NOON, NOON + WINDOW, 1)
    assert callbacks.hurried(dialled(later), NOON) is None


HOUR = timedelta(hours=1)


def until_next(request: Request, now: datetime) -> tuple[timedelta, timedelta]:
    due, window = ahead(request.due_at, request.until, request.attempts, now)
    return timedelta(seconds=due), timedelta(seconds=window)


def test_a_first_attempt_is_due_at_once_when_the_clock_jumps() -> None:
    first = callbacks.asked(NOON)
    assert until_next(first, NOON) == (SETTLE, WINDOW - SETTLE)
    assert until_next(first, NOON - HOUR) == (timedelta(), WINDOW - SETTLE)
    assert until_next(first, NOON + HOUR) == (timedelta(), LEAST_WINDOW)
    put_off = callbacks.put_off(first, NOON)
    assert until_next(put_off, NOON) == (BUSY_FOR, WINDOW - BUSY_FOR)


def test_a_second_attempt_waits_its_whole_time_when_the_clock_was_set_back() -> None:
    second = callbacks.over(dialled(callbacks.asked(NOON)), answered=False, now=NOON)
    assert until_next(second, NOON) == (SECOND_AFTER, WINDOW)
    assert until_next(second, NOON - HOUR) == (SECOND_AFTER, WINDOW)
    assert until_next(second, NOON + HOUR) == (timedelta(), LEAST_WINDOW)


class OneRequest(RuleBasedStateMachine):
    """Anything may happen at any time, a crash among it; what a crash leaves is the row."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOON
        self.request = callbacks.asked(NOON)
        self.dials = 0
        self.dialling = False
        self.ends = 0

    def becomes(self, request: Request) -> None:
        if self.request.stage is not Stage.CLOSED and request.stage is Stage.CLOSED:
            self.ends += 1
        self.request = request

    @rule(seconds=st.integers(0, 1200))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule()
    def an_employee_picks_up(self) -> None:
        if begun := callbacks.begun(self.request):
            self.becomes(begun)

    @precondition(lambda self: self.request.stage is Stage.CALLING and not self.dialling)
    @rule()
    def the_client_is_dialled(self) -> None:
        self.dialling = True
        self.dials += 1

    @precondition(lambda self: self.dialling)
    @rule(answered=st.booleans())
    def the_attempt_ends(self, answered: bool) -> None:
        self.dialling = False
        self.becomes(callbacks.over(self.request, answered=answered, now=self.now))

    @precondition(lambda self: self.request.stage is Stage.CALLING)
    @rule()
    def we_crash_and_come_back(self) -> None:
        ended = callbacks.over(self.request, answered=False, now=self.now)
        self.becomes(ended if self.dialling else callbacks.unplaced(self.request, self.now))
        self.dialling = False

    @rule()
    def the_client_calls_again_and_is_answered(self) -> None:
        if self.request.stage is not Stage.CLOSED:
            self.becomes(callbacks.met(self.request))

    @rule()
    def somebody_wants_to_call_now(self) -> None:
        if hurried := callbacks.hurried(self.request, self.now):
            self.becomes(hurried)

    @rule(ending=st.sampled_from([Ending.CANCELLED, Ending.LAPSED, Ending.NOBODY]))
    def it_is_closed(self, ending: Ending) -> None:
        if self.request.stage is Stage.WAITING:
            self.becomes(callbacks.closed(self.request, ending))

    @invariant()
    def the_client_is_never_dialled_a_third_time(self) -> None:
        assert self.dials <= self.request.attempts <= callbacks.MOST_ATTEMPTS

    @invariant()
    def it_ends_once_and_says_how(self) -> None:
        assert self.ends == (self.request.stage is Stage.CLOSED)
        assert (self.request.ending is not None) == (self.request.stage is Stage.CLOSED)

    @invariant()
    def an_open_one_always_has_its_time(self) -> None:
        assert self.request.until - self.request.due_at <= SECOND_AFTER + WINDOW
        assert self.request.due_at <= self.request.until


TestOneRequest = OneRequest.TestCase
TestOneRequest.settings = settings(max_examples=200, stateful_step_count=30, deadline=None)
