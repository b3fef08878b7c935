"""The catalogue: what is on offer, at whose prices, and that a new option is one entry."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain import history, switching
from bot.domain.billing import Charge, CompanyDay, Cost, LedgerLine, charges, cost_of
from bot.domain.catalogue import CATALOGUE
from bot.domain.effects import CallFacts, CallKind, Switched
from bot.domain.errors import Refused
from bot.domain.history import Change, What
from bot.domain.options import Need, Option, Scope, company_facts, is_on
from bot.domain.plan import CallPlan, Person, Ring, Say
from bot.domain.prices import prices, with_prices
from bot.domain.sounds import hold_music, prompt

SEEDS = {"basic": 1500_00, "basic.extra-employee": 40_00, "medium": 1300_00, "recording": 700_00}


def test_the_figures_of_the_seeds_are_as_the_seeds_give_them() -> None:
    basic, medium, extended = CATALOGUE.tariffs
    assert prices(CATALOGUE).items() >= SEEDS.items()
    assert (basic.employees, basic.dids) == (10, 1)
    assert [tariff.storage for tariff in (basic, medium, extended)] == [2**30, 5 * 2**30, 10 * 2**30]


def test_every_other_figure_is_marked_as_ours() -> None:
    basic, medium, extended = CATALOGUE.tariffs
    assert not {"price", "employees", "dids", "extra_employee", "storage"} & basic.ours
    assert not {"price", "storage"} & medium.ours
    assert extended.ours == {"price", "employees", "dids", "extra_employee", "extra_did"}
    assert {option.key for option in CATALOGUE.options if not option.ours} == {"recording", "client-telegram"}


def test_only_what_works_is_on_offer() -> None:
    company = ["recording", "callback", "smart-redial", "client-telegram"]
    assert [option.key for option in CATALOGUE.of(Scope.COMPANY)] == company
    assert [o.key for o in CATALOGUE.of(Scope.NUMBER)] == ["caller-id", "number-recording", "short-number", "melody"]


def test_keys_fit_into_a_button_and_are_never_used_twice() -> None:
    assert all(len(key) <= 16 for key in prices(CATALOGUE) if "." not in key)
    with pytest.raises(ValueError, match="under one key"):
        replace(CATALOGUE, options=(*CATALOGUE.options, CATALOGUE.options[0]))


def test_the_operator_puts_their_own_prices_in_place_and_no_other_changes() -> None:
    listed: dict[object, object] = {"recording": 23.33, "melody": 0, "extended": "3000,50", "basic.extra-did": 99}
    ours = with_prices(CATALOGUE, listed)
    assert prices(ours) == prices(CATALOGUE) | {
        "recording": 2333,
        "melody": 0,
        "extended": 3000_50,
        "basic.extra-did": 99_00,
    }
    assert not ours.option("melody").ours
    assert "price" not in ours.tariff("extended").ours
    assert "employees" in ours.tariff("extended").ours


def test_an_empty_price_list_changes_nothing() -> None:
    assert with_prices(CATALOGUE, {}) == CATALOGUE


@pytest.mark.parametrize("key", ["recordings", "", "basic.employees", 7, None, True])
def test_a_price_for_what_is_not_offered_is_refused_by_name(key: object) -> None:
    with pytest.raises(Refused) as refused:
        with_prices(CATALOGUE, {"recording": 700, key: 100})
    assert f"“{key}”" in str(refused.value)
    assert "caller-id, number-recording" in str(refused.value)


@pytest.mark.parametrize("written", [-1, "free", None, True, 1.005, [700]])
def test_a_price_that_is_no_amount_is_refused_with_its_key(written: object) -> None:
    with pytest.raises(Refused) as refused:
        with_prices(CATALOGUE, {"melody": written})
    assert str(refused.value).startswith(f"The price of “melody” is “{written}”")


JINGLE = prompt("jingle", "ru")


def sing(plan: CallPlan, on: Switched, call: CallFacts) -> CallPlan:
    return replace(plan, steps=(Say(JINGLE), *plan.steps))


SINGING = Option(
    key="singing",
    scope=Scope.COMPANY,
    name="Singing",
    about="We sing to callers.",
    price=310_00,
    needs=(Need(is_on("recording"), "Switch on “Call recording” first."),),
    effect=sing,
)


def test_a_new_option_is_one_entry_and_the_rest_follows() -> None:
    catalogue = replace(CATALOGUE, options=(*CATALOGUE.options, SINGING))
    option, today = catalogue.option("singing"), date(2026, 8, 31)

    line = switching.menu(catalogue, Scope.COMPANY, on={"singing"})[-1]
    assert line == switching.MenuLine("singing", "Singing", 310_00, on=True)
    assert cost_of(option, 1, today) == Cost(monthly=310_00, today=10_00)

    with pytest.raises(switching.NotReady, match="Switch on “Call recording” first"):
        switching.check(option, want=True, facts=company_facts(dids=1, on=[]))
    switching.check(option, want=True, facts=company_facts(dids=1, on=["recording"]))

    had = CompanyDay(frozenset(), employees=0, dids=0, options={"singing": 1})
    assert charges(catalogue, had, today) == (LedgerLine(Charge.OPTIONS, "singing", 1, 10_00),)
    assert history.name(catalogue, Change(What.OPTION, before=False, after=True, key="singing")) == "Singing"
    assert prices(with_prices(catalogue, {"singing": 1}))["singing"] == 1_00

    plan = CallPlan(7, (Ring((Person(1, "101"),), 20.0, hold_music(7)),))
    sung = catalogue.plan(plan, [Switched("singing")], CallFacts(CallKind.DID))
    assert sung.steps == (Say(JINGLE), *plan.steps)
