"""Whether an option may be switched, for one and for many."""

import pytest

from bot.domain.catalogue import CATALOGUE
from bot.domain.options import (
    NEEDS_DID,
    NEEDS_OWN_NUMBER,
    NumberKind,
    Scope,
    company_facts,
    is_on,
    number_facts,
)
from bot.domain.switching import BulkChange, MenuLine, NotReady, NumberState, Skipped, bulk, check, menu, missing

COMPANY = company_facts(dids=1, on=["recording"])
OWN, ADDED = (number_facts(COMPANY, kind, on=["melody"]) for kind in NumberKind)
CALLER_ID = CATALOGUE.option("caller-id")


@pytest.mark.parametrize("key", ["caller-id", "number-recording"])
def test_added_numbers_refuse_caller_id_and_recording(key: str) -> None:
    check(CATALOGUE.option(key), want=True, facts=OWN)
    with pytest.raises(NotReady, match="Not for added numbers"):
        check(CATALOGUE.option(key), want=True, facts=ADDED)


@pytest.mark.parametrize("key", ["short-number", "melody"])
def test_added_numbers_take_the_other_options(key: str) -> None:
    check(CATALOGUE.option(key), want=True, facts=ADDED)


def test_recording_needs_a_public_number() -> None:
    with pytest.raises(NotReady, match="Add a public number first"):
        check(CATALOGUE.option("recording"), want=True, facts=company_facts(dids=0, on=[]))


def test_everything_that_is_missing_is_listed() -> None:
    facts = number_facts(company_facts(dids=0, on=[]), NumberKind.ADDED, on=[])
    assert missing(CALLER_ID, facts) == (NEEDS_OWN_NUMBER, NEEDS_DID)
    with pytest.raises(NotReady) as refused:
        check(CALLER_ID, want=True, facts=facts)
    assert refused.value.missing == (NEEDS_OWN_NUMBER, NEEDS_DID)


def test_switching_off_is_always_possible() -> None:
    for option in CATALOGUE.options:
        check(option, want=False, facts=frozenset())


def test_facts_say_what_is_on_for_the_company_and_for_the_number() -> None:
    assert {is_on("recording"), is_on("melody")} <= ADDED


def test_a_bulk_change_sorts_the_numbers_and_says_why_it_skips() -> None:
    numbers = [NumberState(1, False, OWN), NumberState(2, True, OWN), NumberState(3, False, ADDED)]
    assert bulk(CALLER_ID, True, numbers) == BulkChange((1,), (2,), (Skipped(3, (NEEDS_OWN_NUMBER,)),))


def test_a_bulk_switch_off_skips_nobody() -> None:
    numbers = [NumberState(1, False, OWN), NumberState(2, True, OWN), NumberState(3, True, ADDED)]
    assert bulk(CALLER_ID, False, numbers) == BulkChange((2, 3), (1,), ())


def test_the_menu_shows_each_option_of_its_scope_with_price_and_state() -> None:
    assert menu(CATALOGUE, Scope.COMPANY, on=["recording"])[:2] == (
        MenuLine("recording", "Call recording", 700_00, on=True),
        MenuLine("callback", "Callback", 200_00, on=False),
    )
    assert [line.on for line in menu(CATALOGUE, Scope.NUMBER, on=["melody"])] == [False, False, False, True]


def test_the_notice_is_on_until_somebody_switches_it_off_and_that_is_warned_of() -> None:
    recording = CATALOGUE.option("recording")
    assert recording.flags_on({}) == {"notice"}
    assert recording.flags_on({"notice": False}) == frozenset()
    assert [bool(flag.warning) for flag in recording.flags] == [True]
