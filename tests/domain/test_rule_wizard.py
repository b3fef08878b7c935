"""The steps of the wizard and what answers say, without a chat."""

from datetime import time

import pytest

from bot.domain import rule_wizard as wizard
from bot.domain.errors import Refused
from bot.domain.periods import Hours, Period
from bot.domain.rule_plain import merged, to_plain, touched
from bot.domain.rule_typed import MOST_NUMBERS, caller, callers, clock, hours
from bot.domain.rules import Callers, Kind, Rule, Timing, Way, When

PLAIN = Rule(1)
FULL = Rule(1, when=When.PERIOD, callers=Callers.NUMBERS, numbers=frozenset({"102"}))
VOICEMAIL = Rule(1, frozenset({Kind.VOICEMAIL}), when=When.PERIOD, callers=Callers.NUMBERS)


@pytest.mark.parametrize(
    ("rule", "steps"),
    [
        (PLAIN, "people kinds when callers timing check"),
        (FULL, "people kinds when period callers numbers timing check"),
        (VOICEMAIL, "people kinds timing check"),
        (Rule(1, frozenset()), "people kinds timing check"),
    ],
)
def test_time_and_caller_are_asked_for_missed_calls_and_details_where_they_were_chosen(rule: Rule, steps: str) -> None:
    assert wizard.path(rule) == tuple(steps.split())


@pytest.mark.parametrize("rule", [PLAIN, FULL, VOICEMAIL])
def test_back_undoes_every_step_forth(rule: Rule) -> None:
    steps = wizard.path(rule)
    assert [wizard.after(step, rule) for step in steps] == [*steps[1:], steps[-1]]
    assert [wizard.before(step, rule) for step in steps] == [None, *steps[:-1]]
    assert (wizard.before("recent", rule), wizard.before("dry", rule)) == ("numbers", "check")


@pytest.mark.parametrize(
    ("rule", "people", "wanted", "shown"),
    [
        (PLAIN, [], "check", "people"),
        (PLAIN, [], "dry", "people"),
        (PLAIN, [7], "check", "check"),
        (PLAIN, [7], "dry", "dry"),
        (PLAIN, [7], "numbers", "check"),  # a step that is not on this path
        (PLAIN, [7], "nonsense", "check"),
        (Rule(1, frozenset()), [7], "timing", "kinds"),
        (Rule(1, ways=frozenset()), [7], "check", "timing"),
        (Rule(1, callers=Callers.NUMBERS), [7], "timing", "numbers"),
        (Rule(1, callers=Callers.NUMBERS), [7], "recent", "recent"),
        (Rule(1, callers=Callers.NUMBERS), [7], "callers", "callers"),
        (Rule(1, when=When.PERIOD, period=Period(frozenset(), PLAIN.quiet)), [7], "callers", "period"),
    ],
)
def test_no_step_is_shown_before_those_that_it_needs(rule: Rule, people: list[int], wanted: str, shown: str) -> None:
    assert wizard.reached(wanted, rule, people) == shown


@pytest.mark.parametrize(
    ("step", "value", "said"),
    [
        ("kinds", "-missed", {"kinds": ["voicemail"]}),
        ("kinds", "+missed", {"kinds": ["missed", "voicemail"]}),
        ("when", "working", {"when": "working"}),
        ("period", "+sun", {"period": {"days": ["mon", "tue", "wed", "thu", "fri", "sun"], "hours": "09:00-18:00"}}),
        ("period", "-mon", {"period": {"days": ["tue", "wed", "thu", "fri"], "hours": "09:00-18:00"}}),
        ("period", "week-ends", {"period": {"days": ["sat", "sun"], "hours": "09:00-18:00"}}),
        ("callers", "vip", {"callers": "vip"}),
        ("numbers", "-102", {"numbers": []}),
        ("recent", "++79001234567", {"numbers": ["+79001234567", "102"]}),
        ("timing", "digest", {"timing": "digest"}),
        ("timing", "-email", {"ways": ["telegram"]}),
    ],
)
def test_an_answer_says_one_thing(step: str, value: str, said: object) -> None:
    rule = Rule(1, numbers=frozenset({"102"}))
    assert wizard.answered(step, value, rule) == said
    assert wizard.answered(step, value, merged(rule, wizard.answered(step, value, rule))) == said, "twice is once"


