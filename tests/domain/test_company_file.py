"""The company's file: read with one clear sentence per mistake, written back the same."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.company_changes import changes
from bot.domain.company_entries import CompanyFile, DepartmentEntry, DidEntry, EmployeeEntry
from bot.domain.company_file import parse
from bot.domain.company_goals import Goal
from bot.domain.company_menus import MenuEntry, ScheduleEntry, departures
from bot.domain.company_text import write
from bot.domain.errors import Refused
from bot.domain.menus import KEYS, Kind
from bot.domain.schedule_lines import WEEKDAYS

EXAMPLE = (Path(__file__).parents[2] / "examples" / "company.yaml").read_text("utf-8")

SMALL = """\
key: romashka
name: Ромашка
time_zone: Europe/Moscow
language: ru
dids:
  - number: +7 992 385-52-59
    leads_to: {department: Продажи}
  - number: 8 992 385-52-84
    leads_to: {employee: 101}
departments:
  - name: Продажи
    ring_seconds: 15
    members: [101, 102]
employees:
  - name: Иванов
    number: +7 900 555-01-01
    phone: 101
  - name: Петрова
    number: +7 900 555-01-02
    phone: 102
    email: petrova@example.com
"""


def sentence(text: str) -> str:
    with pytest.raises(Refused) as caught:
        parse(text, "firm.yaml")
    return str(caught.value)


def test_file_is_read_as_it_was_meant() -> None:
    company = parse(SMALL, "firm.yaml")
    assert company.dids == (
        DidEntry("+79923855259", Goal(Kind.DEPARTMENT, "Продажи")),
        DidEntry("+79923855284", Goal(Kind.EMPLOYEE, "101")),
    )
    assert company.departments == (DepartmentEntry("Продажи", 15, ("101", "102")),)
    assert company.employees[0] == EmployeeEntry("Иванов", "+79005550101", "101", "")


def test_phone_keeps_its_leading_zero() -> None:
    text = SMALL.replace("101", "0101")
    assert parse(text, "firm.yaml").employees[0].phone == "0101"


MISTAKES = [
    ("key: romashka", "key: [", 3, "this is not YAML: expected ',' or ']', but got ':', in what begins on line 1."),
    ("name: Ромашка", "\tname: Ромашка", 2, "this is not YAML"),
    ("name: Ромашка", "name: Рома\x07шка", 2, "may not stand in YAML"),
    ("time_zone:", "timezone:", 3, "“timezone” is not known here. Did you mean “time_zone”?"),
    (
        "    phone: 101",
        "    telefon: 101",
        17,
        "“telefon” is not known here. "
        "Known: name, number, phone, email, kind, short_number, shows, voicemail, ring_seconds, "
        "hours, options.",
    ),
    ("language: ru\n", "", 1, "“language” is missing"),
    ("    phone: 101\n", "", 15, "“phone” is missing"),
    ("name: Ромашка", "name:", 2, "the value is missing"),
    ("name: Ромашка", "name: [a, b]", 2, "one value is expected here"),
    ("name: Ромашка", 'name: "a\\nb"', 2, "a text may have one line"),
    ("name: Ромашка", "name: Ромашка\nname: Лютик", 3, "“name” is here twice"),
    ("key: romashka", "key: Ромашка", 1, "small Latin letters"),
    ("Europe/Moscow", "Europe/Moskow", 3, "there is no time zone “Europe/Moskow”. Did you mean “Europe/Moscow”?"),
    ("Europe/Moscow", "Москва", 3, "Example: Europe/Moscow"),
    ("language: ru", "language: de", 4, "Known: ru, en."),
    ("+7 992 385-52-59", "12", 6, "“12” is not a telephone number"),
    ("+7 900 555-01-01", "+7 900 CALL-ME", 16, "is not a telephone number"),
    ("+7 900 555-01-02", "8 900 555 01 01", 19, "the number +79005550101 is on line 16 already"),
    ("8 992 385-52-84", "79923855259", 8, "the number +79923855259 is on line 6 already"),
    ("phone: 102", "phone: 101", 20, "the phone 101 is on line 17 already"),
    ("phone: 101", "phone: sip101", 17, "2 to 6 digits"),
    ("petrova@example.com", "petrova", 21, "an e-mail address looks like"),
    ("petrova@example.com", "a@b.ru, c@d.ru", 21, "an e-mail address looks like"),
    ("ring_seconds: 15", "ring_seconds: 4", 12, "from 5 to 120"),
    ("ring_seconds: 15", "ring_seconds: долго", 12, "from 5 to 120"),
    ("ring_seconds: 15", "ring_seconds: ١٥", 12, "from 5 to 120"),
    ("members: [101, 102]", "members: [101, 103]", 13, "no employee has the phone “103”. Did you mean"),
    ("members: [101, 102]", "members: [101, 101]", 13, "the member 101 is on line 13 already"),
    ("members: [101, 102]", "members: 101", 13, "a list is expected here"),
    ("members: [101, 102]", "members: [{a: b}]", 13, "one value is expected here"),
    ("{department: Продажи}", "{department: Продажа}", 7, "there is no department “Продажа”. Did you mean “Продажи”?"),
    ("{employee: 101}", "{employee: 999}", 9, "no employee has the phone “999”"),
    ("{employee: 101}", "{}", 9, "one department, employee or voice menu"),
    ("{employee: 101}", "{employee: 101, department: Продажи}", 9, "one department, employee or voice menu"),
    ("{employee: 101}", "Продажи", 9, "lines such as “department: …” are expected"),
    ("employees:", "employees: нет\nx:", 14, "a list is expected here"),
    ("key: romashka", "--- \nkey: a\n---\nkey: romashka", 3, "this is not YAML"),
    ("key: romashka", "key: *nobody", 1, "this is not YAML"),
    ("name: Ромашка", f"name: {'а' * 201}", 2, "at most 200 characters"),
]


@pytest.mark.parametrize(("right", "wrong", "line", "says"), MISTAKES, ids=[wrong[:30] for _, wrong, *_ in MISTAKES])
def test_mistake_is_one_sentence_with_its_line(right: str, wrong: str, line: int, says: str) -> None:
    assert right in SMALL
    told = sentence(SMALL.replace(right, wrong, 1))
    assert told.startswith(f"firm.yaml, line {line}: ")
    assert says in told
    assert "\n" not in told


@pytest.mark.parametrize("text", ["", "# only a comment\n"])
def test_empty_file_is_called_empty(text: str) -> None:
    assert sentence(text) == "firm.yaml, line 1: the file is empty."


def test_department_without_departments_in_the_file_says_that_there_are_none() -> None:
    told = sentence(SMALL[: SMALL.index("departments:")])
    assert told == "firm.yaml, line 7: there is no department “Продажи”: there are none."


def test_no_number_at_all_is_a_mistake() -> None:
    before, after = SMALL.split("dids:")[0], SMALL[SMALL.index("departments:") :]
    assert "at least one number" in sentence(f"{before}dids: []\n{after}")


def test_every_mistake_in_the_example_would_be_found_by_its_line() -> None:
    lines = EXAMPLE.splitlines()
    for number, line in enumerate(lines, 1):
        if line.strip().startswith(("number:", "- number:")):
            spoiled = [*lines[: number - 1], line.replace("+7", "+х7"), *lines[number:]]
            assert sentence("\n".join(spoiled)).startswith(f"firm.yaml, line {number}: ")


names = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp", "Cf")), min_size=1, max_size=30)
names = names.map(str.strip).filter(lambda name: name and name.isprintable())
HOURS = ("closed", "00:00-24:00", "22:00-06:00", "09:00-13:00, 14:00-18:00", "09:00-18:00")
digits = st.integers(10, 999_999).map(str)


weeks = st.dictionaries(st.sampled_from(WEEKDAYS), st.sampled_from(HOURS)).map(
    lambda said: tuple(ScheduleEntry(day, said[day]) for day in WEEKDAYS if day in said)
)


@st.composite
def companies(draw: st.DrawFn) -> CompanyFile:
    phones = draw(st.lists(digits, unique=True, min_size=1, max_size=4))
    employees = tuple(
        EmployeeEntry(draw(names), f"+7900555{i:04}", phone, "", hours=draw(weeks)) for i, phone in enumerate(phones)
    )
    titles = draw(st.lists(names, unique=True, min_size=1, max_size=3))
    departments = tuple(
        DepartmentEntry(title, draw(st.integers(5, 120)), tuple(draw(st.lists(st.sampled_from(phones), unique=True))))
        for title in titles
    )
    menus = draw(st.lists(names, unique=True, max_size=3))
    always = [Goal(Kind.DEPARTMENT, title) for title in titles] + [Goal(Kind.EMPLOYEE, it) for it in phones]
    messages = [Goal(Kind.VOICEMAIL), *(Goal(Kind.VOICEMAIL, it) for it in phones)]
    goals = st.sampled_from([*always, *(Goal(Kind.MENU, title) for title in menus)])
    closed = st.none() | goals | st.sampled_from(messages)
    dids = tuple(DidEntry(f"+7992385{i:04}", draw(goals), draw(closed)) for i in range(draw(st.integers(1, 3))))
    keys = st.dictionaries(st.sampled_from(KEYS), goals | st.sampled_from([*messages, Goal(Kind.REPEAT)]))
    menu_entries = tuple(
        MenuEntry(
            title,
            tuple(sorted(draw(keys).items(), key=lambda it: KEYS.index(it[0]))),
            draw(st.sampled_from([*always, *messages])),
            *(draw(st.integers(0, 5)), draw(st.integers(1, 30)), draw(st.booleans())),
        )
        for title in sorted(menus)
    )
    said = draw(st.dictionaries(st.sampled_from([*WEEKDAYS, "2026-12-31", "2027-01-09"]), st.sampled_from(HOURS)))
    schedule = departures(said | draw(st.sampled_from([{}, {"holidays": "RU"}])))
    more = {"menus": menu_entries, "schedule": schedule}
    return CompanyFile("firm", draw(names), "Asia/Yekaterinburg", "en", dids, departments, employees, **more)


@settings(deadline=None, max_examples=60)
@given(companies())
def test_what_is_written_is_read_back_the_same(company: CompanyFile) -> None:
    text = write(company)
    assert parse(text, "firm.yaml") == company
    assert write(parse(text, "firm.yaml")) == text


def test_example_survives_writing() -> None:
    company = parse(EXAMPLE, "company.yaml")
    assert parse(write(company), "company.yaml") == company


def test_changes_are_told_in_words() -> None:
    old = parse(SMALL, "firm.yaml")
    text = SMALL.replace("15", "20").replace("Иванов", "Иванова").replace("[101, 102]", "[102]")
    text = text.replace("+7 900 555-01-02", "+7 900 555-01-03")
    assert changes(old, parse(text, "firm.yaml")) == (
        "employee 101 Иванов: name Иванов → Иванова",
        "employee 102 Петрова: number +79005550102 → +79005550103",
        "department Продажи: ring seconds 15 → 20",
        "department Продажи: members 101, 102 → 102",
    )
    assert changes(old, old) == ()


def test_somebody_new_at_an_old_phone_is_somebody_else() -> None:
    old = parse(SMALL, "firm.yaml")
    text = SMALL.replace("Петрова", "Сидорова").replace("+7 900 555-01-02", "+7 900 555-01-03")
    assert changes(old, parse(text, "firm.yaml")) == (
        "employee 102 Сидорова: added",
        "employee 102 Петрова: removed",
    )


def test_new_main_number_and_another_goal_are_told() -> None:
    old = parse(SMALL, "firm.yaml")
    swapped = CompanyFile(**{name: getattr(old, name) for name in old.__slots__} | {"dids": old.dids[::-1]})
    assert changes(old, swapped) == ("main number: +79923855259 → +79923855284",)
    text = SMALL.replace("{employee: 101}", "{employee: 102}")
    assert changes(old, parse(text, "firm.yaml")) == ("number +79923855284: leads to employee 101 → employee 102",)
