"""What options do to the plan of a call."""

import json
from dataclasses import replace

import pytest

from bot.domain.catalogue import CATALOGUE
from bot.domain.effects import CallFacts, CallKind, Switched
from bot.domain.plan import CallPlan, Dial, Person, RecordLimits, Ring, Say, TakeMessage
from bot.domain.plan_json import from_json, to_json
from bot.domain.sounds import employee_melody, hold_music, prompt, recording_notice

ANNA, BORIS = 1, 2
MESSAGE = TakeMessage(None, prompt("leave-message", "ru"), RecordLimits())
FROM_OUTSIDE, INTERNAL = CallFacts(CallKind.DID), CallFacts(CallKind.INTERNAL, caller=BORIS)
TO_CLIENT = CallFacts(CallKind.OUTGOING, caller=ANNA)
CLIENT = CallPlan(7, (Dial("+79001234567", 60.0),))
NOTICE = Say(recording_notice(7))
RECORDING = Switched("recording")
TOLD = Switched("recording", flags=frozenset({"notice"}))


def ringing(*people: int) -> CallPlan:
    return CallPlan(7, (Ring(tuple(Person(it, f"10{it}") for it in people), 20.0, hold_music(7)), MESSAGE))


def recorded(plan: CallPlan) -> list[int]:
    return [
        person.employee_id for step in plan.steps if isinstance(step, Ring) for person in step.people if person.record
    ]


def dialled(plan: CallPlan) -> Dial:
    (step,) = plan.steps
    assert isinstance(step, Dial)
    return step


@pytest.mark.parametrize("call", [FROM_OUTSIDE, INTERNAL])
def test_a_plan_stays_as_it_is_while_nothing_is_on(call: CallFacts) -> None:
    assert CATALOGUE.plan(ringing(ANNA, BORIS), [], call) == ringing(ANNA, BORIS)


def test_recording_tells_the_caller_first_and_keeps_whoever_answers() -> None:
    plan = CATALOGUE.plan(ringing(ANNA, BORIS), [TOLD], FROM_OUTSIDE)
    assert plan.steps[0] == NOTICE
    assert recorded(plan) == [ANNA, BORIS]
    assert plan.steps[2] == MESSAGE


def test_recording_without_its_flag_says_nothing() -> None:
    plan = CATALOGUE.plan(ringing(ANNA), [RECORDING], FROM_OUTSIDE)
    assert NOTICE not in plan.steps
    assert recorded(plan) == [ANNA]


def test_recording_of_dids_leaves_other_calls_alone() -> None:
    assert CATALOGUE.plan(ringing(ANNA), [TOLD], INTERNAL) == ringing(ANNA)
    assert CATALOGUE.plan(CLIENT, [TOLD], TO_CLIENT) == CLIENT


def test_added_numbers_are_not_recorded_and_nobody_is_told_so_in_vain() -> None:
    call = CallFacts(CallKind.DID, added=frozenset({ANNA}))
    both = CATALOGUE.plan(ringing(ANNA, BORIS), [TOLD], call)
    assert (recorded(both), both.steps[0]) == ([BORIS], NOTICE)
    assert CATALOGUE.plan(ringing(ANNA), [TOLD], call) == ringing(ANNA)


def test_nobody_to_ring_means_nothing_to_record() -> None:
    message = CallPlan(7, (MESSAGE,))
    assert CATALOGUE.plan(message, [TOLD], FROM_OUTSIDE) == message


def test_the_notice_comes_even_when_the_number_is_recorded_on_its_own() -> None:
    plan = CATALOGUE.plan(ringing(ANNA), [Switched("number-recording", ANNA), TOLD], FROM_OUTSIDE)
    assert (plan.steps[0], recorded(plan)) == (NOTICE, [ANNA])


def test_recording_of_a_number_keeps_only_that_one_of_a_department() -> None:
    plan = CATALOGUE.plan(ringing(ANNA, BORIS), [Switched("number-recording", ANNA)], FROM_OUTSIDE)
    assert (recorded(plan), NOTICE in plan.steps) == ([ANNA], False)


@pytest.mark.parametrize("whose", [ANNA, BORIS])
def test_recording_of_a_number_keeps_calls_between_employees_from_either_side(whose: int) -> None:
    plan = CATALOGUE.plan(ringing(ANNA), [Switched("number-recording", whose)], INTERNAL)
    assert recorded(plan) == [ANNA]


def test_recording_of_a_number_keeps_the_calls_it_makes_and_nobody_elses() -> None:
    on = [Switched("number-recording", ANNA)]
    assert dialled(CATALOGUE.plan(CLIENT, on, TO_CLIENT)).record
    assert not dialled(CATALOGUE.plan(CLIENT, on, replace(TO_CLIENT, caller=BORIS))).record


@pytest.mark.parametrize("key", ["number-recording", "caller-id"])
def test_an_added_number_neither_shows_a_did_nor_is_recorded_whatever_is_on(key: str) -> None:
    call = replace(TO_CLIENT, added=frozenset({ANNA}))
    assert CATALOGUE.plan(CLIENT, [Switched(key, ANNA, shows="+79923855259")], call) == CLIENT


def test_clients_see_the_did_of_the_employee_who_calls_them() -> None:
    on = [Switched("caller-id", BORIS, shows="+79920000000"), Switched("caller-id", ANNA, shows="+79923855259")]
    assert dialled(CATALOGUE.plan(CLIENT, on, TO_CLIENT)).shows == "+79923855259"
    assert dialled(CATALOGUE.plan(CLIENT, on[:1], TO_CLIENT)).shows == ""


def test_an_employees_melody_plays_while_they_alone_are_rung() -> None:
    plan = CATALOGUE.plan(ringing(ANNA), [Switched("melody", ANNA)], FROM_OUTSIDE)
    assert isinstance(plan.steps[0], Ring)
    assert plan.steps[0].music == employee_melody(7, ANNA)
    assert CATALOGUE.plan(ringing(ANNA), [Switched("melody", BORIS)], FROM_OUTSIDE) == ringing(ANNA)


def test_a_department_keeps_its_own_music_whoever_has_a_melody() -> None:
    assert CATALOGUE.plan(ringing(ANNA, BORIS), [Switched("melody", ANNA)], FROM_OUTSIDE) == ringing(ANNA, BORIS)


def test_an_option_without_effect_changes_no_call() -> None:
    assert CATALOGUE.plan(ringing(ANNA), [Switched("short-number", ANNA)], INTERNAL) == ringing(ANNA)


def test_what_options_made_of_a_plan_survives_the_database() -> None:
    told = CATALOGUE.plan(ringing(ANNA, BORIS), [TOLD], FROM_OUTSIDE)
    shown = CATALOGUE.plan(CLIENT, [Switched("caller-id", ANNA, shows="+79923855259")], TO_CLIENT)
    assert [from_json(json.loads(json.dumps(to_json(plan)))) for plan in (told, shown)] == [told, shown]


def test_a_plan_written_before_talks_could_be_recorded_is_read_as_not_recorded() -> None:
    old = to_json(ringing(ANNA))
    del old["steps"][0]["people"][0]["record"]
    assert from_json(json.loads(json.dumps(old))) == ringing(ANNA)
