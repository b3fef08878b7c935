"""Routing: facts of a Did in, a plan out; and a plan survives the database exactly."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.plan import CallPlan, Person, RecordLimits, Ring, TakeMessage
from bot.domain.plan_json import from_json, to_json
from bot.domain.routing import Route, plan
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


def test_nobody_to_ring_means_the_message_at_once() -> None:
    (message,) = plan(Route(7, "ru", (), 15.0, None)).steps
    assert isinstance(message, TakeMessage)


finite = st.floats(allow_nan=False, allow_infinity=False)
sounds = st.text(max_size=20).map(Sound)
people = st.lists(st.builds(Person, st.integers(), st.text(max_size=8)), max_size=4).map(tuple)
limits = st.builds(RecordLimits, finite, finite, st.text(max_size=3))
rings = st.builds(Ring, people, finite, sounds)
messages = st.builds(TakeMessage, st.none() | st.integers(), sounds, limits, finite)
plans = st.builds(CallPlan, st.integers(), st.lists(rings | messages, max_size=4).map(tuple))


@settings(deadline=None)
@given(plans)
def test_any_plan_comes_back_from_json_exactly(call_plan: CallPlan) -> None:
    assert from_json(json.loads(json.dumps(to_json(call_plan)))) == call_plan
