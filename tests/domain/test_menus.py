"""Voice menus: what may be reached, what may not be, and what a call makes of them."""

import json

import pytest

from bot.domain.catalogue import CATALOGUE
from bot.domain.effects import NOTICE, CallFacts, CallKind, Switched
from bot.domain.errors import Refused
from bot.domain.menu_plan import first_answer, leaves, plan
from bot.domain.menus import COMPANY_VOICEMAIL, REPEAT, Kind, Target, VoiceMenu, check, key, number, reachable, target
from bot.domain.plan import Branch, Go, Menu, Person, RecordLimits, Ring, Say, TakeMessage, every_step
from bot.domain.plan_json import from_json, to_json
from bot.domain.sounds import employee_melody, hold_music, menu_greeting, phrase, prompt, recording_notice

SALES, ANNA, TO_MAIN, TO_MORE = (
    Target(Kind.DEPARTMENT, 5),
    Target(Kind.EMPLOYEE, 1),
    Target(Kind.MENU, 1),
    Target(Kind.MENU, 2),
)
MAIN = VoiceMenu(1, "Main", (("1", SALES), ("2", TO_MORE), ("*", REPEAT)), ANNA)
MORE = VoiceMenu(2, "More", (("0", TO_MAIN), ("3", COMPANY_VOICEMAIL)), TO_MAIN, repeats=0, seconds=3, barge_in=False)
MENUS = {1: MAIN, 2: MORE}
MESSAGE = TakeMessage(None, prompt("leave-message", "ru"), RecordLimits())
STEPS = {
    SALES: (Ring((Person(1, "101"), Person(2, "102")), 15.0, hold_music(7)), MESSAGE),
    ANNA: (Ring((Person(1, "101"),), 20.0, hold_music(7)), MESSAGE),
    COMPANY_VOICEMAIL: (MESSAGE,),
}
PLAN = plan(7, MENUS, 1, STEPS)
DID = CallFacts(CallKind.DID)


def test_everything_that_keys_lead_to_is_found_once_however_menus_go_in_circles() -> None:
    assert reachable(MENUS, 1) == (TO_MAIN, SALES, TO_MORE, ANNA, COMPANY_VOICEMAIL)
    assert reachable(MENUS, 2)[0] == TO_MORE
    assert leaves(MENUS, 1) == (SALES, ANNA, COMPANY_VOICEMAIL)


def test_each_place_becomes_a_branch() -> None:
    assert PLAN.steps == (Go("menu/1"),)
    assert [branch.name for branch in PLAN.branches] == ["menu/1", "department/5", "menu/2", "employee/1", "voicemail"]
    main = Menu(
        menu_greeting(7, 1),
        phrase(7, "wrong-key"),
        (("1", "department/5"), ("2", "menu/2"), ("*", "")),
        "employee/1",
        repeats=1,
        seconds=5.0,
        barge_in=True,
    )
    assert PLAN.branches[0] == Branch("menu/1", (main,))
    assert from_json(json.loads(json.dumps(to_json(PLAN)))) == PLAN


def test_options_reach_whoever_is_rung_behind_a_key() -> None:
    on = [Switched("recording", flags=frozenset({NOTICE})), Switched("melody", 1)]
    changed = CATALOGUE.plan(PLAN, on, DID)
    assert changed.steps == (Say(recording_notice(7)), Go("menu/1")), "told once, before the first menu"
    rings = [step for step in every_step(changed) if isinstance(step, Ring)]
    assert all(person.record for ring in rings for person in ring.people)
    assert [ring.music for ring in rings] == [hold_music(7), employee_melody(7, 1)]


@pytest.mark.parametrize(
    ("menu", "rung"),
    [
        (MAIN, (ANNA,)),
        (VoiceMenu(1, "", (("1", SALES), ("2", ANNA), ("3", SALES))), (SALES,)),
        (VoiceMenu(1, "", (("2", ANNA), ("3", TO_MORE))), (ANNA,)),
        (VoiceMenu(1, "", (("3", TO_MORE),)), ()),
        (VoiceMenu(1, "", (("3", TO_MORE),), TO_MORE), (SALES,)),
    ],
)
def test_without_keys_the_default_is_rung_else_the_departments_else_the_employees(
    menu: VoiceMenu, rung: tuple[Target, ...]
) -> None:
    assert first_answer({1: menu, 2: VoiceMenu(2, "More", (), SALES)}, 1) == rung


def test_who_presses_nothing_always_gets_somewhere() -> None:
    check(MENUS)
    check({1: VoiceMenu(1, "Main", (("1", TO_MAIN),))})  # a key may lead back: somebody has to press it
    with pytest.raises(Refused, match="Main → Main"):
        check({1: VoiceMenu(1, "Main", (), TO_MAIN)})
    with pytest.raises(Refused, match="Main → More → Main"):
        check({1: VoiceMenu(1, "Main", (), TO_MORE), 2: VoiceMenu(2, "More", (), TO_MAIN)})


@pytest.mark.parametrize("one", [SALES, ANNA, TO_MAIN, COMPANY_VOICEMAIL, REPEAT, Target(Kind.VOICEMAIL, 3)])
def test_a_target_is_read_as_it_is_written(one: Target) -> None:
    assert target(str(one)) == one


@pytest.mark.parametrize("text", ["", "menu", "menu/", "menu/x", "menu/-1", "shop/1", "department"])
def test_what_is_no_target_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        target(text)


@pytest.mark.parametrize("typed", ["", "11", "A", "+", "default"])
def test_what_is_no_key_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        key(typed)


@pytest.mark.parametrize("typed", ["", "6", "-1", "1.5", "x"])
def test_a_number_outside_its_range_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="from 0 to 5"):
        number(typed, range(6))
