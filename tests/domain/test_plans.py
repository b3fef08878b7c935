"""Routing: facts of a Did in, a plan out; and a plan survives the database exactly."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.forwarding import Forwarding
from bot.domain.plan import Branch, CallPlan, Dial, Go, Menu, Person, RecordLimits, Ring, Say, TakeMessage
from bot.domain.plan_json import from_json, to_json
from bot.domain.routing import Route, Strategy, outside, plan, plan_out
from bot.domain.sounds import Sound

PEOPLE = (Person(1, "101"), Person(2, "102"))


def test_department_rings_everybody_and_takes_a_message_for_the_company() -> None:
    assert plan(Route(7, "ru", PEOPLE, 15.0, None)) == CallPlan(
        7,
        (
            Ring(PEOPLE, 15.0, Sound("company/7/hold")),
            TakeMessage(None, Sound("prompt/ru/leave-message"), RecordLimits()),
        ),
    )


def test_direct_number_rings_one_and_takes_their_message() -> None:
    ring, message = plan(Route(7, "en", PEOPLE[:1], 20.0, 1)).steps
    assert ring == Ring(PEOPLE[:1], 20.0, Sound("company/7/hold"))
    assert message == TakeMessage(1, Sound("prompt/en/leave-message"), RecordLimits())


def test_people_in_turn_are_rung_one_after_another_each_for_the_departments_time() -> None:
    first, second, message = plan(Route(7, "ru", PEOPLE, 15.0, None, Strategy.IN_TURN)).steps
    music = Sound("company/7/hold")
    assert (first, second) == (Ring(PEOPLE[:1], 15.0, music), Ring(PEOPLE[1:], 15.0, music))
    assert isinstance(message, TakeMessage)


@pytest.mark.parametrize(
    ("way", "waits", "takes"),
    [(Forwarding.NO_ANSWER, True, True), (Forwarding.BUSY, False, True), (Forwarding.OFF, True, False)],
)
def test_an_employees_forwarding_says_whether_one_waits_and_whether_a_message_is_taken(
    way: Forwarding, waits: bool, takes: bool
) -> None:
    ring, *message = plan(Route(7, "en", PEOPLE[:1], 20.0, 1, forwarding=way)).steps
    assert isinstance(ring, Ring)
    assert (ring.waits, bool(message)) == (waits, takes)


@pytest.mark.parametrize("strategy", Strategy)
def test_nobody_to_ring_means_the_message_at_once(strategy: Strategy) -> None:
    (message,) = plan(Route(7, "ru", (), 15.0, None, strategy)).steps
    assert isinstance(message, TakeMessage)


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
people = st.lists(st.builds(Person, st.integers(), st.text(max_size=8), st.booleans()), max_size=4).map(tuple)
limits = st.builds(RecordLimits, finite, finite, st.text(max_size=3))
rings = st.builds(Ring, people, finite, sounds)
messages = st.builds(TakeMessage, st.none() | st.integers(), sounds, limits, finite)
says = st.builds(Say, sounds)
dials = st.builds(Dial, st.text(max_size=16), finite, st.text(max_size=16), st.booleans())
names = st.text(max_size=8)
keys = st.lists(st.tuples(st.text(max_size=1), names), max_size=3).map(tuple)
menus = st.builds(Menu, sounds, sounds, keys, names, st.integers(), finite, st.booleans())
steps = st.lists(says | rings | dials | messages | menus | st.builds(Go, names), max_size=4).map(tuple)
branches = st.lists(st.builds(Branch, names, steps), max_size=3).map(tuple)
plans = st.builds(CallPlan, st.integers(), steps, branches)


@settings(deadline=None)
@given(plans)
def test_any_plan_comes_back_from_json_exactly(call_plan: CallPlan) -> None:
    assert from_json(json.loads(json.dumps(to_json(call_plan)))) == call_plan
