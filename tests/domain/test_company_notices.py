"""Notification rules and clients in a company's file."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.company_changes import changes
from bot.domain.company_entries import CompanyFile
from bot.domain.company_file import parse
from bot.domain.company_notices import ContactEntry, NotificationEntry
from bot.domain.company_text import write
from bot.domain.errors import Refused
from bot.domain.periods import Hours, Period
from bot.domain.rule_plain import check
from bot.domain.rules import Callers, Kind, Rule, Timing, Way, When

EXAMPLE = (Path(__file__).parents[2] / "examples" / "company.yaml").read_text("utf-8")
COMMENTED = re.compile(r"^# ((?:notifications|contacts):\n(?:#   .*\n)+)", re.M)
FULL = """\
notifications:
  - employee: 101
    kinds: [missed]
    when: period
    days: [sat, sun]
    hours: 22:00-06:00
    callers: numbers
    numbers: [8 900 123-45-67, 102]
    ways: [email]
    timing: digest
    digest_at: 9:30
  - employee: 102
contacts:
  - number: +7 900 123-45-67
    name: Анна Смирнова
    vip: yes
  - number: +7 900 123-45-68
"""


def company(more: str = "") -> CompanyFile:
    return parse(EXAMPLE + more, "file.yaml")


def test_everything_that_a_rule_and_a_client_can_have() -> None:
    read = company(FULL)
    times = {"hour": 9, "minute": 30}
    weekend = Period(frozenset({5, 6}), Hours(Rule(0).quiet.start, Rule(0).quiet.start.replace(hour=6)))
    rule = Rule(
        0,
        frozenset({Kind.MISSED}),
        When.PERIOD,
        weekend,
        Callers.NUMBERS,
        frozenset({"+79001234567", "102"}),
        frozenset({Way.EMAIL}),
        Timing.DIGEST,
        digest_at=Rule(0).digest_at.replace(**times),
    )
    assert read.notifications == (NotificationEntry("101", rule), NotificationEntry("102", Rule(0)))
    assert read.contacts == (
        ContactEntry("+79001234567", "Анна Смирнова", True),
        ContactEntry("+79001234568"),
    )


def test_what_is_written_is_read_back_the_same() -> None:
    assert parse(write(company(FULL)), "again.yaml") == company(FULL)
    assert parse(write(company("notifications: []\ncontacts: []\n")), "again.yaml").contacts == ()


def test_a_file_that_does_not_speak_of_them_leaves_them_as_they_are() -> None:
    silent, full = company(), company(FULL)
    assert (silent.notifications, silent.contacts) == (None, None)
    assert changes(full, silent) == ()
    assert "notifications" not in write(silent)


def test_what_the_comment_of_the_example_shows_can_be_read() -> None:
    read = company("\n".join(part.replace("\n# ", "\n") for part in COMMENTED.findall(EXAMPLE)))
    assert [entry.rule.callers for entry in read.notifications or ()] == [Callers.VIP]
    assert [entry.vip for entry in read.contacts or ()] == [True]


def test_changes_are_said_one_by_one() -> None:
    less = company(FULL.replace("  - employee: 102\n", "").replace("Анна Смирнова", "Анна"))
    assert changes(company(FULL), less) == (
        "notification of 102: removed",
        "contact +79001234567: name Анна Смирнова → Анна",
    )
    assert changes(less, company(FULL))[0] == "notification of 102: added"


FIRST = EXAMPLE.count("\n") + 1  # the line of what is put at the end


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("notifications:\n  - employee: 999\n", 1, "no employee has the phone “999”"),
        ("notifications:\n  - kinds: [missed]\n", 1, "“employee” is missing."),
        ("notifications:\n  - employee: 101\n    when: sometimes\n", 2, "there is no time “sometimes”"),
        ("notifications:\n  - employee: 101\n    hours: noon\n", 2, "Send the hours like this"),
        ("notifications:\n  - employee: 101\n    quiet: 25:00-06:00\n", 2, "“25:00” is not a time"),
        ("notifications:\n  - employee: 101\n    digest_at: late\n", 2, "“late” is not a time"),
        ("notifications:\n  - employee: 101\n    days: [funday]\n", 2, "there is no day “funday”"),
        ("notifications:\n  - employee: 101\n    callers: numbers\n", 1, "Name at least one number."),
        ("notifications:\n  - employee: 101\n    kinds: []\n", 1, "Tick what to tell of"),
        ("notifications:\n  - employee: 101\n    numbers: [abc]\n", 2, "“abc” is not a telephone number"),
        ("notifications:\n  - employee: 101\n    colour: red\n", 2, "“colour” is not known here"),
        ("contacts:\n  - number: abc\n", 1, "“abc” is not a telephone number"),
        ("contacts:\n  - number: +79001234567\n  - number: 89001234567\n", 2, "the number +79001234567 is on line"),
        ("contacts:\n  - number: +79001234567\n    vip: maybe\n", 2, "“maybe” does not fit: yes or no."),
    ],
)
def test_a_mistake_is_one_sentence_with_its_line(text: str, line: int, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        company(text)
    assert f"line {FIRST + line}: " in str(refused.value)
    assert sentence in str(refused.value)


CLOCKS = st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0))
HOURS = st.builds(Hours, CLOCKS, CLOCKS)
RULES = st.builds(
    Rule,
    st.just(0),
    st.frozensets(st.sampled_from(Kind), min_size=1),
    st.sampled_from(When),
    st.builds(Period, st.frozensets(st.integers(0, 6), min_size=1), HOURS),
    st.sampled_from(Callers),
    st.frozensets(st.sampled_from(["+79001234567", "102", "+4930123456"]), min_size=1),
    st.frozensets(st.sampled_from(Way), min_size=1),
    st.sampled_from(Timing),
    HOURS,
    CLOCKS,
)


@given(RULES)
def test_any_rule_is_written_and_read_back(rule: Rule) -> None:
    full = company(FULL)
    written = write(CompanyFile(**{name: getattr(full, name) for name in full.__slots__} | _only(check(rule))))
    assert parse(written, "again.yaml").notifications == (NotificationEntry("101", rule),)


def _only(rule: Rule) -> dict[str, object]:
    return {"notifications": (NotificationEntry("101", rule),)}