@pytest.mark.parametrize(
    ("step", "value"),
    [
        ("kinds", "missed"),
        ("kinds", "+x"),
        ("when", ""),
        ("period", "+8"),
        ("numbers", "+x"),
        ("timing", ""),
        ("x", ""),
    ],
)
def test_what_is_no_answer_is_refused(step: str, value: str) -> None:
    with pytest.raises(Refused):
        wizard.answered(step, value, PLAIN)


def test_to_type_hours_is_to_choose_them() -> None:
    assert merged(PLAIN, wizard.typed_timing("21-7")).quiet == Hours(time(21), time(7))
    assert merged(PLAIN, wizard.typed_timing("21-7")).timing is Timing.AFTER_QUIET
    digest = merged(PLAIN, wizard.typed_timing("9:30"))
    assert (digest.timing, digest.digest_at) == (Timing.DIGEST, time(9, 30))
    period = merged(PLAIN, wizard.typed_hours("22:00–6:00", PLAIN)).period
    assert period == Period(PLAIN.period.weekdays, Hours(time(22), time(6)))


def test_numbers_come_together_up_to_a_limit() -> None:
    assert wizard.with_numbers(FULL, ["102", "103"]) == {"numbers": ["102", "103"]}
    many = [str(n) for n in range(10, 10 + MOST_NUMBERS)]
    assert len(wizard.with_numbers(PLAIN, many)["numbers"]) == MOST_NUMBERS
    with pytest.raises(Refused):
        wizard.with_numbers(FULL, [*many, "999999"])


def test_of_several_rules_what_they_share_is_shown_and_the_rest_is_unsaid() -> None:
    one = Rule(1, frozenset({Kind.MISSED}), When.WORKING, timing=Timing.DIGEST)
    rule, differ = wizard.common((one, Rule(2, when=When.WORKING, timing=Timing.DIGEST, ways=frozenset({Way.EMAIL}))))
    assert differ == {"kinds", "ways"}
    assert (rule.when, rule.timing, rule.kinds, rule.ways) == (When.WORKING, Timing.DIGEST, frozenset(), frozenset())
    assert wizard.common((one,)) == (one, frozenset())


@pytest.mark.parametrize(
    ("step", "rule", "following"),
    [
        ("when", FULL, "period"),
        ("when", PLAIN, "check"),
        ("callers", FULL, "numbers"),
        ("callers", VOICEMAIL, "numbers"),
        ("callers", PLAIN, "check"),
    ],
)
def test_when_rules_are_changed_an_answer_leads_to_its_detail_or_back(step: str, rule: Rule, following: str) -> None:
    assert wizard.after_change(step, rule) == following


def test_when_rules_are_changed_every_step_leads_back_to_all_the_fields() -> None:
    back = {step: wizard.before_change(step) for step in wizard.EDITABLE}
    details = {"period": "when", "numbers": "callers", "recent": "numbers"}
    assert back == dict.fromkeys(back, "check") | details | {"check": None}


def test_what_was_touched_is_said_in_words() -> None:
    assert touched(PLAIN, PLAIN) == ()
    assert touched(PLAIN, FULL) == (
        ("when", "all", "period"),
        ("callers", "all", "numbers"),
        ("numbers", "", "102"),
    )
    night = merged(PLAIN, {"period": {"days": ["fri", "sat"], "hours": "22:00-06:00"}})
    assert touched(PLAIN, night) == (("period", "mon, tue, wed, thu, fri 09:00-18:00", "fri, sat 22:00-06:00"),)
    assert merged(Rule(1), to_plain(night)) == night


@pytest.mark.parametrize(("typed", "read"), [("18", (18, 0)), (" 9:05 ", (9, 5)), ("9.05", (9, 5)), ("24:00", (0, 0))])
def test_a_time_of_day(typed: str, read: tuple[int, int]) -> None:
    assert clock(typed) == time(*read)


@pytest.mark.parametrize("typed", ["", "24:01", "12:60", "99", "noon", "1:2", "-1", "１８"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="not a time"):
        clock(typed)


@pytest.mark.parametrize("typed", ["22:00-6:00", "22–6", "22 — 06:00", "22:00\u22126"])
def test_hours_with_whatever_dash(typed: str) -> None:
    assert hours(typed) == Hours(time(22), time(6))


def test_a_list_of_callers_in_whatever_form() -> None:
    found, wrong = callers("8 900 123-45-67, +7 (900) 123-45-68;102\n\n89001234567\nabc, 1")
    assert found == ("+79001234567", "+79001234568", "102")
    assert wrong == ("abc", "1")
    assert caller(" 0042 ") == "0042"
