"""Routing: facts of a Did in, a plan out; and a plan survives the database exactly."""

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.forwarding import Forwarding
from bot.domain.plan import (
    Branch,
    CallbackOffer,
    CallPlan,
    Dial,
    Go,
    Menu,
    Person,
    Queue,
    RecordLimits,
    Ring,
    Say,
    TakeMessage,
)
from bot.domain.plan_json import from_json, to_json
from bot.domain.queueing import Strategy
from bot.domain.routing import Answering, Overflow, outside, plan_out, to_department, to_employee
from bot.domain.sounds import Sound

PEOPLE = (Person(1, "101"), Person(2, "102"))


MUSIC = Sound("company/7/hold")
SALES = Answering(3, PEOPLE, 15.0)


def test_department_has_its_people_in_a_line_and_takes_a_message_for_the_company() -> None:
    assert to_department(7, [SALES]) == (
        Queue(3, PEOPLE, Strategy.ALL, 15.0, MUSIC),
        TakeMessage(None, Sound("company/7/leave-message"), RecordLimits()),
    )


def test_direct_number_rings_one_and_takes_their_message() -> None:
    ring, message = to_employee(7, PEOPLE[0], 20.0)
    assert ring == Ring(PEOPLE[:1], 20.0, MUSIC)
    assert message == TakeMessage(1, Sound("company/7/leave-message"), RecordLimits())


@pytest.mark.parametrize(
    ("strategy", "wait", "seconds"),
    [
        (Strategy.ALL, None, 15.0),
        (Strategy.IN_TURN, None, 30.0),
        (Strategy.FEWEST_CALLS, None, 30.0),
        (Strategy.ALL, 300.0, 300.0),
        (Strategy.IN_TURN, 300.0, 300.0),
    ],
)
def test_a_caller_waits_as_long_as_is_set_or_as_it_takes_to_ring_everybody(
    strategy: Strategy, wait: float | None, seconds: float
) -> None:
    (queue, _) = to_department(7, [replace(SALES, strategy=strategy, wait=wait)])
    assert isinstance(queue, Queue)
    assert queue.seconds == seconds


@pytest.mark.parametrize(
    ("way", "waits", "takes"),
    [(Forwarding.NO_ANSWER, True, True), (Forwarding.BUSY, False, True), (Forwarding.OFF, True, False)],
)
def test_an_employees_forwarding_says_whether_one_waits_and_whether_a_message_is_taken(
    way: Forwarding, waits: bool, takes: bool
) -> None:
    ring, *message = to_employee(7, PEOPLE[0], 20.0, way)
    assert isinstance(ring, Ring)
    assert (ring.waits, bool(message)) == (waits, takes)


@pytest.mark.parametrize("strategy", Strategy)
def test_nobody_to_ring_means_the_message_at_once(strategy: Strategy) -> None:
    (message,) = to_department(7, [Answering(3, (), 15.0, strategy)])
    assert isinstance(message, TakeMessage)


def test_a_department_may_lead_on_to_another_and_to_goodbye() -> None:
    first, second, goodbye = to_department(7, [SALES, replace(SALES, department_id=4)], Overflow.GOODBYE)
    assert isinstance(first, Queue)
    assert isinstance(second, Queue)
    assert (first.department_id, second.department_id) == (3, 4)
    assert goodbye == Say(Sound("company/7/goodbye"))


def test_a_call_out_dials_and_nothing_else() -> None:
    (dial,) = plan_out(7, "+79001234567").steps
    assert dial == Dial("+79001234567", 60.0)


@pytest.mark.parametrize(
    ("dialled", "number"),
    [
        ("+79001234567", "+79001234567"),
        ("89001234567", "+79001234567"),
        ("79001234567", "+79001234567"),
        ("9001234567", "+79001234567"),
        ("88001001010", "+78001001010"),
        ("810441234567", "+441234567"),
        ("+12025550123", "+12025550123"),
    ],
)
def test_an_outside_number_is_dialled_in_whatever_shape_it_was_typed(dialled: str, number: str) -> None:
    assert outside(dialled) == number


@pytest.mark.parametrize(
    "dialled",
    [
        *("", "1", "01", "02", "101", "112", "911", "0890", "1001", "12345", "112112", "1234567", "5551234"),
        *("+112", "+7911", "*31*79001234567", "#31#", "79001234567,102", "79001234567@evil", "${SHELL(id)}"),
        *("'; --", "7900123456789012", "٧٩٠٠١٢٣٤٥٦٧", "anonymous", "sip:79001234567@evil"),
    ],
)
def test_what_is_no_outside_number_is_never_dialled(dialled: str) -> None:
    assert outside(dialled) is None


finite = st.floats(allow_nan=False, allow_infinity=False)
sounds = st.text(max_size=20).map(Sound)
people = st.lists(st.builds(Person, st.integers(), st.text(max_size=8), st.booleans(), sounds), max_size=4).map(tuple)
offers = st.none() | st.builds(CallbackOffer, sounds, sounds)
queues = st.builds(
    Queue,
    st.integers(),
    people,
    st.sampled_from(Strategy),
    finite,
    sounds,
    st.none() | finite,
    st.integers(),
    finite,
    st.booleans(),
    st.booleans(),
    finite,
    offers,
)
limits = st.builds(RecordLimits, finite, finite, st.text(max_size=3))
rings = st.builds(Ring, people, finite, sounds)
messages = st.builds(TakeMessage, st.none() | st.integers(), sounds, limits, finite)
says = st.builds(Say, sounds)
dials = st.builds(Dial, st.text(max_size=16), finite, st.text(max_size=16), st.booleans())
names = st.text(max_size=8)
keys = st.lists(st.tuples(st.text(max_size=1), names), max_size=3).map(tuple)
menus = st.builds(Menu, sounds, sounds, keys, names, st.integers(), finite, st.booleans())
steps = st.lists(says | rings | queues | dials | messages | menus | st.builds(Go, names), max_size=4).map(tuple)
branches = st.lists(st.builds(Branch, names, steps), max_size=3).map(tuple)
plans = st.builds(CallPlan, st.integers(), steps, branches)


@settings(deadline=None)
@given(plans)
def test_any_plan_comes_back_from_json_exactly(call_plan: CallPlan) -> None:
    assert from_json(json.loads(json.dumps(to_json(call_plan)))) == call_plan
